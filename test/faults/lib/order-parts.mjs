import { PRICE_MINOR } from './api.mjs';
import { localId } from './checks.mjs';

/** For each order, how many rows it has in a table and what they add up to. */
const grouped = (rows, sum, id = 'order_id') =>
  `SELECT ${id} AS id, COUNT(*) AS parts, SUM(${sum}) AS total FROM ${rows} GROUP BY ${id}`;

const perLine = ({ lines, pieces }) => [lines, pieces];
/** What a cancellation takes back. */
const whileItStands = ({ lines, pieces, cancelled }) => (cancelled ? null : [lines, pieces]);
const once = () => [1, 1];

/** Everything that the transaction of a placed and confirmed order writes, and how much of it there must be. */
const PARTS = {
  'order totals': [grouped('orders', 'total_minor', 'id'), ({ pieces }) => [1, pieces * PRICE_MINOR]],
  'order lines': [grouped('order_lines', 'quantity_ordered'), perLine],
  'schedule lines': [grouped('order_schedule_lines', 'quantity_ordered'), perLine],
  'amounts of lines': [
    grouped('order_lines', 'total_minor'),
    ({ lines, pieces }) => [lines, pieces * PRICE_MINOR],
  ],
  'booking entries': [grouped("booking_entries WHERE kind = 'CONFIRMATION'", 'quantity'), perLine],
  allocations: [grouped('allocations', 'quantity'), whileItStands],
  'stock movements': [
    grouped("inventory_movements WHERE type = 'ALLOCATE'", 'allocated_delta', 'reference_id'),
    perLine,
  ],
  'fulfillment order lines': [
    grouped(
      'fulfillment_order_lines l JOIN fulfillment_orders f ON f.id = l.fulfillment_order_id',
      'quantity',
    ),
    perLine,
  ],
  'events OrderPlaced': [grouped("events WHERE type = 'OrderPlaced'", '1'), once],
  'events OrderConfirmed': [grouped("events WHERE type = 'OrderConfirmed'", '1'), once],
  'audit entries': [
    grouped("audit_entries WHERE action = 'placeOrder' AND outcome = 'DONE'", '1', 'object_id'),
    once,
  ],
};

/** No order is half there, nothing is there of an order that is not, and every key has made the one order that its client was told of. */
export async function checkParts(findings, placed, { query }) {
  const orders = new Map([...placed.values()].map((order) => [localId(order.id), expectedOf(order)]));
  for (const [name, [sql, expected]] of Object.entries(PARTS)) {
    const found = new Map((await query(sql)).map((row) => [row.id, [Number(row.parts), Number(row.total)]]));
    const differing = [...orders].filter(([id, order]) => differs(found.get(id), expected(order)));
    findings.equal(
      differing.map(([id, order]) => [id, found.get(id) ?? null, expected(order)]),
      [],
      `${name}, found and expected`,
    );
    findings.equal(
      [...found.keys()].filter((id) => !orders.has(id)),
      [],
      `${name} of orders that nobody was told of`,
    );
  }
  await checkKeys(findings, placed, query);
}

/**
 * How many of the orders that take from one level shared a transaction, on average: a transaction changes every level once, whatever
 * number of its orders take from it. Holds while none is cancelled; the first version of a level is from its goods' arrival.
 */
export async function ordersPerTransaction(placed, { query }) {
  const taking = [...placed.values()].reduce((sum, { lines }) => sum + skusOf(lines).size, 0);
  const [{ changes }] = await query(
    "SELECT COUNT(*) AS changes FROM events WHERE type = 'InventoryLevelChanged' AND aggregate_version > 1",
  );
  return taking / Number(changes);
}

function expectedOf({ lines, cancelled }) {
  return { lines: lines.length, pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0), cancelled };
}

function differs(found, expected) {
  return expected !== null && (found?.[0] !== expected[0] || found[1] !== expected[1]);
}

async function checkKeys(findings, placed, query) {
  const rows = await query(
    "SELECT idempotency_key AS name, outcome FROM idempotency_records WHERE mutation = 'placeOrder'",
  );
  const recorded = new Map(rows.map(({ name, outcome }) => [name, JSON.parse(outcome).orderId]));
  const differing = [...placed].filter(([key, { id }]) => recorded.get(key) !== localId(id));
  findings.equal(
    differing.map(([key, { id }]) => [key, recorded.get(key) ?? null, localId(id)]),
    [],
    'keys, the order recorded and the order answered',
  );
  findings.equal(recorded.size, placed.size, 'recorded keys');
}

const skusOf = (lines) => new Set(lines.map(({ sku }) => sku));
