import type { Order } from '../../entities/orders/order';
import type { Sort, SortKey } from '../persistence/keyset';
import { DomainError } from '../shared/errors';
import type { OrderFilter } from './order-filter';

export type OrderSortField = 'DATE' | 'NUMBER' | 'VALUE' | 'ACCOUNT_NAME';

const ID: SortKey<Order> = { column: 't.id', kind: 'text', value: ({ id }) => id };

const LEAD: Readonly<Record<OrderSortField, SortKey<Order>>> = {
  DATE: { column: 't.ordered_at', kind: 'int', value: ({ orderedAt }) => orderedAt },
  NUMBER: { column: 't.number', kind: 'text', value: ({ number }) => number },
  VALUE: {
    column: 't.reporting_total_minor',
    kind: 'bigint',
    value: ({ reportingTotalMinor }) => reportingTotalMinor,
  },
  ACCOUNT_NAME: { column: 't.account_name', kind: 'text', value: ({ accountName }) => accountName },
};

export function orderSort(field: OrderSortField, descending: boolean): Sort<Order> {
  const keys = field === 'NUMBER' ? [LEAD.NUMBER] : [LEAD[field], ID];
  return {
    name: `orders.${field}.${descending ? 'desc' : 'asc'}`,
    keys: keys.map((key) => ({ ...key, descending })),
  };
}

/** The longest range of order dates, in days, over which any filter and sort order may be combined. */
export const MAX_RANGE_DAYS = 366;

/**
 * Filters that an index serves together with a sort order, at most one of them at a time. An index leads with each, followed by
 * the sort key, so that a page costs the same however many orders there are.
 */
export const SERVED: Readonly<Record<OrderSortField, readonly (keyof OrderFilter)[]>> = {
  DATE: ['accountId', 'repId', 'territoryId', 'status', 'channel', 'fulfillmentStatus'],
  VALUE: ['accountId'],
  NUMBER: [],
  ACCOUNT_NAME: [],
};

/** Filters that leave few orders by themselves: whatever comes with them, only those few are looked at. */
const SELECTIVE: readonly (keyof OrderFilter)[] = ['accountId', 'accountPath', 'poNumber', 'text'];

/** Ranges over a sort key narrow its index and cost nothing more. */
const RANGES: Readonly<Record<OrderSortField, readonly (keyof OrderFilter)[]>> = {
  DATE: ['orderedFrom', 'orderedBefore'],
  VALUE: ['minTotalMinor', 'maxTotalMinor'],
  NUMBER: [],
  ACCOUNT_NAME: [],
};

/** Throws `FILTER_UNSUPPORTED` for a filter that would have to look at an unbounded number of orders in this sort order. */
export function refuseUnserved(filter: OrderFilter, field: OrderSortField): void {
  const given = (Object.keys(filter) as (keyof OrderFilter)[]).filter((name) => isGiven(filter[name]));
  if (given.some((name) => SELECTIVE.includes(name)) || rangeDays(filter) <= MAX_RANGE_DAYS) return;
  const rest = given.filter((name) => !RANGES[field].includes(name));
  if (rest.length === 0) return;
  const [only] = rest;
  if (rest.length === 1 && SERVED[field].includes(only!) && isSingle(filter[only!])) return;
  throw new DomainError(
    'FILTER_UNSUPPORTED',
    `Sorted by ${field}, the filter ${rest.join(' + ')} would look at any number of orders. ` +
      `Add orderedFrom and orderedBefore at most ${MAX_RANGE_DAYS} days apart, or one of accountId, poNumber and text` +
      `${SERVED[field].length > 0 ? `; alone, one value of ${SERVED[field].join(', ')} is served` : ''}.`,
    { sort: field, filters: rest, served: SERVED[field], maxRangeDays: MAX_RANGE_DAYS },
  );
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function isSingle(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 1;
}

function rangeDays({ orderedFrom, orderedBefore }: OrderFilter): number {
  if (!orderedFrom || !orderedBefore) return Infinity;
  return (orderedBefore.getTime() - orderedFrom.getTime()) / 86_400_000;
}
