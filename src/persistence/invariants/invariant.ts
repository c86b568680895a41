import type { InvariantArea, InvariantKind } from '../../../entities/integrity/invariant.enums';
import type { KeyRanges } from './key-ranges';

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
  pairs: Pairs;
}

/** Expressions to be compared, by the name of what is compared. */
export type Pairs = Readonly<Record<string, readonly [expected: string, actual: string]>>;

/** Rules of an area over the same keys. */
export interface RulesByKey {
  /** Told apart from every other; part of the cursors that clients hold. */
  name: string;
  area: InvariantArea;
  ranges: KeyRanges;
  rules: readonly Invariant[];
}

/** The condition that a column has a key of the range that is looked at; the check fills it in. */
export const inRange = (column: string): string => `{${column}}`;

/** The condition that the projection of bookings has come to the event that a column names; the check fills it in. */
export const isProjected = (column: string): string => `[${column}]`;
