import { Order } from '../../entities/orders/order';
import { documentScope, type Scope } from '../auth/row-scope';
import { visiblePath } from '../auth/visible-rows';
import { defineList } from '../persistence/lists/define-list';
import { ORDER_FILTERS, orderedRange, type OrderFilter } from './order-filter';

export type OrderSortField = 'DATE' | 'VALUE' | 'NUMBER' | 'ACCOUNT_NAME';

/** The list of orders: its sort orders, and the indexes that serve them with one of the filters. */
export const ORDERS = defineList<Order, OrderFilter, OrderSortField, Scope>({
  name: 'orders',
  entity: Order,
  filters: ORDER_FILTERS,
  sorts: {
    DATE: ['orderedAt', 'id'],
    VALUE: ['reportingTotalMinor', 'id'],
    NUMBER: ['number'],
    ACCOUNT_NAME: ['accountName', 'id'],
  },
  descending: true,
  indexes: [
    ['ordered_at', 'id'],
    ['account_id', 'ordered_at', 'id'],
    ['rep_id', 'ordered_at', 'id'],
    ['territory_id', 'ordered_at', 'id'],
    ['status', 'ordered_at', 'id'],
    ['fulfillment_status', 'ordered_at', 'id'],
    ['delivery_status', 'ordered_at', 'id'],
    ['channel', 'ordered_at', 'id'],
    ['reporting_total_minor', 'id'],
    ['account_id', 'reporting_total_minor', 'id'],
    ['number'],
    ['account_name', 'id'],
  ],
  visible: (scope, filter) => ({
    condition: documentScope(scope, 't'),
    path: visiblePath('orders', scope, orderedRange(filter)),
  }),
  bound: {
    rows: 'orders',
    advice: 'Add orderedFrom and orderedBefore, or narrow it by accountId, sku, poNumber, tag or text.',
    limit: 'maxOrders',
  },
});
