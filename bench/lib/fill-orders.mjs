import { series } from './bulk-sql.mjs';
import { sqlId, sqlIsShipped, sqlKey, sqlSku, WORLD } from './world.mjs';

const CHUNK = 20_000;
const LINES = WORLD.linesPerOrder;
/** Indexes are forced: MariaDB knows nothing of a table that is being filled, and would scan it for each order. */
const LINES_INDEX = 'uq_order_lines_order_id_line_number';

/** Orders 1 … count in two years, with all that belongs to them, in chunks of one transaction; `seed` decides on accounts, goods and dates. */
export async function fillOrders(connection, insert, { count, seed, onProgress }) {
  for (let from = 1; from <= count; from += CHUNK) {
    const size = Math.min(CHUNK, count - from + 1);
    await connection.query('START TRANSACTION');
    await fillChunk(insert, { from, size, count, seed });
    await connection.query('COMMIT');
    onProgress(from + size - 1, count);
  }
  await fillSums(connection);
  await connection.query('UPDATE projections SET position = (SELECT COALESCE(MAX(position), 0) FROM events)');
  await connection.query(
    'UPDATE event_sequence SET last_position = (SELECT COALESCE(MAX(position), 0) FROM events)',
  );
}

/** What the server adds up behind the requests, all at once. Its own rows of a day come beside these. */
async function fillSums(connection) {
  for (const [level, told] of Object.entries(SUM_LEVELS)) {
    const toldApart = (column, otherwise) => (told.includes(column) ? `b.${column}` : otherwise);
    const day = level === '4' ? "CONCAT(LEFT(b.day, 7), '-01')" : 'b.day';
    const by = [
      day,
      'b.territory_id',
      'b.currency_code',
      'b.reporting_currency',
      ...told.map((column) => `b.${column}`),
    ];
    await connection.query(
      `INSERT INTO booking_sums (id, generation, level, day, account_id, territory_id, rep_id, channel, currency_code, reporting_currency, ${SUMMED})
       SELECT CONCAT('1.${level}.', CONVERT(${day} USING utf8mb4), '.', LEFT(SHA2(CONCAT_WS(' ', ${by.join(', ')}), 256), 43)), 1, ${level}, ${day}, ${toldApart('account_id', "''")}, b.territory_id,
         ${toldApart('rep_id', 'NULL')}, ${toldApart('channel', "''")}, b.currency_code, b.reporting_currency, ${SUMS}
       FROM booking_entries b JOIN orders o ON o.id = b.order_id GROUP BY ${by.join(', ')}`,
    );
  }
  await connection.query(
    `INSERT INTO product_sums (generation, month, sku, category_id, currency_code, reporting_currency, ${SUMMED}, category_orders)
     SELECT 1, LEFT(b.day, 7), b.sku, b.category_id, b.currency_code, b.reporting_currency, ${SUMS}, 0
     FROM booking_entries b JOIN orders o ON o.id = b.order_id GROUP BY 2, 3, 4, 5, 6`,
  );
  await connection.query(
    `INSERT INTO product_sums (generation, month, sku, category_id, currency_code, reporting_currency, ${SUMMED}, category_orders)
     SELECT 1, f.month, f.sku, f.category_id, f.currency_code, f.reporting_currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, COUNT(*) FROM (
       SELECT LEFT(b.day, 7) AS month, MIN(b.sku) AS sku, b.category_id, b.currency_code, b.reporting_currency FROM booking_entries b
       GROUP BY b.order_id, 1, 3, 4, 5) f GROUP BY 2, 3, 4, 5, 6
     ON DUPLICATE KEY UPDATE category_orders = VALUES(category_orders)`,
  );
}

const SUMMED =
  'net_minor, list_minor, cancelled_minor, backlog_minor, order_net_minor, order_backlog_minor, orders, line_count, units';
