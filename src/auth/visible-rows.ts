import { noRow, rowsOf, type AccessPath, type IdSelect } from '../persistence/lists/access-paths';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { accountScopeParts, type LimitedScope } from './row-scope';

/**
 * What finds all rows of a table that `documentScope` covers and a condition selects, each part through an index that begins with
 * `account_id`, `territory_id` or `rep_id`.
 */
export function visiblePath(
  table: string,
  scope: LimitedScope,
  condition: SqlFragment | null = null,
): AccessPath {
  const own = (column: string, ids: readonly string[]): IdSelect[] =>
    ids.length > 0 ? [rowsOf(table, allOf([inList(column, ids), condition]))] : [];
  const parts = [
    ...accountScopeParts(scope, 'a').map((part) => rowsOfAccounts(table, part, condition)),
    ...own('t.territory_id', scope.territoryIds),
    ...own('t.rep_id', scope.repIds),
  ];
  return parts.length > 0 ? { parts } : noRow(table);
}

/** Rows `t` of a table that belong to the accounts `a` which a condition selects, and that another one selects. */
export function rowsOfAccounts(
  table: string,
  accounts: SqlFragment,
  condition: SqlFragment | null,
): IdSelect {
  const { sql, params } = allOf([accounts, condition]);
  return (limit) =>
    fragment(
      `SELECT t.id FROM accounts a JOIN ${table} t ON t.account_id = a.id WHERE ${sql} LIMIT ${limit}`,
      params,
    );
}
