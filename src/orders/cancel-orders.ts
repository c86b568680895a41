import { BookingKind, OrderStatus, OrderTransition } from '../../entities/orders/orders.enums';
import { attempt, type UseCase } from '../commands/commands';
import { invalidTransition, statusAfter } from '../documents/lifecycle';
import { DomainError } from '../shared/errors';
import type { CancelledQuantity } from './booking-entries';
import { cancelAll, cancellable, restOf, type Cancellation } from './cancellation';
import { completeIfDone } from './completion';
import { LockedOrders, type AdmittedCommand } from './locked-orders';
import { byId, type OrderAggregate } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import type { CancelOrderInput, OrderResult } from './order-inputs';
import { hasShipped, ORDER_LIFECYCLE } from './order-lifecycle';
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
        const { aggregate, command } = admitted;
        const decided = attempt(() => decideCancellation(aggregate, command.input));
        if (decided.ok) cancellations.push(cancellationOf(locked.set, admitted, decided.result));
        else locked.refuse(command, decided.error);
      }
      await cancelAll(uow, deps, locked.set, cancellations);
      return locked.outcomes();
    },
  };
}

/**
 * The quantities that a cancellation takes off an order: everything when the input names no lines, else the named ones. Throws
 * `INVALID_TRANSITION`, `INVALID_REFERENCE` or `INVALID_QUANTITY`; changes nothing.
 */
export function decideCancellation(
  aggregate: OrderAggregate,
  { lines }: Pick<CancelOrderInput, 'lines'>,
): CancelledQuantity[] {
  if (lines) return namedQuantities(aggregate, lines);
  if (!hasShipped(aggregate)) return restOf(aggregate);
  throw invalidTransition(
    ORDER_LIFECYCLE,
    aggregate,
    OrderTransition.CANCEL,
    'Goods of the order have been shipped: close it, or cancel single lines.',
  );
}

function namedQuantities(
  aggregate: OrderAggregate,
  lines: NonNullable<CancelOrderInput['lines']>,
): CancelledQuantity[] {
  if (aggregate.order.status !== OrderStatus.CONFIRMED) {
    const reason = 'Before it is confirmed, an order is cancelled as a whole; change its lines instead.';
    throw invalidTransition(ORDER_LIFECYCLE, aggregate, OrderTransition.CANCEL, reason);
  }
  if (lines.length === 0)
    throw new DomainError(
      'INVALID_QUANTITY',
      'No line is named. Name lines and quantities, or leave lines out.',
    );
  const known = byId(aggregate.lines);
  const chosen = new Map<string, CancelledQuantity>();
  for (const { orderLineId, quantity } of lines) {
    const line = known.get(orderLineId);
    if (!line || chosen.has(orderLineId)) {
      throw new DomainError(
        'INVALID_REFERENCE',
        'A line is not of this order, or is named twice. Name each line once.',
        { orderLineId },
      );
    }
    const max = cancellable(line);
    if (quantity < 1 || quantity > max) {
      throw new DomainError(
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
      const whole = aggregate.lines.every((line) => line.quantityCancelled === line.quantityOrdered);
      const derived = whole ? OrderStatus.CANCELLED : order.status;
      order.status = statusAfter(ORDER_LIFECYCLE, order.status, OrderTransition.CANCEL, derived);
      if (whole) {
        order.cancelledAt = command.occurredAt;
        order.poClaim = null;
      }
      const eventId = await set.record(aggregate, 'OrderCancelled', command);
      await completeIfDone(set, aggregate, command);
      return eventId;
    },
  };
}