const SUMS = `SUM(b.reporting_net_minor), SUM(b.reporting_list_minor), 0,
  SUM(CASE WHEN o.status = 'CONFIRMED' THEN b.reporting_net_minor ELSE 0 END), SUM(b.net_minor),
  SUM(CASE WHEN o.status = 'CONFIRMED' THEN b.net_minor ELSE 0 END), COUNT(DISTINCT b.order_id), COUNT(*), SUM(b.quantity)`;

/** The levels of sums, with what their rows tell apart besides day, territory and currencies. */
const SUM_LEVELS = { 0: ['account_id', 'rep_id', 'channel'], 3: [], 4: [] };

async function fillChunk(insert, { from, size, count, seed }) {
  const orders = series(size, 'n', from);
  const lines = `${orders} CROSS JOIN ${series(LINES, 'k')}`;
  await insert('order_lines', lineColumns(seed), lines);
  await insert('orders', orderColumns(seed, count), sumsOf(orders));
  const ofLines = `${linesOf(orders)} STRAIGHT_JOIN orders o FORCE INDEX (PRIMARY) ON o.id = l.order_id`;
  await insert('order_schedule_lines', SCHEDULE, ofLines);
  await insert('allocations', ALLOCATION, ofLines);
  await insert('booking_entries', BOOKING, ofLines);
  await insert('fulfillment_orders', FULFILLMENT_ORDER, orders);
  await insert('fulfillment_order_lines', FULFILLMENT_LINE, ofLines);
  await insert('shipments', SHIPMENT, `${orders} WHERE ${sqlIsShipped('n')}`);
  await insert('shipment_lines', SHIPMENT_LINE, `${ofLines} WHERE ${sqlIsShipped('n')}`);
  await insert(
    'events',
    EVENT,
    `${orders} STRAIGHT_JOIN orders o FORCE INDEX (PRIMARY) ON o.id = ${sqlKey('order', 'n')} STRAIGHT_JOIN ${series(2, 'k')}`,
  );
}

const random = (seed, ...parts) => `CRC32(CONCAT_WS(':', ${seed}, ${parts.join(', ')}))`;
const lineKey = `n * 10 + k`;
const lineNumber = `n * 10 + l.line_number`;
const shipped = (quantity) => `IF(${sqlIsShipped('n')}, ${quantity}, 0)`;
const unshipped = (quantity) => `IF(${sqlIsShipped('n')}, 0, ${quantity})`;

/** Products of an order lie far apart, so that no two of its lines share one. */
function lineColumns(seed) {
  const product = `(1 + (${random(seed, 'n')} + k * 397) % ${WORLD.products})`;
  const quantity = `(1 + ${random(seed, 'n', 'k')} % 9)`;
  const net = `${quantity} * (5 + ${product} % 200) * 100`;
  const tax = `ROUND(${net} * 0.08)`;
  return {
    id: sqlId('line', lineKey),
    order_id: sqlId('order', 'n'),
    line_number: 'k',
    product_id: sqlId('product', product),
    sku: sqlSku(product),
    description: `CONCAT('Product number ', ${product})`,
    unit_code: `'EACH'`,
    tax_category: `'STANDARD'`,
    category_id: sqlId('category', `1 + ${product} % 20`),
    stocked: '1',
    currency_code: `'USD'`,
    quantity_ordered: quantity,
    quantity_open: '0',
    quantity_allocated: unshipped(quantity),
    quantity_backordered: '0',
    quantity_shipped: shipped(quantity),
    quantity_delivered: shipped(quantity),
    quantity_invoiced: '0',
    quantity_cancelled: '0',
    quantity_returned: '0',
    status: `IF(${sqlIsShipped('n')}, 'DELIVERED', 'ALLOCATED')`,
    list_unit_micros: `(5 + ${product} % 200) * 1000000`,
    unit_micros: `(5 + ${product} % 200) * 1000000`,
    list_minor: net,
    line_discount_minor: '0',
    order_discount_minor: '0',
    net_minor: net,
    cancelled_minor: '0',
    tax_ppm: '80000',
    tax_minor: tax,
    total_minor: `${net} + ${tax}`,
    price_list_id: sqlId('priceList', '1'),
    price_steps: `CONCAT('[{"kind":"LIST","label":"List prices","amountMicros":"', ${net}, '0000"}]')`,
  };
}

