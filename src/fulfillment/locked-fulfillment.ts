import { loadOrderingAccounts } from '../accounts/ordering-accounts';
import type { Actor } from '../auth/actor';
import { seesDocument } from '../auth/row-scope';
import type { OrderAggregate } from '../orders/order-aggregate';
import { OrderSet } from '../orders/order-set';
import type { Command } from '../commands/commands';
import { placeholders } from '../persistence/sql';
import type { UnitOfWork } from '../commands/unit-of-work';
import { FulfillmentSet } from './fulfillment-set';

/** Orders, locked, with their fulfillment: what shipping and delivering change together. */
export interface LockedFulfillment {
  orders: OrderSet;
  fulfillment: FulfillmentSet;
  /** The order of a fulfillment order or shipment, if it exists and the actor sees it. */
  orderOf(id: string, actor: Actor): OrderAggregate | null;
}

/** Finds the orders of fulfillment orders or shipments, locks them, and reads what belongs to them. */
export async function lockFulfillment<I>(
  uow: UnitOfWork,
  table: 'fulfillment_orders' | 'shipments',
  commands: readonly Command<I>[],
  idOf: (input: I) => string,
): Promise<LockedFulfillment> {
  const ids = [...new Set(commands.map(({ input }) => idOf(input)))];
  const rows = await uow.sql.rows<{ id: string; order_id: string }>(
    `SELECT id, order_id FROM ${table} WHERE id IN (${placeholders(ids.length)})`,
    ids,
  );
  const orderIds = new Map(rows.map((row) => [row.id, row.order_id]));
  const orders = await OrderSet.lock(uow, [...orderIds.values()]);
  const fulfillment = await FulfillmentSet.load(uow, [...orderIds.values()]);
  const accounts = await loadOrderingAccounts(
    uow.sql,
    orders.all().map(({ order }) => order.accountId),
  );
  return {
    orders,
    fulfillment,
    orderOf(id, actor) {
      const aggregate = orders.get(orderIds.get(id) ?? '');
      if (!aggregate) return null;
      const { accountId, territoryId, repId } = aggregate.order;
      const account = accounts.get(accountId)?.account ?? null;
      return seesDocument(actor.scope, { account, territoryId, repId }) ? aggregate : null;
    },
  };
}
