import { SUM_LEVELS, type SumLevel } from '../../entities/analytics/booking-sum';
import { allOf, fragment, type SqlFragment } from '../persistence/sql-fragment';
import { DIMENSION_COLUMNS, type BookingsDimension } from './booking-sums';
import { asksForProducts, levelOf, sourcesOf, type BookingsSources } from './bookings-sources';
import { partsOf, monthsOf, type Days } from './calendar';
import {
  entryCondition,
  groupColumns,
  oppositeOf,
  scopeCondition,
  selectSums,
  SUM_NAMES,
  sumsOfEntries,
  type BookingsQuestion,
  type Sign,
} from './entry-sums';
import { ACTIVE } from './project-bookings';

/**
 * Selects that have to see one state of the database: the end of the log, the sums of the projection, and those of the entries of later
 * events, which the projection will have later. The row that has a position is the end of the log. Several rows may belong to a group.
 * Where a question reads much, it is read in so many parts or more, of a span of days each.
 */
export function bookingsSelects(
  question: BookingsQuestion,
  parts = 1,
  sources: BookingsSources = sourcesOf(question),
): SqlFragment[] {
  const absent = groupColumns(question.groupBy).map((name) => `NULL AS ${name}`);
  const zeros = SUM_NAMES.map((name) => `0 AS ${name}`);
  const end = fragment(
    `SELECT last_position AS position, ${[...absent, ...zeros].join(', ')} FROM event_sequence WHERE id = 1`,
  );
  const { sums, products, later, entries } = sources;
  const rows = [
    ...sums.flatMap(({ level, days }) =>
      partsOf(days, parts).map((part) => sumsOfLevel(question, level, part)),
    ),
    ...products.flatMap((days) =>
      monthsOf(days, parts).map((part) => sumsOfMonths({ ...question, ...part })),
    ),
    ...entries.flatMap(({ days, sign }) =>
      partsOf(days, parts).flatMap((part) => positioned({ ...question, ...part }, sign)),
    ),
    ...later.flatMap((days) => sumsOfEntries({ ...question, ...days }, NOT_PROJECTED)),
  ];
  return [
    end,
    ...rows.map(({ sql, params }) => fragment(sql.replace('SELECT', 'SELECT NULL AS position,'), params)),
  ];
}

/**
 * The day of a row, of those that tell groups apart, that has so many before it; none when there are no more. Where an index does not
 * tell groups apart, several rows may make a group.
 */
export function dayOfRow(question: BookingsQuestion, count: number): SqlFragment {
  const { groupBy } = question;
  const [table, where]: [string, SqlFragment] = asksForProducts(question)
    ? ['booking_entries', entryCondition(question, 'day')]
    : ['booking_sums', allOf([onLevel(levelOf(question), question), scopeCondition(question)])];
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

function sumsOfMonths(question: BookingsQuestion): SqlFragment {
  const { groupBy, from, to } = question;
  const orders = groupBy.includes('SKU') ? 'orders' : 'category_orders';
  const ofMonths = fragment(
    `b.generation = (SELECT p.generation ${ACTIVE}) AND b.month >= ? AND b.month <= ?`,
    [from.slice(0, 7), to.slice(0, 7)],
  );
  return selectSums(question, {
    table: 'product_sums',
    where: ofMonths,
    columns: summed(projectedColumns(orders)),
    dimensions: { day: 'b.month', category_id: "NULLIF(b.category_id, '')" },
    grouped: true,
  });
}

/** The entries of events that have a position: all, less the few that have none, so that none has to be looked up by its event. */
function positioned(question: BookingsQuestion, sign: Sign = ''): SqlFragment[] {
  return [
    ...sumsOfEntries(question, EVERY, sign),
    ...sumsOfEntries(question, WITHOUT_POSITION, oppositeOf(sign)),
  ];
}

/** Where a group is a row nothing is added up, as a sum costs the database more than to hand the row out. */
function sumsOfLevel(question: BookingsQuestion, level: SumLevel, days: Days): SqlFragment {
  const grouped = !isGroup(level, question.groupBy);
  const columns = projectedColumns('orders');
  return selectSums(question, {
    table: 'booking_sums',
    where: allOf([onLevel(level, days), scopeCondition(question)]),
    columns: grouped ? summed(columns) : columns,
    dimensions: {},
    grouped,
  });
}

/** Sums of a level and of days; `b` is a sum. */
export function onLevel(level: SumLevel, { from, to }: Days): SqlFragment {
  return fragment(
    `b.generation = (SELECT p.generation ${ACTIVE}) AND b.level = ? AND b.day >= ? AND b.day <= ?`,
    [level, from, to],
  );
}

/** Whether rows of a level are groups of what is asked for, but for currencies. */
function isGroup(level: SumLevel, groupBy: readonly BookingsDimension[]): boolean {
  const period = { [SUM_LEVELS.TERRITORY]: 'DAY', [SUM_LEVELS.TERRITORY_MONTH]: 'MONTH' } as const;
  const dimension = period[level as keyof typeof period];
  return dimension !== undefined && groupBy.includes(dimension) && groupBy.includes('TERRITORY');
}
