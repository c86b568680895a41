import { setTimeout as pause } from 'node:timers/promises';
import type { DomainEvent } from '../../entities/events/domain-event';
import { EventReader } from '../events/event-reader';
import type { Follow, LiveHub } from '../events/live-hub';
import type { LiveBatch } from '../events/live-source';
import type { LogTenure } from '../events/log-epoch';
import type { Stream } from '../events/stream';
import type { Reader } from '../persistence/reader';
import type { Sql } from '../persistence/sql';
import type { BookingGroups } from './booking-sums';
import { addEntriesOf, groupsChanged, loadGroups, type BookingsRequest } from './find-bookings';
import type { BookingsUpdate } from './bookings-update';
import { BookingsWatcher } from './bookings-watcher';

export interface BookingsViewOptions {
  reader: Reader;
  hub: LiveHub;
  /** The log whose entries it sums. */
  log: LogTenure;
  /** The question as of now, or of an earlier moment; its days move on at midnight. */
  request: (moment?: Date) => BookingsRequest;
  /** Told once, when the last watcher has left, the hub has stopped, or reading failed. */
  onEnd: () => void;
}

interface State {
  request: BookingsRequest;
  groups: BookingGroups;
  position: bigint;
}

/** Entries are read for all events of so many milliseconds at once. */
const GATHER_MS = 100;
/** After more positions than these the whole answer is cheaper than what has changed. */
const MAX_POSITIONS_SINCE = 10_000n;
/** How often to look whether events that are on their way have come. */
const ARRIVAL_CHECK_MS = 20;
/** The clocks of two servers differ by less, and a window moves on within less after midnight. */
const MIDNIGHT_DOUBT_MS = 300_000;
/** How often to look whether the window has moved on, in milliseconds. */
const MIDNIGHT_CHECK_MS = 10_000;

/** Over all views, so that every place in a view lies before those of a view that is made later. */
let lastRevision = 0n;

/** One question about bookings with its answer kept up to date from the log, for any number of watchers. */
export class BookingsView {
  /** Resolves once there is an answer; rejects when there will be none. */
  readonly ready: Promise<void>;
  private readonly watchers = new Set<BookingsWatcher>();
  private state: State | null = null;
  /** Rises with every change of the answer. */
  private revision = ++lastRevision;
  private events: Stream<DomainEvent[]> | null = null;
  private ended = false;
  /** Given when nobody watches any more: nothing is read from then on. */
  private readonly left = new AbortController();
  private readonly reader: Sql;

  constructor(private readonly options: BookingsViewOptions) {
    this.reader = options.reader.until(this.left.signal);
    this.ready = new Promise((resolve, reject) => void this.run(resolve, reject));
    this.ready.catch(() => undefined);
  }

  /** A watcher that gets the changes from now on. */
  join(minIntervalMs: number): BookingsWatcher {
    const watcher = new BookingsWatcher(minIntervalMs, (changed) => this.answer(changed));
    this.watchers.add(watcher);
    return watcher;
  }

  /** Ends the watcher, and with the last one the view. */
  leave(watcher: BookingsWatcher): void {
    watcher.close();
    this.watchers.delete(watcher);
    if (this.watchers.size === 0) this.end();
  }

  /** All groups, or those of the given keys, as they are now. Only once the view is ready. */
  answer(changed: ReadonlySet<string> | 'ALL'): LiveBatch<BookingsUpdate> {
    const { request, groups, position } = this.state!;
    const snapshot = changed === 'ALL';
    const listed = snapshot ? groups.list() : groups.list(changed);
    const update = { snapshot, position, from: request.from, to: request.to, groups: listed };
    const unchanged = !snapshot && changed.size === 0;
    return { items: unchanged ? [] : [update], at: this.revision, position };
  }

  /**
   * The groups that changed since a position of the log, as they are now, nothing at all when none did; or all of them, when the
   * window has moved on since or too much has happened. Never as of an earlier position. `watcher` has joined before.
   */
  async changesSince(after: bigint, watcher: BookingsWatcher): Promise<LiveBatch<BookingsUpdate>> {
    await this.reach(after);
    // Nothing is lost: what it has told up to now is in the sums. But it throws when the view has failed, and so has come no further.
    watcher.take();
    const { request, groups, position } = this.state!;
    const many = position - after > MAX_POSITIONS_SINCE;
    if (many || !(await this.hadWindow(request, after))) return this.answer('ALL');
    const changed = await groupsChanged(this.reader, groups, request, { after, through: position });
    const meanwhile = watcher.take();
    if (meanwhile === 'ALL') return this.answer('ALL');
    return this.answer(new Set([...changed, ...(meanwhile ?? [])]));
  }

  /** Until the sums hold every entry up to a position of the log. */
  private async reach(position: bigint): Promise<void> {
    while (!this.ended && this.state!.position < position) {
      const state = this.state!;
      const from = state.position;
      const { events, endPosition } = await this.options.hub.page(followOf(state), from, position);
      if (events.length > 0) await pause(ARRIVAL_CHECK_MS);
      else if (state.position === from) state.position = endPosition;
    }
  }

  /** Whether one who has seen the log up to a position, and no more, can only have been given the present days. */
  private async hadWindow({ from, to }: BookingsRequest, position: bigint): Promise<boolean> {
    const seenAt = (await new EventReader(this.reader).recordedAt(position)) - MIDNIGHT_DOUBT_MS;
    if (seenAt < 0) return false;
    const then = this.options.request(new Date(seenAt));
    return then.from === from && then.to === to;
  }

  private async run(loaded: () => void, failed: (error: unknown) => void): Promise<void> {
    try {
      let moved = true;
      while (moved && !this.ended) moved = await this.runWindow(loaded);
      for (const watcher of this.watchers) watcher.close();
    } catch (error) {
      failed(error);
      for (const watcher of this.watchers) watcher.fail(error);
    } finally {
      this.end();
    }
  }

  /** Answers for the window's present days; true when it ended because they have moved on. */
  private async runWindow(loaded: () => void): Promise<boolean> {
    const { reader } = this;
    const { hub, log } = this.options;
    const request = this.options.request();
    const { position, groups } = await loadGroups(reader, request);
    if (this.ended) return false;
    this.begin({ request, groups, position });
    loaded();
    const events = hub.follow({ ...followOf(this.state!), log });
    this.events = events;
    let moved = false;
    const midnight = setInterval(() => {
      const { from, to } = this.options.request();
      moved ||= from !== request.from || to !== request.to;
      if (moved) void events.return();
    }, MIDNIGHT_CHECK_MS).unref();
    try {
      for await (const batch of events) await this.apply(this.state!, batch);
    } finally {
      clearInterval(midnight);
    }
    return moved;
  }

  /** Whoever watches already gets the whole answer of the new window. */
  private begin(state: State): void {
    const first = this.state === null;
    this.state = state;
    this.revision = ++lastRevision;
    if (!first) for (const watcher of this.watchers) watcher.markAll();
  }

  private async apply(state: State, batch: readonly DomainEvent[]): Promise<void> {
    const ids = batch.map(({ id }) => id);
    const changed = await addEntriesOf(this.reader, ids, state.groups, state.request);
    state.position = batch.at(-1)!.position;
    if (changed.size > 0) {
      this.revision = ++lastRevision;
      for (const watcher of this.watchers) watcher.mark(changed);
    }
    await pause(GATHER_MS);
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.left.abort();
    void this.events?.return();
    this.options.onEnd();
  }
}

/** The events that entries of bookings can come with. */
function followOf({ request: { scope }, position }: State): Follow {
  return { filter: { ofOrders: true }, scope, after: position };
}
