import { SUM_LEVELS, type SumLevel } from '../../entities/analytics/booking-sum';
import { orderScope, type Scope } from '../auth/row-scope';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { big, type RawInteger } from '../persistence/values';
import { addDays } from '../shared/clock';
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
import { wholeMonths } from './calendar';
import { BOOKINGS_PROJECTION } from './project-bookings';
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

/** The most groups of a live view. */
export const MAX_GROUPS = 5_000;
/** The most groups of an answer; the next page has the next. */
export const MAX_PAGE_GROUPS = 1_000;
/** The most groups that one question may have, on all of its pages. */
export const MAX_ASKED_GROUPS = 10_000;
/** A week has seven rows by day, and each may have rows of its own for what is not in the projection yet. */
export const MAX_ROWS = MAX_ASKED_GROUPS * 16;

type Aggregate = 'SUM' | '';

/** `aggregate`: empty where a group is a row, as a sum costs the database more than to hand the row out. */
const projectedColumns = (aggregate: Aggregate, orders: 'orders' | 'category_orders'): string =>
  [
    ['net_minor', 'net'],
    ['list_minor', 'list'],
    ['cancelled_minor', 'cancelled'],
    ['backlog_minor', 'backlog'],
    ['order_net_minor', 'order_net'],
    ['order_backlog_minor', 'order_backlog'],
    [orders, 'orders'],
    ['line_count', 'line_count'],
    ['units', 'units'],
  ]
    .map(([column, name]) => `${aggregate}(b.${column}) AS ${name}`)
    .join(', ');
const ENTRY_SUMS = [
  'SUM(b.reporting_net_minor) AS net',
  'SUM(b.reporting_list_minor) AS list',
  "SUM(CASE WHEN b.kind IN ('CANCELLATION', 'SHORT_CLOSE') THEN -b.reporting_net_minor ELSE 0 END) AS cancelled",
  '0 AS backlog',
  'SUM(b.net_minor) AS order_net',
  '0 AS order_backlog',
  "COUNT(DISTINCT CASE WHEN b.kind = 'CONFIRMATION' THEN b.order_id END) AS orders",
  "SUM(CASE WHEN b.kind = 'CONFIRMATION' THEN 1 ELSE 0 END) AS line_count",
  'SUM(b.quantity) AS units',
].join(', ');
const backlogSums = (sign: '' | '-'): string =>
  `0 AS net, 0 AS list, 0 AS cancelled, SUM(${sign}b.reporting_net_minor) AS backlog, 0 AS order_net,
   SUM(${sign}b.net_minor) AS order_backlog, 0 AS orders, 0 AS line_count, 0 AS units`;
const NO_SUMS =
  '0 AS net, 0 AS list, 0 AS cancelled, 0 AS backlog, 0 AS order_net, 0 AS order_backlog, 0 AS orders, 0 AS line_count, 0 AS units';

/**
 * Bookings by group, up to the end of the log. An order is confirmed once, in one event and on one day, so that distinct orders may
 * be added up over days. Throws `WINDOW_TOO_LARGE` for more than `MAX_ASKED_GROUPS` groups.
 */
export async function findBookings(sql: Sql, request: BookingsRequest): Promise<Bookings> {
  checkDimensions(request.groupBy);
  const { position, groups } = await loadGroups(sql, request, MAX_ASKED_GROUPS);
  return { position, from: request.from, to: request.to, groups: groups.end() };
}

/** The groups of a question, to be kept up to date by `addEntriesOf`. Throws `WINDOW_TOO_LARGE` for more than `most`. */
export async function loadGroups(
  sql: Sql,
  request: BookingsRequest,
  most = MAX_GROUPS,
): Promise<{ position: bigint; groups: BookingGroups }> {
  const { sql: text, params } = statement(request);
  const rows = await sql.apart.rows<SummedRow & { position: RawInteger | null }>(text, params);
  const end = rows.find(({ position }) => position !== null);
  if (rows.length > MAX_ROWS || !end) throw tooManyGroups(most);
  const groups = new BookingGroups(request.groupBy);
  for (const row of rows) if (row !== end) groups.add(row);
  groups.dropEmpty();
  if (groups.size > most) throw tooManyGroups(most);
  if (groups.size === 0 && request.groupBy.length === 0) groups.addEmpty(request.reportingCurrency);
  return { position: big(end.position), groups };
}

