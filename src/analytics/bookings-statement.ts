import { SUM_LEVELS, type SumLevel } from '../../entities/analytics/booking-sum';
import { allOf, fragment, unionAll, type SqlFragment } from '../persistence/sql-fragment';
import { addDays } from '../shared/clock';
import { DIMENSION_COLUMNS, type BookingsDimension } from './booking-sums';
import { asMonths, wholeMonths, type Days } from './calendar';
import {
  entryCondition,
  groupColumns,
  oppositeOf,
  selectSums,
  SUM_NAMES,
  sumsOfEntries,
  type BookingsQuestion,
  type Sign,
} from './entry-sums';
import { ACTIVE } from './project-bookings';

/**
 * One statement sees one state of the database: the end of the log, the sums of the projection, and those of the entries of later
 * events, which the projection will have later. The row that has a position is the end of the log. Several rows may belong to a group.
 */
export function bookingsStatement(question: BookingsQuestion): SqlFragment {
  const absent = groupColumns(question.groupBy).map((name) => `NULL AS ${name}`);
  const zeros = SUM_NAMES.map((name) => `0 AS ${name}`);
  const end = fragment(
    `SELECT last_position AS position, ${[...absent, ...zeros].join(', ')} FROM event_sequence WHERE id = 1`,
  );
  const sums = asksForProducts(question) ? sumsOfProducts(question) : sumsOfOrders(question);
  const rows = sums.map(({ sql, params }) =>
    fragment(sql.replace('SELECT', 'SELECT NULL AS position,'), params),
  );
  return unionAll([end, ...rows]);
}

/**
 * The day of a row, of those that tell groups apart, that has so many before it; none when there are no more. Where an index does not
 * tell groups apart, several rows may make a group.
 */
export function dayOfRow(question: BookingsQuestion, count: number): SqlFragment {
  const { groupBy } = question;
  const [table, where]: [string, SqlFragment] = asksForProducts(question)
    ? ['booking_entries', entryCondition(question, 'day')]
    : ['booking_sums', onLevel(question, levelOf(question), question)];
  const asked = groupColumns(groupBy).filter((column) => column !== 'reporting_currency');
  const counted = asked.every((column) => COUNTED_BY_INDEX.includes(column))
    ? `GROUP BY ${asked.join(', ')}`
    : '';
  return fragment(
    `SELECT b.day AS day FROM ${table} b WHERE ${where.sql} ${counted} ORDER BY b.day LIMIT 1 OFFSET ?`,
    [...where.params, count],
  );
}

/** What the index of the sums tells apart in the order of days, so that nothing has to be sorted. */
const COUNTED_BY_INDEX: readonly string[] = ['day', DIMENSION_COLUMNS.TERRITORY];

/** The columns of sums that are stored. */
const projectedColumns = (orders: 'orders' | 'category_orders'): string[] => [
  'b.net_minor',
  'b.list_minor',
  'b.cancelled_minor',
  'b.backlog_minor',
  'b.order_net_minor',
  'b.order_backlog_minor',
  `b.${orders}`,
  'b.line_count',
  'b.units',
];

const summed = (columns: readonly string[]): string[] => columns.map((column) => `SUM(${column})`);

const EVERY = fragment('1 = 1');
const WITHOUT_POSITION = fragment('b.event_id IN (SELECT e.id FROM events e WHERE e.position < 0)');
const NOT_PROJECTED = fragment(
  `b.event_id IN (SELECT e.id FROM events e WHERE e.position > (SELECT p.position ${ACTIVE}))`,
);

const asksForProducts = ({ groupBy }: BookingsQuestion): boolean =>
  groupBy.includes('SKU') || groupBy.includes('CATEGORY');

/** What the sums of products tell apart. */
const OF_PRODUCTS: readonly BookingsDimension[] = ['SKU', 'CATEGORY', 'CURRENCY', 'MONTH'];

/**
 * Products, by month at most and all that there are: from their sums, the first and the last month less or more the days that are not
 * or only asked for. By anything else, and within a scope, from the entries.
 */
