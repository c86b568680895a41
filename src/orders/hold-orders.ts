import { OrderHold } from '../../entities/orders/order-hold';
import { HoldScope, OrderTransition } from '../../entities/orders/orders.enums';
import type { UseCase } from '../persistence/commands';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { LockedOrders, type AdmittedCommand } from './locked-orders';
import type { HoldOrderInput, OrderResult, ReleaseHoldInput } from './order-inputs';

/** Puts holds on orders, their lines or their fulfillment. Several holds can be open; each is released on its own. */
export function holdOrders(): UseCase<HoldOrderInput, OrderResult> {
  return {
    name: 'holdOrder',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.HOLD);
      for (const admitted of locked.admitted()) {
        const { aggregate, command } = admitted;
        const refusal = refuseScope(admitted);
        if (refusal) {
          locked.refuse(command, refusal);
          continue;
        }
        aggregate.holds.push(newHold(admitted));
        locked.set.record(aggregate, 'OrderHeld', command);
      }
      await locked.set.save();
      return locked.outcomes();
    },
  };
}

function refuseScope({ aggregate, command: { input } }: AdmittedCommand<HoldOrderInput>): DomainError | null {
  const knowsLine = aggregate.lines.some(({ id }) => id === input.orderLineId);
  if (input.scope === HoldScope.LINE ? knowsLine : !input.orderLineId) return null;
  return new DomainError('INVALID_REFERENCE', 'A hold of scope LINE names a line of this order; one of another scope names none.', {
    scope: input.scope,
  });
}

function newHold({ aggregate, command }: AdmittedCommand<HoldOrderInput>): OrderHold {
  const { input, actor, occurredAt } = command;
  return Object.assign(new OrderHold(), {
    id: newId(),
    orderId: aggregate.order.id,
    scope: input.scope,
    orderLineId: input.orderLineId ?? null,
    fulfillmentOrderId: input.fulfillmentOrderId ?? null,
    reason: input.reason,
    note: input.note ?? null,
    placedBy: actor.principalId,
    placedAt: occurredAt,
    releasedBy: null,
    releasedAt: null,
  });
}

/** Releases one hold of each order; the order goes on when it was the last. */
export function releaseHolds(): UseCase<ReleaseHoldInput, OrderResult> {
  return {
    name: 'releaseHold',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.RELEASE_HOLD);
      for (const { aggregate, command } of locked.admitted()) {
        const hold = aggregate.holds.find(({ id }) => id === command.input.holdId);
        if (!hold) {
          locked.refuse(
            command,
            new DomainError('NOT_FOUND', 'The order has no such open hold. It may have been released already; read the order again.'),
          );
          continue;
        }
        hold.releasedAt = command.occurredAt;
        hold.releasedBy = command.actor.principalId;
        locked.set.record(aggregate, 'OrderHoldReleased', command);
      }
      await locked.set.save();
      return locked.outcomes();
    },
  };
}