/**
 * The day up to which the projection has more than so many groups, null when it has no more in the window. Where the index does not
 * tell groups apart it is so many rows, of which several may make a group.
 */
export async function dayOfGroup(sql: Sql, request: BookingsRequest, count: number): Promise<string | null> {
  const level = levelOf(request);
  const { sql: where, params } = onLevel(request, level, request);
  const asked = groupColumns(request.groupBy).filter((column) => column !== 'reporting_currency');
  const counted = asked.every((column) => COUNTED_BY_INDEX.includes(column))
    ? `GROUP BY ${asked.join(', ')}`
    : '';
  const [row] = await sql.apart.rows<{ day: string }>(
    `SELECT b.day AS day FROM booking_sums b WHERE ${where} ${counted} ORDER BY b.day LIMIT 1 OFFSET ?`,
    [...params, count],
  );
  return row?.day ?? null;
}

/** What the index of the sums tells apart in the order of days, so that nothing has to be sorted. */
const COUNTED_BY_INDEX: readonly string[] = ['day', DIMENSION_COLUMNS.TERRITORY];

/** Adds the entries of some events to the groups; returns the keys of the groups they changed. */
export async function addEntriesOf(
  sql: Sql,
  eventIds: readonly string[],
  groups: BookingGroups,
  request: BookingsRequest,
): Promise<Set<string>> {
  const { sql: text, params } = joined(sumsOfEntries(request, inList('b.event_id', eventIds)));
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
  const { sql: text, params } = joined(sumsOfEntries(request, between));
  const changed = new Set((await sql.rows<SummedRow>(text, params)).map((row) => groups.touch(row)));
  if (groups.size > MAX_GROUPS) throw tooManyGroups();
  return changed;
}

/**
 * One statement sees one state of the database: the end of the log, the sums of the projection, and those of the entries of later
 * events, which the projection will have later. The row that has a position is the end of the log.
 */
function statement(request: BookingsRequest): SqlFragment {
  const columns = groupColumns(request.groupBy);
  const end = fragment(
    `SELECT last_position AS position, ${columns.map((name) => `NULL AS ${name}`).join(', ')}, ${NO_SUMS} FROM event_sequence WHERE id = 1`,
  );
  const { sql, params } = joined([
    end,
    ...[...projectedSums(request), ...sumsOfEntries(request, NOT_PROJECTED)].map(({ sql, params }) =>
      fragment(sql.replace('SELECT', 'SELECT NULL AS position,'), params),
    ),
  ]);
  return fragment(`${sql} LIMIT ?`, [...params, MAX_ROWS + 1]);
}

const ACTIVE = `FROM projections p WHERE p.name = '${BOOKINGS_PROJECTION}' AND p.active = 1`;
const NOT_PROJECTED = fragment(
  `b.event_id IN (SELECT e.id FROM events e WHERE e.position > (SELECT p.position ${ACTIVE}))`,
);

function joined(selects: readonly SqlFragment[]): SqlFragment {
  return fragment(
    selects.map(({ sql }) => sql).join('\nUNION ALL '),
    selects.flatMap(({ params }) => params),
  );
}

