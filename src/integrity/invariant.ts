import type { InvariantArea, InvariantKind } from '../../entities/integrity/invariant.enums';
import { ACTIVE } from '../analytics/project-bookings';
import type { KeyRange, KeyRanges } from './key-ranges';

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

/** The condition that a column has a key of the range that is looked at; `ofRange` fills it in. */
export const inRange = (column: string): string => `{${column}}`;

const MARK = /\{([\w.]+)\}/g;

/** The condition that the projection of bookings has come to the event that a column names; `ofRange` fills it in. */
export const isProjected = (column: string): string => `[${column}]`;

const PROJECTED_MARK = /\[([\w.]+)\]/g;
const PROJECTED_TO = `(SELECT p.position ${ACTIVE})`;

/** Two ways to the same: the events that are left are listed once a statement, or the event of each row is looked up. */
const PROJECTED = {
  FEW_LEFT: (column: string) =>
    `${column} NOT IN (SELECT e.id FROM events e WHERE e.position < 0)` +
    ` AND ${column} NOT IN (SELECT e.id FROM events e WHERE e.position > ${PROJECTED_TO})`,
  MANY_LEFT: (column: string) =>
    `NOT EXISTS (SELECT 1 FROM events e WHERE e.id = ${column} AND e.position NOT BETWEEN 0 AND ${PROJECTED_TO})`,
};

/** How many events the projection of bookings has not come to: a list of few is quick to make, one of many is not. */
export type EventsLeft = keyof typeof PROJECTED;

/** A statement with its conditions of `inRange` and `isProjected` filled in, and their values. */
export function ofRange(
  sql: string,
  { after, through }: KeyRange,
  left: EventsLeft = 'FEW_LEFT',
): { sql: string; params: string[] } {
  const bounds = through === null ? [after] : [after, through];
  const params: string[] = [];
  const filled = sql.replace(MARK, (_mark, column: string) => {
    params.push(...bounds);
    return through === null ? `${column} > ?` : `${column} > ? AND ${column} <= ?`;
  });
  const complete = filled.replace(PROJECTED_MARK, (_mark, column: string) => PROJECTED[left](column));
  return { sql: complete, params };
}
