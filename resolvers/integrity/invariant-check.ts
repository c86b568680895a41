import type { CheckedUpTo } from '../../src/integrity/check-invariants';
import type { RulesByKey } from '../../src/persistence/invariants/invariant';
import { DomainError } from '../../src/shared/errors';
import { parseGlobalId, toGlobalId } from '../../src/shared/global-id';

const CURSOR_TYPE = 'InvariantCheck';

export const cursorOfPlace = ({ rules, key }: CheckedUpTo): string =>
  toGlobalId(CURSOR_TYPE, `${rules} ${key}`);

/** The place that a cursor names in a check of some rules. Throws `INVALID_CURSOR`. */
export function placeOfCursor(cursor: string, wanted: readonly RulesByKey[]): CheckedUpTo {
  const parsed = parseGlobalId(cursor);
  const [, name, key] = /^(\w+) (.*)$/s.exec(parsed?.type === CURSOR_TYPE ? parsed.id : '') ?? [];
  const rules = wanted.find((each) => each.name === name);
  if (rules) return { rules: rules.name, key: key! };
  throw new DomainError(
    'INVALID_CURSOR',
    'The cursor does not belong to this check. Use `after` of the details of its `TIMEOUT` with the same areas, or leave it out to begin anew.',
    { cursor: cursor.slice(0, 200) },
  );
}

/** A fifth of the time is left for the range at hand and the answer. */
export function checkEndsAt(endsAt: number): number {
  const now = performance.now();
  return now + (endsAt - now) * 0.8;
}
