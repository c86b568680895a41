import { Order } from '../../entities/orders/order';
import { documentScope, type Scope } from '../auth/row-scope';
import {
  keysetPage,
  type KeysetPage,
  type PageRequest,
  type Slice,
  type Sort,
} from '../persistence/lists/keyset';
import type { Columns } from '../persistence/mapping/entity-mapping';
import { joinInOrder, type Sql } from '../persistence/sql';
import { allOf, fragment, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { filterCondition, type OrderFilter } from './order-filter';
import { orderSort, type OrderSortField } from './order-sorts';
import { FILTERS, givenFilters, SERVED, servedAccess, type ServedAccess } from './indexed-filters';
import { idsOf, MAX_EXAMINED, shortestWay, type Way } from './access-paths';

export interface OrderQuery {
  filter: OrderFilter;
  sort: OrderSortField;
  descending: boolean;
}

/** How a list is read: in the order of an index, or by looking at all of a few orders. */
type Access = { index: ServedAccess } | { way: Way };

/** Orders that match a filter and that the scope covers, in one order; read a page at a time. */
export class OrderList {
  private readonly scope: SqlFragment | null;
  private readonly condition: SqlFragment;
  private readonly sort: Sort<Order>;

  private constructor(
    private readonly sql: Sql,
    scope: Scope,
    { filter, sort, descending }: OrderQuery,
    private readonly access: Access,
  ) {
    this.scope = scope.all ? null : documentScope(scope, 't');
    this.condition = allOf([filterCondition(filter), this.scope]);
    this.sort = orderSort(sort, descending);
  }

  /**
   * Throws `FILTER_UNSUPPORTED` when no index serves the filter in that order and more than `MAX_EXAMINED` orders would have to be
   * looked at. One statement, for limited scopes and for what no index serves; else none.
   */
  static async open(sql: Sql, scope: Scope, query: OrderQuery): Promise<OrderList> {
    return new OrderList(sql, scope, query, await chooseAccess(sql, scope, query));
  }

  /** One statement. A part needs the columns that the list is sorted by. */
  async page(request: PageRequest, part?: Columns<Order>): Promise<Slice<Order>> {
    const page = keysetPage(this.sort, request);
    const { sql, params } = this.pageTail(page);
    return page.cut(await this.sql.separately.select(Order, sql, params, part));
  }

  /** How many orders there are on all pages. Reads all of them: only for who asks. */
  async count(): Promise<number> {
    const from = 'way' in this.access ? this.among(this.access.way) : fragment('orders t');
    const [row] = await this.sql.separately.rows<{ n: RawInteger }>(
      `SELECT COUNT(*) AS n FROM ${from.sql} WHERE ${this.condition.sql}`,
      [...from.params, ...this.condition.params],
    );
    return num(row?.n);
  }

  /**
   * What follows `FROM orders t`. All but the plainest pages are found as ids first, and their rows after that: an index that has
   * all that a condition asks for is chosen however often its value occurs.
   */
  private pageTail(page: KeysetPage<Order>): SqlFragment {
    if ('way' in this.access) return this.chosen(page, this.access.way);
    const { by, rest } = this.access.index;
    const along = [filterCondition(rest), this.scope && rowByRow(this.scope), page.where];
    if (by) {
      const parts = by.values.map((value) => allOf([fragment(`${by.column} = ?`, [value]), ...along]));
      return this.merged(page, parts);
    }
    const where = allOf(along);
    return fragment(`WHERE ${where.sql} ${page.tail}`, where.params);
  }

  /** The page of a few orders. */
  private chosen(page: KeysetPage<Order>, way: Way): SqlFragment {
    const from = this.among(way);
    const where = allOf([this.condition, page.where]);
    const ids = `SELECT t.id FROM ${from.sql} WHERE ${where.sql} ${page.tail}`;
    return joined(page, ids, [...from.params, ...where.params]);
  }

  /** The first rows of each part in the order of the list, merged. */
  private merged(page: KeysetPage<Order>, parts: readonly SqlFragment[]): SqlFragment {
    const columns = [...new Set(['t.id', ...this.sort.keys.map((key) => key.column)])].join(', ');
    const selects = parts.map(({ sql }) => `SELECT ${columns} FROM orders t WHERE ${sql} ${page.tail}`);
    const [first] = selects;
    const union = selects.map((select, i) => `SELECT * FROM (${select}) v${i}`).join(' UNION ALL ');
    const ids = selects.length === 1 ? first! : `SELECT t.id FROM (${union}) t ${page.tail}`;
    return joined(
      page,
      ids,
      parts.flatMap(({ params }) => params),
    );
  }

  /** The orders to look at: they come first in the join, whatever the database thinks of it. */
  private among(way: Way): SqlFragment {
    const ids = idsOf(way, 2 * MAX_EXAMINED);
    return fragment(`(${ids.sql}) way ${joinInOrder(this.sql)} orders t ON t.id = way.id`, ids.params);
  }
}

/** Keeps databases from finding all rows of a condition through its indexes, and then sorting them. */
function rowByRow(condition: SqlFragment): SqlFragment {
  return fragment(`CASE WHEN ${condition.sql} THEN 1 ELSE 0 END = 1`, condition.params);
}

function joined({ orderBy }: KeysetPage<Order>, ids: string, params: SqlFragment['params']): SqlFragment {
  return fragment(`JOIN (${ids}) page ON page.id = t.id ${orderBy}`, params);
}

/**
 * An index that gives the order, if the query asks for nothing besides. A limited scope is one more condition: when it covers few
 * orders they are looked at, else it is checked along the index. Everything else must lead to few orders.
 */
async function chooseAccess(sql: Sql, scope: Scope, { filter, sort }: OrderQuery): Promise<Access> {
  const index = servedAccess(filter, sort);
  if (index && scope.all) return { index };
  const way = await shortestWay(sql, filter, scope);
  if (way) return { way };
  if (index) return { index };
  throw tooMany(filter, sort);
}

function tooMany(filter: OrderFilter, sort: OrderSortField): DomainError {
  const filters = givenFilters(filter).flatMap((name) => FILTERS[name].input);
  const served = SERVED[sort].alone;
  const alone = served.length > 0 ? ` By itself, an index serves each of ${served.join(', ')}.` : '';
  return new DomainError(
    'FILTER_UNSUPPORTED',
    `Sorted by ${sort}, no index serves ${filters.join(' + ') || 'all that you may see'}, and more than ${MAX_EXAMINED} orders would have to be looked at. ` +
      `Add orderedFrom and orderedBefore, or narrow it by accountId, sku, poNumber, tag or text.${alone}`,
    { sort, filters, served, maxOrders: MAX_EXAMINED },
  );
}
