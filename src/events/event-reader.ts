import { DomainEvent } from '../../entities/events/domain-event';
import type { Scope } from '../auth/row-scope';
import { isRetryable, isUnsupported } from '../persistence/conflicts';
import { mappingOf, type Columns } from '../persistence/mapping/entity-mapping';
import { joinInOrder, type Sql } from '../persistence/sql';
import { big, num, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';
import { eventCondition, isIndexed, type EventFilter } from './event-filter';
import { isPlaceOf, placeOfAnother, type LogEnd, type LogPlace } from './log-epoch';

export interface PageOfEventsRequest {
  /** Exclusive; 0 for the start of the log. */
  after: bigint;
  /** Inclusive; the end of the log when absent. */
  through?: bigint;
  limit: number;
  filter: EventFilter;
  scope: Scope;
  /** What is read of the events; a part needs their positions. Everything when absent. */
  part?: Columns<DomainEvent>;
  /** The epoch that `after` is of, for a search up to the end of the log. */
  logEpoch?: string | null;
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

const NO_SEQUENCE = 'The table event_sequence has lost its row';
const SELECT_END = 'SELECT last_position AS last, log_epoch AS epoch FROM event_sequence WHERE id = 1';

/** The log in the order of its positions. What is stored but not positioned yet is not in it. */
export class EventReader {
  constructor(private readonly sql: Sql) {}

  /** The end of the log; 0 while it is empty. */
  async lastPosition(): Promise<bigint> {
    return (await this.end()).position;
  }

  /** The end of the log, and which log it is, in one statement. */
  end(): Promise<LogEnd> {
    return readEnd(this.sql, SELECT_END);
  }

  /**
   * The end of the log, for one who goes on from a place in it. Throws `LOG_CHANGED` when the place is of another log: when its epoch is
   * another, or when the log does not reach as far.
   */
  async endFor(place: LogPlace): Promise<LogEnd> {
    const end = await this.end();
    if (isPlaceOf(place, end)) return end;
    const certain = await this.certainEnd(place.after);
    if (isPlaceOf(place, certain)) return certain;
    throw placeOfAnother(place, certain);
  }

  /**
   * The end of the log as everybody knows it. A node of a Galera cluster may be behind the others: it first takes over what they have
   * committed. Throws `NOT_YET` when it cannot in its time (`repl.causal_read_timeout`); `wanted` is the position that was asked for.
   */
  async certainEnd(wanted: bigint | null = null): Promise<LogEnd> {
    if (this.sql.dialect === 'sqlite') return this.end();
    try {
      return await readEnd(this.sql.separately, `SET STATEMENT wsrep_sync_wait = 1 FOR ${SELECT_END}`);
    } catch (error) {
      if (isUnsupported(error)) return this.end();
      throw isRetryable(error) ? notYet(wanted, (await this.end()).position) : error;
    }
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
    const events = await this.sql.separately.select(
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
    const through = request.through ?? (await this.endFor(placeOf(request))).position;
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

  private async indexedPage(request: PageOfEventsRequest): Promise<PageOfEvents> {
    const { after, limit, filter, scope, part } = request;
    const condition = eventCondition(filter, scope, await this.pathOf(filter.accountId));
    const { columnList, fromRow } = part ?? mappingOf(DomainEvent);
    const joined = (join: string) =>
      this.sql.rows<{ log_end: RawInteger; log_epoch: string; position: RawInteger | null }>(
        `SELECT s.last_position AS log_end, s.log_epoch, ${columnList} FROM event_sequence s
         ${join} events t ON t.position > ? AND t.position <= s.last_position AND ${condition.sql}
         WHERE s.id = 1 ORDER BY t.position LIMIT ?`,
        [after, ...condition.params, limit],
      );
    // An outer join, which MariaDB sorts for twice the price, is only needed to see where the log ends when there is no event.
    const found = await joined(joinInOrder(this.sql));
    const rows = found.length > 0 ? found : await joined('LEFT JOIN');
    const [first] = rows;
    if (!first) throw new Error(NO_SEQUENCE);
    const last = big(first.log_end);
    const place = placeOf(request);
    if (!isPlaceOf(place, { position: last, epoch: first.log_epoch })) await this.endFor(place);
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
   * Throws `LOG_CHANGED` when the place is of another log: a consumer that has seen more than there is would miss what comes now. Throws
   * `POSITION_EXPIRED` when the event after it was recorded before `cutoff`. Returns the end of the log.
   */
  async checkResumable(place: LogPlace, cutoff: Date): Promise<LogEnd> {
    const end = await this.endFor(place);
    if (place.after !== null) await this.checkRecent(place.after, end, cutoff);
    return end;
  }

  private async checkRecent(
    after: bigint,
    { position: last, epoch: logEpoch }: LogEnd,
    cutoff: Date,
  ): Promise<void> {
    if (after === last || (await this.recordedAt(after + 1n)) >= cutoff.getTime()) return;
    const oldest = await this.oldestSince(cutoff, after + 2n, last);
    throw new DomainError(
      'POSITION_EXPIRED',
      `Position ${after} is too old to resume from. The oldest event available is ${oldest}: subscribe after ${oldest - 1n}, and read what lies before with a query.`,
      { oldest, logEpoch },
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

async function readEnd(sql: Sql, select: string): Promise<LogEnd> {
  const [row] = await sql.rows<{ last: RawInteger; epoch: string }>(select);
  if (!row) throw new Error(NO_SEQUENCE);
  return { position: big(row.last), epoch: row.epoch };
}

function placeOf({ after, logEpoch = null }: PageOfEventsRequest): LogPlace {
  return { after, logEpoch };
}

function notYet(position: bigint | null, last: bigint): DomainError {
  return new DomainError(
    'NOT_YET',
    `The database is behind the other nodes of its cluster: its log ends at position ${last}. Wait a second, then send the request again.`,
    { position, last },
  );
}
