import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { findFulfillmentOrdersById, findShipmentsById } from '../../src/fulfillment/find-shipments';
import type { Columns } from '../../src/persistence/mapping/entity-mapping';
import { inList } from '../../src/persistence/sql-fragment';
import type { RequestContext } from '../kit/context';
import { registerNode } from '../node/node-registry';
import { defineLoader, grouped, inOrder } from '../kit/loader';
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

/** A part needs the id of the shipment. */
export const linesOfShipment = defineLoader(
  async (ctx, ids: readonly string[], part?: Columns<ShipmentLine>) => {
    const { sql, params } = inList('t.shipment_id', ids);
    const tail = `WHERE ${sql} ORDER BY t.id`;
    const rows = await ctx.services.database.reader.select(ShipmentLine, tail, params, part);
    return grouped(ids, rows, ({ shipmentId }) => shipmentId);
  },
);

const MAX_LINES_AHEAD = 1_000;

/**
 * Gives the lines of an order's shipments to their loader, at the same time as the shipments are read. Nothing for an order with very
 * many, and for a shipment that has just been made: their lines are loaded when they are wanted.
 */
export async function loadLinesOfShipments(
  ctx: RequestContext,
  orderId: string,
  part?: Columns<ShipmentLine>,
): Promise<void> {
  const tail = `JOIN shipments s ON s.id = t.shipment_id WHERE s.order_id = ? LIMIT ${MAX_LINES_AHEAD + 1}`;
  const lines = await ctx.services.database.reader.select(ShipmentLine, tail, [orderId], part);
  if (lines.length > MAX_LINES_AHEAD) return;
  lines.sort((a, b) => (a.id < b.id ? -1 : 1));
  const shipmentIds = [...new Set(lines.map(({ shipmentId }) => shipmentId))];
  const groups = grouped(shipmentIds, lines, ({ shipmentId }) => shipmentId);
  shipmentIds.forEach((id, i) => linesOfShipment(ctx, part).give(id, groups[i]!));
}

registerNode('FulfillmentOrder', (ctx, id) => fulfillmentOrderById(ctx).load(id));
registerNode('Shipment', (ctx, id) => shipmentById(ctx).load(id));
