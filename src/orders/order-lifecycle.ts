import type { OrderHold } from '../../entities/orders/order-hold';
import { HoldScope, OrderStatus, OrderTransition } from '../../entities/orders/orders.enums';
import { DomainError } from '../shared/errors';
import type { OrderAggregate } from './order-aggregate';

/** What may be done with an order in each status. Guards below narrow it by quantities and holds. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderTransition[]>> = {
  [OrderStatus.DRAFT]: [
    OrderTransition.UPDATE,
    OrderTransition.CONFIRM,
    OrderTransition.HOLD,
    OrderTransition.RELEASE_HOLD,
    OrderTransition.CANCEL,
  ],
  [OrderStatus.PENDING_APPROVAL]: [
    OrderTransition.HOLD,
    OrderTransition.RELEASE_HOLD,
    OrderTransition.CANCEL,
  ],
  [OrderStatus.CONFIRMED]: [
    OrderTransition.HOLD,
    OrderTransition.RELEASE_HOLD,
    OrderTransition.CANCEL,
    OrderTransition.CLOSE,
    OrderTransition.SHIP,
    OrderTransition.DELIVER,
  ],
  [OrderStatus.COMPLETED]: [],
  [OrderStatus.CLOSED]: [OrderTransition.DELIVER],
  [OrderStatus.CANCELLED]: [],
};

const GUARDS: Partial<Record<OrderTransition, (aggregate: OrderAggregate) => boolean>> = {
  [OrderTransition.CONFIRM]: ({ order, lines }) => !order.onHold && lines.length > 0,
  [OrderTransition.RELEASE_HOLD]: ({ order }) => order.onHold,
  [OrderTransition.CANCEL]: hasSomethingToCancel,
  [OrderTransition.CLOSE]: (aggregate) => hasShipped(aggregate) && hasSomethingToCancel(aggregate),
  [OrderTransition.SHIP]: hasSomethingToShip,
  [OrderTransition.DELIVER]: ({ lines }) =>
    lines.some((line) => line.quantityShipped > line.quantityDelivered),
};

export function hasShipped({ lines }: OrderAggregate): boolean {
  return lines.some((line) => line.quantityShipped > 0);
}

function hasSomethingToCancel({ lines }: OrderAggregate): boolean {
  return lines.some((line) => line.quantityShipped + line.quantityCancelled < line.quantityOrdered);
}

const NO_LINES: ReadonlySet<string> = new Set();

/** A line has allocated goods and nothing holds it back; a hold on one fulfillment order leaves the others. */
function hasSomethingToShip({ lines, holds }: OrderAggregate): boolean {
  const open = holds.filter(({ releasedAt }) => releasedAt === null);
  if (open.some((hold) => stopsShipping(hold, NO_LINES, null))) return false;
  const held = new Set(open.map(({ orderLineId }) => orderLineId));
  return lines.some((line) => line.quantityAllocated > 0 && !held.has(line.id));
}

/** Whether an open hold stops these lines from leaving by a fulfillment order; null: by any. */
export function stopsShipping(
  hold: OrderHold,
  lineIds: ReadonlySet<string>,
  fulfillmentOrderId: string | null,
): boolean {
  switch (hold.scope) {
    case HoldScope.ORDER:
      return true;
    case HoldScope.LINE:
      return lineIds.has(hold.orderLineId!);
    case HoldScope.FULFILLMENT:
      return hold.fulfillmentOrderId === null || hold.fulfillmentOrderId === fulfillmentOrderId;
  }
}

/** What the order's state allows next; rights are the caller's matter. */
export function availableTransitions(aggregate: OrderAggregate): OrderTransition[] {
  return ORDER_TRANSITIONS[aggregate.order.status].filter((step) => GUARDS[step]?.(aggregate) ?? true);
}

/** Throws `INVALID_TRANSITION` unless the order's status allows the step. Quantities and holds are not looked at. */
export function requireStatus(aggregate: OrderAggregate, step: OrderTransition): void {
  const { status } = aggregate.order;
  if (ORDER_TRANSITIONS[status].includes(step)) return;
  throw invalidTransition(aggregate, step, `An order that is ${status} does not allow ${step}.`);
}

/** The failure to throw when the order does not allow the step; names what it allows. */
export function invalidTransition(
  aggregate: OrderAggregate,
  step: OrderTransition,
  reason: string,
): DomainError {
  const { order } = aggregate;
  const allowed = availableTransitions(aggregate);
  return new DomainError(
    'INVALID_TRANSITION',
    `${reason} Order ${order.number} allows: ${allowed.join(', ') || 'nothing'}.`,
    {
      orderNumber: order.number,
      from: order.status,
      requested: step,
      allowed,
    },
  );
}

/** Throws `VERSION_CONFLICT` when the client has seen another version of the order than the one there is. */
export function requireVersion(order: { number: string; version: number }, expected: number): void {
  if (order.version === expected) return;
  throw new DomainError(
    'VERSION_CONFLICT',
    `Order ${order.number} has version ${order.version}, not ${expected}. Read it again, then decide anew.`,
    { orderNumber: order.number, expected, current: order.version },
  );
}
