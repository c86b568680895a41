import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import type { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Shipment } from '../../entities/fulfillment/shipment';
import { documentScope, type Scope } from '../auth/row-scope';
import { fewVisibleOrders } from '../orders/access-paths';
import { countRows } from '../persistence/lists/find-page';
import type { EntityClass } from '../persistence/mapping/entity-mapping';
import { keysetPage, type PageRequest, type Slice, type Sort } from '../persistence/lists/keyset';
import { joinInOrder, type Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';

export interface ShipmentFilter {
  status?: ShipmentStatus | null;
  orderId?: string | null;
  locationId?: string | null;
}

/** Ids rise with time: newest first. */
const NEWEST_FIRST: Sort<Shipment> = {
  name: 'shipments',
  keys: [{ column: 't.id', descending: true, kind: 'text', value: ({ id }) => id }],
};

/**
 * A page of shipments, newest first. What a limited scope covers is found through its orders when those are few; when they are many,
 * it is checked along the index.
 */
export async function findShipments(
  sql: Sql,
  scope: Scope,
  filter: ShipmentFilter,
  request: PageRequest,
): Promise<Slice<Shipment>> {
  const page = keysetPage(NEWEST_FIRST, request);
  const few = scope.all || filter.orderId ? null : await fewVisibleOrders(sql, scope);
  const where = allOf([condition(scope, filter), page.where]);
  if (!few) return page.cut(await sql.select(Shipment, `WHERE ${where.sql} ${page.tail}`, where.params));
  const ids = `SELECT t.id FROM (${few.sql}) few ${joinInOrder(sql)} shipments t ON t.order_id = few.id WHERE ${where.sql} ${page.tail}`;
  const tail = `JOIN (${ids}) page ON page.id = t.id ${page.orderBy}`;
  return page.cut(await sql.select(Shipment, tail, [...few.params, ...where.params]));
}

export function countShipments(sql: Sql, scope: Scope, filter: ShipmentFilter): Promise<number> {
  return countRows(sql, Shipment, condition(scope, filter));
}

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
  const where = allOf([inList('t.id', ids), orderVisible(scope)]);
  return sql.select(entity, `WHERE ${where.sql}`, where.params);
}

function condition(scope: Scope, { status, orderId, locationId }: ShipmentFilter): SqlFragment {
  return allOf([
    status ? fragment('t.status = ?', [status]) : null,
    orderId ? fragment('t.order_id = ?', [orderId]) : null,
    locationId ? fragment('t.location_id = ?', [locationId]) : null,
    orderVisible(scope),
  ]);
}

/** A shipment is visible when its order is. */
function orderVisible(scope: Scope): SqlFragment | null {
  if (scope.all) return null;
  const order = documentScope(scope, 'o');
  return fragment(`EXISTS (SELECT 1 FROM orders o WHERE o.id = t.order_id AND ${order.sql})`, order.params);
}
