import { InvariantArea, InvariantKind } from '../../entities/integrity/invariant.enums';
import { inRange, type Invariant, type Pairs, type RulesByKey } from '../persistence/invariants/invariant';
import {
  atLeastZero,
  pairsOf,
  PLACE,
  sums,
  sumsByLine,
  withLocation,
} from '../persistence/invariants/invariant-sql';
import { referencesExist } from '../persistence/invariants/references-exist';
import { rangesOf } from '../persistence/invariants/key-ranges';

const ORDER_RANGES = rangesOf([
  ['orders', 'id'],
  ['order_lines', 'order_id'],
  ['order_schedule_lines', 'order_id'],
  ['allocations', 'order_id'],
]);

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
const RULES: readonly Invariant[] = [
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

/** What belongs to an order has its id. The schedule line of an allocation is looked for by `STRAY_ALLOCATIONS`. */
const REFERENCES: readonly Invariant[] = (
  [
    ['order_lines', {}],
    ['order_schedule_lines', { order_line_id: 'order_lines' }],
    ['order_holds', { order_line_id: 'order_lines', fulfillment_order_id: 'fulfillment_orders' }],
    ['order_notes', {}],
    ['order_tags', {}, 'order_id'],
    ['order_imports', {}, 'order_id'],
    ['campaign_attributions', {}],
    ['allocations', { order_line_id: 'order_lines', location_id: 'locations' }],
    ['events', {}],
  ] as const
).map(([table, others, row]) =>
  referencesExist({ table, by: 'order_id', row, columns: { order_id: 'orders', ...others } }),
);

export const orderInvariants: RulesByKey = {
  name: 'ORDERS',
  area: InvariantArea.ORDERS,
  ranges: ORDER_RANGES,
  rules: [...RULES, ...REFERENCES],
};
