import { allOf, fragment, inList, type SqlFragment } from '../sql-fragment';
import type { Param } from '../values';
import type { AccessPath } from './access-paths';

/** One filter of a list: what it says, and what finds its rows. */
export interface ListFilter<F> {
  /** The fields of the API's filter that it is given in. */
  readonly input: readonly string[];
  /** The condition on a row `t`; null when the filter says nothing. */
  condition(filter: F): SqlFragment | null;
  /** A column with one of some values: an index that begins with it can go on with the sort key. */
  readonly equals?: ColumnValues<F>;
  /** The column that must lie in a range: the index of a sort order that begins with it serves the range, too. */
  readonly range?: string;
  /** What finds its rows by itself, in a list that is bounded. Null or absent: it only narrows what another filter has found. */
  path?(filter: F): AccessPath | null;
  /**
   * The first columns of an index by which the filter finds its rows. They are so few that they are sorted without being counted,
   * and no index serves them in an order.
   */
  readonly few?: readonly string[];
}

/** The filters of a list, by name. */
export type ListFilters<F> = Readonly<Record<string, ListFilter<F>>>;

export interface ColumnValues<F> {
  readonly column: string;
  /** The distinct values that are allowed; none when they are not known one by one. */
  of(filter: F): readonly Param[];
}

type FieldOf<F> = keyof F & string;

/** A filter on a column that may be one of some values. */
export interface EqualFilter<F> extends ListFilter<F> {
  readonly equals: ColumnValues<F>;
}

/** The fields of the ends of a range: `from` and `to` are inclusive, `before` is exclusive. */
export interface RangeFields<F> {
  readonly from?: FieldOf<F>;
  readonly before?: FieldOf<F>;
  readonly to?: FieldOf<F>;
}

/** Filters of the usual kinds on the fields of `F`. Null and an empty text say nothing. */
export interface FilterKinds<F> {
  /** The column has the value of the field, or one of its values; an empty list says nothing. */
  equals(column: string, field: FieldOf<F>, input?: string): EqualFilter<F>;
  /** The column lies between the values of two fields; an end that is null is open. */
  between(column: string, fields: RangeFields<F>, input?: readonly string[]): ListFilter<F>;
  /** What the value of the field means. */
  given<K extends FieldOf<F>>(
    field: K,
    condition: (value: NonNullable<F[K]>) => SqlFragment | null,
  ): ListFilter<F>;
}

export const filtersOf = <F>(): FilterKinds<F> => ({ equals, between, given });

function equals<F>(column: string, field: FieldOf<F>, input: string = field): EqualFilter<F> {
  return {
    input: [input],
    condition(filter) {
      const value: unknown = filter[field];
      if (!Array.isArray(value)) return compare(`t.${column} =`, value);
      return value.length > 0 ? inList(`t.${column}`, value.map(toParam)) : null;
    },
    equals: { column, of: (filter) => distinct(filter[field]) },
  };
}

function between<F>(
  column: string,
  fields: RangeFields<F>,
  input: readonly string[] = Object.values<FieldOf<F>>({ ...fields }),
): ListFilter<F> {
  const { from, before, to } = fields;
  return {
    input,
    condition(filter) {
      const ends = [
        from && compare(`t.${column} >=`, filter[from]),
        before && compare(`t.${column} <`, filter[before]),
        to && compare(`t.${column} <=`, filter[to]),
      ].filter((end) => typeof end === 'object' && end !== null);
      return ends.length > 0 ? allOf(ends) : null;
    },
    range: column,
  };
}

function given<F, K extends FieldOf<F>>(
  field: K,
  condition: (value: NonNullable<F[K]>) => SqlFragment | null,
): ListFilter<F> {
  return {
    input: [field],
    condition: (filter) => {
      const value: F[K] = filter[field];
      return isAbsent(value) ? null : condition(value as NonNullable<F[K]>);
    },
  };
}

function compare(columnAndOperator: string, value: unknown): SqlFragment | null {
  return isAbsent(value) ? null : fragment(`${columnAndOperator} ?`, [toParam(value)]);
}

function isAbsent(value: unknown): value is null | undefined | '' {
  return value === null || value === undefined || value === '';
}

function distinct(value: unknown): readonly Param[] {
  if (isAbsent(value)) return [];
  return Array.isArray(value) ? [...new Set(value.map(toParam))] : [toParam(value)];
}

/** Moments are stored as milliseconds, flags as 1 and 0. */
function toParam(value: unknown): Param {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value as Param;
}
