import { Account } from '../../entities/accounts/account';
import { Order } from '../../entities/orders/order';
import { inTree, documentScope, type Scope } from '../auth/row-scope';
import type { Columns } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList } from '../persistence/sql-fragment';
import type { OrderFilter } from './order-filter';
import { MAX_SERVED_VALUES } from '../persistence/lists/served-filters';

/** One order by id or by number, if the scope covers it. */
export async function findOrder(
  sql: Sql,
  scope: Scope,
  by: { id: string } | { number: string },
  part?: Columns<Order>,
): Promise<Order | null> {
  const wanted = 'id' in by ? fragment('t.id = ?', [by.id]) : fragment('t.number = ?', [by.number]);
  const where = allOf([wanted, documentScope(scope, 't')]);
  const [order] = await sql.select(Order, `WHERE ${where.sql}`, where.params, part);
  return order ?? null;
}

/** Those of the orders that the scope covers, in no particular order. */
export function findOrdersById(
  sql: Sql,
  scope: Scope,
  ids: readonly string[],
  part?: Columns<Order>,
): Promise<Order[]> {
  const where = allOf([inList('t.id', ids), documentScope(scope, 't')]);
  return sql.select(Order, `WHERE ${where.sql}`, where.params, part);
}

/** The filter for the orders of an account and its sub-accounts: by their ids as long as they are few, else by the tree. */
export async function filterByTree(sql: Sql, accountId: string): Promise<OrderFilter> {
  const [account] = await sql.select(Account, 'WHERE t.id = ?', [accountId]);
  if (!account) return { accountIds: [accountId] };
  const tree = inTree('a', account.path);
  const rows = await sql.rows<{ id: string }>(
    `SELECT a.id FROM accounts a WHERE ${tree.sql} LIMIT ${MAX_SERVED_VALUES + 1}`,
    tree.params,
  );
  if (rows.length > MAX_SERVED_VALUES) return { accountPath: account.path };
  return { accountIds: rows.map(({ id }) => id) };
}
