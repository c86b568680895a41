import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { defineEvents, type EventTypeOf } from '../events/event-types';

/** The events of shipments. */
export const shipmentEvents = defineEvents(
  'Shipment',
  {
    ShipmentCreated: { version: 1, says: 'A shipment was planned for a fulfillment order.' },
    ShipmentShipped: { version: 1, says: 'A shipment left its location.' },
    ShipmentDelivered: { version: 1, says: 'A shipment, or a part of it, reached the customer.' },
    ShipmentCancelled: { version: 1, says: 'A shipment was cancelled before it left.' },
    ShipmentReplaced: {
      version: 1,
      says: 'The shipment of an order of history was corrected, or taken back, together with the order. Carries all of its lines.',
    },
  },
  {
    parts: { shipment: { entity: Shipment, root: true }, lines: { entity: ShipmentLine } },
    extras: { linesReplaced: { seenWith: 'OrderLine' } },
  },
);

export type ShipmentEventType = EventTypeOf<typeof shipmentEvents>;
