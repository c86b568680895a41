import type { Sql } from '../sql';
import { fragment, type SqlFragment } from '../sql-fragment';
import { num, type RawInteger } from '../values';

/** The most rows that a query looks at where no index gives its order. */
export const MAX_EXAMINED = 10_000;

/** SELECT, through an index, of at most `limit` ids, in a column `id`. */
export type IdSelect = (limit: number) => SqlFragment;

/** What finds all rows that one condition lets through. Each part has its own index, where an OR would use none. */
export interface AccessPath {
  readonly parts: readonly IdSelect[];
  /** The column in which rows of the list have the ids that are found. Default: `id`, the rows' own. */
  readonly of?: string;
}

/** The ids that a path leads to, each once. `limit` holds for each part. */
export function idsOf({ parts }: AccessPath, limit: number): SqlFragment {
  const selects = parts.map((part) => part(limit));
  const [first] = selects;
  if (selects.length === 1) return first!;
  return fragment(
    selects.map(({ sql }, i) => `SELECT u${i}.id FROM (${sql}) u${i}`).join(' UNION '),
    selects.flatMap(({ params }) => params),
  );
}

/**
 * The path that leads to the fewest ids, if any leads to at most `MAX_EXAMINED`; null when none does. One statement, which counts
 * no further than that; an id that several parts of a path find counts as often.
 */
export async function shortestPath(sql: Sql, paths: readonly AccessPath[]): Promise<AccessPath | null> {
  const counts = paths.map(countOf);
  const [row] = await sql.separately.rows<Record<string, RawInteger>>(
    `SELECT ${counts.map((count) => count.sql).join(', ')}`,
    counts.flatMap(({ params }) => params),
  );
  const lengths = paths.map((_path, i) => num(row![`n${i}`]));
  const shortest = Math.min(...lengths);
  return shortest <= MAX_EXAMINED ? paths[lengths.indexOf(shortest)]! : null;
}

function countOf({ parts }: AccessPath, i: number): SqlFragment {
  const selects = parts.map((part) => part(MAX_EXAMINED + 1));
  const sum = selects.map(({ sql }, j) => `(SELECT COUNT(*) FROM (${sql}) c${i}_${j})`).join(' + ');
  return fragment(
    `${sum} AS n${i}`,
    selects.flatMap(({ params }) => params),
  );
}

/** The rows `t` of a table that a condition selects; without one, all of them. */
export function rowsOf(table: string, condition?: SqlFragment): IdSelect {
  const where = condition ? ` WHERE ${condition.sql}` : '';
  return (limit) => fragment(`SELECT t.id FROM ${table} t${where} LIMIT ${limit}`, condition?.params);
}

/** A path to nothing. */
export const noRow = (table: string): AccessPath => ({
  parts: [() => fragment(`SELECT t.id FROM ${table} t WHERE 1 = 0`)],
});
