import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { registerNode } from '../node/node-registry';
import { rowById } from '../kit/loader';
import { fulfillmentOrderById, shipmentById } from './fulfillment.loaders';

const fulfillmentLineById = rowById(FulfillmentOrderLine);
const shipmentLineById = rowById(ShipmentLine);

registerNode('FulfillmentOrderLine', async (ctx, id) => {
  const line = await fulfillmentLineById(ctx).load(id);
  return line && (await fulfillmentOrderById(ctx).load(line.fulfillmentOrderId)) ? line : null;
});

registerNode('ShipmentLine', async (ctx, id) => {
  const line = await shipmentLineById(ctx).load(id);
  return line && (await shipmentById(ctx).load(line.shipmentId)) ? line : null;
});
