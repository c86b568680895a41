import { BookingKind, OrderStatus, OrderTransition } from '../../entities/orders/orders.enums';
import type { UseCase } from '../commands/commands';
import { DomainError } from '../shared/errors';
import type { CancelledQuantity } from './booking-entries';
import { cancelAll, cancellable, restOf, type Cancellation } from './cancellation';
import { completeIfDone } from './completion';
import { LockedOrders, type AdmittedCommand } from './locked-orders';
import { byId } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import type { CancelOrderInput, OrderResult } from './order-inputs';
import { hasShipped, invalidTransition } from './order-lifecycle';
import type { OrderSet } from './order-set';

/**
 * Cancels orders of which nothing has shipped, or, of confirmed ones, lines and quantities that have not: frees their stock and
 * reverses their bookings.
 */
export function cancelOrders(deps: OrderDeps): UseCase<CancelOrderInput, OrderResult> {
  return {
    name: 'cancelOrder',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.CANCEL);
      const cancellations: Cancellation[] = [];
      for (const admitted of locked.admitted()) {
        const quantities = chosenQuantities(admitted);
        if (quantities instanceof DomainError) locked.refuse(admitted.command, quantities);
        else cancellations.push(cancellationOf(locked.set, admitted, quantities));
      }
      await cancelAll(uow, deps, locked.set, cancellations);
      return locked.outcomes();
    },
  };
}

function chosenQuantities({
  command,
  aggregate,
}: AdmittedCommand<CancelOrderInput>): CancelledQuantity[] | DomainError {
  const { lines } = command.input;
  if (!lines) {
    if (!hasShipped(aggregate)) return restOf(aggregate);
    return invalidTransition(
      aggregate,
      OrderTransition.CANCEL,
      'Goods of the order have been shipped: close it, or cancel single lines.',
    );
  }
  if (aggregate.order.status !== OrderStatus.CONFIRMED) {
    const reason = 'Before it is confirmed, an order is cancelled as a whole; change its lines instead.';
    return invalidTransition(aggregate, OrderTransition.CANCEL, reason);
  }
  if (lines.length === 0)
    return new DomainError(
      'INVALID_QUANTITY',
      'No line is named. Name lines and quantities, or leave lines out.',
    );
  const known = byId(aggregate.lines);
  const chosen = new Map<string, CancelledQuantity>();
  for (const { orderLineId, quantity } of lines) {
    const line = known.get(orderLineId);
    if (!line || chosen.has(orderLineId)) {
      return new DomainError(
        'INVALID_REFERENCE',
        'A line is not of this order, or is named twice. Name each line once.',
        { orderLineId },
      );
    }
    const max = cancellable(line);
    if (quantity < 1 || quantity > max) {
      return new DomainError(
        'INVALID_QUANTITY',
        `Of line ${line.lineNumber} (${line.sku}) ${max} can be cancelled, not ${quantity}.`,
        {
          lineNumber: line.lineNumber,
          quantity,
          max,
        },
      );
    }
    chosen.set(orderLineId, { line, quantity });
  }
  return [...chosen.values()];
}

function cancellationOf(
  set: OrderSet,
  { aggregate, command }: AdmittedCommand<CancelOrderInput>,
  quantities: readonly CancelledQuantity[],
): Cancellation {
  const { order } = aggregate;
  return {
    aggregate,
    command,
    quantities,
    booked: order.status === OrderStatus.CONFIRMED,
    kind: BookingKind.CANCELLATION,
    record: async () => {
      order.cancelReason = command.input.reason;
      if (aggregate.lines.every((line) => line.quantityCancelled === line.quantityOrdered)) {
        order.status = OrderStatus.CANCELLED;
        order.cancelledAt = command.occurredAt;
        order.poClaim = null;
      }
      const eventId = await set.record(aggregate, 'OrderCancelled', command);
      await completeIfDone(set, aggregate, command);
      return eventId;
    },
  };
}