/** The lines of numbered orders, found by their index. */
function linesOf(orders) {
  return `${orders} STRAIGHT_JOIN order_lines l FORCE INDEX (${LINES_INDEX}) ON l.order_id = ${sqlKey('order', 'n')}`;
}

function sumsOf(orders) {
  return `(SELECT n, SUM(l.net_minor) AS net, SUM(l.tax_minor) AS tax FROM ${linesOf(orders)} GROUP BY n) AS l`;
}

function orderColumns(seed, count) {
  const account = `(1 + ${random(seed, `'a'`, 'n')} % ${WORLD.accounts})`;
  const at = `${WORLD.end - WORLD.spanMs} + FLOOR(n * ${WORLD.spanMs} / ${count})`;
  return {
    id: sqlId('order', 'n'),
    number: `CONCAT('B-', LPAD(n, 8, '0'))`,
    account_id: sqlId('account', account),
    account_name: `CONCAT('Customer ', LPAD(${account}, 5, '0'), ' Inc.')`,
    rep_id: sqlId('rep', `1 + ${account} % ${WORLD.reps}`),
    territory_id: sqlId('territory', `1 + ${account} % ${WORLD.territories}`),
    channel: `ELT(1 + n % 3, 'DIRECT', 'ECOMMERCE', 'PARTNER')`,
    status: `IF(${sqlIsShipped('n')}, 'COMPLETED', 'CONFIRMED')`,
    fulfillment_status: `IF(${sqlIsShipped('n')}, 'FULFILLED', 'UNFULFILLED')`,
    delivery_status: `IF(${sqlIsShipped('n')}, 'DELIVERED', 'NOT_DELIVERED')`,
    on_hold: '0',
    po_number: `CONCAT('PO-', LPAD(n, 8, '0'))`,
    po_claim: `CONCAT('PO-', LPAD(n, 8, '0'))`,
    bill_to_snapshot_id: sqlId('snapshot', account),
    ship_to_snapshot_id: sqlId('snapshot', account),
    currency_code: `'USD'`,
    reporting_currency: `'USD'`,
    exchange_rate_e10: '10000000000',
    account_currency: `'USD'`,
    payment_terms: `'NET_30'`,
    rounding_mode: `'HALF_EVEN'`,
    tax_rounding_level: `'LINE'`,
    list_minor: 'l.net',
    line_discount_minor: '0',
    order_discount_minor: '0',
    net_minor: 'l.net',
    tax_minor: 'l.tax',
    freight_minor: '0',
    total_minor: 'l.net + l.tax',
    cancelled_minor: '0',
    reporting_total_minor: 'l.net + l.tax',
    ordered_at: at,
    confirmed_at: at,
    completed_at: `IF(${sqlIsShipped('n')}, ${at} + 172800000, NULL)`,
    created_by: sqlId('principal', '1'),
    version: '2',
    created_at: at,
    updated_at: at,
  };
}

const SCHEDULE = {
  id: sqlId('schedule', lineNumber),
  order_line_id: 'l.id',
  order_id: 'o.id',
  sku: 'l.sku',
  schedule_number: '1',
  promised_day: `FROM_UNIXTIME(o.ordered_at / 1000, '%Y-%m-%d')`,
  quantity_ordered: 'l.quantity_ordered',
  quantity_open: '0',
  quantity_allocated: 'l.quantity_allocated',
  quantity_backordered: '0',
  quantity_shipped: 'l.quantity_shipped',
  quantity_delivered: 'l.quantity_delivered',
  quantity_cancelled: '0',
};

