import { fragment, type SqlFragment } from '../persistence/sql-fragment';
import { invalidInput } from '../shared/invalid-input';

/** A stretch of business days `[validFrom, validTo)`; null is open at that end. */
export interface Validity {
  validFrom: string | null;
  validTo: string | null;
}

export function isValidOn({ validFrom, validTo }: Validity, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo);
}

/** True when there is a day in both stretches. */
export function overlaps(a: Validity, b: Validity): boolean {
  const before = (one: Validity, other: Validity): boolean =>
    one.validTo !== null && other.validFrom !== null && one.validTo <= other.validFrom;
  return !before(a, b) && !before(b, a);
}

/** Sorts the later start first; an open start comes last. */
export function laterStartFirst(a: Validity, b: Validity): number {
  const [from, other] = [a.validFrom ?? '', b.validFrom ?? ''];
  return from === other ? 0 : from > other ? -1 : 1;
}

/** A condition on table `alias`: valid on some day from the first to the last of the given ones, of which there is at least one. */
export function validDuring(alias: string, days: readonly string[]): SqlFragment {
  const sorted = [...days].sort();
  return fragment(
    `(${alias}.valid_from IS NULL OR ${alias}.valid_from <= ?) AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > ?)`,
    [sorted.at(-1)!, sorted[0]!],
  );
}

/** Throws `VALIDATION_FAILED` for a stretch without a day. */
export function requireDays({ validFrom, validTo }: Validity, path = 'validTo'): void {
  if (validFrom === null || validTo === null || validFrom < validTo) return;
  throw invalidInput(
    path,
    'afterStart',
    `${validTo} is the first day without validity and must be later than the first day, ${validFrom}`,
  );
}
