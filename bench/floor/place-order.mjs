import { createHash } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { execute, insert, marks, transaction } from './database.mjs';
import {
  allocationRow,
  auditRow,
  bookingRow,
  confirmedEvent,
  fulfillmentLineRow,
  fulfillmentOrderRow,
  levelEvent,
  lineRow,
  movementRow,
  orderRow,
  placedEvent,
  plannedEvent,
  scheduleRow,
} from './rows.mjs';

const newId = monotonicFactory();
let lastNumber = 0;

/**
 * The rows of one order by hand: three reads, one guarded UPDATE for the stock, one insert per table, one transaction. It trusts its
 * input: no rights, no validation, no choice of prices or locations, no positions for its events.
 */
export function placeOrder(pool, input) {
  return transaction(pool, async (connection) => {
    const account = await readAccount(connection, input.accountId);
    const products = await readProducts(connection, input.lines);
    const levels = await lockLevels(connection, input.lines);
    const rows = rowsOf(input, account, products, levels);
    await takeStock(connection, rows.movements);
    for (const [table, key] of TABLES) await insert(connection, table, rows[key]);
    const { order } = rows;
    return { id: order.id, number: order.number, status: order.status, total: order.total_minor };
  });
}

const TABLES = [
  ['inventory_movements', 'movements'],
  ['booking_entries', 'bookings'],
  ['fulfillment_orders', 'fulfillmentOrders'],
  ['fulfillment_order_lines', 'fulfillmentLines'],
  ['orders', 'orders'],
  ['order_lines', 'lines'],
  ['order_schedule_lines', 'schedule'],
  ['allocations', 'allocations'],
  ['events', 'events'],
  ['audit_entries', 'auditEntries'],
  ['idempotency_records', 'records'],
];

async function readAccount(connection, id) {
  const [account] = await execute(
    connection,
    `SELECT a.id, a.name, a.owner_rep_id, a.territory_id, a.currency_code, a.payment_terms, d.snapshot_id
     FROM accounts a JOIN addresses d ON d.account_id = a.id AND d.is_default = 1 WHERE a.id = ?`,
    [id],
  );
  return account;
}

async function readProducts(connection, lines) {
  const rows = await execute(
    connection,
    `SELECT p.id, p.sku, p.name, p.unit_code, p.tax_category, p.category_id, p.stocked, e.unit_price_micros, e.price_list_id, l.name AS list_name
     FROM products p JOIN price_lists l ON l.is_default = 1 AND l.currency_code = 'USD'
     JOIN price_list_entries e ON e.price_list_id = l.id AND e.sku = p.sku WHERE p.sku IN (${marks(lines.length)})`,
    lines.map(({ sku }) => sku),
  );
  return new Map(rows.map((row) => [row.sku, row]));
}

/** The first location's level of each SKU, locked in the order of the SKUs. */
async function lockLevels(connection, lines) {
  const rows = await execute(
    connection,
    `SELECT sku, location_id, on_hand, allocated, reserved, unavailable, incoming, safety_stock, version
     FROM inventory_levels WHERE sku IN (${marks(lines.length)}) ORDER BY sku, location_id FOR UPDATE`,
    lines.map(({ sku }) => sku),
  );
  const levels = new Map();
  for (const row of rows) if (!levels.has(row.sku)) levels.set(row.sku, row);
  return levels;
}

async function takeStock(connection, movements) {
  const cases = 'WHEN sku = ? THEN ? '.repeat(movements.length);
  const guard =
    '(sku = ? AND location_id = ? AND on_hand - allocated - reserved - unavailable - safety_stock >= ?)';
  const { affectedRows } = await execute(
    connection,
    `UPDATE inventory_levels SET version = version + 1, updated_at = ?, allocated = allocated + CASE ${cases} END
     WHERE ${movements.map(() => guard).join(' OR ')}`,
    [
      Date.now(),
      ...movements.flatMap(({ sku, allocated_delta: n }) => [sku, n]),
      ...movements.flatMap(({ sku, location_id: location, allocated_delta: n }) => [sku, location, n]),
    ],
  );
  if (affectedRows !== movements.length) throw new Error('Too little stock');
}

function rowsOf(input, account, products, levels) {
  const now = Date.now();
  const context = { newId, now, commandId: newId(), account, day: new Date(now).toISOString().slice(0, 10) };
  const orderId = newId();
  const lines = input.lines.map((line, i) => lineRow(context, orderId, products.get(line.sku), line, i + 1));
  const order = orderRow(context, orderId, `F-${process.pid}-${++lastNumber}`, lines);
  const schedule = lines.map((line) => scheduleRow(context, line));
  const allocations = lines.map((line, i) =>
    allocationRow(context, line, schedule[i], levels.get(line.sku).location_id),
  );
  const movements = allocations.map((allocation) => movementRow(context, allocation));
  const fulfillmentOrder = fulfillmentOrderRow(context, orderId, allocations[0].location_id);
  const confirmed = confirmedEvent(context, order, lines, schedule, allocations);
  const fulfillmentLines = allocations.map((allocation) =>
    fulfillmentLineRow(context, fulfillmentOrder, allocation),
  );
  const planned = plannedEvent(context, order, fulfillmentOrder, fulfillmentLines);
  const stockEvents = movements.map((movement) => levelEvent(context, levels.get(movement.sku), movement));
  return {
    order,
    orders: [order],
    lines,
    schedule,
    allocations,
    movements,
    fulfillmentOrders: [fulfillmentOrder],
    fulfillmentLines,
    bookings: lines.map((line) => bookingRow(context, order, line, confirmed.id)),
    events: [placedEvent(context, order, lines, schedule), confirmed, ...stockEvents, planned],
    auditEntries: [auditRow(context, order)],
    records: [recordOf(input, order, now)],
  };
}

function recordOf(input, order, now) {
  return {
    principal_id: order.created_by,
    mutation: 'placeOrder',
    idempotency_key: input.idempotencyKey,
    input_hash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
    outcome: JSON.stringify({ orderId: order.id }),
    created_at: now,
  };
}
