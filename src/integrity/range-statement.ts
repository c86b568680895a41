import { ACTIVE } from '../analytics/project-bookings';
import type { KeyRange } from '../persistence/invariants/key-ranges';

/** The marks of `inRange` and `isProjected`. */
const RANGE_MARK = /\{([\w.]+)\}/g;
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
  const filled = sql.replace(RANGE_MARK, (_mark, column: string) => {
    params.push(...bounds);
    return through === null ? `${column} > ?` : `${column} > ? AND ${column} <= ?`;
  });
  const complete = filled.replace(PROJECTED_MARK, (_mark, column: string) => PROJECTED[left](column));
  return { sql: complete, params };
}
