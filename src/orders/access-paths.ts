import { accountScopeParts, inTree, type LimitedScope, type Scope } from '../auth/row-scope';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';
import {
  accountsNamed,
  orderedCondition,
  startsOfNumber,
  totalCondition,
  type OrderFilter,
} from './order-filter';
import {
  givenFilters,
  SERVED_COLUMNS,
  valuesOf,
  type FilterName,
  type ServedFilter,
} from './indexed-filters';

/** The most orders that a query looks at where no index gives its order. */
export const MAX_EXAMINED = 10_000;

/** SELECT, through an index, of the ids of at most `limit` orders. */
type Part = (limit: number) => SqlFragment;

/** What finds, together, all orders that one part of a query lets through. Each part has its own index, where an OR would use none. */
export type Way = readonly Part[];

/** The ids that a way leads to, each once. `limit` holds for each part. */
export function idsOf(way: Way, limit: number): SqlFragment {
  const parts = way.map((part) => part(limit));
  const selects = parts.map(({ sql }, i) => `SELECT u${i}.id FROM (${sql}) u${i}`);
  const [first] = parts;
  if (parts.length === 1) return first!;
  return fragment(
    selects.join(' UNION '),
    parts.flatMap(({ params }) => params),
  );
}

/**
 * The way that leads to the fewest orders, if any leads to at most `MAX_EXAMINED`. One statement, which counts no further than
 * that; an order that several parts of a way find counts as often.
 */
export async function shortestWay(sql: Sql, filter: OrderFilter, scope: Scope): Promise<Way | null> {
  const ways = waysOf(filter, scope);
  const counts = ways.map((way, i) => {
    const parts = way.map((part) => part(MAX_EXAMINED + 1));
    const sum = parts.map((part, j) => `(SELECT COUNT(*) FROM (${part.sql}) c${i}_${j})`).join(' + ');
    return fragment(
      `${sum} AS n${i}`,
      parts.flatMap(({ params }) => params),
    );
  });
  const [row] = await sql.separately.rows<Record<string, RawInteger>>(
    `SELECT ${counts.map((count) => count.sql).join(', ')}`,
    counts.flatMap(({ params }) => params),
  );
  const lengths = ways.map((_way, i) => num(row![`n${i}`]));
  const shortest = Math.min(...lengths);
  return shortest <= MAX_EXAMINED ? ways[lengths.indexOf(shortest)]! : null;
}

/** SELECT of the ids of all orders that a limited scope covers, if they are few; null when they are more. One statement. */
export async function fewVisibleOrders(sql: Sql, scope: LimitedScope): Promise<SqlFragment | null> {
  const way = await shortestWay(sql, {}, scope);
  return way && idsOf(way, 2 * MAX_EXAMINED);
}

/** How the parts of a filter lead to their orders. The others can only narrow what something else has found. */
const WAYS: Partial<Record<FilterName, (filter: OrderFilter) => Way | null>> = {
  accountId: (filter) =>
    filter.accountPath
      ? [ofAccounts(inTree('a', filter.accountPath), orderedCondition(filter))]
      : byColumn(filter, 'accountId'),
  repId: (filter) => byColumn(filter, 'repId'),
  territoryId: (filter) => byColumn(filter, 'territoryId'),
  status: (filter) => byColumn(filter, 'status'),
  fulfillmentStatus: (filter) => byColumn(filter, 'fulfillmentStatus'),
  deliveryStatus: (filter) => byColumn(filter, 'deliveryStatus'),
  channel: (filter) => byColumn(filter, 'channel'),
  ordered: (filter) => [ordersWhere(orderedCondition(filter)!)],
  total: (filter) => [ordersWhere(totalCondition(filter)!)],
  sku: ({ sku }) => [marked('order_lines', fragment('m.sku = ?', [sku!]))],
  poNumber: ({ poNumber }) => [ordersWhere(fragment('t.po_number = ?', [poNumber!]))],
  tag: ({ tag }) => [marked('order_tags', fragment('m.tag = ?', [tag!]))],
  text: byText,
  onHold: ({ onHold }) => (onHold ? [marked('order_holds', fragment('m.released_at IS NULL'))] : null),
};

/** The parts of a filter that may lead to few orders by themselves. */
export const NARROWING = Object.keys(WAYS) as FilterName[];

const ANY_ORDER: Way = [(limit) => fragment(`SELECT t.id FROM orders t LIMIT ${limit}`)];
const NO_ORDER: Way = [() => fragment('SELECT t.id FROM orders t WHERE 1 = 0')];

function waysOf(filter: OrderFilter, scope: Scope): Way[] {
  const ways = givenFilters(filter).flatMap((name) => {
    const way = WAYS[name]?.(filter);
    return way ? [way] : [];
  });
  if (!scope.all) ways.push(ofScope(scope, filter));
  return ways.length > 0 ? ways : [ANY_ORDER];
}

/** These indexes go on with the date, so that a range of dates shortens the way. */
function byColumn(filter: OrderFilter, name: ServedFilter): Way {
  const values = inList(SERVED_COLUMNS[name], valuesOf(filter, name));
  return [ordersWhere(allOf([values, orderedCondition(filter)]))];
}

function ordersWhere(condition: SqlFragment): Part {
  return (limit) =>
    fragment(`SELECT t.id FROM orders t WHERE ${condition.sql} LIMIT ${limit}`, condition.params);
}

/** Orders of the accounts `a` that a condition selects. */
function ofAccounts(condition: SqlFragment, ordered: SqlFragment | null): Part {
  const where = allOf([condition, ordered]);
  return (limit) =>
    fragment(
      `SELECT t.id FROM accounts a JOIN orders t ON t.account_id = a.id WHERE ${where.sql} LIMIT ${limit}`,
      where.params,
    );
}

/** Orders with a row `m` in a table of theirs that a condition selects, each once. */
function marked(table: string, condition: SqlFragment): Part {
  return (limit) =>
    fragment(
      `SELECT DISTINCT m.order_id AS id FROM ${table} m WHERE ${condition.sql} LIMIT ${limit}`,
      condition.params,
    );
}

function byText(filter: OrderFilter): Way {
  const text = filter.text!;
  const accounts = accountsNamed(text);
  return [
    ...startsOfNumber('t.number', text).map(ordersWhere),
    ...startsOfNumber('t.po_number', text).map(ordersWhere),
    ...(accounts ? [ofNamedAccounts(accounts, orderedCondition(filter))] : []),
  ];
}

function ofNamedAccounts(accounts: SqlFragment, ordered: SqlFragment | null): Part {
  const where = ordered ?? fragment('1 = 1');
  return (limit) =>
    fragment(
      `SELECT t.id FROM (${accounts.sql}) named JOIN orders t ON t.account_id = named.account_id WHERE ${where.sql} LIMIT ${limit}`,
      [...accounts.params, ...where.params],
    );
}

function ofScope(scope: LimitedScope, filter: OrderFilter): Way {
  const ordered = orderedCondition(filter);
  const own = (column: string, ids: readonly string[]): Part[] =>
    ids.length > 0 ? [ordersWhere(allOf([inList(column, ids), ordered]))] : [];
  const way = [
    ...accountScopeParts(scope, 'a').map((part) => ofAccounts(part, ordered)),
    ...own('t.territory_id', scope.territoryIds),
    ...own('t.rep_id', scope.repIds),
  ];
  return way.length > 0 ? way : NO_ORDER;
}
