import { DomainError } from '../../shared/errors';
import { mappingOf, type EntityClass } from '../mapping/entity-mapping';
import type { Sql } from '../sql';
import { allOf, type SqlFragment } from '../sql-fragment';
import { MAX_EXAMINED, rowsOf, shortestPath, type AccessPath } from './access-paths';
import type { Sort, SortKey } from './keyset';
import type { ListFilter, ListFilters } from './list-filters';
import { OpenList, type Access } from './open-list';
import { placesOf, servedIndex, servedSort, type ServedSort } from './served-filters';

/** Who reads: everything, or what a limited scope covers. */
export interface Reader {
  readonly all: boolean;
}

/** The rows that a limited scope covers, as one more condition. */
export interface Visible {
  /** On a row `t`. */
  readonly condition: SqlFragment;
  /** What finds them all, when they are at most `MAX_EXAMINED`. When they are more, and without it, they are checked. */
  readonly path?: AccessPath;
}

/**
 * A list of rows that may be very many: a page is read along an index, or from at most `MAX_EXAMINED` rows that a path leads to.
 * Everything else is refused.
 */
export interface Bound {
  /** What the rows are, as in `orders`. */
  readonly rows: string;
  /** The sentence of the refusal that says how to narrow the filter. */
  readonly advice: string;
  /** The detail of the refusal that has the limit. Default: `maxRows`. */
  readonly limit?: 'maxOrders' | 'maxRows';
}

/** A list of the API: what its pages are filtered and sorted by, and which indexes serve that. */
export interface ListDefinition<E extends object, F, S extends string, C extends Reader> {
  /** The query that answers it. */
  readonly name: string;
  readonly entity: EntityClass<E>;
  readonly filters: ListFilters<F>;
  /** The properties of each sort order; together they are unique. The first one is the default. */
  readonly sorts: Readonly<Record<S, readonly (keyof E & string)[]>>;
  /** The default direction; ascending unless set. */
  readonly descending?: boolean;
  /** The columns of each index that gives an order of the list or finds few rows: keys, too. */
  readonly indexes: readonly (readonly string[])[];
  /** Absent: who may read the list sees all of it. */
  visible?(scope: Exclude<C, { readonly all: true }>, filter: F): Visible;
  /** Absent: the rows are few enough to examine all of them where no index serves. */
  readonly bound?: Bound;
  /** The name that cursors carry: by default `name.SORT.asc`, of one sort order `name`. Cursors of another name are refused. */
  cursors?(sort: S, descending: boolean): string;
}

export interface ListQuery<F, S extends string> {
  readonly filter: F;
  readonly sort?: S | undefined;
  readonly descending?: boolean | undefined;
}

/** A filter that says something in a query. */
interface Given<F> {
  readonly name: string;
  readonly filter: ListFilter<F>;
  readonly condition: SqlFragment;
}

interface Wanted<F, S extends string> {
  readonly filter: F;
  readonly sort: S;
  readonly given: readonly Given<F>[];
  readonly visible: Visible | null;
}

const PLAINLY: Access = { plainly: true, rowByRow: false };
/** Makes a database find the ids first, and cuts nothing off. */
const ALL_ROWS = Number.MAX_SAFE_INTEGER;

/** What a definition makes of its queries. Immutable; made once, by `defineList`. */
export class DefinedList<E extends object, F, S extends string, C extends Reader = Reader> {
  readonly sortNames: readonly S[];
  readonly filterNames: readonly string[];
  /** The properties that cursors are made of, whatever the sort order. */
  readonly cursorProperties: readonly (keyof E & string)[];
  /** What the indexes serve in each sort order. */
  readonly served: Readonly<Record<S, ServedSort>>;
  private readonly sorts: Readonly<Record<S, { readonly up: Sort<E>; readonly down: Sort<E> }>>;
  private readonly hasId: boolean;

  constructor(readonly definition: ListDefinition<E, F, S, C>) {
    const { entity, filters, sorts, indexes } = definition;
    const mapping = mappingOf(entity);
    this.sortNames = Object.keys(sorts) as S[];
    this.filterNames = Object.keys(filters);
    const sorted = new Set(this.sortNames.flatMap((sort) => sorts[sort]));
    this.cursorProperties = mapping.properties.filter((property) => sorted.has(property));
    this.hasId = (mapping.properties as readonly string[]).includes('id');
    const ofEach = <T>(make: (sort: S) => T): Record<S, T> =>
      Object.fromEntries(this.sortNames.map((sort) => [sort, make(sort)])) as Record<S, T>;
    this.sorts = ofEach((sort) => ({ up: this.sortOf(sort, false), down: this.sortOf(sort, true) }));
    this.served = ofEach((sort) => servedSort(filters, indexes, sorts[sort].map(mapping.columnOf)));
  }

  /**
   * The rows that a filter selects and the scope covers. A bounded list throws `FILTER_UNSUPPORTED` when no index serves the filter
   * in that order and more than `MAX_EXAMINED` rows would have to be looked at. One statement for a limited scope that has a path,
   * and in a bounded list for what no index serves; else none.
   */
  async open(sql: Sql, scope: C, query: ListQuery<F, S>): Promise<OpenList<E>> {
    const { definition } = this;
    const { filter, sort = this.sortNames[0]!, descending = definition.descending ?? false } = query;
    const given = this.givenFilters(filter);
    const limited = scope as Exclude<C, { readonly all: true }>;
    const visible = scope.all ? null : (definition.visible?.(limited, filter) ?? null);
    return new OpenList(sql, {
      entity: definition.entity,
      sort: this.sorts[sort][descending ? 'down' : 'up'],
      condition: conditionOf(given),
      visible: visible && visible.condition,
      access: await this.chooseAccess(sql, { filter, sort, given, visible }),
      reader: definition.bound ? sql.separately : sql,
    });
  }

