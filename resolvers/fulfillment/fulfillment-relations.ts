import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { Order } from '../../entities/orders/order';
import { defineRelation } from '../kit/prefetch';
import { linesOfShipment, loadLinesOfShipments, shipmentsOfOrder } from './fulfillment.loaders';

export const shipmentsOf = defineRelation(Order, 'shipments', {
  to: Shipment,
  needed: ['id', 'orderId'],
  loader: shipmentsOfOrder,
  key: ({ id }) => id,
  byId: true,
  along: { lines: loadLinesOfShipments },
});

export const linesOf = defineRelation(Shipment, 'lines', {
  to: ShipmentLine,
  needed: ['id', 'shipmentId'],
  loader: linesOfShipment,
  key: ({ id }) => id,
});
