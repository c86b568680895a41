import type { Sql } from './sql';
import { inList } from './sql-fragment';

/** Which of some values a column holds. One statement; none when no value is given. Table and column are names from code. */
export async function existingValues(
  sql: Sql,
  table: string,
  column: string,
  values: readonly (string | null | undefined)[],
): Promise<Set<string>> {
  const distinct = [...new Set(values.filter((value) => typeof value === 'string'))];
  if (distinct.length === 0) return new Set();
  const where = inList(column, distinct);
  const rows = await sql.rows<{ value: string }>(
    `SELECT ${column} AS value FROM ${table} WHERE ${where.sql}`,
    where.params,
  );
  return new Set(rows.map(({ value }) => value));
}
