import type { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { FulfillmentOrderStatus } from '../../entities/fulfillment/fulfillment.enums';

/** What a location has still to ship of a line. */
export function remaining(line: FulfillmentOrderLine): number {
  return line.quantity - line.shippedQuantity - line.cancelledQuantity;
}

/** Status of a fulfillment order from its lines, and from whether a shipment of it exists that is not cancelled. */
export function deriveFulfillmentOrderStatus(
  lines: readonly FulfillmentOrderLine[],
  hasShipment: boolean,
): FulfillmentOrderStatus {
  if (lines.some((line) => remaining(line) > 0)) {
    return hasShipment ? FulfillmentOrderStatus.IN_PROGRESS : FulfillmentOrderStatus.OPEN;
  }
  if (!lines.some((line) => line.shippedQuantity > 0)) return FulfillmentOrderStatus.CANCELLED;
  return lines.some((line) => line.cancelledQuantity > 0)
    ? FulfillmentOrderStatus.INCOMPLETE
    : FulfillmentOrderStatus.CLOSED;
}
