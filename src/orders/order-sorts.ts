import { Order } from '../../entities/orders/order';
import { mappingOf } from '../persistence/mapping/entity-mapping';
import type { Sort, SortKey } from '../persistence/lists/keyset';

export type OrderSortField = 'DATE' | 'NUMBER' | 'VALUE' | 'ACCOUNT_NAME';

const ID: SortKey<Order> = { column: 't.id', kind: 'text', value: ({ id }) => id };

/** The keys of each sort order; the last one is unique. */
const KEYS: Readonly<Record<OrderSortField, readonly SortKey<Order>[]>> = {
  DATE: [{ column: 't.ordered_at', kind: 'int', value: ({ orderedAt }) => orderedAt }, ID],
  NUMBER: [{ column: 't.number', kind: 'text', value: ({ number }) => number }],
  VALUE: [
    {
      column: 't.reporting_total_minor',
      kind: 'bigint',
      value: ({ reportingTotalMinor }) => reportingTotalMinor,
    },
    ID,
  ],
  ACCOUNT_NAME: [{ column: 't.account_name', kind: 'text', value: ({ accountName }) => accountName }, ID],
};

const sortColumns = new Set(Object.values(KEYS).flatMap((keys) => keys.map(({ column }) => column)));

/** What cursors are made of, whichever the sort order. */
export const SORT_PROPERTIES = mappingOf(Order).properties.filter((property) =>
  sortColumns.has(`t.${mappingOf(Order).columnOf(property)}`),
);

export function orderSort(field: OrderSortField, descending: boolean): Sort<Order> {
  return {
    name: `orders.${field}.${descending ? 'desc' : 'asc'}`,
    keys: KEYS[field].map((key) => ({ ...key, descending })),
  };
}
