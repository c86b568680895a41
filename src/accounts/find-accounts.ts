import { Account } from '../../entities/accounts/account';
import { accountScope, type Scope } from '../auth/row-scope';
import type { Columns } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList } from '../persistence/sql-fragment';

/** One account by id or by number, if the scope covers it. */
export async function findAccount(
  sql: Sql,
  scope: Scope,
  by: { id: string } | { number: string },
): Promise<Account | null> {
  const wanted = 'id' in by ? fragment('t.id = ?', [by.id]) : fragment('t.number = ?', [by.number]);
  const where = allOf([wanted, accountScope(scope, 't')]);
  const [account] = await sql.select(Account, `WHERE ${where.sql}`, where.params);
  return account ?? null;
}

/** Those of the accounts that the scope covers, in no particular order. */
export function findAccountsById(
  sql: Sql,
  scope: Scope,
  ids: readonly string[],
  part?: Columns<Account>,
): Promise<Account[]> {
  const where = allOf([inList('t.id', ids), accountScope(scope, 't')]);
  return sql.select(Account, `WHERE ${where.sql}`, where.params, part);
}
