import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { Permission } from '../../src/auth/permissions';
import { findFulfillmentOrdersById, findShipmentsById } from '../../src/fulfillment/find-shipments';
import { inList } from '../../src/persistence/sql-fragment';
import { registerNode } from '../global/node-registry';
import { defineLoader, grouped, inOrder } from '../loader';
import { newestOfOrders } from '../orders/order.loaders';

/** Shipments by id, of orders within the caller's rows. */
export const shipmentById = defineLoader(async (ctx, ids: readonly string[]) => {
  const rows = await findShipmentsById(ctx.services.database.reader, ctx.actor.scope, ids);
  return inOrder(ids, rows, ({ id }) => id);
});

/** Fulfillment orders by id, of orders within the caller's rows. */
export const fulfillmentOrderById = defineLoader(async (ctx, ids: readonly string[]) => {
  const rows = await findFulfillmentOrdersById(ctx.services.database.reader, ctx.actor.scope, ids);
  return inOrder(ids, rows, ({ id }) => id);
});

export const fulfillmentOrdersOfOrder = newestOfOrders(FulfillmentOrder);
export const shipmentsOfOrder = newestOfOrders(Shipment);

export const linesOfFulfillmentOrder = defineLoader(async (ctx, ids: readonly string[]) => {
  const { sql, params } = inList('t.fulfillment_order_id', ids);
  const rows = await ctx.services.database.reader.select(
    FulfillmentOrderLine,
    `WHERE ${sql} ORDER BY t.id`,
    params,
  );
  return grouped(ids, rows, ({ fulfillmentOrderId }) => fulfillmentOrderId);
});

export const linesOfShipment = defineLoader(async (ctx, ids: readonly string[]) => {
  const { sql, params } = inList('t.shipment_id', ids);
  const rows = await ctx.services.database.reader.select(ShipmentLine, `WHERE ${sql} ORDER BY t.id`, params);
  return grouped(ids, rows, ({ shipmentId }) => shipmentId);
});

registerNode('FulfillmentOrder', {
  permission: Permission.SHIPMENT_READ,
  load: (ctx, id) => fulfillmentOrderById(ctx).load(id),
});

registerNode('Shipment', {
  permission: Permission.SHIPMENT_READ,
  load: (ctx, id) => shipmentById(ctx).load(id),
});
