import type { Account } from '../../entities/accounts/account';
import { OrderTransition } from '../../entities/orders/orders.enums';
import type { Actor } from '../auth/actor';
import { attempt, attemptInSteps, type UseCase } from '../commands/commands';
import { loadProductsBySku } from '../catalog/products-by-sku';
import { Confirmer, stockedSkus } from './confirmation';
import { LockedOrders } from './locked-orders';
import { loadSnapshots } from '../accounts/address-snapshots';
import type { OrderAggregate } from './order-aggregate';
import { orderOnHold } from './order-on-hold';
import type { OrderDeps } from './order-deps';
import type { OrderResult, OrderVersionInput } from './order-inputs';
import { requireActive } from './placing-rules';

/** Confirms drafts at the prices they carry: allocates or backorders every line, books, and hands over to fulfillment. */
export function confirmOrders(deps: OrderDeps): UseCase<OrderVersionInput, OrderResult> {
  return {
    name: 'confirmOrder',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.CONFIRM);
      const ready = locked.admitted().filter(({ command, aggregate, account }) => {
        const decided = attempt(() => requireConfirmable(aggregate, account.account, command.actor));
        if (!decided.ok) locked.refuse(command, decided.error);
        return decided.ok;
      });
      const aggregates = ready.map(({ aggregate }) => aggregate);
      const destinations = await loadSnapshots(
        uow.sql,
        aggregates.map(({ order }) => order.shipToSnapshotId),
      );
      const products = await loadProductsBySku(uow.sql, aggregates.flatMap(stockedSkus));
      const confirmer = await Confirmer.lock(uow, deps, locked.set, aggregates, products);
      for (const { aggregate, command, account } of ready) {
        const destination = destinations.get(aggregate.order.shipToSnapshotId ?? '') ?? null;
        const confirmation = { aggregate, command, account: account.account, destination, isNew: false };
        const planned = await attemptInSteps(() => confirmer.plan(confirmation));
        if (planned.ok) await confirmer.confirm(confirmation, planned.result);
        else locked.refuse(command, planned.error);
      }
      await confirmer.save();
      await locked.set.save();
      return locked.outcomes();
    },
  };
}

/** Throws `ACCOUNT_INACTIVE`, or `ORDER_ON_HOLD` when any hold of the order is open. */
export function requireConfirmable(
  { order, holds }: OrderAggregate,
  account: Pick<Account, 'number' | 'status'>,
  actor: Pick<Actor, 'permissions'>,
): void {
  requireActive(account);
  const open = holds.filter(({ releasedAt }) => releasedAt === null);
  if (open.length > 0) throw orderOnHold(order, open, actor, 'Release its holds first.');
}
