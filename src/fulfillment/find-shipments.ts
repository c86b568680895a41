import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import type { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Shipment } from '../../entities/fulfillment/shipment';
import { orderScope, type Scope } from '../auth/row-scope';
import type { EntityClass } from '../persistence/entity-mapping';
import { keysetPage, type PageRequest, type Slice, type Sort } from '../persistence/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';

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

export async function findShipments(
  sql: Sql,
  scope: Scope,
  filter: ShipmentFilter,
  request: PageRequest,
): Promise<Slice<Shipment>> {
  const page = keysetPage(NEWEST_FIRST, request);
  const where = allOf([condition(scope, filter), page.where]);
  return page.cut(await sql.select(Shipment, `WHERE ${where.sql} ${page.tail}`, where.params));
}

export async function countShipments(sql: Sql, scope: Scope, filter: ShipmentFilter): Promise<number> {
  const where = condition(scope, filter);
  const [row] = await sql.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM shipments t WHERE ${where.sql}`,
    where.params,
  );
  return num(row?.n);
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
  const order = orderScope(scope, 'o');
  return fragment(`EXISTS (SELECT 1 FROM orders o WHERE o.id = t.order_id AND ${order.sql})`, order.params);
}
