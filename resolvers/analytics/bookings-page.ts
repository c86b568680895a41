import type { BookingsGroup } from '../../src/analytics/booking-sums';
import type { PageOfGroups } from '../../src/analytics/bookings-page';
import { MAX_PAGE_GROUPS } from '../../src/analytics/find-bookings';
import { DomainError } from '../../src/shared/errors';
import { parseGlobalId, toGlobalId } from '../../src/shared/global-id';
import { invalidInput } from '../../src/shared/invalid-input';
import { PageInfo } from '../kit/connection';

/** The key of a group as clients see it; also its cursor. */
export function groupKey({ key }: BookingsGroup): string {
  return toGlobalId('BookingsGroup', key);
}

/** The requested page. Throws `VALIDATION_FAILED` and `INVALID_CURSOR`. */
export function pageOfGroups(first: number, after: string | null | undefined): PageOfGroups {
  if (first < 1 || first > MAX_PAGE_GROUPS)
    throw invalidInput('first', 'range', `\`first\` is ${first}; a page has 1 to ${MAX_PAGE_GROUPS} groups`);
  return { first, after: typeof after === 'string' ? keyOf(after) : null };
}

/** Of all groups, or of a page. */
export function pageInfoOf(
  groups: readonly BookingsGroup[],
  { hasNextPage, hasPreviousPage } = { hasNextPage: false, hasPreviousPage: false },
): PageInfo {
  const [start, end] = [groups[0], groups.at(-1)];
  return Object.assign(new PageInfo(), {
    hasNextPage,
    hasPreviousPage,
    startCursor: start ? groupKey(start) : null,
    endCursor: end ? groupKey(end) : null,
  });
}

function keyOf(cursor: string): string {
  const parsed = parseGlobalId(cursor);
  if (parsed?.type === 'BookingsGroup') return parsed.id;
  throw new DomainError(
    'INVALID_CURSOR',
    'The cursor does not belong to this list. Use the key of a group, or `endCursor` of a page.',
    { cursor: cursor.slice(0, 200) },
  );
}
