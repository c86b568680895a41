import { orderScope, type Scope } from '../auth/row-scope';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { big, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { invalidInput } from '../shared/invalid-input';
import {
  BookingGroups,
  DIMENSION_COLUMNS,
  PERIODS,
  type BookingsDimension,
  type BookingsGroup,
  type SummedRow,
} from './booking-sums';
import type { Days } from './window';

export interface BookingsRequest extends Days {
  groupBy: readonly BookingsDimension[];
  scope: Scope;
  /** Of the one group that there is without dimensions, while nothing is booked. */
  reportingCurrency: string;
}

export interface Bookings extends Days {
  /** The sums hold every entry of the events up to here, and of none after. */
  position: bigint;
  groups: BookingsGroup[];
}

/** The most groups that one question may have. */
export const MAX_GROUPS = 5_000;
/** A week has seven rows by day, and a group may have a row of its own to take away. */
const MAX_ROWS = MAX_GROUPS * 8;

const SUMS = [
  'SUM(b.reporting_net_minor) AS net',
  'SUM(b.reporting_list_minor) AS list',
  "SUM(CASE WHEN b.kind IN ('CANCELLATION', 'SHORT_CLOSE') THEN -b.reporting_net_minor ELSE 0 END) AS cancelled",
  'SUM(b.net_minor) AS order_net',
  "COUNT(DISTINCT CASE WHEN b.kind = 'CONFIRMATION' THEN b.order_id END) AS orders",
  "SUM(CASE WHEN b.kind = 'CONFIRMATION' THEN 1 ELSE 0 END) AS line_count",
  'SUM(b.quantity) AS units',
].join(', ');
const NO_SUMS =
  '0 AS net, 0 AS list, 0 AS cancelled, 0 AS order_net, 0 AS orders, 0 AS line_count, 0 AS units';

/**
 * Sums booking entries by group, straight from the entries. An order is confirmed once, in one event and on one day, so that
 * distinct orders may be added up over days. Throws `WINDOW_TOO_LARGE` for more than `MAX_GROUPS` groups.
 */
export async function findBookings(sql: Sql, request: BookingsRequest): Promise<Bookings> {
  checkDimensions(request.groupBy);
  const { position, groups } = await loadGroups(sql, request);
  return { position, from: request.from, to: request.to, groups: groups.list() };
}

/** The groups of a question, to be kept up to date by `addEntriesOf`. */
export async function loadGroups(
  sql: Sql,
  request: BookingsRequest,
): Promise<{ position: bigint; groups: BookingGroups }> {
  const { sql: text, params } = statement(request);
  const rows = await sql.rows<SummedRow & { position: RawInteger | null }>(text, params);
  const end = rows.find(({ position }) => position !== null);
  if (rows.length > MAX_ROWS || !end) throw tooManyGroups();
  const groups = new BookingGroups(request.groupBy);
  for (const row of rows) if (row !== end) groups.add(row);
  groups.dropEmpty();
  if (groups.size > MAX_GROUPS) throw tooManyGroups();
  if (groups.size === 0 && request.groupBy.length === 0) groups.addEmpty(request.reportingCurrency);
  return { position: big(end.position), groups };
}

/** Adds the entries of some events to the groups; returns the keys of the groups they changed. */
export async function addEntriesOf(
  sql: Sql,
  eventIds: readonly string[],
  groups: BookingGroups,
  request: BookingsRequest,
): Promise<Set<string>> {
  const condition = allOf([inList('b.event_id', eventIds), entryCondition(request)]);
  const columns = groupColumns(request.groupBy);
  const rows = await sql.rows<SummedRow>(
    `SELECT 1 AS sign, ${listed(columns)}, ${SUMS} FROM booking_entries b WHERE ${condition.sql} GROUP BY ${listed(columns)}`,
    condition.params,
  );
  const changed = new Set(rows.map((row) => groups.add(row)));
  if (groups.size > MAX_GROUPS) throw tooManyGroups();
  return changed;
}

/**
 * One statement sees one state of the database: the end of the log, the sums over all entries, and, to be taken away, those of
 * events that are committed and still wait for their position. The row that has a position is the end of the log.
 */
function statement(request: BookingsRequest): SqlFragment {
  const columns = groupColumns(request.groupBy);
  const by = listed(columns);
  const condition = entryCondition(request);
  return fragment(
    `SELECT last_position AS position, 0 AS sign, ${columns.map((name) => `NULL AS ${name}`).join(', ')}, ${NO_SUMS}
     FROM event_sequence WHERE id = 1
     UNION ALL SELECT NULL, 1, ${by}, ${SUMS} FROM booking_entries b WHERE ${condition.sql} GROUP BY ${by}
     UNION ALL SELECT NULL, -1, ${by}, ${SUMS} FROM events e JOIN booking_entries b ON b.event_id = e.id
       WHERE e.position IS NULL AND ${condition.sql} GROUP BY ${by}
     LIMIT ?`,
    [...condition.params, ...condition.params, MAX_ROWS + 1],
  );
}

function entryCondition({ from, to, scope }: BookingsRequest): SqlFragment {
  return allOf([
    fragment('b.day >= ? AND b.day <= ?', [from, to]),
    scope.all ? null : orderScope(scope, 'b'),
  ]);
}

/** Amounts of different reporting currencies are never added up, should the setting have changed. */
function groupColumns(groupBy: readonly BookingsDimension[]): string[] {
  const columns = groupBy.map((dimension) =>
    dimension in DIMENSION_COLUMNS ? DIMENSION_COLUMNS[dimension as keyof typeof DIMENSION_COLUMNS] : 'day',
  );
  return [...new Set(columns), 'reporting_currency'];
}

const listed = (columns: readonly string[]): string => columns.map((name) => `b.${name}`).join(', ');

/** Throws `VALIDATION_FAILED` for a dimension given twice, and for more than one of day, week and month. */
export function checkDimensions(groupBy: readonly BookingsDimension[]): void {
  const twice = groupBy.find((dimension, i) => groupBy.indexOf(dimension) !== i);
  if (twice) throw invalidInput('groupBy', 'arrayUnique', `${twice} is given more than once`);
  const periods = groupBy.filter((dimension) => PERIODS.includes(dimension));
  if (periods.length < 2) return;
  const message = `group by one of ${PERIODS.join(', ')} at most; given were ${periods.join(' and ')}`;
  throw invalidInput('groupBy', 'onePeriod', message);
}

function tooManyGroups(): DomainError {
  return new DomainError(
    'WINDOW_TOO_LARGE',
    `The window has more than ${MAX_GROUPS} groups. Choose a shorter window, a longer period (WEEK, MONTH) or fewer dimensions.`,
    { limit: MAX_GROUPS },
  );
}
