import { Account } from '../../entities/accounts/account';
import { BuyerIntentSignal } from '../../entities/accounts/buyer-intent-signal';
import { accountScope, type Scope } from '../auth/row-scope';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';

/** Most sub-accounts and signals that an account shows of itself. */
export const MAX_CHILDREN = 200;
export const MAX_SIGNALS = 100;

/** The first `MAX_CHILDREN` sub-accounts of each parent that the scope covers, by number. */
export function findChildren(sql: Sql, scope: Scope, parentIds: readonly string[]): Promise<Account[]> {
  const where = allOf([inList('c.parent_id', parentIds), accountScope(scope, 'c')]);
  const first = firstOfEach(
    'accounts',
    'c',
    { of: 'c.parent_id', orderBy: 'c.number', limit: MAX_CHILDREN },
    where,
  );
  return sql.select(Account, `WHERE ${first.sql} ORDER BY t.number`, first.params);
}

/** The newest `MAX_SIGNALS` signals of each account, newest first. */
export function findNewestSignals(sql: Sql, accountIds: readonly string[]): Promise<BuyerIntentSignal[]> {
  const where = inList('s.account_id', accountIds);
  const ranking = { of: 's.account_id', orderBy: 's.occurred_at DESC, s.id DESC', limit: MAX_SIGNALS };
  const newest = firstOfEach('buyer_intent_signals', 's', ranking, where);
  return sql.select(
    BuyerIntentSignal,
    `WHERE ${newest.sql} ORDER BY t.occurred_at DESC, t.id DESC`,
    newest.params,
  );
}

/** Condition on rows `t` of a table: among the first rows of their group that `where` selects. */
function firstOfEach(
  table: string,
  alias: string,
  { of, orderBy, limit }: { of: string; orderBy: string; limit: number },
  where: SqlFragment,
): SqlFragment {
  return fragment(
    `t.id IN (SELECT ranked.id FROM (
       SELECT ${alias}.id, ROW_NUMBER() OVER (PARTITION BY ${of} ORDER BY ${orderBy}) AS place
       FROM ${table} ${alias} WHERE ${where.sql}) ranked
     WHERE ranked.place <= ?)`,
    [...where.params, limit],
  );
}
