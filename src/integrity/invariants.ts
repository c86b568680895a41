import { InvariantKind } from '../../entities/analytics/invariant-kind';
import { bookingSumsInvariants } from './booking-sums-invariant';
import { inRange, type Invariant } from './invariant';
import { MONTH_RANGES, ORDER_RANGES, SKU_RANGES, type KeyRanges } from './key-ranges';

const BUCKETS = {
  onHand: 'on_hand',
  allocated: 'allocated',
  reserved: 'reserved',
  unavailable: 'unavailable',
  incoming: 'incoming',
};

const PARTS = {
  quantityOpen: 'quantity_open',
  quantityAllocated: 'quantity_allocated',
  quantityBackordered: 'quantity_backordered',
  quantityShipped: 'quantity_shipped',
  quantityCancelled: 'quantity_cancelled',
};
const COUNTERS = { quantityOrdered: 'quantity_ordered', ...PARTS, quantityDelivered: 'quantity_delivered' };

const AMOUNTS = {
  list: 'list_minor',
  lineDiscount: 'line_discount_minor',
  orderDiscount: 'order_discount_minor',
  net: 'net_minor',
  cancelled: 'cancelled_minor',
  tax: 'tax_minor',
};

type Pairs = Invariant['pairs'];

function pairsOf(
  columns: Readonly<Record<string, string>>,
  pair: (column: string) => readonly [string, string],
): Pairs {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, pair(column)]));
}

function sums(from: string, columns: readonly string[], by: string, where: string): string {
  const list = columns.map((column) => `SUM(s.${column}) AS ${column}`).join(', ');
  const keys = by.split(', ').map((key) => `s.${key}`);
  return `(SELECT ${keys.join(', ')}, ${list} FROM ${from} WHERE ${where} GROUP BY ${keys.join(', ')})`;
}

/** Sums by line of what belongs to the orders of a range. */
const sumsByLine = (table: string, columns: readonly string[]): string =>
  sums(`${table} s`, columns, 'order_line_id', inRange('s.order_id'));

/** The least value that a column may have, or the column itself when it has that much. */
const atLeastZero = (column: string): readonly [string, string] => [
  `CASE WHEN ${column} < 0 THEN 0 ELSE ${column} END`,
  column,
];

const PLACE = ['t.sku', 'COALESCE(p.code, t.location_id)'];
const withLocation = (table: string): string => `${table} t LEFT JOIN locations p ON p.id = t.location_id`;

const MOVEMENT_SUMS = `(SELECT sku, location_id, ${Object.values(BUCKETS)
  .map((column) => `SUM(${column}_delta) AS ${column}`)
  .join(', ')} FROM inventory_movements WHERE ${inRange('sku')} GROUP BY sku, location_id)`;
/** By way of schedule lines, as no index finds allocations by SKU. Those of none are found by `STRAY_ALLOCATIONS`. */
const ALLOCATION_SUMS = sums(
  'order_schedule_lines l JOIN allocations s ON s.schedule_line_id = l.id AND s.sku = l.sku',
  ['quantity'],
  'sku, location_id',
  inRange('l.sku'),
);
const RESERVATION_SUMS = sums(
  'reservations s',
  ['quantity'],
  'sku, location_id',
  `s.released_at IS NULL AND ${inRange('s.sku')}`,
);

/**
 * Levels against what belongs to them, also where there is no level: the sum of `related` by SKU and location, and the level's own
 * column, by the name of what is compared.
 */
function levelInvariant(
  kind: InvariantKind,
  related: string,
  columns: Readonly<Record<string, readonly [related: string, level: string]>>,
): Invariant {
  const compared = Object.values(columns);
  const list = (of: (pair: readonly [string, string], i: number) => string): string =>
    compared.map(of).join(', ');
  const actual = list(([, level], i) => `0 AS e${i}, ${level} AS a${i}`);
  const expected = list(([column], i) => `r.${column} AS e${i}, 0 AS a${i}`);
  const both =
    `SELECT sku, location_id, ${actual} FROM inventory_levels WHERE ${inRange('sku')}` +
    ` UNION ALL SELECT r.sku, r.location_id, ${expected} FROM ${related} r`;
  const totals = list((_pair, i) => `SUM(u.e${i}) AS e${i}, SUM(u.a${i}) AS a${i}`);
  return {
    kind,
    key: PLACE,
    from: withLocation(
      `(SELECT u.sku, u.location_id, ${totals} FROM (${both}) u GROUP BY u.sku, u.location_id)`,
    ),
    pairs: Object.fromEntries(Object.keys(columns).map((name, i) => [name, [`t.e${i}`, `t.a${i}`] as const])),
  };
}

/** Allocations that are of no schedule line, or of one of another product. */
const STRAY_ALLOCATIONS: Invariant = {
  kind: InvariantKind.ALLOCATED_EQUALS_ALLOCATIONS,
  key: PLACE,
  from: `${withLocation('allocations')} LEFT JOIN order_schedule_lines l ON l.id = t.schedule_line_id AND l.sku = t.sku`,
  where: `${inRange('t.order_id')} AND l.id IS NULL`,
  pairs: { allocatedWithoutScheduleLine: ['0', 't.quantity'] },
};

const LINE_KEY = ['o.number', 't.line_number'];
const LINES = 'order_lines t JOIN orders o ON o.id = t.order_id';
const SCHEDULE =
  'order_schedule_lines t JOIN order_lines l ON l.id = t.order_line_id JOIN orders o ON o.id = l.order_id';

