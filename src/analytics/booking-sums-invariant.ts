import { SUM_LEVELS, TOLD_APART, type SumLevel } from '../../entities/analytics/booking-sum';
import { InvariantKind } from '../../entities/analytics/invariant-kind';
import type { Invariant } from './invariant';
import { BOOKINGS_PROJECTION } from './project-bookings';

const ACTIVE = `FROM projections p WHERE p.name = '${BOOKINGS_PROJECTION}' AND p.active = 1`;
const DIMENSIONS = [
  'account_id',
  'territory_id',
  'rep_id',
  'category_id',
  'sku',
  'channel',
  'currency_code',
  'reporting_currency',
];
const SUMS = ['net', 'list', 'cancelled', 'backlog', 'units', 'line_count', 'orders'] as const;

type Values = Partial<Record<(typeof SUMS)[number], string>>;

/** How the rows of a level are added up to be checked. */
interface Check {
  /** Told apart from every other. */
  name: number;
  level: SumLevel;
  /** The columns whose values are not told apart, with what stands there instead. */
  together: Readonly<Record<string, string>>;
  orders: 'orders' | 'category_orders';
}

const CATEGORY_CHECK: Check = {
  name: -1,
  level: SUM_LEVELS.SKU,
  together: { sku: 'NULL' },
  orders: 'category_orders',
};

function checkOf(level: SumLevel): Check {
  const { order, sku } = TOLD_APART[level];
  const together = {
    ...(!order && { account_id: "''", rep_id: 'NULL', channel: "''" }),
    ...(!sku && { category_id: 'NULL', sku: 'NULL' }),
  };
  return { name: level, level, together, orders: 'orders' };
}

function dayOf(level: SumLevel, day: string): string {
  return TOLD_APART[level].day ? day : `SUBSTR(${day}, 1, 7)`;
}

/** Rows of one kind with what they have (`actual`), or should have, to be added up by check and dimensions. */
function part(
  source: string,
  { name: check, level, together }: Check,
  side: 'actual' | 'expected',
  values: Values,
  day = 'day',
): string {
  const dimensions = DIMENSIONS.map((name) => `${together[name] ?? `b.${name}`} AS ${name}`);
  const numbers = SUMS.flatMap((name) => [
    `${side === 'actual' ? (values[name] ?? '0') : '0'} AS a_${name}`,
    `${side === 'expected' ? (values[name] ?? '0') : '0'} AS e_${name}`,
  ]);
  return `SELECT ${check} AS checked, ${dayOf(level, `b.${day}`)} AS day, ${dimensions.join(', ')}, ${numbers.join(', ')} FROM ${source}`;
}

const stored = ({ level }: Check): string =>
  `booking_sums b WHERE b.level = ${level} AND b.generation = (SELECT p.generation ${ACTIVE})`;
const projected = (table: string): string =>
  `${table} b JOIN events e ON e.id = b.event_id WHERE e.position > 0 AND e.position <= (SELECT p.position ${ACTIVE})`;

/** Each confirmed order once for each row of sums that it belongs to. */
function confirmedOrders({ together }: Check): string {
  const columns = ['day', 'order_id', ...DIMENSIONS.filter((name) => !(name in together))];
  const listed = columns.map((name) => `b.${name}`).join(', ');
  const absent = Object.entries(together)
    .map(([name, value]) => `, ${value} AS ${name}`)
    .join('');
  return `(SELECT DISTINCT ${listed}${absent} FROM ${projected('booking_entries')} AND b.kind = 'CONFIRMATION') b`;
}

function partsOf(check: Check): string[] {
  const columns = {
    net: 'b.net_minor',
    list: 'b.list_minor',
    cancelled: 'b.cancelled_minor',
    backlog: 'b.backlog_minor',
    units: 'b.units',
    line_count: 'b.line_count',
  };
  const taken = "CASE WHEN b.kind IN ('CANCELLATION', 'SHORT_CLOSE') THEN -b.reporting_net_minor ELSE 0 END";
  const line = "CASE WHEN b.kind = 'CONFIRMATION' THEN 1 ELSE 0 END";
  const booked = { net: 'b.reporting_net_minor', list: 'b.reporting_list_minor', cancelled: taken };
  const backlog = (source: string, value: string) =>
    part(projected(source), check, 'expected', { backlog: value }, 'booked_day');
  return [
    part(stored(check), check, 'actual', columns),
    part(projected('booking_entries'), check, 'expected', {
      ...booked,
      units: 'b.quantity',
      line_count: line,
    }),
    backlog('booking_entries', 'b.reporting_net_minor'),
    backlog('shipped_entries', '-b.reporting_net_minor'),
  ];
}

function orderParts(check: Check): string[] {
  return [
    part(stored(check), check, 'actual', { orders: `b.${check.orders}` }),
    part(confirmedOrders(check), check, 'expected', { orders: '1' }),
  ];
}

/** The projection against the entries of the events up to its position, row by row. */
export function bookingSumsInvariant(): Invariant {
  const checks = Object.values(SUM_LEVELS).map(checkOf);
  const parts = [...checks.flatMap(partsOf), ...[...checks, CATEGORY_CHECK].flatMap(orderParts)];
  const totals = SUMS.flatMap((name) => [`SUM(a_${name}) AS a_${name}`, `SUM(e_${name}) AS e_${name}`]);
  const by = ['checked', 'day', ...DIMENSIONS].join(', ');
  return {
    kind: InvariantKind.BOOKING_SUMS_EQUAL_ENTRIES,
    key: ['t.day', 't.channel', 't.currency_code', "COALESCE(t.sku, '-')"],
    from: `(SELECT ${by}, ${totals.join(', ')} FROM (${parts.join('\n UNION ALL ')}) parts GROUP BY ${by}) t`,
    pairs: Object.fromEntries(SUMS.map((name) => [name, [`t.e_${name}`, `t.a_${name}`] as const])),
  };
}
