import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { findFulfillmentOrdersById, findShipmentsById } from '../../src/fulfillment/find-shipments';
import { inList } from '../../src/persistence/sql-fragment';
import { defineLoader, grouped, inOrder } from '../loader';

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

export const fulfillmentOrdersOfOrder = defineLoader(async (ctx, orderIds: readonly string[]) => {
  const { sql, params } = inList('t.order_id', orderIds);
  const rows = await ctx.services.database.reader.select(
    FulfillmentOrder,
    `WHERE ${sql} ORDER BY t.id`,
    params,
  );
  return grouped(orderIds, rows, ({ orderId }) => orderId);
});

export const shipmentsOfOrder = defineLoader(async (ctx, orderIds: readonly string[]) => {
  const { sql, params } = inList('t.order_id', orderIds);
  const rows = await ctx.services.database.reader.select(Shipment, `WHERE ${sql} ORDER BY t.id`, params);
  return grouped(orderIds, rows, ({ orderId }) => orderId);
});

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
