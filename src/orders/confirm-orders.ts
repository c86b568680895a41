import { OrderTransition } from '../../entities/orders/orders.enums';
import type { UseCase } from '../commands/commands';
import { loadProductsBySku } from '../catalog/products-by-sku';
import { DomainError } from '../shared/errors';
import { Confirmer, stockedSkus } from './confirmation';
import { LockedOrders } from './locked-orders';
import { loadSnapshots } from '../accounts/address-snapshots';
import type { OrderAggregate } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import type { OrderResult, OrderVersionInput } from './order-inputs';
import { refuseInactive } from './placing-rules';

/** Confirms drafts at the prices they carry: allocates or backorders every line, books, and hands over to fulfillment. */
export function confirmOrders(deps: OrderDeps): UseCase<OrderVersionInput, OrderResult> {
  return {
    name: 'confirmOrder',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.CONFIRM);
      const ready = locked.admitted().filter(({ command, aggregate, account }) => {
        const refusal = refuseInactive(account.account) ?? refuseHeld(aggregate);
        if (refusal) locked.refuse(command, refusal);
        return !refusal;
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
        const plan = await confirmer.plan(confirmation);
        if (plan instanceof DomainError) locked.refuse(command, plan);
        else await confirmer.confirm(confirmation, plan);
      }
      await confirmer.save();
      await locked.set.save();
      return locked.outcomes();
    },
  };
}

/** An order under any open hold cannot be confirmed. */
function refuseHeld({ order, holds }: OrderAggregate): DomainError | null {
  const open = holds.filter(({ releasedAt }) => releasedAt === null);
  if (open.length === 0) return null;
  const reasons = open.map(({ reason }) => reason);
  return new DomainError(
    'ORDER_ON_HOLD',
    `Order ${order.number} is on hold (${reasons.join(', ')}). Release its holds first.`,
    {
      orderNumber: order.number,
      holds: open.map(({ scope, reason }) => ({ scope, reason })),
    },
  );
}
