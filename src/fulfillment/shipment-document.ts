import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { defineDocument } from '../documents/document';
import { ORDER } from '../orders/order-document';
import { shipmentEvents, type ShipmentEventType } from './shipment-events';
import { SHIPMENT_LIFECYCLE } from './shipment-lifecycle';
import { SHIPMENT_NUMBERS } from './shipment-numbers';

export interface ShipmentAggregate {
  shipment: Shipment;
  lines: ShipmentLine[];
}

/** Goods of an order that leave one location together. */
export const SHIPMENT = defineDocument<ShipmentAggregate, void, ShipmentEventType>({
  root: { name: 'shipment', entity: Shipment },
  parts: { lines: { entity: ShipmentLine, documentId: 'shipmentId', orderedBy: 'id' } },
  number: SHIPMENT_NUMBERS,
  scope: 'through',
  locking: { under: ORDER.type, by: 'orderId' },
  lifecycle: SHIPMENT_LIFECYCLE,
  events: {
    defined: shipmentEvents,
    order: 'orderId',
    location: 'locationId',
    replacing: { ShipmentReplaced: ['lines'] },
  },
});
