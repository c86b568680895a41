import { SUM_LEVELS, TOLD_APART, type SumLevel } from '../../entities/analytics/booking-sum';
import { InvariantArea, InvariantKind } from '../../entities/integrity/invariant.enums';
import { ACTIVE } from './project-bookings';
import { inRange, isProjected, type Invariant, type RulesByKey } from '../persistence/invariants/invariant';
import type { KeyRanges } from '../persistence/invariants/key-ranges';

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

/** How stored sums are added up to be checked against the entries. */
interface Check {
  /** Told apart from every other. */
  name: number;
  /** The rows of the sums. */
  stored: string;
  monthly: boolean;
  /** The columns whose values are not told apart, with what stands there instead. */
  together: Readonly<Record<string, string>>;
  /** Where the sums have something else in the column's place. */
  columns: Readonly<Record<string, string>>;
  orders: 'orders' | 'category_orders';
}

const NO_ORDER = { account_id: "''", rep_id: 'NULL', channel: "''" };
const NO_PRODUCT = { category_id: 'NULL', sku: 'NULL' };

const stored = (table: string, day: string): string =>
  `${table} b WHERE b.generation = (SELECT p.generation ${ACTIVE}) AND ${inRange(`b.${day}`)}`;

function checkOf(level: SumLevel): Check {
  const { day, order } = TOLD_APART[level];
  return {
    name: level,
    stored: `${stored('booking_sums', 'day')} AND b.level = ${level}`,
    monthly: !day,
    together: { ...(!order && NO_ORDER), ...NO_PRODUCT },
    columns: {},
    orders: 'orders',
  };
}

const PRODUCT_CHECK: Check = {
  name: -1,
  stored: stored('product_sums', 'month'),
  monthly: true,
  together: { ...NO_ORDER, territory_id: 'NULL' },
  columns: { day: 'b.month', category_id: "NULLIF(b.category_id, '')" },
  orders: 'orders',
};

const CATEGORY_CHECK: Check = {
  ...PRODUCT_CHECK,
  name: -2,
  together: { ...PRODUCT_CHECK.together, sku: 'NULL' },
  orders: 'category_orders',
};

/** Sums of rows of what they have (`actual`), or should have, to be added up by check and dimensions. */
function part(
  source: string,
  { name: check, monthly, together, columns }: Check,
  side: 'actual' | 'expected',
  values: Values,
  day = 'b.day',
): string {
  const own = side === 'actual' ? columns : {};
  const dimensions = DIMENSIONS.map((name) => `${together[name] ?? own[name] ?? `b.${name}`} AS ${name}`);
  const numbers = SUMS.flatMap((name) => {
    const sum = values[name] ? `SUM(${values[name]})` : '0';
    return [
      `${side === 'actual' ? sum : '0'} AS a_${name}`,
      `${side === 'expected' ? sum : '0'} AS e_${name}`,
    ];
  });
  const of = own.day ?? day;
  const period = monthly ? `SUBSTR(${of}, 1, 7)` : of;
  const by = [
    period,
    ...DIMENSIONS.filter((name) => !together[name]).map((name) => own[name] ?? `b.${name}`),
  ];
  return (
    `SELECT ${check} AS checked, ${period} AS day, ${dimensions.join(', ')}, ${numbers.join(', ')} ` +
    `FROM ${source} GROUP BY ${by.join(', ')}`
  );
}

/** All entries but those of events that the projection has not come to. */
const projected = (table: string, day: string): string =>
  `${table} b WHERE ${inRange(`b.${day}`)} AND ${isProjected('b.event_id')}`;

