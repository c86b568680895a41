import { fragment, type SqlFragment } from '../sql-fragment';
import type { Param } from '../values';
import type { ListFilters } from './list-filters';

/** At most so many values of the filters are served: each has its own place in the index, and their rows are merged. */
export const MAX_SERVED_VALUES = 32;

/** An index that gives the order of a list, and the filters that name one place in it. */
export interface ServedIndex {
  readonly columns: readonly string[];
  /** The filters on its first columns, in their order; none when it begins with the sort key. */
  readonly by: readonly string[];
}

/** What indexes serve in one sort order. */
export interface ServedSort {
  /** The filter on a range of the sort key: served, alone or together with filters that are. */
  readonly range: string | null;
  /** By the names of the filters that it takes, in the order of the definition. */
  readonly indexes: ReadonlyMap<string, ServedIndex>;
}

/**
 * What the indexes of a list serve in the order of some columns. An index serves filters when it begins with their columns and
 * goes on with the columns of the order; a column with one value need not be sorted by.
 */
export function servedSort<F>(
  filters: ListFilters<F>,
  indexes: readonly (readonly string[])[],
  order: readonly string[],
): ServedSort {
  const names = Object.keys(filters).filter((name) => !filters[name]!.few);
  const served = new Map<string, ServedIndex>();
  for (const columns of indexes) {
    for (let length = 0; length <= columns.length; length++) {
      const first = columns.slice(0, length);
      const rest = order.filter((column) => !first.includes(column));
      if (rest.join() !== columns.slice(length).join()) continue;
      const by = first.map((column) => names.find((name) => filters[name]!.equals?.column === column));
      if (!by.every((name) => name !== undefined)) continue;
      const key = keyOf(names.filter((name) => by.includes(name)));
      if (!served.has(key)) served.set(key, { columns, by });
    }
  }
  return { range: names.find((name) => filters[name]!.range === order[0]) ?? null, indexes: served };
}

/** The index that serves exactly these filters, in the order of the definition, with or without the range; null for none. */
export function servedIndex({ range, indexes }: ServedSort, names: readonly string[]): ServedIndex | null {
  return indexes.get(keyOf(names.filter((name) => name !== range))) ?? null;
}

const keyOf = (names: readonly string[]): string => names.join('+');

/**
 * The places in an index at which its filters have their rows, one for each combination of their values; null when a value is not
 * known, or when they are too many.
 */
export function placesOf<F>({ by }: ServedIndex, filters: ListFilters<F>, filter: F): SqlFragment[][] | null {
  let places: SqlFragment[][] = [[]];
  for (const name of by) {
    const { column, of } = filters[name]!.equals!;
    const at = (value: Param): SqlFragment => fragment(`t.${column} = ?`, [value]);
    places = of(filter).flatMap((value) => places.map((place) => [...place, at(value)]));
    if (places.length === 0 || places.length > MAX_SERVED_VALUES) return null;
  }
  return places;
}
