import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { defineDocument } from '../documents/document';
import { ORDER } from '../orders/order-document';
import { fulfillmentOrderEvents, type FulfillmentOrderEventType } from './fulfillment-order-events';
import { deriveFulfillmentOrderStatus } from './fulfillment-status';

export interface FulfillmentOrderAggregate {
  fulfillmentOrder: FulfillmentOrder;
  /** One per schedule line. */
  lines: FulfillmentOrderLine[];
}

/** What the status of a fulfillment order follows from beside its lines. */
export interface FulfillmentContext {
  /** A shipment of it exists that is not cancelled. */
  hasShipment: boolean;
}

/** What one location has to ship of an order. */
export const FULFILLMENT_ORDER = defineDocument<
  FulfillmentOrderAggregate,
  FulfillmentContext,
  FulfillmentOrderEventType
>({
  root: { name: 'fulfillmentOrder', entity: FulfillmentOrder },
  parts: {
    lines: { entity: FulfillmentOrderLine, documentId: 'fulfillmentOrderId', orderedBy: 'id' },
  },
  number: null,
  scope: 'through',
  locking: { under: ORDER.type, by: 'orderId' },
  lifecycle: null,
  events: {
    defined: fulfillmentOrderEvents,
    order: 'orderId',
    location: 'locationId',
    missing: true,
  },
  derive({ fulfillmentOrder, lines }, { hasShipment }) {
    fulfillmentOrder.status = deriveFulfillmentOrderStatus(lines, hasShipment);
  },
});
