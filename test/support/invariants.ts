import * as integrity from '../../src/integrity/check-invariants';
import type { Sql } from '../../src/persistence/sql';
import { INVARIANTS } from '../../src/server/areas';

export type { InvariantViolation } from '../../src/integrity/check-invariants';

/** Checks the rules of every area. */
export function checkInvariants(
  sql: Sql,
  options?: integrity.CheckOptions,
): Promise<integrity.InvariantViolation[]> {
  return integrity.checkInvariants(sql, INVARIANTS, options);
}