  /** The filters that an index serves in a sort order each by itself, the range aside. */
  servedAlone(sort: S): string[] {
    const { range, indexes } = this.served[sort];
    return this.filterNames.filter((name) => name !== range && indexes.has(name));
  }

  private sortOf(sort: S, descending: boolean): Sort<E> {
    const { name, entity, sorts, cursors } = this.definition;
    const usual = this.sortNames.length === 1 ? name : `${name}.${sort}.${descending ? 'desc' : 'asc'}`;
    return {
      name: cursors?.(sort, descending) ?? usual,
      keys: sorts[sort].map((property) => sortKey(entity, property, descending)),
    };
  }

  private givenFilters(filter: F): Given<F>[] {
    const given: Given<F>[] = [];
    for (const name of this.filterNames) {
      const definition = this.definition.filters[name]!;
      const condition = definition.condition(filter);
      if (condition) given.push({ name, filter: definition, condition });
    }
    return given;
  }

  /**
   * An index that gives the order, if the query asks for nothing besides. A limited scope is one more condition: when it covers few
   * rows they are looked at, else it is checked along the index. Everything else must lead to few rows.
   */
  private async chooseAccess(sql: Sql, wanted: Wanted<F, S>): Promise<Access> {
    const { bound } = this.definition;
    const { table } = mappingOf(this.definition.entity);
    const { filter, sort, given, visible } = wanted;
    const index = this.indexAccess(wanted);
    if (index && !visible) return index;
    const few = given.find((one) => one.filter.few);
    if (few && this.hasId) return { path: { parts: [rowsOf(table, few.condition)] }, limit: ALL_ROWS };
    if (!bound && !visible?.path) return PLAINLY;
    const filterPaths = bound ? given.map((one) => one.filter.path?.(filter)) : [];
    const paths = [...filterPaths, visible?.path].filter(isPath);
    const path = await shortestPath(sql, paths.length > 0 ? paths : [anyRow(table)]);
    if (path) return { path, limit: 2 * MAX_EXAMINED };
    if (index) return index;
    if (!bound) return { plainly: true, rowByRow: true };
    throw this.tooMany(bound, sort, given);
  }

  private indexAccess({ filter, sort, given }: Wanted<F, S>): Access | null {
    const names = given.map(({ name }) => name);
    const index = servedIndex(this.served[sort], names);
    const places = index && placesOf(index, this.definition.filters, filter);
    if (!places) return null;
    if (index.by.length > 0 && !this.hasId) return PLAINLY;
    return { places, rest: conditionOf(given.filter(({ name }) => !index.by.includes(name))) };
  }

  private tooMany(
    { rows, advice, limit = 'maxRows' }: Bound,
    sort: S,
    given: readonly Given<F>[],
  ): DomainError {
    const filters = given.flatMap(({ filter }) => filter.input);
    const served = this.servedAlone(sort);
    const alone = served.length > 0 ? ` By itself, an index serves each of ${served.join(', ')}.` : '';
    return new DomainError(
      'FILTER_UNSUPPORTED',
      `Sorted by ${sort}, no index serves ${filters.join(' + ') || 'all that you may see'}, and more than ${MAX_EXAMINED} ${rows} would have to be looked at. ` +
        `${advice}${alone}`,
      { sort, filters, served, [limit]: MAX_EXAMINED },
    );
  }
}

const lists = new Map<string, AnyList>();

/** A list whose types do not matter: for what all lists have in common. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyList = DefinedList<any, any, string, any>;

/** Defines a list of the API. Throws for a name that another list has. */
export function defineList<E extends object, F, S extends string, C extends Reader = Reader>(
  definition: ListDefinition<E, F, S, C>,
): DefinedList<E, F, S, C> {
  if (lists.has(definition.name)) throw new Error(`There are two lists named ${definition.name}`);
  const list = new DefinedList(definition);
  lists.set(definition.name, list as unknown as AnyList);
  return list;
}

/** Every list that has been defined, in the order of definition. */
export const definedLists = (): AnyList[] => [...lists.values()];

/** The conditions together; those that look into other tables come last, as they cost most. */
function conditionOf(given: readonly Pick<Given<never>, 'condition'>[]): SqlFragment {
  const conditions = given.map(({ condition }) => condition);
  const elsewhere = conditions.filter(({ sql }) => sql.includes('SELECT'));
  return allOf([...conditions.filter((condition) => !elsewhere.includes(condition)), ...elsewhere]);
}

const isPath = (path: AccessPath | null | undefined): path is AccessPath => Boolean(path);
const anyRow = (table: string): AccessPath => ({ parts: [rowsOf(table)] });

/** A key that sorts by a property. How its value travels in a cursor follows from the column. */
function sortKey<E extends object>(
  entity: EntityClass<E>,
  property: keyof E & string,
  descending: boolean,
): SortKey<E> {
  const mapping = mappingOf(entity);
  const value: unknown = mapping.sample()[property];
  return {
    column: `t.${mapping.columnOf(property)}`,
    descending,
    kind: typeof value === 'bigint' ? 'bigint' : typeof value === 'string' ? 'text' : 'int',
    value: (row) => row[property] as number | bigint | string | Date,
  };
}
