import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { Order } from '../../entities/orders/order';
import type { RequestContext } from '../context';
import { defineRelation } from '../relation';
import { linesOfShipment, loadLinesOfShipments, shipmentsOfOrder } from './fulfillment.loaders';

/** Always whole shipments: fulfillment orders have theirs from the same loader. */
export const shipmentsOf = defineRelation(Order, 'shipments', {
  to: Shipment,
  needed: ['orderId'],
  loader: (context: RequestContext) => shipmentsOfOrder(context),
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