function sumsOfProducts(question: BookingsQuestion): SqlFragment[] {
  const { groupBy, scope } = question;
  if (!scope.all || groupBy.some((dimension) => !OF_PRODUCTS.includes(dimension)))
    return positioned(question);
  const { months, lacking, excess } = asMonths(question);
  return [
    ...(months ? sumsOfMonths({ ...question, ...months }) : []),
    ...lacking.flatMap((days) => positioned({ ...question, ...days })),
    ...excess.flatMap((days) => positioned({ ...question, ...days }, '-')),
  ];
}

function sumsOfMonths(question: BookingsQuestion): SqlFragment[] {
  const { groupBy, from, to } = question;
  const orders = groupBy.includes('SKU') ? 'orders' : 'category_orders';
  const ofMonths = fragment(
    `b.generation = (SELECT p.generation ${ACTIVE}) AND b.month >= ? AND b.month <= ?`,
    [from.slice(0, 7), to.slice(0, 7)],
  );
  const stored = selectSums(question, {
    table: 'product_sums',
    where: ofMonths,
    columns: summed(projectedColumns(orders)),
    dimensions: { day: 'b.month', category_id: "NULLIF(b.category_id, '')" },
    grouped: true,
  });
  return [stored, ...sumsOfEntries(question, NOT_PROJECTED)];
}

/** The entries of events that have a position: all, less the few that have none, so that none has to be looked up by its event. */
function positioned(question: BookingsQuestion, sign: Sign = ''): SqlFragment[] {
  return [
    ...sumsOfEntries(question, EVERY, sign),
    ...sumsOfEntries(question, WITHOUT_POSITION, oppositeOf(sign)),
  ];
}

/** Whole months come from their own sums where there are such and nobody asks for days or weeks; the days around them come one by one. */
function sumsOfOrders(question: BookingsQuestion): SqlFragment[] {
  const later = sumsOfEntries(question, NOT_PROJECTED);
  const level = levelOf(question);
  const months = wholeMonths(question);
  const byDay = question.groupBy.includes('DAY') || question.groupBy.includes('WEEK');
  if (level !== SUM_LEVELS.TERRITORY || byDay || !months)
    return [sumsOfLevel(question, level, question), ...later];
  const { from, to } = question;
  return [
    sumsOfLevel(question, SUM_LEVELS.TERRITORY_MONTH, months),
    ...(from < months.from ? [sumsOfLevel(question, level, { from, to: addDays(months.from, -1) })] : []),
    ...(to > months.to ? [sumsOfLevel(question, level, { from: addDays(months.to, 1), to })] : []),
    ...later,
  ];
}

/** Where a group is a row nothing is added up, as a sum costs the database more than to hand the row out. */
function sumsOfLevel(question: BookingsQuestion, level: SumLevel, days: Days): SqlFragment {
  const grouped = !isGroup(level, question.groupBy);
  const columns = projectedColumns('orders');
  return selectSums(question, {
    table: 'booking_sums',
    where: onLevel(question, level, days),
    columns: grouped ? summed(columns) : columns,
    dimensions: {},
    grouped,
  });
}

function onLevel(question: BookingsQuestion, level: SumLevel, { from, to }: Days): SqlFragment {
  return allOf([
    fragment(`b.generation = (SELECT p.generation ${ACTIVE}) AND b.level = ?`, [level]),
    entryCondition({ ...question, from, to }, 'day'),
  ]);
}

/** Whether rows of a level are groups of what is asked for, but for currencies. */
function isGroup(level: SumLevel, groupBy: readonly BookingsDimension[]): boolean {
  const period = { [SUM_LEVELS.TERRITORY]: 'DAY', [SUM_LEVELS.TERRITORY_MONTH]: 'MONTH' } as const;
  const dimension = period[level as keyof typeof period];
  return dimension !== undefined && groupBy.includes(dimension) && groupBy.includes('TERRITORY');
}

/** The coarsest sums that tell apart what is asked for, and what the scope goes by. */
function levelOf({ groupBy, scope }: BookingsQuestion): SumLevel {
  const ofOrder = groupBy.some((dimension) => OF_ORDER.includes(dimension));
  return ofOrder || !scope.all ? SUM_LEVELS.ORDER : SUM_LEVELS.TERRITORY;
}

/** What sums by territory do not tell apart. */
const OF_ORDER: readonly BookingsDimension[] = ['ACCOUNT', 'REP', 'CHANNEL'];
