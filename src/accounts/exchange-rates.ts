import { chunks, type Sql } from '../persistence/sql';
import { fragment, type SqlFragment } from '../persistence/sql-fragment';
import { big, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { RATE_ONE, roundDiv } from '../shared/money';

/** What one unit of `from` is worth in `to` on a business day. */
export interface RateRequest {
  from: string;
  to: string;
  day: string;
}

/** The rates of one pair of currencies, in its own direction, oldest first. */
type Series = { day: string; rateE10: bigint }[];

/** Pairs per statement: SQLite joins at most 500 SELECTs by UNION, and a pair needs two. */
const PAIRS_PER_STATEMENT = 200;

/**
 * Reads the rates for many requests: one statement, none when no request needs a conversion. The function answers in multiples of
 * 10⁻¹⁰ with the newest rate on or before the day, or with the inverse of the opposite pair's when only that exists. It throws
 * `EXCHANGE_RATE_MISSING`.
 */
export async function loadRates(
  sql: Sql,
  requests: readonly RateRequest[],
): Promise<(request: RateRequest) => bigint> {
  const series = await loadSeries(sql, spansOf(requests));
  return ({ from, to, day }) => {
    if (from === to) return RATE_ONE;
    const direct = newestOn(series.get(`${from} ${to}`), day);
    if (direct !== null) return direct;
    const opposite = newestOn(series.get(`${to} ${from}`), day);
    if (opposite === null) throw missing({ from, to, day });
    return inverse(opposite);
  };
}

interface Span {
  from: string;
  to: string;
  firstDay: string;
  lastDay: string;
}

/** Each pair of different currencies once, whatever its direction, with the days that it is wanted for. */
function spansOf(requests: readonly RateRequest[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { from, to, day } of requests) {
    if (from === to) continue;
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const span = spans.get(key);
    if (!span) spans.set(key, { from, to, firstDay: day, lastDay: day });
    else if (day < span.firstDay) span.firstDay = day;
    else if (day > span.lastDay) span.lastDay = day;
  }
  return [...spans.values()];
}

interface RateRow {
  from_currency: string;
  to_currency: string;
  day: string;
  rate_e10: RawInteger;
}

async function loadSeries(sql: Sql, spans: readonly Span[]): Promise<Map<string, Series>> {
  const series = new Map<string, Series>();
  for (const chunk of chunks(spans, PAIRS_PER_STATEMENT)) {
    const selects = chunk.flatMap(({ from, to, ...days }) => [
      ratesDuring({ from, to, ...days }),
      ratesDuring({ from: to, to: from, ...days }),
    ]);
    const rows = await sql.rows<RateRow>(
      `${selects.map((select) => select.sql).join(' UNION ALL ')} ORDER BY day`,
      selects.flatMap(({ params }) => params),
    );
    for (const row of rows) {
      const key = `${row.from_currency} ${row.to_currency}`;
      const rate = { day: row.day, rateE10: big(row.rate_e10) };
      const known = series.get(key);
      if (known) known.push(rate);
      else series.set(key, [rate]);
    }
  }
  return series;
}

/** The rates of one direction from the newest one on or before the first day until the last day. */
function ratesDuring({ from, to, firstDay, lastDay }: Span): SqlFragment {
  return fragment(
    `SELECT r.from_currency, r.to_currency, r.day, r.rate_e10 FROM exchange_rates r
     WHERE r.from_currency = ? AND r.to_currency = ? AND r.day <= ? AND r.day >= COALESCE(
       (SELECT MAX(e.day) FROM exchange_rates e WHERE e.from_currency = ? AND e.to_currency = ? AND e.day <= ?), ?)`,
    [from, to, lastDay, from, to, firstDay, firstDay],
  );
}

/** The newest rate on or before a day, found by bisection. */
function newestOn(series: Series | undefined, day: string): bigint | null {
  if (!series) return null;
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series[middle]!.day <= day) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : series[low - 1]!.rateE10;
}

function inverse(rateE10: bigint): bigint {
  return roundDiv(RATE_ONE * RATE_ONE, rateE10, 'HALF_EVEN');
}

function missing({ from, to, day }: RateRequest): DomainError {
  return new DomainError(
    'EXCHANGE_RATE_MISSING',
    `There is no exchange rate between ${from} and ${to} on or before ${day}. Set one up with upsertExchangeRate.`,
    { from, to, day },
  );
}