/** Whole months come from their own sums where there are such and nobody asks for days or weeks; the days around them come one by one. */
function projectedSums(request: BookingsRequest): SqlFragment[] {
  const level = levelOf(request);
  const months = wholeMonths(request);
  const byDay = request.groupBy.includes('DAY') || request.groupBy.includes('WEEK');
  if (level !== SUM_LEVELS.TERRITORY || byDay || !months) return [sumsOfLevel(request, level, request)];
  const { from, to } = request;
  return [
    sumsOfLevel(request, SUM_LEVELS.TERRITORY_MONTH, months),
    ...(from < months.from ? [sumsOfLevel(request, level, { from, to: addDays(months.from, -1) })] : []),
    ...(to > months.to ? [sumsOfLevel(request, level, { from: addDays(months.to, 1), to })] : []),
  ];
}

function sumsOfLevel(request: BookingsRequest, level: SumLevel, days: Days): SqlFragment {
  const where = onLevel(request, level, days);
  const orders = level === SUM_LEVELS.SKU && !request.groupBy.includes('SKU') ? 'category_orders' : 'orders';
  const aggregate = isGroup(level, request.groupBy) ? '' : 'SUM';
  return sums('booking_sums', projectedColumns(aggregate, orders), request, 'day', where, aggregate);
}

function onLevel(request: BookingsRequest, level: SumLevel, { from, to }: Days): SqlFragment {
  return allOf([
    fragment(`b.generation = (SELECT p.generation ${ACTIVE}) AND b.level = ?`, [level]),
    entryCondition({ ...request, from, to }, 'day'),
  ]);
}

/** Whether rows of a level are groups of what is asked for, but for currencies. */
function isGroup(level: SumLevel, groupBy: readonly BookingsDimension[]): boolean {
  const period = { [SUM_LEVELS.TERRITORY]: 'DAY', [SUM_LEVELS.TERRITORY_MONTH]: 'MONTH' } as const;
  const dimension = period[level as keyof typeof period];
  return dimension !== undefined && groupBy.includes(dimension) && groupBy.includes('TERRITORY');
}

/** The coarsest sums that tell apart what is asked for, and what the scope goes by. */
function levelOf({ groupBy, scope }: BookingsRequest): SumLevel {
  if (groupBy.includes('SKU') || groupBy.includes('CATEGORY')) return SUM_LEVELS.SKU;
  const ofOrder = groupBy.some((dimension) => OF_ORDER.includes(dimension));
  return ofOrder || !scope.all ? SUM_LEVELS.ORDER : SUM_LEVELS.TERRITORY;
}

/** What sums by territory do not tell apart. */
const OF_ORDER: readonly BookingsDimension[] = ['ACCOUNT', 'REP', 'CHANNEL'];

/** The same from the entries themselves; the backlog belongs to the day on which its order was booked. */
function sumsOfEntries(request: BookingsRequest, which: SqlFragment): SqlFragment[] {
  const on = (day: string) => allOf([which, entryCondition(request, day)]);
  return [
    sums('booking_entries', ENTRY_SUMS, request, 'day', on('day')),
    sums('booking_entries', backlogSums(''), request, 'booked_day', on('booked_day')),
    sums('shipped_entries', backlogSums('-'), request, 'booked_day', on('booked_day')),
  ];
}

function sums(
  table: string,
  columns: string,
  { groupBy }: BookingsRequest,
  day: string,
  where: SqlFragment,
  aggregate: Aggregate = 'SUM',
): SqlFragment {
  const period = groupBy.includes('MONTH') ? `SUBSTR(b.${day}, 1, 7)` : `b.${day}`;
  const by = groupColumns(groupBy).map((name) => (name === 'day' ? period : `b.${name}`));
  const named = by.map((name) => (name === period ? `${name} AS day` : name));
  const grouping = aggregate ? ` GROUP BY ${by.join(', ')}` : '';
  return fragment(
    `SELECT ${named.join(', ')}, ${columns} FROM ${table} b WHERE ${where.sql}${grouping}`,
    where.params,
  );
}

function entryCondition({ from, to, scope }: BookingsRequest, day: string): SqlFragment {
  return allOf([
    fragment(`b.${day} >= ? AND b.${day} <= ?`, [from, to]),
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
