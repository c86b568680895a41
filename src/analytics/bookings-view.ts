import { setTimeout as pause } from 'node:timers/promises';
import type { DomainEvent } from '../../entities/events/domain-event';
import type { LiveHub } from '../events/live-hub';
import type { LiveBatch } from '../events/live-source';
import type { Stream } from '../events/stream';
import type { Sql } from '../persistence/sql';
import type { BookingGroups } from './booking-sums';
import { addEntriesOf, loadGroups, type BookingsRequest } from './find-bookings';
import type { BookingsUpdate } from './bookings-update';
import { BookingsWatcher } from './bookings-watcher';

export interface BookingsViewOptions {
  reader: Sql;
  hub: LiveHub;
  /** The question as of now; its days move on at midnight. */
  request: () => BookingsRequest;
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
/** How often to look whether the window has moved on, in milliseconds. */
const MIDNIGHT_CHECK_MS = 10_000;

/** One question about bookings with its answer kept up to date from the log, for any number of watchers. */
export class BookingsView {
  /** Resolves once there is an answer; rejects when there will be none. */
  readonly ready: Promise<void>;
  private readonly watchers = new Set<BookingsWatcher>();
  private state: State | null = null;
  /** Rises with every change of the answer. */
  private revision = 0n;
  private events: Stream<DomainEvent[]> | null = null;
  private ended = false;

  constructor(private readonly options: BookingsViewOptions) {
    this.ready = new Promise((resolve, reject) => void this.run(resolve, reject));
    this.ready.catch(() => undefined);
  }

  /** A watcher that gets the changes from now on. */
  join(minIntervalMs: number): BookingsWatcher {
    const watcher = new BookingsWatcher(minIntervalMs, (changed) => this.answer(changed));
    this.watchers.add(watcher);
    return watcher;
  }

  leave(watcher: BookingsWatcher): void {
    this.watchers.delete(watcher);
    if (this.watchers.size === 0) this.end();
  }

  /** All groups, or those of the given keys, as they are now. Only once the view is ready. */
  answer(changed: ReadonlySet<string> | 'ALL'): LiveBatch<BookingsUpdate> {
    const { request, groups, position } = this.state!;
    const snapshot = changed === 'ALL';
    const listed = snapshot ? groups.list() : groups.list(changed);
    const update = { snapshot, position, from: request.from, to: request.to, groups: listed };
    return { items: [update], at: this.revision, position };
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
    const { reader, hub } = this.options;
    const request = this.options.request();
    const { position, groups } = await loadGroups(reader, request);
    if (this.ended) return false;
    this.begin({ request, groups, position });
    loaded();
    const events = hub.follow({ filter: { ofOrders: true }, scope: request.scope, after: position });
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
    this.revision++;
    if (!first) for (const watcher of this.watchers) watcher.markAll();
  }

  private async apply(state: State, batch: readonly DomainEvent[]): Promise<void> {
    const ids = batch.map(({ id }) => id);
    const changed = await addEntriesOf(this.options.reader, ids, state.groups, state.request);
    state.position = batch.at(-1)!.position!;
    if (changed.size > 0) {
      this.revision++;
      for (const watcher of this.watchers) watcher.mark(changed);
    }
    await pause(GATHER_MS);
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    void this.events?.return();
    this.options.onEnd();
  }
}
