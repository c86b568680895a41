import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { defineEvents, type EventTypeOf } from '../events/event-types';

/** The events of fulfillment orders. */
export const fulfillmentOrderEvents = defineEvents(
  'FulfillmentOrder',
  {
    FulfillmentOrderPlanned: {
      version: 1,
      says: 'A location got quantities of an order to ship: in a new fulfillment order, or added to the one that is open there.',
    },
    FulfillmentOrderStarted: {
      version: 1,
      says: 'A fulfillment order got a shipment and had none, or only cancelled ones: it is in progress.',
    },
    FulfillmentOrderShipped: { version: 1, says: 'Quantities of a fulfillment order left the location.' },
    FulfillmentOrderCancelled: {
      version: 1,
      says: 'A fulfillment order gave up quantities that the order no longer wants from its location.',
    },
  },
  {
    parts: {
      fulfillmentOrder: { entity: FulfillmentOrder, root: true },
      lines: { entity: FulfillmentOrderLine },
    },
  },
);

export type FulfillmentOrderEventType = EventTypeOf<typeof fulfillmentOrderEvents>;
