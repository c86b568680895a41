import type { DomainEvent } from '../../entities/events/domain-event';
import { isIndexed } from './event-filter';
import type { Follow, LiveHub } from './live-hub';
import { LiveSource, type LiveBatch, type LiveItem, type LiveTail } from './live-source';
import type { LogTenure } from './log-epoch';
import { mapStream } from './stream';

/** A consumer that is no further behind than this many positions joins the live ones while it reads the rest. */
const JOIN_WITHIN = 2_000n;
const PAGE = 200n;

/** The events of the log that match, as items of a subscription. */
export class EventSource<T extends LiveItem> extends LiveSource<T> {
  readonly joinWithin = JOIN_WITHIN;
  readonly log: LogTenure;

  constructor(
    private readonly hub: LiveHub,
    private readonly request: Follow,
    private readonly itemsOf: (events: readonly DomainEvent[]) => readonly T[],
  ) {
    super();
    this.log = request.log ?? hub.tenure;
  }

  async begin(): Promise<bigint> {
    return this.request.after ?? this.hub.end();
  }

  /** Without an index to lead the way, pages end at round positions, so that those who read the log together read the same ones. */
  async read(at: bigint, through: bigint): Promise<LiveBatch<T>> {
    const round = at - (at % PAGE) + PAGE;
    const end = isIndexed(this.request.filter) || through < round ? through : round;
    const { events, endPosition } = await this.hub.page(this.request, at, end);
    return { items: this.itemsOf(events), at: endPosition, position: endPosition };
  }

  async tail(): Promise<LiveTail<T>> {
    const from = await this.hub.end();
    const events = this.hub.follow({ ...this.request, log: this.log, after: from });
    return { from, batches: mapStream(events, (batch) => this.batchOf(batch)) };
  }

  private batchOf(events: readonly DomainEvent[]): LiveBatch<T> {
    const at = events.at(-1)!.position;
    return { items: this.itemsOf(events), at, position: at };
  }
}
