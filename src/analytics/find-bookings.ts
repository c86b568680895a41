import type { Sql } from '../persistence/sql';
import { fragment, inList, unionAll, type SqlFragment } from '../persistence/sql-fragment';
import { big, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { invalidInput } from '../shared/invalid-input';
import {
  BookingGroups,
  PERIODS,
  type BookingsDimension,
  type BookingsGroup,
  type SummedRow,
} from './booking-sums';
import { planReading, READ_LIMITS, type ReadLimits } from './bookings-estimate';
import { bookingsSelects, dayOfRow } from './bookings-statement';
import { sumsOfEntries, type BookingsQuestion } from './entry-sums';
import type { Days } from './calendar';

export interface BookingsRequest extends BookingsQuestion {
  /** Of the one group that there is without dimensions, while nothing is booked. */
  reportingCurrency: string;
  /** Where they differ from `READ_LIMITS`. */
  limits?: Partial<ReadLimits>;
}

export interface Bookings extends Days {
  /** The sums hold every entry of the events up to here, and of none after. */
  position: bigint;
  groups: BookingsGroup[];
}

/** The most groups of a live view. */
export const MAX_GROUPS = 5_000;
/** The most groups of an answer; the next page has the next. */
export const MAX_PAGE_GROUPS = 1_000;
/** The most groups that one question may have, on all of its pages. */
export const MAX_ASKED_GROUPS = 10_000;
/** A week has seven rows by day, and each may have rows of its own for what is not in the projection yet. */
export const MAX_ROWS = MAX_ASKED_GROUPS * 16;

/**
 * Bookings by group, up to the end of the log. An order is confirmed once, in one event and on one day, so that distinct orders may
 * be added up over days. Throws `WINDOW_TOO_LARGE` for more than `MAX_ASKED_GROUPS` groups.
 */
export async function findBookings(sql: Sql, request: BookingsRequest): Promise<Bookings> {
  checkDimensions(request.groupBy);
  const { position, groups } = await loadGroups(sql, request, MAX_ASKED_GROUPS);
  return { position, from: request.from, to: request.to, groups: groups.end() };
}

/**
 * The groups of a question, to be kept up to date by `addEntriesOf`. Throws `WINDOW_TOO_LARGE` for more than `most`, and before anything is
 * read when it would read too many entries.
 */
export async function loadGroups(
  sql: Sql,
  request: BookingsRequest,
  most = MAX_GROUPS,
): Promise<{ position: bigint; groups: BookingGroups }> {
  const { aside, parts } = await planReading(sql, request, limitsOf(request));
  // MariaDB can be told to stop in the middle of a statement, and had better add up all entries of a group at once.
  const selects = bookingsSelects(request, sql.dialect === 'sqlite' ? parts : 1);
  const groups = new BookingGroups(request.groupBy);
  const mostRows = (MAX_ROWS + 1) * Math.max(1, selects.length);
  let position: RawInteger | null = null;
  const take = (rows: readonly BookingsRow[]): void => {
    for (const row of rows) {
      if (row.position === null) groups.add(row);
      else ({ position } = row);
    }
    if (groups.size > MAX_ROWS) throw tooManyGroups(most);
  };
  if (aside) await sql.readAside<BookingsRow>(selects, mostRows, take);
  else take(await rowsOf(sql, selects, mostRows));
  groups.dropEmpty();
  if (groups.size > most || position === null) throw tooManyGroups(most);
  if (groups.size === 0 && request.groupBy.length === 0) groups.addEmpty(request.reportingCurrency);
  return { position: big(position), groups };
}

type BookingsRow = SummedRow & { position: RawInteger | null };

const limitsOf = ({ limits }: BookingsRequest): ReadLimits => ({ ...READ_LIMITS, ...limits });

function rowsOf(sql: Sql, selects: readonly SqlFragment[], most: number): Promise<BookingsRow[]> {
  const { sql: text, params } = unionAll(selects);
  return sql.separately.rows<BookingsRow>(`${text} LIMIT ?`, [...params, most]);
}

/** The day up to which there are more than so many groups, or of the rows that make them; null when there are no more in the window. */
export async function dayOfGroup(sql: Sql, request: BookingsRequest, count: number): Promise<string | null> {
  const row = dayOfRow(request, count);
  if (request.scope.all)
    return (await sql.separately.rows<{ day: string }>(row.sql, row.params))[0]?.day ?? null;
  // Within a scope the rows of others lie between, and any number of them.
  let day: string | null = null;
  const whole = fragment(`SELECT r.day AS day FROM (${row.sql}) r`, row.params);
  await sql.readAside<{ day: string }>([whole], 1, ([found]) => (day = found?.day ?? null));
  return day;
}

/** Adds the entries of some events to the groups; returns the keys of the groups they changed. */
export async function addEntriesOf(
  sql: Sql,
  eventIds: readonly string[],
  groups: BookingGroups,
  request: BookingsRequest,
): Promise<Set<string>> {
  const { sql: text, params } = unionAll(sumsOfEntries(request, inList('b.event_id', eventIds)));
  const changed = new Set((await sql.rows<SummedRow>(text, params)).map((row) => groups.add(row)));
  if (groups.size > MAX_GROUPS) throw tooManyGroups();
  return changed;
}

/** The keys of the groups to which entries of the events between two positions belong; the first is exclusive. */
export async function groupsChanged(
  sql: Sql,
  groups: BookingGroups,
  request: BookingsRequest,
  { after, through }: { after: bigint; through: bigint },
): Promise<Set<string>> {
  const between = fragment(
    'b.event_id IN (SELECT e.id FROM events e WHERE e.position > ? AND e.position <= ?)',
    [after, through],
  );
  const changed = new Set<string>();
  await sql.readAside<SummedRow>(sumsOfEntries(request, between), MAX_ROWS, (rows) => {
    for (const row of rows) changed.add(groups.touch(row));
  });
  if (groups.size > MAX_GROUPS) throw tooManyGroups();
  return changed;
}

/** Throws `VALIDATION_FAILED` for a dimension given twice, and for more than one of day, week and month. */
export function checkDimensions(groupBy: readonly BookingsDimension[]): void {
  const twice = groupBy.find((dimension, i) => groupBy.indexOf(dimension) !== i);
  if (twice) throw invalidInput('groupBy', 'arrayUnique', `${twice} is given more than once`);
  const periods = groupBy.filter((dimension) => PERIODS.includes(dimension));
  if (periods.length < 2) return;
  const message = `group by one of ${PERIODS.join(', ')} at most; given were ${periods.join(' and ')}`;
  throw invalidInput('groupBy', 'onePeriod', message);
}

function tooManyGroups(limit = MAX_GROUPS): DomainError {
  return new DomainError(
    'WINDOW_TOO_LARGE',
    `The window has more than ${limit} groups. Choose a shorter window, a longer period (WEEK, MONTH) or fewer dimensions.`,
    { limit },
  );
}
