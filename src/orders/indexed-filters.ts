import type { OrderFilter } from './order-filter';
import type { OrderSortField } from './order-sorts';

/** The parts of a filter, each with the fields that callers give it in and those that queries take it from. */
export const FILTERS = {
  accountId: { input: ['accountId'], fields: ['accountIds', 'accountPath'] },
  repId: { input: ['repId'], fields: ['repId'] },
  territoryId: { input: ['territoryId'], fields: ['territoryId'] },
  status: { input: ['status'], fields: ['status'] },
  fulfillmentStatus: { input: ['fulfillmentStatus'], fields: ['fulfillmentStatus'] },
  deliveryStatus: { input: ['deliveryStatus'], fields: ['deliveryStatus'] },
  channel: { input: ['channel'], fields: ['channel'] },
  ordered: { input: ['orderedFrom', 'orderedBefore'], fields: ['orderedFrom', 'orderedBefore'] },
  total: { input: ['minTotal', 'maxTotal'], fields: ['minTotalMinor', 'maxTotalMinor'] },
  sku: { input: ['sku'], fields: ['sku'] },
  poNumber: { input: ['poNumber'], fields: ['poNumber'] },
  tag: { input: ['tag'], fields: ['tag'] },
  text: { input: ['text'], fields: ['text'] },
  onHold: { input: ['onHold'], fields: ['onHold'] },
  confirmed: { input: ['confirmedFrom', 'confirmedBefore'], fields: ['confirmedFrom', 'confirmedBefore'] },
  requested: { input: ['requestedFrom', 'requestedTo'], fields: ['requestedFrom', 'requestedTo'] },
  promised: { input: ['promisedFrom', 'promisedTo'], fields: ['promisedFrom', 'promisedTo'] },
} as const satisfies Record<string, { input: readonly string[]; fields: readonly (keyof OrderFilter)[] }>;

export type FilterName = keyof typeof FILTERS;

export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

/** The columns that lead an index of orders which a sort order can go on with. */
export const SERVED_COLUMNS = {
  accountId: 't.account_id',
  repId: 't.rep_id',
  territoryId: 't.territory_id',
  status: 't.status',
  fulfillmentStatus: 't.fulfillment_status',
  deliveryStatus: 't.delivery_status',
  channel: 't.channel',
} as const satisfies Partial<Record<FilterName, string>>;

export type ServedFilter = keyof typeof SERVED_COLUMNS;

/**
 * The one table of the pairs that an index serves: a page costs the same however many orders there are. In each sort order one of
 * the filters `alone`, together with the range of the sort key itself.
 */
export const SERVED: Readonly<
  Record<OrderSortField, { alone: readonly ServedFilter[]; range: FilterName | null }>
> = {
  DATE: {
    alone: ['accountId', 'repId', 'territoryId', 'status', 'fulfillmentStatus', 'deliveryStatus', 'channel'],
    range: 'ordered',
  },
  VALUE: { alone: ['accountId'], range: 'total' },
  NUMBER: { alone: [], range: null },
  ACCOUNT_NAME: { alone: [], range: null },
};

/** At most so many values of one filter are served: each has its own place in the index, and their orders are merged. */
export const MAX_SERVED_VALUES = 32;

/** The names of the filters that say something. */
export function givenFilters(filter: OrderFilter): FilterName[] {
  return FILTER_NAMES.filter((name) => FILTERS[name].fields.some((field) => isGiven(filter[field])));
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** How an index serves a filter in a sort order. */
export interface ServedAccess {
  /** The column before the sort key, and its values; null when the index is on the sort key alone. */
  by: { column: string; values: readonly string[] } | null;
  /** The filter without that column: a range of the sort key at most. */
  rest: OrderFilter;
}

/** Null when no index serves the pair. */
export function servedAccess(filter: OrderFilter, field: OrderSortField): ServedAccess | null {
  const { alone, range } = SERVED[field];
  const given = givenFilters(filter).filter((name) => name !== range);
  if (given.length === 0) return { by: null, rest: filter };
  const only = alone.find((name) => name === given[0]);
  if (given.length > 1 || !only) return null;
  const values = valuesOf(filter, only);
  if (values.length === 0 || values.length > MAX_SERVED_VALUES) return null;
  const rest = { ...filter, [only === 'accountId' ? 'accountIds' : only]: null };
  return { by: { column: SERVED_COLUMNS[only], values }, rest };
}

/** The distinct values that a filter allows; none when they are not known one by one. */
export function valuesOf(filter: OrderFilter, name: ServedFilter): readonly string[] {
  const value = name === 'accountId' ? filter.accountIds : filter[name];
  return [...new Set(typeof value === 'string' ? [value] : (value ?? []))];
}
