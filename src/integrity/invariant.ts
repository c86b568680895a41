import type { InvariantKind } from '../../entities/analytics/invariant-kind';

/** A comparison of two expressions over each row of a query: they must be equal. */
export interface Invariant {
  kind: InvariantKind;
  /**
   * Rows of a range of keys, after FROM. Everything in it is one statement, so that it sees one state of the data; it has all rows that
   * belong to a key of the range, so that what it compares is whole. `inRange` says which rows are of the range.
   */
  from: string;
  /** Which rows are looked at; all when absent. */
  where?: string;
  /** Columns that name the row for a person. */
  key: readonly string[];
  /** What is compared, by its name: the value that it should have, and the one that it has. */
  pairs: Readonly<Record<string, readonly [expected: string, actual: string]>>;
}

/** Keys between two, the first exclusive; no end takes all that come after. */
export interface KeyRange {
  after: string;
  through: string | null;
}

/** The condition that a column has a key of the range that is looked at; `ofRange` fills it in. */
export const inRange = (column: string): string => `{${column}}`;

const MARK = /\{([\w.]+)\}/g;

/** A statement with its conditions of `inRange` filled in, and their values. */
export function ofRange(sql: string, { after, through }: KeyRange): { sql: string; params: string[] } {
  const bounds = through === null ? [after] : [after, through];
  const params: string[] = [];
  const filled = sql.replace(MARK, (_mark, column: string) => {
    params.push(...bounds);
    return through === null ? `${column} > ?` : `${column} > ? AND ${column} <= ?`;
  });
  return { sql: filled, params };
}