/** Each booking of an order, and each taking back of one, once for each row of sums that it belongs to. */
function confirmedOrders({ together }: Check): string {
  const columns = ['day', 'event_id', 'kind', ...DIMENSIONS.filter((name) => !(name in together))];
  const listed = columns.map((name) => `b.${name}`).join(', ');
  const absent = Object.entries(together)
    .map(([name, value]) => `, ${value} AS ${name}`)
    .join('');
  return `(SELECT DISTINCT ${listed}${absent} FROM ${projected('booking_entries', 'day')} AND b.kind IN ('CONFIRMATION', 'REVERSAL')) b`;
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
  const line = "CASE b.kind WHEN 'CONFIRMATION' THEN 1 WHEN 'REVERSAL' THEN -1 ELSE 0 END";
  const booked = { net: 'b.reporting_net_minor', list: 'b.reporting_list_minor', cancelled: taken };
  const backlog = (source: string, value: string) =>
    part(source, check, 'expected', { backlog: value }, 'b.booked_day');
  return [
    part(check.stored, check, 'actual', columns),
    part(projected('booking_entries', 'day'), check, 'expected', {
      ...booked,
      units: 'b.quantity',
      line_count: line,
    }),
    backlog(projected('booking_entries', 'booked_day'), 'b.reporting_net_minor'),
    backlog(projected('shipped_entries', 'booked_day'), '-b.reporting_net_minor'),
  ];
}

function orderParts(check: Check): string[] {
  return [
    part(check.stored, check, 'actual', { orders: `b.${check.orders}` }),
    part(confirmedOrders(check), check, 'expected', {
      orders: "CASE b.kind WHEN 'CONFIRMATION' THEN 1 ELSE -1 END",
    }),
  ];
}

/**
 * The projection against the entries of the events up to its position, row by row; a level of sums at a time. The rows of the sums of a
 * month, and of its days, are made of entries of the month's days only.
 */
function rulesOfSums(): Invariant[] {
  const checks = [...Object.values(SUM_LEVELS).map(checkOf), PRODUCT_CHECK];
  return [
    ...checks.map((check) => invariantOf([...partsOf(check), ...orderParts(check)])),
    invariantOf(orderParts(CATEGORY_CHECK)),
  ];
}

function invariantOf(parts: readonly string[]): Invariant {
  const totals = SUMS.flatMap((name) => [`SUM(a_${name}) AS a_${name}`, `SUM(e_${name}) AS e_${name}`]);
  const by = ['checked', 'day', ...DIMENSIONS].join(', ');
  return {
    kind: InvariantKind.BOOKING_SUMS_EQUAL_ENTRIES,
    key: ['t.day', 't.channel', 't.currency_code', "COALESCE(t.sku, '-')"],
    from: `(SELECT ${by}, ${totals.join(', ')} FROM (${parts.join('\n UNION ALL ')}) parts GROUP BY ${by}) t`,
    pairs: Object.fromEntries(SUMS.map((name) => [name, [`t.e_${name}`, `t.a_${name}`] as const])),
  };
}

const SUMS_OF_DAYS = `SELECT MIN(day) AS k FROM booking_sums WHERE generation = (SELECT p.generation ${ACTIVE}) AND level = `;
const NEXT_DAYS = [
  'SELECT MIN(day) AS k FROM booking_entries WHERE day > ?',
  'SELECT MIN(booked_day) AS k FROM booking_entries WHERE booked_day > ?',
  'SELECT MIN(booked_day) AS k FROM shipped_entries WHERE booked_day > ?',
  ...[0, 3, 4].map((level) => `${SUMS_OF_DAYS}${level} AND day > ?`),
  `SELECT MIN(month) AS k FROM product_sums WHERE generation = (SELECT p.generation ${ACTIVE}) AND month > ?`,
];

/** Days, month by month, as the finest part that all sums tell apart. */
const MONTH_RANGES: KeyRanges = {
  async next(sql, after) {
    const [row] = await sql.rows<{ k: string | null }>(
      `SELECT MIN(b.k) AS k FROM (${NEXT_DAYS.join(' UNION ALL ')}) b`,
      NEXT_DAYS.map(() => after),
    );
    if (!row?.k) return null;
    const endOfMonth = `${row.k.slice(0, 7)}-31`;
    return { after, through: row.k > endOfMonth ? row.k : endOfMonth };
  },
};

export const bookingSumsInvariants: RulesByKey = {
  name: 'BOOKING_SUMS',
  area: InvariantArea.BOOKINGS,
  ranges: MONTH_RANGES,
  rules: rulesOfSums(),
};
