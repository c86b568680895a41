import { Allocation } from '../../entities/inventory/allocation';
import { CampaignAttribution } from '../../entities/orders/campaign-attribution';
import type { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { OrderNote } from '../../entities/orders/order-note';
import { OrderTag } from '../../entities/orders/order-tag';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import { findOrdersById } from '../../src/orders/find-orders';
import type { EntityClass, Columns } from '../../src/persistence/mapping/entity-mapping';
import { firstOfEach } from '../../src/persistence/first-of-each';
import { fragment, inList, type SqlFragment } from '../../src/persistence/sql-fragment';
import { externalIdsOf } from '../accounts/accounts.loaders';
import type { RequestContext } from '../kit/context';
import { registerNode } from '../node/node-registry';
import { defineLoader, grouped, inOrder, rowById } from '../kit/loader';

/** Orders by id, within the caller's rows. */
export const orderById = defineLoader(async (ctx, ids: readonly string[], part?: Columns<Order>) => {
  const orders = await findOrdersById(ctx.services.database.reader, ctx.actor.scope, ids, part);
  return inOrder(ids, orders, ({ id }) => id);
});

/** At most so many holds, notes, campaigns, fulfillment orders and shipments are shown of one order. */
export const MAX_PARTS = 200;

/** Rows that belong to orders, by the id of the order; whoever sees an order sees all of it. A part needs the id of the order. */
function ofOrders<E extends { orderId: string }>(entity: EntityClass<E>, orderBy: string) {
  return defineLoader(async (ctx: RequestContext, orderIds: readonly string[], part?: Columns<E>) => {
    const { sql, params } = inList('t.order_id', orderIds);
    const rows = await ctx.services.database.reader.select(
      entity,
      `WHERE ${sql} ORDER BY ${orderBy}`,
      params,
      part,
    );
    return grouped(orderIds, rows, ({ orderId }) => orderId);
  });
}

/** As `ofOrders`, for rows whose number grows with time: the newest `MAX_PARTS` of each order, the oldest of them first. */
export function newestOfOrders<E extends { id: string; orderId: string }>(
  entity: EntityClass<E>,
  where?: SqlFragment,
) {
  return defineLoader(
    async ({ services }: RequestContext, orderIds: readonly string[], part?: Columns<E>) => {
      const newest = { of: 't.order_id', owners: orderIds, orderBy: 't.id DESC', limit: MAX_PARTS, where };
      const rows = await firstOfEach(services.database.reader, entity, newest, part);
      return grouped(orderIds, rows.reverse(), ({ orderId }) => orderId);
    },
  );
}

/** Of the newest `MAX_PARTS` public ones of each order. */
export const publicNotesOfOrder = newestOfOrders(OrderNote, fragment("t.visibility = 'PUBLIC'"));

export const linesOfOrder = ofOrders(OrderLine, 't.order_id, t.line_number');
export const tagsOfOrder = ofOrders(OrderTag, 't.order_id, t.tag');
export const allocationsOfOrder = ofOrders(Allocation, 't.order_id, t.id');
export const scheduleOfOrder = ofOrders(ScheduleLine, 't.order_id, t.order_line_id, t.schedule_number');
export const holdsOfOrder = newestOfOrders(OrderHold);
export const notesOfOrder = newestOfOrders(OrderNote);
export const campaignsOfOrder = newestOfOrders(CampaignAttribution);
export const externalIdsOfOrder = externalIdsOf('Order');

export const lineById = rowById(OrderLine);

registerNode('Order', (ctx, id) => orderById(ctx).load(id));
