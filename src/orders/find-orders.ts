import { Account } from '../../entities/accounts/account';
import { Order } from '../../entities/orders/order';
import { orderScope, type Scope } from '../auth/row-scope';
import { keysetPage, type PageRequest, type Slice } from '../persistence/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';
import { filterCondition, type OrderFilter } from './order-filter';
import { orderSort, refuseUnserved, type OrderSortField } from './order-sorts';

export interface OrderQuery {
  filter: OrderFilter;
  sort: OrderSortField;
  descending: boolean;
  page: PageRequest;
}

/** One order by id or by number, if the scope covers it. */
export async function findOrder(
  sql: Sql,
  scope: Scope,
  by: { id: string } | { number: string },
): Promise<Order | null> {
  const wanted = 'id' in by ? fragment('t.id = ?', [by.id]) : fragment('t.number = ?', [by.number]);
  const where = allOf([wanted, orderScope(scope, 't')]);
  const [order] = await sql.select(Order, `WHERE ${where.sql}`, where.params);
  return order ?? null;
}

/** Those of the orders that the scope covers, in no particular order. */
export function findOrdersById(sql: Sql, scope: Scope, ids: readonly string[]): Promise<Order[]> {
  const where = allOf([inList('t.id', ids), orderScope(scope, 't')]);
  return sql.select(Order, `WHERE ${where.sql}`, where.params);
}

/** A page of orders: one statement, on one table, so that an index can give the order. Throws `FILTER_UNSUPPORTED`. */
export async function findOrders(sql: Sql, scope: Scope, query: OrderQuery): Promise<Slice<Order>> {
  refuseUnserved(query.filter, query.sort);
  const page = keysetPage(orderSort(query.sort, query.descending), query.page);
  const where = allOf([condition(scope, query.filter), page.where]);
  return page.cut(await sql.select(Order, `WHERE ${where.sql} ${page.tail}`, where.params));
}

/** How many orders there are on all pages. Reads all of them: only for who asks. */
export async function countOrders(sql: Sql, scope: Scope, filter: OrderFilter): Promise<number> {
  const where = condition(scope, filter);
  const [row] = await sql.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM orders t WHERE ${where.sql}`,
    where.params,
  );
  return num(row?.n);
}

function condition(scope: Scope, filter: OrderFilter): SqlFragment {
  return allOf([filterCondition(filter), scope.all ? null : orderScope(scope, 't')]);
}

/** The path below which an account and its sub-accounts lie; null when there is no such account. */
export async function accountPath(sql: Sql, accountId: string): Promise<string | null> {
  const [account] = await sql.select(Account, 'WHERE t.id = ?', [accountId]);
  return account?.path ?? null;
}
