import { setTimeout as pause } from 'node:timers/promises';
import type { DomainEvent } from '../../entities/events/domain-event';
import type { LiveHub } from '../events/live-hub';
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
  private readonly watchers = new Set<BookingsWatcher>();
  private state: State | null = null;
  private events: Stream<DomainEvent[]> | null = null;
  private started = false;
  private ended = false;

  constructor(private readonly options: BookingsViewOptions) {}

  /** A watcher that gets the whole answer first. */
  join(minIntervalMs: number): BookingsWatcher {
    const watcher = new BookingsWatcher(minIntervalMs, (changed) => this.answer(changed));
    this.watchers.add(watcher);
    if (this.state) watcher.markAll();
    if (!this.started) void this.run();
    return watcher;
  }

  leave(watcher: BookingsWatcher): void {
    this.watchers.delete(watcher);
    if (this.watchers.size === 0) this.end();
  }

  private async run(): Promise<void> {
    this.started = true;
    try {
      let moved = true;
      while (moved && !this.ended) moved = await this.runWindow();
      for (const watcher of this.watchers) watcher.close();
    } catch (error) {
      for (const watcher of this.watchers) watcher.fail(error);
    } finally {
      this.end();
    }
  }

  /** Answers for the window's present days; true when it ended because they have moved on. */
  private async runWindow(): Promise<boolean> {
    const { reader, hub } = this.options;
    const request = this.options.request();
    const { position, groups } = await loadGroups(reader, request);
    if (this.ended) return false;
    this.state = { request, groups, position };
    for (const watcher of this.watchers) watcher.markAll();
    const events = hub.follow({ filter: { ofOrders: true }, scope: request.scope, after: position });
    this.events = events;
    let moved = false;
    const midnight = setInterval(() => {
      const { from, to } = this.options.request();
      moved ||= from !== request.from || to !== request.to;
      if (moved) void events.return();
    }, MIDNIGHT_CHECK_MS).unref();
    try {
      for await (const batch of events) await this.apply(this.state, batch);
    } finally {
      clearInterval(midnight);
    }
    return moved;
  }

  private async apply(state: State, batch: readonly DomainEvent[]): Promise<void> {
    const ids = batch.map(({ id }) => id);
    const changed = await addEntriesOf(this.options.reader, ids, state.groups, state.request);
    state.position = batch.at(-1)!.position!;
    if (changed.size > 0) for (const watcher of this.watchers) watcher.mark(changed);
    await pause(GATHER_MS);
  }

  private answer(changed: ReadonlySet<string> | 'ALL'): BookingsUpdate {
    const { request, groups, position } = this.state!;
    const snapshot = changed === 'ALL';
    const listed = snapshot ? groups.list() : groups.list(changed);
    return { snapshot, position, from: request.from, to: request.to, groups: listed };
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    void this.events?.return();
    this.options.onEnd();
  }
}
