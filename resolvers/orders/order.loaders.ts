import { ExternalId } from '../../entities/accounts/external-id';
import { Allocation } from '../../entities/inventory/allocation';
import { CampaignAttribution } from '../../entities/orders/campaign-attribution';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { OrderNote } from '../../entities/orders/order-note';
import { OrderTag } from '../../entities/orders/order-tag';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import { findOrdersById } from '../../src/orders/find-orders';
import type { EntityClass } from '../../src/persistence/entity-mapping';
import { inList } from '../../src/persistence/sql-fragment';
import type { RequestContext } from '../context';
import { defineLoader, grouped, inOrder } from '../loader';

/** Orders by id, within the caller's rows. */
export const orderById = defineLoader(async (ctx, ids: readonly string[]) => {
  const orders = await findOrdersById(ctx.services.database.reader, ctx.actor.scope, ids);
  return inOrder(ids, orders, ({ id }) => id);
});

/** Rows that belong to orders, by the id of the order; whoever sees an order sees all of it. */
function ofOrders<E extends { orderId: string }>(entity: EntityClass<E>, orderBy: string) {
  return defineLoader(async (ctx: RequestContext, orderIds: readonly string[]) => {
    const { sql, params } = inList('t.order_id', orderIds);
    const rows = await ctx.services.database.reader.select(
      entity,
      `WHERE ${sql} ORDER BY ${orderBy}`,
      params,
    );
    return grouped(orderIds, rows, ({ orderId }) => orderId);
  });
}

export const linesOfOrder = ofOrders(OrderLine, 't.order_id, t.line_number');
export const holdsOfOrder = ofOrders(OrderHold, 't.order_id, t.id');
export const tagsOfOrder = ofOrders(OrderTag, 't.order_id, t.tag');
export const notesOfOrder = ofOrders(OrderNote, 't.order_id, t.id');
export const campaignsOfOrder = ofOrders(CampaignAttribution, 't.order_id, t.id');
export const allocationsOfOrder = ofOrders(Allocation, 't.order_id, t.id');
export const scheduleOfOrder = ofOrders(ScheduleLine, 't.order_id, t.order_line_id, t.schedule_number');

export const externalIdsOfOrder = defineLoader(async (ctx, orderIds: readonly string[]) => {
  const { sql, params } = inList('t.entity_id', orderIds);
  const rows = await ctx.services.database.reader.select(
    ExternalId,
    `WHERE t.entity_type = 'Order' AND ${sql} ORDER BY t.system_name, t.external_id`,
    params,
  );
  return grouped(orderIds, rows, ({ entityId }) => entityId);
});

/** Lines by id. For callers that reached the line through its order. */
export const lineById = defineLoader(async (ctx, ids: readonly string[]) => {
  const { sql, params } = inList('t.id', ids);
  const rows = await ctx.services.database.reader.select(OrderLine, `WHERE ${sql}`, params);
  return inOrder(ids, rows, ({ id }) => id);
});
