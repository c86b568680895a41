import { enumeration, id, instant, int, nullable, varchar, versioned, type TableDef } from '../ddl';

export const fulfillmentTables: readonly TableDef[] = [
  {
    name: 'fulfillment_orders',
    columns: { id: id(), order_id: id(), location_id: id(), status: enumeration(), ...versioned() },
    primaryKey: ['id'],
    indexes: [['order_id'], ['location_id', 'status']],
  },
  {
    name: 'fulfillment_order_lines',
    columns: {
      id: id(),
      fulfillment_order_id: id(),
      order_line_id: id(),
      schedule_line_id: id(),
      quantity: int(),
      shipped_quantity: int(),
      cancelled_quantity: int(),
    },
    primaryKey: ['id'],
    indexes: [['fulfillment_order_id']],
    foreignKeys: [{ column: 'fulfillment_order_id', table: 'fulfillment_orders' }],
  },
  {
    name: 'shipments',
    columns: {
      id: id(),
      number: varchar(30),
      order_id: id(),
      fulfillment_order_id: nullable(id()),
      location_id: nullable(id()),
      status: enumeration(),
      carrier: nullable(varchar(60)),
      tracking_number: nullable(varchar(100)),
      shipped_at: nullable(instant()),
      delivered_at: nullable(instant()),
      ...versioned(),
    },
    primaryKey: ['id'],
    unique: [['number']],
    indexes: [['order_id'], ['fulfillment_order_id'], ['status', 'id']],
  },
  {
    name: 'shipment_lines',
    columns: {
      id: id(),
      shipment_id: id(),
      order_line_id: id(),
      schedule_line_id: id(),
      sku: varchar(64),
      quantity: int(),
      delivered_quantity: int(),
    },
    primaryKey: ['id'],
    indexes: [['shipment_id']],
    foreignKeys: [{ column: 'shipment_id', table: 'shipments' }],
  },
];
