import { InvariantKind } from '../../entities/analytics/invariant-kind';
import { bookingSumsInvariant } from './booking-sums-invariant';
import type { Invariant } from './invariant';

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

function sums(table: string, columns: readonly string[], by: string, where = '1 = 1'): string {
  const list = columns.map((column) => `SUM(${column}) AS ${column}`).join(', ');
  return `(SELECT ${by}, ${list} FROM ${table} WHERE ${where} GROUP BY ${by})`;
}

/** The least value that a column may have, or the column itself when it has that much. */
const atLeastZero = (column: string): readonly [string, string] => [
  `CASE WHEN ${column} < 0 THEN 0 ELSE ${column} END`,
  column,
];

const PLACE = ['t.sku', 'COALESCE(p.code, t.location_id)'];
const withLocation = (table: string): string => `${table} t LEFT JOIN locations p ON p.id = t.location_id`;
const AT_PLACE = 'r.sku = t.sku AND r.location_id = t.location_id';

const MOVEMENT_SUMS = `(SELECT sku, location_id, ${Object.values(BUCKETS)
  .map((column) => `SUM(${column}_delta) AS ${column}`)
  .join(', ')} FROM inventory_movements GROUP BY sku, location_id)`;
const ALLOCATION_SUMS = sums('allocations', ['quantity'], 'sku, location_id');
const RESERVATION_SUMS = sums('reservations', ['quantity'], 'sku, location_id', 'released_at IS NULL');

/** A level against what belongs to it, in both directions: also where there is no level. */
function levelInvariants(kind: InvariantKind, related: string, pairs: Pairs): Invariant[] {
  const reversed = Object.fromEntries(
    Object.entries(pairs).map(([name, [expected]]) => [name, [expected, '0'] as const]),
  );
  return [
    {
      kind,
      key: PLACE,
      from: `${withLocation('inventory_levels')} LEFT JOIN ${related} r ON ${AT_PLACE}`,
      pairs,
    },
    {
      kind,
      key: ['r.sku', 'COALESCE(p.code, r.location_id)'],
      from:
        `${related} r LEFT JOIN locations p ON p.id = r.location_id ` +
        `LEFT JOIN inventory_levels t ON ${AT_PLACE}`,
      where: 't.sku IS NULL',
      pairs: reversed,
    },
  ];
}

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

/** Every rule that `inventoryInvariants` checks. Runs on MariaDB and SQLite alike. */
export const INVARIANTS: readonly Invariant[] = [
  ...levelInvariants(
    InvariantKind.LEVEL_EQUALS_MOVEMENTS,
    MOVEMENT_SUMS,
    pairsOf(BUCKETS, (column) => [`COALESCE(r.${column}, 0)`, `t.${column}`]),
  ),
  {
    kind: InvariantKind.NO_NEGATIVE_BUCKET,
    key: PLACE,
    from: withLocation('inventory_levels'),
    pairs: pairsOf({ ...BUCKETS, safetyStock: 'safety_stock' }, (column) => atLeastZero(`t.${column}`)),
  },
  ...levelInvariants(InvariantKind.ALLOCATED_EQUALS_ALLOCATIONS, ALLOCATION_SUMS, {
    allocated: ['COALESCE(r.quantity, 0)', 't.allocated'],
  }),
  ...levelInvariants(InvariantKind.RESERVED_EQUALS_RESERVATIONS, RESERVATION_SUMS, {
    reserved: ['COALESCE(r.quantity, 0)', 't.reserved'],
  }),
  { kind: InvariantKind.LINE_QUANTITIES_ADD_UP, key: LINE_KEY, from: LINES, pairs: quantitiesAddUp },
  {
    kind: InvariantKind.SCHEDULE_QUANTITIES_ADD_UP,
    key: ['o.number', 'l.line_number', 't.schedule_number'],
    from: SCHEDULE,
    pairs: quantitiesAddUp,
  },
  {
    kind: InvariantKind.LINE_EQUALS_SCHEDULE,
    key: LINE_KEY,
    from: `${LINES} LEFT JOIN ${sums('order_schedule_lines', Object.values(COUNTERS), 'order_line_id')} r ON r.order_line_id = t.id`,
    pairs: pairsOf(COUNTERS, (column) => [`COALESCE(r.${column}, 0)`, `t.${column}`]),
  },
  {
    kind: InvariantKind.LINE_EQUALS_ALLOCATIONS,
    key: LINE_KEY,
    from: `${LINES} LEFT JOIN ${sums('allocations', ['quantity'], 'order_line_id')} r ON r.order_line_id = t.id`,
    pairs: { quantityAllocated: ['COALESCE(r.quantity, 0)', 't.quantity_allocated'] },
  },
  {
    kind: InvariantKind.ORDER_EQUALS_LINES,
    key: ['t.number'],
    from: `orders t LEFT JOIN ${sums('order_lines', Object.values(AMOUNTS), 'order_id')} r ON r.order_id = t.id`,
    pairs: {
      ...pairsOf(AMOUNTS, (column) => [`COALESCE(r.${column}, 0)`, `t.${column}`]),
      total: ['t.net_minor + t.tax_minor + t.freight_minor', 't.total_minor'],
    },
  },
  {
    kind: InvariantKind.BOOKINGS_EQUAL_LINES,
    key: LINE_KEY,
    from: `${LINES} LEFT JOIN ${sums('booking_entries', ['quantity', 'net_minor'], 'order_line_id')} r ON r.order_line_id = t.id`,
    pairs: {
      quantity: [confirmed('t.quantity_ordered - t.quantity_cancelled'), 'COALESCE(r.quantity, 0)'],
      net: [confirmed('t.net_minor - t.cancelled_minor'), 'COALESCE(r.net_minor, 0)'],
    },
  },
  {
    kind: InvariantKind.SHIPPED_ENTRIES_EQUAL_LINES,
    key: LINE_KEY,
    from: `${LINES} LEFT JOIN ${sums('shipped_entries', ['quantity'], 'order_line_id')} r ON r.order_line_id = t.id`,
    pairs: { quantity: [confirmed('t.quantity_shipped'), 'COALESCE(r.quantity, 0)'] },
  },
  bookingSumsInvariant(),
];
