import type { Sql } from '../../src/persistence/sql';

/** Rows that only half of a unit of work can leave behind and that no invariant finds, by what they are. */
const ORPHANS: Readonly<Record<string, string>> = {
  'orders without an event': `SELECT o.id FROM orders o LEFT JOIN events e ON e.aggregate_id = o.id
     AND e.aggregate_version = o.version AND e.aggregate_type = 'Order' WHERE e.id IS NULL`,
  'orders without lines': `SELECT o.id FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id WHERE l.id IS NULL`,
  'confirmed orders without bookings': `SELECT o.id FROM orders o LEFT JOIN booking_entries b ON b.order_id = o.id
     WHERE o.confirmed_at IS NOT NULL AND b.id IS NULL`,
  'allocated orders without a fulfillment order': `SELECT a.id FROM allocations a
     LEFT JOIN fulfillment_orders f ON f.order_id = a.order_id WHERE f.id IS NULL`,
  'shipments without an event': `SELECT s.id FROM shipments s LEFT JOIN events e ON e.aggregate_id = s.id WHERE e.id IS NULL`,
  'shipments without lines': `SELECT s.id FROM shipments s LEFT JOIN shipment_lines l ON l.shipment_id = s.id
     WHERE l.id IS NULL`,
  'movements for orders that do not exist': `SELECT m.id FROM inventory_movements m LEFT JOIN orders o ON o.id = m.reference_id
     WHERE m.reference_type = 'Order' AND o.id IS NULL`,
  'levels whose goods no movement brought': `SELECT l.sku AS id FROM inventory_levels l LEFT JOIN inventory_movements m
     ON m.sku = l.sku AND m.location_id = l.location_id WHERE l.on_hand <> 0 AND m.id IS NULL`,
  'accounts without an event': `SELECT a.id FROM accounts a LEFT JOIN events e ON e.aggregate_id = a.id WHERE e.id IS NULL`,
  'products without an event': `SELECT p.id FROM products p LEFT JOIN events e ON e.aggregate_id = p.id WHERE e.id IS NULL`,
};

/** Everything that half of a unit of work has left behind, with one of its ids; empty when every unit was done wholly or not at all. */
export async function findOrphans(sql: Sql): Promise<string[]> {
  const found: string[] = [];
  for (const [name, text] of Object.entries(ORPHANS)) {
    const [row] = await sql.rows<{ id: string }>(`${text} LIMIT 1`);
    if (row) found.push(`${name}: ${row.id}`);
  }
  return found;
}
