import type { Sql } from '../persistence/sql';
import type { BookingsGroup } from './booking-sums';
import {
  checkDimensions,
  dayOfGroup,
  findBookings,
  loadGroups,
  MAX_ROWS,
  type Bookings,
  type BookingsRequest,
} from './find-bookings';

export interface PageOfGroups {
  first: number;
  /** Only groups with greater keys; any text. */
  after: string | null;
}

interface Page {
  groups: BookingsGroup[];
  hasNextPage: boolean;
  /** By DAY true behind the window's first day, whether there is a group on the days before or not. */
  hasPreviousPage: boolean;
}

export type BookingsPage = Bookings & Page;

/** What is read by DAY beyond a page: of its first day what comes before it, and groups that have come to nothing. */
const ROOM = 100;
/** How many times as much is read at most when a page has not become full. */
const MAX_GROWTH = 16;

/**
 * The first groups of a question after a key, as all of them were at one moment. By DAY only the days of the page are read, and
 * `WINDOW_TOO_LARGE` is thrown for more than `MAX_ROWS` groups on these; otherwise for more than `MAX_ASKED_GROUPS` on all pages.
 */
export async function findBookingsPage(
  sql: Sql,
  request: BookingsRequest,
  page: PageOfGroups,
): Promise<BookingsPage> {
  if (request.groupBy.includes('DAY')) return findPageByDay(sql, request, page);
  const answer = await findBookings(sql, request);
  return { ...answer, ...pageOf(answer.groups, page) };
}

async function findPageByDay(sql: Sql, request: BookingsRequest, page: PageOfGroups): Promise<BookingsPage> {
  checkDimensions(request.groupBy);
  const rest = { ...request, from: firstDayOf(request, page) };
  for (let count = page.first + ROOM; ;) {
    const to = (await dayOfGroup(sql, rest, count)) ?? rest.to;
    const { position, groups } = await loadGroups(sql, { ...rest, to }, MAX_ROWS);
    const found = pageOf(groups.end(), page);
    if (found.hasNextPage || to === rest.to) {
      const hasPreviousPage = found.hasPreviousPage || rest.from > request.from;
      return { position, from: request.from, to: request.to, ...found, hasPreviousPage };
    }
    count *= Math.min(MAX_GROWTH, Math.ceil((2 * page.first) / found.groups.length));
  }
}

/** Keys begin with the day, and so groups come in the order of days. */
const DAY_OF_KEY = /^\["(\d{4}-\d\d-\d\d)"/;

function firstDayOf({ from }: BookingsRequest, { after }: PageOfGroups): string {
  const day = DAY_OF_KEY.exec(after ?? '')?.[1];
  return day && day > from ? day : from;
}

function pageOf(all: readonly BookingsGroup[], { first, after }: PageOfGroups): Page {
  const begin = after === null ? 0 : firstBehind(all, after);
  return {
    groups: all.slice(begin, begin + first),
    hasNextPage: begin + first < all.length,
    hasPreviousPage: begin > 0,
  };
}

/** A group that has gone since leaves its key in its place. */
function firstBehind(all: readonly BookingsGroup[], key: string): number {
  const index = all.findIndex((group) => group.key > key);
  return index < 0 ? all.length : index;
}
