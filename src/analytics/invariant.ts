import type { InvariantKind } from '../../entities/analytics/invariant-kind';

/** A comparison of two expressions over each row of a query: they must be equal. */
export interface Invariant {
  kind: InvariantKind;
  /** Rows, after FROM. Everything in it is one statement, so that it sees one state of the data. */
  from: string;
  /** Which rows are looked at; all when absent. */
  where?: string;
  /** Columns that name the row for a person. */
  key: readonly string[];
  /** What is compared, by its name: the value that it should have, and the one that it has. */
  pairs: Readonly<Record<string, readonly [expected: string, actual: string]>>;
}
