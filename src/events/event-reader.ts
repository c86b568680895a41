import { DomainEvent } from '../../entities/events/domain-event';
import type { Scope } from '../auth/row-scope';
import { mappingOf, type Part } from '../persistence/entity-mapping';
import { joinInOrder, type Sql } from '../persistence/sql';
import { big, num, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { invalidInput } from '../shared/invalid-input';
import { eventCondition, isIndexed, type EventFilter } from './event-filter';

export interface PageOfEventsRequest {
  /** Exclusive; 0 for the start of the log. */
  after: bigint;
  /** Inclusive; the end of the log when absent. */
  through?: bigint;
  limit: number;
  filter: EventFilter;
  scope: Scope;
  /** What is read of the events; a part needs their positions. Everything when absent. */
  part?: Part<DomainEvent>;
}

export interface PageOfEvents {
  events: DomainEvent[];
  /** The last position that was looked at; what comes after it is the next page. */
  endPosition: bigint;
  /** There are positions after `endPosition`. */
  hasMore: boolean;
}

/** How many positions one page looks at, at most, when no index leads to what it seeks. */
const MAX_SCAN = 10_000n;
/** How many such pages one search reads, at most. */
const MAX_PAGES = 10;

/** The log in the order of its positions. What is stored but not positioned yet is not in it. */
export class EventReader {
  constructor(private readonly sql: Sql) {}

  /** The end of the log; 0 while it is empty. */
  async lastPosition(): Promise<bigint> {
    const [row] = await this.sql.rows<{ last: RawInteger }>(
      'SELECT last_position AS last FROM event_sequence WHERE id = 1',
    );
    return big(row?.last);
  }

  /**
   * The next events that match. A page can hold fewer than `limit`, even none, while there is more: positions have no gaps, so a
   * bounded range of them is bounded work, whatever the filter.
   */
  async page(request: PageOfEventsRequest): Promise<PageOfEvents> {
    const { after, limit, filter, scope } = request;
    const last = request.through ?? (await this.lastPosition());
    const end = isIndexed(filter) || last - after <= MAX_SCAN ? last : after + MAX_SCAN;
    if (end <= after) return { events: [], endPosition: after, hasMore: false };
    const condition = eventCondition(filter, scope, await this.pathOf(filter.accountId));
    const events = await this.sql.apart.select(
      DomainEvent,
      `WHERE t.position > ? AND t.position <= ? AND ${condition.sql} ORDER BY t.position LIMIT ?`,
      [after, end, ...condition.params, limit],
      request.part,
    );
    const endPosition = events.length === limit ? events.at(-1)!.position : end;
    return { events, endPosition, hasMore: endPosition < last };
  }

  /**
   * As `page`, looking further while a page is not full, up to `MAX_PAGES` of them. Where an index leads to the events, one statement
   * finds them and the end of the log.
   */
  async search(request: PageOfEventsRequest): Promise<PageOfEvents> {
    if (request.through === undefined && isIndexed(request.filter)) return this.indexedPage(request);
    const through = request.through ?? (await this.lastPosition());
    const events: DomainEvent[] = [];
    let endPosition = request.after;
    for (
      let pages = 0;
      pages < MAX_PAGES && endPosition < through && events.length < request.limit;
      pages++
    ) {
      const limit = request.limit - events.length;
      const page = await this.page({ ...request, after: endPosition, through, limit });
      events.push(...page.events);
      endPosition = page.endPosition;
    }
    return { events, endPosition, hasMore: endPosition < through };
  }

  private async indexedPage({
    after,
    limit,
    filter,
    scope,
    part,
  }: PageOfEventsRequest): Promise<PageOfEvents> {
    const condition = eventCondition(filter, scope, await this.pathOf(filter.accountId));
    const { columnList, fromRow } = part ?? mappingOf(DomainEvent);
    const joined = (join: string) =>
      this.sql.rows<{ log_end: RawInteger; position: RawInteger | null }>(
        `SELECT s.last_position AS log_end, ${columnList} FROM event_sequence s
         ${join} events t ON t.position > ? AND t.position <= s.last_position AND ${condition.sql}
         WHERE s.id = 1 ORDER BY t.position LIMIT ?`,
        [after, ...condition.params, limit],
      );
    // An outer join, which MariaDB sorts for twice the price, is only needed to see where the log ends when there is no event.
    const found = await joined(joinInOrder(this.sql));
    const rows = found.length > 0 ? found : await joined('LEFT JOIN');
    const last = big(rows[0]?.log_end);
    const events = rows.filter(({ position }) => position !== null).map(fromRow);
    const endPosition = events.length === limit ? events.at(-1)!.position : last > after ? last : after;
    return { events, endPosition, hasMore: endPosition < last };
  }

  private async pathOf(accountId: string | undefined): Promise<string | null> {
    if (accountId === undefined) return null;
    const [row] = await this.sql.rows<{ path: string }>('SELECT path FROM accounts WHERE id = ?', [
      accountId,
    ]);
    return row?.path ?? null;
  }

  /**
   * Throws `POSITION_EXPIRED` when the event after `after` was recorded before `cutoff`, and `VALIDATION_FAILED` when the log does
   * not reach as far as `after`: a consumer that has seen more than there is would miss what comes now.
   */
  async checkResumable(after: bigint, cutoff: Date): Promise<void> {
    const last = await this.lastPosition();
    if (after > last) {
      throw invalidInput(
        'after',
        'max',
        `the log ends at position ${last}, so that it cannot be followed after ${after}`,
        { max: last },
      );
    }
    if (after === last || (await this.recordedAt(after + 1n)) >= cutoff.getTime()) return;
    const oldest = await this.oldestSince(cutoff, after + 2n, last);
    throw new DomainError(
      'POSITION_EXPIRED',
      `Position ${after} is too old to resume from. The oldest event available is ${oldest}: subscribe after ${oldest - 1n}, and read what lies before with a query.`,
      { oldest },
    );
  }

  /** The first position from `low` on that was recorded at or after `cutoff`; one more than `last` when there is none. */
  private async oldestSince(cutoff: Date, low: bigint, last: bigint): Promise<bigint> {
    let high = last + 1n;
    while (low < high) {
      const middle = (low + high) / 2n;
      if ((await this.recordedAt(middle)) >= cutoff.getTime()) high = middle;
      else low = middle + 1n;
    }
    return low;
  }

  /** When the event at a position was recorded, in milliseconds since 1970; 0 where there is none. */
  async recordedAt(position: bigint): Promise<number> {
    const [row] = await this.sql.rows<{ at: RawInteger }>(
      'SELECT recorded_at AS at FROM events WHERE position = ?',
      [position],
    );
    return num(row?.at);
  }
}
