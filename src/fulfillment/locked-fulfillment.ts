import { loadOrderingAccounts } from '../accounts/ordering-accounts';
import type { Actor } from '../auth/actor';
import type { Command } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { isVisible } from '../documents/admission';
import type { Document } from '../documents/document';
import { findOwners } from '../documents/read-documents';
import type { OrderAggregate } from '../orders/order-aggregate';
import { lockOrders, type OrderSet } from '../orders/order-set';
import { FulfillmentSet } from './fulfillment-set';

/** Orders, locked, with their fulfillment: what shipping and delivering change together. */
export interface LockedFulfillment {
  orders: OrderSet;
  fulfillment: FulfillmentSet;
  /** The order of a fulfillment order or shipment, if it exists and the actor sees it. */
  orderOf(id: string, actor: Actor): OrderAggregate | null;
}

/** Finds the orders of the documents that commands name by the property `key`, locks them, and reads what belongs to them. */
export async function lockFulfillment<K extends string, A extends object, C>(
  uow: UnitOfWork,
  document: Document<A, C>,
  commands: readonly Command<Readonly<Record<K, string>>>[],
  key: K,
): Promise<LockedFulfillment> {
  const ids = commands.map(({ input }) => input[key]);
  const orderIds = await findOwners(uow.sql, document, ids);
  const orders = await lockOrders(uow, [...orderIds.values()]);
  const fulfillment = await FulfillmentSet.load(uow, [...orderIds.values()]);
  const accounts = await loadOrderingAccounts(
    uow.sql,
    orders.all().map(({ order }) => order.accountId),
  );
  const places = new Map([...accounts].map(([id, { account }]) => [id, account]));
  return {
    orders,
    fulfillment,
    orderOf(id, actor) {
      const aggregate = orders.get(orderIds.get(id) ?? '');
      return aggregate && isVisible(actor, aggregate.order, places) ? aggregate : null;
    },
  };
}
