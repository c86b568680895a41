import type { InvariantKind } from '../../entities/analytics/invariant-kind';
import type { Sql } from '../persistence/sql';
import { big, type RawInteger } from '../persistence/values';
import type { Invariant } from './invariant';
import { INVARIANTS } from './invariants';

/** One number that is not what it should be. */
export interface InvariantViolation {
  kind: InvariantKind;
  /** For a person: the SKU and location code, or the order number and line, then the name of the number. */
  key: string;
  expected: bigint;
  actual: bigint;
}

/** At most this many violations are answered. */
export const MAX_VIOLATIONS = 100;

/**
 * Compares ledger, levels, counters, allocations, totals and bookings. Empty when all is well. Every rule is one statement
 * over one state of the data, so that work in progress is never taken for a violation.
 */
export async function checkInvariants(sql: Sql): Promise<InvariantViolation[]> {
  const violations: InvariantViolation[] = [];
  for (const invariant of INVARIANTS) {
    if (violations.length >= MAX_VIOLATIONS) break;
    violations.push(...(await violationsOf(sql, invariant)));
  }
  return violations.slice(0, MAX_VIOLATIONS);
}

async function violationsOf(
  sql: Sql,
  { kind, from, where = '1 = 1', key, pairs }: Invariant,
): Promise<InvariantViolation[]> {
  const compared = Object.entries(pairs);
  const columns = [
    ...key.map((column, i) => `${column} AS k${i}`),
    ...compared.flatMap(([, [expected, actual]], i) => [`${expected} AS e${i}`, `${actual} AS a${i}`]),
  ];
  const differs = compared.map(([, [expected, actual]]) => `${expected} <> ${actual}`).join(' OR ');
  const rows = await sql.apart.rows<Record<string, RawInteger>>(
    `SELECT ${columns.join(', ')} FROM ${from} WHERE ${where} AND (${differs}) LIMIT ${MAX_VIOLATIONS}`,
  );
  return rows.flatMap((row) => {
    const name = key.map((_column, i) => row[`k${i}`]).join(' ');
    const numbers = compared.map(([label], i) => ({
      kind,
      key: `${name} ${label}`,
      expected: big(row[`e${i}`]),
      actual: big(row[`a${i}`]),
    }));
    return numbers.filter(({ expected, actual }) => expected !== actual);
  });
}
