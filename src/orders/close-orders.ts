import { BookingKind, OrderTransition } from '../../entities/orders/orders.enums';
import { attempt, type UseCase } from '../commands/commands';
import { availableTransitions, invalidTransition, statusAfter } from '../documents/lifecycle';
import type { CancelledQuantity } from './booking-entries';
import { cancelAll, restOf, type Cancellation } from './cancellation';
import { LockedOrders, type AdmittedCommand } from './locked-orders';
import type { OrderAggregate } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import type { CloseOrderInput, OrderResult } from './order-inputs';
import { ORDER_LIFECYCLE } from './order-lifecycle';
import type { OrderSet } from './order-set';

/** Closes partly shipped orders: what has not left is cancelled, what has left stays and can still be delivered. */
export function closeOrders(deps: OrderDeps): UseCase<CloseOrderInput, OrderResult> {
  return {
    name: 'closeOrder',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.CLOSE);
      const cancellations: Cancellation[] = [];
      for (const admitted of locked.admitted()) {
        const { aggregate, command } = admitted;
        const decided = attempt(() => decideClosing(aggregate));
        if (decided.ok) cancellations.push(closing(locked.set, admitted, decided.result));
        else locked.refuse(command, decided.error);
      }
      await cancelAll(uow, deps, locked.set, cancellations);
      return locked.outcomes();
    },
  };
}

/** The quantities that have not left a partly shipped order. Throws `INVALID_TRANSITION` for any other order; changes nothing. */
export function decideClosing(aggregate: OrderAggregate): CancelledQuantity[] {
  if (availableTransitions(ORDER_LIFECYCLE, aggregate).includes(OrderTransition.CLOSE))
    return restOf(aggregate);
  const reason = 'Only an order that is shipped in part can be closed; cancel one that has not shipped.';
  throw invalidTransition(ORDER_LIFECYCLE, aggregate, OrderTransition.CLOSE, reason);
}

function closing(
  set: OrderSet,
  { aggregate, command }: AdmittedCommand<CloseOrderInput>,
  quantities: readonly CancelledQuantity[],
): Cancellation {
  const { order } = aggregate;
  return {
    aggregate,
    command,
    quantities,
    booked: true,
    kind: BookingKind.SHORT_CLOSE,
    record: () => {
      order.status = statusAfter(ORDER_LIFECYCLE, order.status, OrderTransition.CLOSE);
      order.closedAt = command.occurredAt;
      order.cancelReason = command.input.reason;
      return set.record(aggregate, 'OrderClosed', command);
    },
  };
}