const ALLOCATION = {
  id: sqlId('allocation', lineNumber),
  order_id: 'o.id',
  order_line_id: 'l.id',
  schedule_line_id: sqlId('schedule', lineNumber),
  location_id: sqlId('location', '1'),
  sku: 'l.sku',
  quantity: 'l.quantity_allocated',
  shipped_quantity: 'l.quantity_shipped',
  created_at: 'o.ordered_at',
  updated_at: 'o.ordered_at',
};

const BOOKING = {
  id: sqlId('booking', lineNumber),
  order_id: 'o.id',
  order_line_id: 'l.id',
  event_id: sqlId('event', 'n * 2'),
  kind: `'CONFIRMATION'`,
  day: `FROM_UNIXTIME(o.ordered_at / 1000, '%Y-%m-%d')`,
  booked_day: `FROM_UNIXTIME(o.ordered_at / 1000, '%Y-%m-%d')`,
  account_id: 'o.account_id',
  rep_id: 'o.rep_id',
  territory_id: 'o.territory_id',
  category_id: 'l.category_id',
  sku: 'l.sku',
  channel: 'o.channel',
  currency_code: 'o.currency_code',
  quantity: 'l.quantity_ordered',
  list_minor: 'l.list_minor',
  net_minor: 'l.net_minor',
  reporting_currency: 'o.reporting_currency',
  reporting_list_minor: 'l.list_minor',
  reporting_net_minor: 'l.net_minor',
  created_at: 'o.ordered_at',
};

const FULFILLMENT_ORDER = {
  id: sqlId('fulfillmentOrder', 'n'),
  order_id: sqlId('order', 'n'),
  location_id: sqlId('location', '1'),
  status: `IF(${sqlIsShipped('n')}, 'CLOSED', 'OPEN')`,
  version: '1',
  created_at: '0',
  updated_at: '0',
};

const FULFILLMENT_LINE = {
  id: sqlId('fulfillmentLine', lineNumber),
  fulfillment_order_id: sqlId('fulfillmentOrder', 'n'),
  order_line_id: 'l.id',
  schedule_line_id: sqlId('schedule', lineNumber),
  quantity: 'l.quantity_ordered',
  shipped_quantity: 'l.quantity_shipped',
  cancelled_quantity: '0',
};

const SHIPMENT = {
  id: sqlId('shipment', 'n'),
  number: `CONCAT('BS-', LPAD(n, 8, '0'))`,
  order_id: sqlId('order', 'n'),
  fulfillment_order_id: sqlId('fulfillmentOrder', 'n'),
  location_id: sqlId('location', '1'),
  status: `'DELIVERED'`,
  carrier: `'Carrier'`,
  tracking_number: `CONCAT('1Z', LPAD(n, 12, '0'))`,
  shipped_at: '0',
  delivered_at: '172800000',
  version: '2',
  created_at: '0',
  updated_at: '0',
};

const SHIPMENT_LINE = {
  id: sqlId('shipmentLine', lineNumber),
  shipment_id: sqlId('shipment', 'n'),
  order_line_id: 'l.id',
  schedule_line_id: sqlId('schedule', lineNumber),
  sku: 'l.sku',
  quantity: 'l.quantity_ordered',
  delivered_quantity: 'l.quantity_ordered',
};

const EVENT = {
  id: sqlId('event', 'n * 2 + k - 2'),
  position: 'n * 2 + k - 2',
  type: `ELT(k, 'OrderPlaced', 'OrderConfirmed')`,
  schema_version: '1',
  aggregate_type: `'Order'`,
  aggregate_id: 'o.id',
  aggregate_version: 'k',
  occurred_at: 'o.ordered_at',
  recorded_at: 'o.ordered_at',
  actor_id: 'o.created_by',
  command_id: sqlId('command', 'n'),
  order_id: 'o.id',
  account_id: 'o.account_id',
  territory_id: 'o.territory_id',
  rep_id: 'o.rep_id',
  data: `JSON_OBJECT('order', JSON_OBJECT('number', o.number, 'status', o.status, 'netMinor', CAST(o.net_minor AS CHAR)))`,
};
