import type { BookingsGroup } from '../../src/analytics/booking-sums';
import { MAX_PAGE_GROUPS } from '../../src/analytics/find-bookings';
import { DomainError } from '../../src/shared/errors';
import { parseGlobalId, toGlobalId } from '../../src/shared/global-id';
import { invalidInput } from '../../src/shared/invalid-input';
import { PageInfo } from '../connection';

export interface GroupsPage {
  groups: BookingsGroup[];
  pageInfo: PageInfo;
}

/** The key of a group as clients see it, which is its cursor, too. */
export function groupKey({ key }: BookingsGroup): string {
  return toGlobalId('BookingsGroup', key);
}

/** A page of groups in the order of their keys; a group that has gone since leaves its cursor in its place. */
export function pageOfGroups(
  all: readonly BookingsGroup[],
  first: number,
  after: string | null | undefined,
): GroupsPage {
  if (first < 1 || first > MAX_PAGE_GROUPS)
    throw invalidInput('first', 'range', `\`first\` is ${first}; a page has 1 to ${MAX_PAGE_GROUPS} groups`);
  const begin = typeof after === 'string' ? firstBehind(all, keyOf(after)) : 0;
  const groups = all.slice(begin, begin + first);
  return { groups, pageInfo: pageInfoOf(groups, begin > 0, begin + first < all.length) };
}

export function pageInfoOf(
  groups: readonly BookingsGroup[],
  hasPreviousPage = false,
  hasNextPage = false,
): PageInfo {
  const [start, end] = [groups[0], groups.at(-1)];
  return Object.assign(new PageInfo(), {
    hasNextPage,
    hasPreviousPage,
    startCursor: start ? groupKey(start) : null,
    endCursor: end ? groupKey(end) : null,
  });
}

function firstBehind(all: readonly BookingsGroup[], key: string): number {
  const index = all.findIndex((group) => group.key > key);
  return index < 0 ? all.length : index;
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
