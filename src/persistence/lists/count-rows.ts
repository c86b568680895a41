import type { Sql } from '../sql';
import type { SqlFragment } from '../sql-fragment';
import { num, type RawInteger } from '../values';

/** How many rows of what follows `FROM` a condition selects. */
export async function countRows(sql: Sql, from: SqlFragment, condition: SqlFragment): Promise<number> {
  const [row] = await sql.separately.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM ${from.sql} WHERE ${condition.sql}`,
    [...from.params, ...condition.params],
  );
  return num(row?.n);
}
