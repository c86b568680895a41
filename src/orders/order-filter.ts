import type {
  OrderChannel,
  OrderDeliveryStatus,
  OrderFulfillmentStatus,
  OrderStatus,
} from '../../entities/orders/orders.enums';
import { inTree } from '../auth/row-scope';
import { rowsOfAccounts } from '../auth/visible-rows';
import type { AccessPath, IdSelect } from '../persistence/lists/access-paths';
import { filtersOf, type ListFilter, type ListFilters } from '../persistence/lists/list-filters';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { ordersWhere, ordersWith } from './order-paths';
import { ordersWithText, textCondition } from './order-text-search';

/** Which orders are wanted; every condition that is given must hold. An empty list says nothing. */
export interface OrderFilter {
  status?: readonly OrderStatus[] | null;
  fulfillmentStatus?: readonly OrderFulfillmentStatus[] | null;
  deliveryStatus?: readonly OrderDeliveryStatus[] | null;
  onHold?: boolean | null;
  accountIds?: readonly string[] | null;
  /** In place of `accountIds`, the materialised path of an account: its orders and those of its sub-accounts. */
  accountPath?: string | null;
  repId?: string | null;
  territoryId?: string | null;
  channel?: readonly OrderChannel[] | null;
  /** Moments: from is inclusive, before is exclusive. */
  orderedFrom?: Date | null;
  orderedBefore?: Date | null;
  confirmedFrom?: Date | null;
  confirmedBefore?: Date | null;
  /** Days (`YYYY-MM-DD`), both inclusive. */
  requestedFrom?: string | null;
  requestedTo?: string | null;
  promisedFrom?: string | null;
  promisedTo?: string | null;
  /** Total in the reporting currency, in its minor units; both inclusive. */
  minTotalMinor?: bigint | null;
  maxTotalMinor?: bigint | null;
  sku?: string | null;
  poNumber?: string | null;
  tag?: string | null;
  /** Start of the order number or the PO number, or words that the account's name has (each by its start). */
  text?: string | null;
}

const { equals, between, given } = filtersOf<OrderFilter>();

const ordered = between('ordered_at', { from: 'orderedFrom', before: 'orderedBefore' });
const totalEnds = { from: 'minTotalMinor', to: 'maxTotalMinor' } as const;
const total = between('reporting_total_minor', totalEnds, ['minTotal', 'maxTotal']);

/** The range of order dates, which shortens what finds orders by something else; null when there is none. */
export const orderedRange = (filter: OrderFilter): SqlFragment | null => ordered.condition(filter);

/** The filters of the list of orders: what they say, and what finds their orders. */
export const ORDER_FILTERS: ListFilters<OrderFilter> = {
  accountId: ofAccounts(),
  repId: ofColumn('rep_id', 'repId'),
  territoryId: ofColumn('territory_id', 'territoryId'),
  status: ofColumn('status', 'status'),
  fulfillmentStatus: ofColumn('fulfillment_status', 'fulfillmentStatus'),
  deliveryStatus: ofColumn('delivery_status', 'deliveryStatus'),
  channel: ofColumn('channel', 'channel'),
  ordered: { ...ordered, path: (filter) => found(ordersWhere(ordered.condition(filter)!)) },
  total: { ...total, path: (filter) => found(ordersWhere(total.condition(filter)!)) },
  sku: {
    ...given('sku', (sku) =>
      fragment('EXISTS (SELECT 1 FROM order_lines l WHERE l.sku = ? AND l.order_id = t.id)', [sku]),
    ),
    path: ({ sku }) => found(ordersWith('order_lines', fragment('m.sku = ?', [sku!]))),
  },
  poNumber: {
    ...given('poNumber', (number) => fragment('t.po_number = ?', [number])),
    path: ({ poNumber }) => found(ordersWhere(fragment('t.po_number = ?', [poNumber!]))),
  },
  tag: {
    ...given('tag', (tag) =>
      fragment('EXISTS (SELECT 1 FROM order_tags g WHERE g.tag = ? AND g.order_id = t.id)', [tag]),
    ),
    path: ({ tag }) => found(ordersWith('order_tags', fragment('m.tag = ?', [tag!]))),
  },
  text: {
    ...given('text', textCondition),
    path: (filter) => ordersWithText(filter.text!, ordered.condition(filter)),
  },
  onHold: {
    ...given('onHold', (held) => fragment('t.on_hold = ?', [held ? 1 : 0])),
    path: ({ onHold }) =>
      onHold ? found(ordersWith('order_holds', fragment('m.released_at IS NULL'))) : null,
  },
  confirmed: between('confirmed_at', { from: 'confirmedFrom', before: 'confirmedBefore' }),
  requested: between('requested_day', { from: 'requestedFrom', to: 'requestedTo' }),
  promised: between('promised_day', { from: 'promisedFrom', to: 'promisedTo' }),
};

function found(part: IdSelect): AccessPath {
  return { parts: [part] };
}

/** The indexes of these columns go on with the date, so that a range of dates shortens the path. */
function ofColumn(
  column: string,
  field: keyof OrderFilter & string,
  input?: string,
): ListFilter<OrderFilter> {
  const filter = equals(column, field, input);
  return {
    ...filter,
    path: (query) =>
      found(ordersWhere(allOf([inList(`t.${column}`, filter.equals.of(query)), ordered.condition(query)]))),
  };
}

/** Accounts by their ids, or those of a tree, whose ids are not known one by one. */
function ofAccounts(): ListFilter<OrderFilter> {
  const byId = ofColumn('account_id', 'accountIds', 'accountId');
  return {
    ...byId,
    condition(filter) {
      if (!filter.accountPath) return byId.condition(filter);
      const tree = inTree('a', filter.accountPath);
      return fragment(`t.account_id IN (SELECT a.id FROM accounts a WHERE ${tree.sql})`, tree.params);
    },
    path: (filter) =>
      filter.accountPath
        ? found(rowsOfAccounts('orders', inTree('a', filter.accountPath), ordered.condition(filter)))
        : byId.path!(filter),
  };
}