const quantitiesAddUp: Pairs = {
  quantityOrdered: [
    Object.values(PARTS)
      .map((column) => `t.${column}`)
      .join(' + '),
    't.quantity_ordered',
  ],
  ...pairsOf(PARTS, (column) => atLeastZero(`t.${column}`)),
  quantityDelivered: [
    'CASE WHEN t.quantity_delivered > t.quantity_shipped THEN t.quantity_shipped WHEN t.quantity_delivered < 0 THEN 0 ELSE t.quantity_delivered END',
    't.quantity_delivered',
  ],
};

const confirmed = (expression: string): string =>
  `CASE WHEN o.confirmed_at IS NULL THEN 0 ELSE ${expression} END`;

/** Rules over the same keys. */
export interface RulesByKey {
  name: 'STOCK' | 'ORDERS' | 'BOOKING_SUMS';
  ranges: KeyRanges;
  rules: readonly Invariant[];
}

/** Levels, movements, allocations and reservations have their SKU, and are compared by SKU and location. */
const STOCK: readonly Invariant[] = [
  levelInvariant(
    InvariantKind.LEVEL_EQUALS_MOVEMENTS,
    MOVEMENT_SUMS,
    pairsOf(BUCKETS, (column) => [column, column]),
  ),
  {
    kind: InvariantKind.NO_NEGATIVE_BUCKET,
    key: PLACE,
    from: withLocation('inventory_levels'),
    where: inRange('t.sku'),
    pairs: pairsOf({ ...BUCKETS, safetyStock: 'safety_stock' }, (column) => atLeastZero(`t.${column}`)),
  },
  levelInvariant(InvariantKind.ALLOCATED_EQUALS_ALLOCATIONS, ALLOCATION_SUMS, {
    allocated: ['quantity', 'allocated'],
  }),
  levelInvariant(InvariantKind.RESERVED_EQUALS_RESERVATIONS, RESERVATION_SUMS, {
    reserved: ['quantity', 'reserved'],
  }),
];

const ofLines = (related: string): string => `${LINES} LEFT JOIN ${related} r ON r.order_line_id = t.id`;
/** Entries come with an event of their order, which finds them. */
const BOOKED = sums(
  'events e JOIN booking_entries s ON s.event_id = e.id',
  ['quantity', 'net_minor'],
  'order_line_id',
  inRange('e.order_id'),
);
const SHIPPED = sums(
  'order_lines l JOIN shipped_entries s ON s.order_line_id = l.id',
  ['quantity'],
  'order_line_id',
  inRange('l.order_id'),
);

/** Lines and all that belongs to them have their order, or are found from what has. */
const ORDERS: readonly Invariant[] = [
  STRAY_ALLOCATIONS,
  {
    kind: InvariantKind.LINE_QUANTITIES_ADD_UP,
    key: LINE_KEY,
    from: LINES,
    where: inRange('t.order_id'),
    pairs: quantitiesAddUp,
  },
  {
    kind: InvariantKind.SCHEDULE_QUANTITIES_ADD_UP,
    key: ['o.number', 'l.line_number', 't.schedule_number'],
    from: SCHEDULE,
    where: inRange('t.order_id'),
    pairs: quantitiesAddUp,
  },
  {
    kind: InvariantKind.LINE_EQUALS_SCHEDULE,
    key: LINE_KEY,
    from: ofLines(sumsByLine('order_schedule_lines', Object.values(COUNTERS))),
    where: inRange('t.order_id'),
    pairs: pairsOf(COUNTERS, (column) => [`COALESCE(r.${column}, 0)`, `t.${column}`]),
  },
  {
    kind: InvariantKind.LINE_EQUALS_ALLOCATIONS,
    key: LINE_KEY,
    from: ofLines(sumsByLine('allocations', ['quantity'])),
    where: inRange('t.order_id'),
    pairs: { quantityAllocated: ['COALESCE(r.quantity, 0)', 't.quantity_allocated'] },
  },
  {
    kind: InvariantKind.ORDER_EQUALS_LINES,
    key: ['t.number'],
    from: `orders t LEFT JOIN ${sums('order_lines s', Object.values(AMOUNTS), 'order_id', inRange('s.order_id'))} r ON r.order_id = t.id`,
    where: inRange('t.id'),
    pairs: {
      ...pairsOf(AMOUNTS, (column) => [`COALESCE(r.${column}, 0)`, `t.${column}`]),
      total: ['t.net_minor + t.tax_minor + t.freight_minor', 't.total_minor'],
    },
  },
  {
    kind: InvariantKind.BOOKINGS_EQUAL_LINES,
    key: LINE_KEY,
    from: ofLines(BOOKED),
    where: inRange('t.order_id'),
    pairs: {
      quantity: [confirmed('t.quantity_ordered - t.quantity_cancelled'), 'COALESCE(r.quantity, 0)'],
      net: [confirmed('t.net_minor - t.cancelled_minor'), 'COALESCE(r.net_minor, 0)'],
    },
  },
  {
    kind: InvariantKind.SHIPPED_ENTRIES_EQUAL_LINES,
    key: LINE_KEY,
    from: ofLines(SHIPPED),
    where: inRange('t.order_id'),
    pairs: { quantity: [confirmed('t.quantity_shipped'), 'COALESCE(r.quantity, 0)'] },
  },
];

/** Every rule that `inventoryInvariants` checks, in the order of its answer. Runs on MariaDB and SQLite alike. */
export const INVARIANTS: readonly RulesByKey[] = [
  { name: 'STOCK', ranges: SKU_RANGES, rules: STOCK },
  { name: 'ORDERS', ranges: ORDER_RANGES, rules: ORDERS },
  { name: 'BOOKING_SUMS', ranges: MONTH_RANGES, rules: bookingSumsInvariants() },
];
