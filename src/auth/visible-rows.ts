import type { Sql } from '../persistence/sql';
import { fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';
import { accountScopeParts, type LimitedScope } from './row-scope';

/** The most visible rows that are found by the scope; where there are more, each row of another index is checked. */
const MAX_FEW = 10_000;

/** SELECT, through an index, of at most `limit` ids, in a column `id`. */
type IdSelect = (limit: number) => SqlFragment;

/**
 * What finds, together, all rows of a table that `documentScope` covers, each part through an index that begins with `account_id`,
 * `territory_id` or `rep_id`, where an OR would use none.
 */
export function visibleIds(table: string, scope: LimitedScope): IdSelect[] {
  const select =
    (from: string, { sql, params }: SqlFragment): IdSelect =>
    (limit) =>
      fragment(`SELECT t.id FROM ${from} WHERE ${sql} LIMIT ${limit}`, params);
  const ofAccounts = `accounts a JOIN ${table} t ON t.account_id = a.id`;
  const own = (column: string, ids: readonly string[]): IdSelect[] =>
    ids.length > 0 ? [select(`${table} t`, inList(column, ids))] : [];
  return [
    ...accountScopeParts(scope, 'a').map((part) => select(ofAccounts, part)),
    ...own('t.territory_id', scope.territoryIds),
    ...own('t.rep_id', scope.repIds),
  ];
}

/**
 * SELECT of the ids of all rows of a table that a limited scope covers, each once, when they are few; null when there are more. One
 * statement, which counts no further than it must; a row that several parts find counts as often.
 */
export async function fewVisibleIds(
  sql: Sql,
  table: string,
  scope: LimitedScope,
): Promise<SqlFragment | null> {
  const parts = visibleIds(table, scope);
  if (parts.length === 0) return fragment(`SELECT t.id FROM ${table} t WHERE 1 = 0`);
  const counted = parts.map((part) => part(MAX_FEW + 1));
  const sum = counted.map((part, i) => `(SELECT COUNT(*) FROM (${part.sql}) c${i})`).join(' + ');
  const [row] = await sql.separately.rows<{ n: RawInteger }>(
    `SELECT ${sum} AS n`,
    counted.flatMap(({ params }) => params),
  );
  return num(row?.n) <= MAX_FEW ? union(parts.map((part) => part(2 * MAX_FEW))) : null;
}

function union(selects: readonly SqlFragment[]): SqlFragment {
  return fragment(
    selects.map(({ sql }, i) => `SELECT u${i}.id FROM (${sql}) u${i}`).join(' UNION '),
    selects.flatMap(({ params }) => params),
  );
}

/** The condition, checked on each row: a database does not find all rows of it through its indexes, and sort them. */
export function rowByRow({ sql, params }: SqlFragment): SqlFragment {
  return fragment(`CASE WHEN ${sql} THEN 1 ELSE 0 END = 1`, params);
}
