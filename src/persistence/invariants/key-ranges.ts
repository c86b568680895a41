import type { Sql } from '../sql';

/** Keys between two, the first exclusive; no end takes all that come after. */
export interface KeyRange {
  after: string;
  through: string | null;
}

/** Cuts all keys of some tables into ranges, one after the other. */
export interface KeyRanges {
  /** The range that comes after a key, the empty text for the first one; null when nothing comes any more. */
  next(sql: Sql, after: string, rows: number): Promise<KeyRange | null>;
}

/** The columns of an index, by the table that has it. */
type Columns = readonly (readonly [table: string, column: string])[];

/**
 * Ranges in which no table has many more rows than asked for: keys are not cut apart, so that all rows of one are in one range. The last
 * range has no end, and so the rows of every key are in some range, whatever is written meanwhile.
 */
export function rangesOf(columns: Columns): KeyRanges {
  const bounds = columns.map(
    ([table, column]) =>
      `SELECT * FROM (SELECT ${column} AS k FROM ${table} WHERE ${column} > ? ORDER BY ${column} LIMIT 1 OFFSET ?) ${table}`,
  );
  return {
    async next(sql, after, rows) {
      const [row] = await sql.rows<{ k: string | null }>(
        `SELECT MIN(b.k) AS k FROM (${bounds.join(' UNION ALL ')}) b`,
        bounds.flatMap(() => [after, rows - 1]),
      );
      return { after, through: row?.k ?? null };
    },
  };
}
