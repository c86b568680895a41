import { Allocation } from '../../entities/inventory/allocation';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import { defineEvents, type EventTypeOf } from '../events/event-types';

const LINE = { type: 'OrderLine', property: 'orderLineId' } as const;
const SCHEDULE_LINE = { type: 'ScheduleLine', property: 'scheduleLineId' } as const;

/** The events of orders. */
export const orderEvents = defineEvents(
  'Order',
  {
    OrderPlaced: {
      version: 1,
      says: 'An order was created, as a draft or on its way to confirmation. Carries every value.',
    },
    OrderDraftUpdated: {
      version: 1,
      says: 'A draft was changed. Carries the changed values and all of its lines.',
    },
    OrderConfirmed: {
      version: 1,
      says: 'The order became binding: priced, allocated or backordered, and booked.',
    },
    OrderHeld: { version: 1, says: 'A hold was put on the order, a line, or its fulfillment.' },
    OrderHoldReleased: { version: 1, says: 'A hold was released.' },
    LineAllocated: {
      version: 1,
      says: 'Backordered quantities of the order were allocated to stock that arrived.',
    },
    OrderCancelled: {
      version: 1,
      says: 'The order, or some of its lines and quantities, was cancelled.',
    },
    OrderClosed: {
      version: 1,
      says: 'What had not shipped of a partly shipped order was cancelled, and the order was closed.',
    },
    OrderShipped: { version: 1, says: 'Quantities of the order left a location.' },
    OrderDelivered: { version: 1, says: 'Quantities of the order reached the customer.' },
    OrderCompleted: {
      version: 1,
      says: 'Every line is delivered or cancelled and no obligation is open.',
    },
    OrderImported: {
      version: 1,
      says: 'An order from another system was imported as history. Carries every value.',
    },
    OrderReplaced: {
      version: 1,
      says: 'The content of an imported order of history was replaced by that of a corrected file. Carries the changed values and all of its lines.',
    },
  },
  {
    parts: {
      order: { entity: Order, root: true },
      lines: { entity: OrderLine },
      scheduleLines: { entity: ScheduleLine, nestedIn: { orderLine: LINE } },
      holds: { entity: OrderHold },
      allocations: { entity: Allocation, nestedIn: { orderLine: LINE, scheduleLine: SCHEDULE_LINE } },
    },
    extras: {
      linesReplaced: { seenWith: 'OrderLine' },
      shipmentId: { seenWith: 'Shipment', reference: { name: 'shipment', type: 'Shipment' } },
    },
  },
);

export type OrderEventType = EventTypeOf<typeof orderEvents>;
