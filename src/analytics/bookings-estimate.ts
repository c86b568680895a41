import { SUM_LEVELS } from '../../entities/analytics/booking-sum';
import { DEFAULT_SETTINGS } from '../config/settings';
import type { Sql } from '../persistence/sql';
import { fragment, type SqlFragment } from '../persistence/sql-fragment';
import { big, num, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { sourcesOf, type BookingsSources } from './bookings-sources';
import { onLevel } from './bookings-statement';
import type { Days } from './calendar';
import type { BookingsQuestion } from './entry-sums';
import { ACTIVE } from './project-bookings';

/** How much a question about bookings may read, and how. */
export interface ReadLimits {
  /** Single entries; a question that needs more is refused. */
  maxEntries: number;
  /** Rows, of entries and sums, that are read on the server's thread in one statement: some 25 milliseconds. */
  rowsAtOnce: number;
  /** Rows of a part of what is read aside: about a quarter of a second. */
  rowsPerPart: number;
}

export const READ_LIMITS: ReadLimits = {
  maxEntries: DEFAULT_SETTINGS.maxBookingEntries,
  rowsAtOnce: 2_000,
  rowsPerPart: 50_000,
};

/** How a question is to be read: at once, or aside in parts of so many rows. */
export interface ReadingPlan {
  aside: boolean;
  parts: number;
}

/**
 * What a question will read, counted before anything of it is read: entries of an index, no more than the limit of each. Throws
 * `WINDOW_TOO_LARGE` when there are more single entries than `maxEntries`. Sums are never refused.
 */
export async function planReading(
  sql: Sql,
  question: BookingsQuestion,
  { maxEntries, rowsAtOnce, rowsPerPart }: ReadLimits,
): Promise<ReadingPlan> {
  const sources = sourcesOf(question);
  const few = await count(sql, countsOf(sources, rowsAtOnce + 1));
  if (rowsOf(few) + (await eventsBehind(sql)) <= rowsAtOnce && entriesOf(few) <= maxEntries)
    return { aside: false, parts: 1 };
  const lines = await linesOf(sql, sources);
  if (lines > maxEntries) throw tooManyEntries(lines, maxEntries);
  const all = await countAside(sql, countsOf(sources, maxEntries + 1));
  if (entriesOf(all) > maxEntries) throw tooManyEntries(maxEntries + 1, maxEntries);
  return { aside: true, parts: Math.ceil(rowsOf(all) / rowsPerPart) };
}

/** Counted rows: which of the days of a question they belong to, and by what they are found. */
interface Counted {
  days: number;
  found: 'DAY' | 'BOOKED' | 'SHIPPED' | 'SUM';
  rows: number;
}

interface CountedRow {
  days: RawInteger;
  found: Counted['found'];
  n: RawInteger;
}

function countsOf({ sums, products, entries }: BookingsSources, most: number): SqlFragment[] {
  const of = (days: number, found: Counted['found'], rows: string, params: SqlFragment['params']) =>
    fragment(
      `SELECT ${days} AS days, '${found}' AS found, COUNT(*) AS n FROM (SELECT 1 AS one FROM ${rows} LIMIT ${most}) counted`,
      params,
    );
  const between = ({ from, to }: Days) => [from, to];
  return [
    ...sums.map(({ level, days }) => {
      const { sql, params } = onLevel(level, days);
      return of(0, 'SUM', `booking_sums b WHERE ${sql}`, params);
    }),
    ...products.map(({ from, to }) =>
      of(
        0,
        'SUM',
        `product_sums b WHERE b.generation = (SELECT p.generation ${ACTIVE}) AND b.month >= ? AND b.month <= ?`,
        [from.slice(0, 7), to.slice(0, 7)],
      ),
    ),
    ...entries.flatMap(({ days }, i) => [
      of(i, 'DAY', 'booking_entries b WHERE b.day >= ? AND b.day <= ?', between(days)),
      of(i, 'BOOKED', 'booking_entries b WHERE b.booked_day >= ? AND b.booked_day <= ?', between(days)),
      of(i, 'SHIPPED', 'shipped_entries b WHERE b.booked_day >= ? AND b.booked_day <= ?', between(days)),
    ]),
  ];
}

async function count(sql: Sql, counts: readonly SqlFragment[]): Promise<Counted[]> {
  const union = counts.map((each) => each.sql).join('\nUNION ALL ');
  const rows = await sql.rows<CountedRow>(
    union,
    counts.flatMap(({ params }) => params),
  );
  return rows.map(countedOf);
}

async function countAside(sql: Sql, counts: readonly SqlFragment[]): Promise<Counted[]> {
  const counted: Counted[] = [];
  await sql.readAside<CountedRow>(counts, counts.length, (rows) => counted.push(...rows.map(countedOf)));
  return counted;
}

const countedOf = ({ days, found, n }: CountedRow): Counted => ({ days: num(days), found, rows: num(n) });

const rowsOf = (counted: readonly Counted[]): number => counted.reduce((sum, { rows }) => sum + rows, 0);

/** An entry is read for its day and for the day on which its order was booked, which are mostly one: it counts once. */
function entriesOf(counted: readonly Counted[]): number {
  const byDays = new Map<number, { DAY: number; BOOKED: number; SHIPPED: number }>();
  for (const { days, found, rows } of counted) {
    if (found === 'SUM') continue;
    const of = byDays.get(days) ?? { DAY: 0, BOOKED: 0, SHIPPED: 0 };
    of[found] = rows;
    byDays.set(days, of);
  }
  return [...byDays.values()].reduce((sum, of) => sum + Math.max(of.DAY, of.BOOKED) + of.SHIPPED, 0);
}

/** Events that the sums do not hold yet, and whose entries are read besides. */
async function eventsBehind(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ behind: RawInteger | null }>(
    `SELECT last_position - (SELECT p.position ${ACTIVE}) AS behind FROM event_sequence WHERE id = 1`,
  );
  return Number(big(row?.behind ?? 0));
}

/** Order lines confirmed on the days of single entries, as the sums have them: there are no fewer entries, and most often few more. */
async function linesOf(sql: Sql, { entries }: BookingsSources): Promise<number> {
  if (entries.length === 0) return 0;
  let lines = 0;
  const sums = entries.map(({ days }) => {
    const { sql: where, params } = onLevel(SUM_LEVELS.TERRITORY, days);
    return fragment(`SELECT SUM(b.line_count) AS n FROM booking_sums b WHERE ${where}`, params);
  });
  await sql.readAside<{ n: RawInteger | null }>(sums, sums.length, (rows) => {
    for (const { n } of rows) lines += num(n ?? 0);
  });
  return lines;
}

function tooManyEntries(estimate: number, limit: number): DomainError {
  const suggestion =
    'Choose a shorter window, or dimensions that have sums: TERRITORY, ACCOUNT, REP, CHANNEL and CURRENCY by any period, SKU and CATEGORY by MONTH.';
  return new DomainError(
    'WINDOW_TOO_LARGE',
    `The question would read ${estimate} entries or more; the limit is ${limit}. ${suggestion}`,
    { limit, estimatedRows: estimate, suggestion },
  );
}
