import { BookingKind, OrderStatus, OrderTransition } from '../../entities/orders/orders.enums';
import type { UseCase } from '../commands/commands';
import { cancelAll, restOf, type Cancellation } from './cancellation';
import { LockedOrders, type AdmittedCommand } from './locked-orders';
import type { OrderDeps } from './order-deps';
import type { CloseOrderInput, OrderResult } from './order-inputs';
import { availableTransitions, invalidTransition } from './order-lifecycle';
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
        if (availableTransitions(aggregate).includes(OrderTransition.CLOSE))
          cancellations.push(closing(locked.set, admitted));
        else {
          const reason =
            'Only an order that is shipped in part can be closed; cancel one that has not shipped.';
          locked.refuse(command, invalidTransition(aggregate, OrderTransition.CLOSE, reason));
        }
      }
      await cancelAll(uow, deps, locked.set, cancellations);
      return locked.outcomes();
    },
  };
}

function closing(set: OrderSet, { aggregate, command }: AdmittedCommand<CloseOrderInput>): Cancellation {
  const { order } = aggregate;
  return {
    aggregate,
    command,
    quantities: restOf(aggregate),
    booked: true,
    kind: BookingKind.SHORT_CLOSE,
    record: () => {
      order.status = OrderStatus.CLOSED;
      order.closedAt = command.occurredAt;
      order.cancelReason = command.input.reason;
      return set.record(aggregate, 'OrderClosed', command);
    },
  };
}
