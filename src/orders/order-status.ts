import {
  OrderDeliveryStatus,
  OrderFulfillmentStatus,
  OrderLineStatus,
} from '../../entities/orders/orders.enums';
import type { OrderLine } from '../../entities/orders/order-line';
import type { Counters, OrderAggregate } from './order-aggregate';

/** Status of a line, from its counters alone. */
export function lineStatus(line: Counters): OrderLineStatus {
  const wanted = line.quantityOrdered - line.quantityCancelled;
  if (wanted === 0) return OrderLineStatus.CANCELLED;
  if (line.quantityDelivered === wanted) return OrderLineStatus.DELIVERED;
  if (line.quantityShipped === wanted) return OrderLineStatus.SHIPPED;
  if (line.quantityShipped > 0) return OrderLineStatus.PARTIALLY_SHIPPED;
  if (line.quantityBackordered > 0) return OrderLineStatus.BACKORDERED;
  if (line.quantityAllocated === wanted) return OrderLineStatus.ALLOCATED;
  return OrderLineStatus.OPEN;
}

/** Lines that need goods to move: stocked, and not wholly cancelled. */
export function goodsLines(lines: readonly OrderLine[]): OrderLine[] {
  return lines.filter((line) => line.stocked && line.quantityCancelled < line.quantityOrdered);
}

export const wantedOf = (line: Counters): number => line.quantityOrdered - line.quantityCancelled;

export function fulfillmentStatus(lines: readonly OrderLine[]): OrderFulfillmentStatus {
  const goods = goodsLines(lines);
  if (goods.length === 0) return OrderFulfillmentStatus.NOT_REQUIRED;
  if (goods.every((line) => line.quantityShipped === wantedOf(line))) return OrderFulfillmentStatus.FULFILLED;
  if (goods.some((line) => line.quantityShipped > 0)) return OrderFulfillmentStatus.PARTIALLY_FULFILLED;
  return OrderFulfillmentStatus.UNFULFILLED;
}

export function deliveryStatus(lines: readonly OrderLine[]): OrderDeliveryStatus {
  const goods = goodsLines(lines);
  if (goods.length > 0 && goods.every((line) => line.quantityDelivered === wantedOf(line))) {
    return OrderDeliveryStatus.DELIVERED;
  }
  if (goods.some((line) => line.quantityDelivered > 0)) return OrderDeliveryStatus.PARTIALLY_DELIVERED;
  return OrderDeliveryStatus.NOT_DELIVERED;
}

/** Brings everything on the order that follows from counters and holds up to date, except OrderStatus itself. */
export function deriveStatuses({ order, lines, holds }: OrderAggregate): void {
  for (const line of lines) line.status = lineStatus(line);
  order.fulfillmentStatus = fulfillmentStatus(lines);
  order.deliveryStatus = deliveryStatus(lines);
  order.onHold = holds.some((hold) => hold.releasedAt === null);
}
