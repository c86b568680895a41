import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { Permission } from '../../src/auth/permissions';
import { inList } from '../../src/persistence/sql-fragment';
import { registerNode } from '../global/node-registry';
import { defineLoader, inOrder } from '../loader';
import { fulfillmentOrderById, shipmentById } from './fulfillment.loaders';

const fulfillmentLineById = defineLoader<string, FulfillmentOrderLine>(async ({ services }, ids) => {
  const { sql, params } = inList('t.id', ids);
  const rows = await services.database.reader.select(FulfillmentOrderLine, `WHERE ${sql}`, params);
  return inOrder(ids, rows, ({ id }) => id);
});

const shipmentLineById = defineLoader<string, ShipmentLine>(async ({ services }, ids) => {
  const { sql, params } = inList('t.id', ids);
  const rows = await services.database.reader.select(ShipmentLine, `WHERE ${sql}`, params);
  return inOrder(ids, rows, ({ id }) => id);
});

registerNode('FulfillmentOrderLine', {
  permission: Permission.SHIPMENT_READ,
  async load(ctx, id) {
    const line = await fulfillmentLineById(ctx).load(id);
    return line && (await fulfillmentOrderById(ctx).load(line.fulfillmentOrderId)) ? line : null;
  },
});

registerNode('ShipmentLine', {
  permission: Permission.SHIPMENT_READ,
  async load(ctx, id) {
    const line = await shipmentLineById(ctx).load(id);
    return line && (await shipmentById(ctx).load(line.shipmentId)) ? line : null;
  },
});
