import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { Shipment } from '../../entities/fulfillment/shipment';
import { documentScope, type LimitedScope, type Scope } from '../auth/row-scope';
import type { EntityClass } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';

/** Those of the shipments whose orders the scope covers. */
export function findShipmentsById(sql: Sql, scope: Scope, ids: readonly string[]): Promise<Shipment[]> {
  return visible(sql, scope, Shipment, ids);
}

/** Those of the fulfillment orders whose orders the scope covers. */
export function findFulfillmentOrdersById(
  sql: Sql,
  scope: Scope,
  ids: readonly string[],
): Promise<FulfillmentOrder[]> {
  return visible(sql, scope, FulfillmentOrder, ids);
}

function visible<E extends object>(
  sql: Sql,
  scope: Scope,
  entity: EntityClass<E>,
  ids: readonly string[],
): Promise<E[]> {
  const where = allOf([inList('t.id', ids), scope.all ? null : orderVisible(scope)]);
  return sql.select(entity, `WHERE ${where.sql}`, where.params);
}

/** Condition on a row `t` of an order: it is visible when its order is. */
export function orderVisible(scope: LimitedScope): SqlFragment {
  const order = documentScope(scope, 'o');
  return fragment(`EXISTS (SELECT 1 FROM orders o WHERE o.id = t.order_id AND ${order.sql})`, order.params);
}
