import type { OrderHold } from '../../entities/orders/order-hold';
import { HoldScope, OrderStatus, OrderTransition } from '../../entities/orders/orders.enums';
import { Permission } from '../auth/permissions';
import { DERIVED, type Lifecycle } from '../documents/lifecycle';
import type { OrderAggregate } from './order-aggregate';

/** What may be done with an order in each status, where it leads, and with which permission. */
export const ORDER_LIFECYCLE: Lifecycle<OrderAggregate, OrderStatus, OrderTransition> = {
  name: 'order',
  stateOf: ({ order }) => order,
  table: {
    DRAFT: {
      UPDATE: 'DRAFT',
      CONFIRM: DERIVED,
      HOLD: 'DRAFT',
      RELEASE_HOLD: 'DRAFT',
      CANCEL: 'CANCELLED',
    },
    PENDING_APPROVAL: { HOLD: 'PENDING_APPROVAL', RELEASE_HOLD: 'PENDING_APPROVAL', CANCEL: 'CANCELLED' },
    CONFIRMED: {
      HOLD: 'CONFIRMED',
      RELEASE_HOLD: 'CONFIRMED',
      CANCEL: DERIVED,
      CLOSE: 'CLOSED',
      SHIP: 'CONFIRMED',
      DELIVER: DERIVED,
    },
    COMPLETED: {},
    CLOSED: { DELIVER: 'CLOSED' },
    CANCELLED: {},
  },
  guards: {
    CONFIRM: ({ order, lines }) => !order.onHold && lines.length > 0,
    RELEASE_HOLD: ({ order }) => order.onHold,
    CANCEL: hasSomethingToCancel,
    CLOSE: (aggregate) => hasShipped(aggregate) && hasSomethingToCancel(aggregate),
    SHIP: hasSomethingToShip,
    DELIVER: ({ lines }) => lines.some((line) => line.quantityShipped > line.quantityDelivered),
  },
  permissions: {
    UPDATE: Permission.ORDER_PLACE,
    CONFIRM: Permission.ORDER_PLACE,
    HOLD: Permission.ORDER_HOLD,
    RELEASE_HOLD: Permission.ORDER_HOLD,
    CANCEL: Permission.ORDER_CANCEL,
    CLOSE: Permission.ORDER_CLOSE,
    SHIP: Permission.SHIPMENT_WRITE,
    DELIVER: Permission.SHIPMENT_WRITE,
  },
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
