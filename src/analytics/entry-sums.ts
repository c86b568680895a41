import { documentScope, type Scope } from '../auth/row-scope';
import { allOf, fragment, type SqlFragment } from '../persistence/sql-fragment';
import { DIMENSION_COLUMNS, type BookingsDimension } from './booking-sums';
import type { Days } from './calendar';

/** What is asked about bookings. */
export interface BookingsQuestion extends Days {
  groupBy: readonly BookingsDimension[];
  scope: Scope;
}

/** Whether sums are to be added to others or taken off them. */
export type Sign = '' | '-';

/** Selects that are to be put together: they name the dimensions asked for and the sums alike. */
export interface SumsSource {
  table: string;
  where: SqlFragment;
  /** What is selected as a sum. */
  columns: readonly string[];
  /** Where a dimension is not in the column of its name. */
  dimensions: Readonly<Record<string, string>>;
  /** A group may be of several rows. */
  grouped: boolean;
}

/** The names of the sums, in the order of the columns of every select. */
export const SUM_NAMES = [
  'net',
  'list',
  'cancelled',
  'backlog',
  'order_net',
  'order_backlog',
  'orders',
  'line_count',
  'units',
] as const;

const TAKEN = "CASE WHEN b.kind IN ('CANCELLATION', 'SHORT_CLOSE') THEN -b.reporting_net_minor ELSE 0 END";
const BOOKED = [
  'SUM(b.reporting_net_minor)',
  'SUM(b.reporting_list_minor)',
  `SUM(${TAKEN})`,
  '0',
  'SUM(b.net_minor)',
  '0',
  "(COUNT(DISTINCT CASE WHEN b.kind = 'CONFIRMATION' THEN b.event_id END) - COUNT(DISTINCT CASE WHEN b.kind = 'REVERSAL' THEN b.event_id END))",
  "SUM(CASE b.kind WHEN 'CONFIRMATION' THEN 1 WHEN 'REVERSAL' THEN -1 ELSE 0 END)",
  'SUM(b.quantity)',
];
const BACKLOG = ['0', '0', '0', 'SUM(b.reporting_net_minor)', '0', 'SUM(b.net_minor)', '0', '0', '0'];

/**
 * The sums of the single entries of which a condition holds; `b` is an entry. The backlog belongs to the day on which its order was
 * booked.
 */
export function sumsOfEntries(
  question: BookingsQuestion,
  which: SqlFragment,
  sign: Sign = '',
): SqlFragment[] {
  const of = (table: string, columns: readonly string[], day: string, sign: Sign): SqlFragment =>
    selectSums(question, {
      table,
      where: allOf([which, entryCondition(question, day)]),
      columns: columns.map((column) => sign + column),
      dimensions: { day: `b.${day}` },
      grouped: true,
    });
  return [
    of('booking_entries', BOOKED, 'day', sign),
    of('booking_entries', BACKLOG, 'booked_day', sign),
    of('shipped_entries', BACKLOG, 'booked_day', oppositeOf(sign)),
  ];
}

export const oppositeOf = (sign: Sign): Sign => (sign === '' ? '-' : '');

export function selectSums({ groupBy }: BookingsQuestion, source: SumsSource): SqlFragment {
  const { table, where, columns, dimensions, grouped } = source;
  const by = groupColumns(groupBy).map((name) => {
    const column = dimensions[name] ?? `b.${name}`;
    return { name, value: name === 'day' && groupBy.includes('MONTH') ? `SUBSTR(${column}, 1, 7)` : column };
  });
  const selected = [
    ...by.map(({ name, value }) => `${value} AS ${name}`),
    ...columns.map((column, i) => `${column} AS ${SUM_NAMES[i]!}`),
  ];
  const grouping = grouped ? ` GROUP BY ${by.map(({ value }) => value).join(', ')}` : '';
  return fragment(
    `SELECT ${selected.join(', ')} FROM ${table} b WHERE ${where.sql}${grouping}`,
    where.params,
  );
}

/** Entries, or sums that have their columns, of days and within a scope. */
export function entryCondition(question: BookingsQuestion, day: string): SqlFragment {
  const { from, to } = question;
  return allOf([fragment(`b.${day} >= ? AND b.${day} <= ?`, [from, to]), scopeCondition(question)]);
}

/** What may be seen of entries and sums; null for all. */
export function scopeCondition({ scope }: BookingsQuestion): SqlFragment | null {
  return scope.all ? null : documentScope(scope, 'b');
}

/** Amounts of different reporting currencies are never added up, should the setting have changed. */
export function groupColumns(groupBy: readonly BookingsDimension[]): string[] {
  const columns = groupBy.map((dimension) =>
    dimension in DIMENSION_COLUMNS ? DIMENSION_COLUMNS[dimension as keyof typeof DIMENSION_COLUMNS] : 'day',
  );
  return [...new Set(columns), 'reporting_currency'];
}
