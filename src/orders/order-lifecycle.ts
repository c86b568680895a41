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

/** The failure to answer when the order's status does not allow the step; null when it does. Quantities and holds are not looked at. */
export function refuseByStatus(aggregate: OrderAggregate, step: OrderTransition): DomainError | null {
  const { order } = aggregate;
  if (ORDER_TRANSITIONS[order.status].includes(step)) return null;
  return invalidTransition(aggregate, step, `An order that is ${order.status} does not allow ${step}.`);
}

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

/** The failure when the client has seen another version of the order than the one there is. */
export function refuseByVersion(
  order: { number: string; version: number },
  expected: number,
): DomainError | null {
  if (order.version === expected) return null;
  return new DomainError(
    'VERSION_CONFLICT',
    `Order ${order.number} has version ${order.version}, not ${expected}. Read it again, then decide anew.`,
    { orderNumber: order.number, expected, current: order.version },
  );
}
