import { setImmediate as turn } from 'node:timers/promises';
import { DomainEvent } from '../../entities/events/domain-event';
import type { AccountPlace, Scope } from '../auth/row-scope';
import { placeholders, type Sql } from '../persistence/sql';
import type { DomainError } from '../shared/errors';
import { matchesEvent, topicOf, topicsOf, type EventFilter } from './event-filter';
import { EventReader, type PageOfEvents } from './event-reader';
import { KnownLog } from './known-log';
import { LiveQueue } from './live-queue';
import type { LogEnd, LogTenure } from './log-epoch';
import { Alarm, PollBackoff } from './poll-backoff';
import { closeable, type Stream } from './stream';

export interface LiveHubOptions {
  reader: Sql;
  /** Told when the log could not be read; the next look tries again. */
  onError: (error: unknown) => void;
  /** Told when another log is in the place of the one that was read; the message says how that shows. */
  onLogChanged?: (reason: Error) => void;
  /** How often to look, at the least, for events that nobody announced (another process), in milliseconds; 100 by default. */
  pollMs?: number;
  /** Events that may wait for one consumer; 500 by default. */
  queueBound?: number;
}

export interface Follow {
  filter: EventFilter;
  scope: Scope;
  /** Follow from this position on, exclusive; null for whatever comes from now on. */
  after: bigint | null;
  /** The log that `after` is of; by default the one that the hub reads when it begins. */
  log?: LogTenure;
}

interface Follower {
  readonly request: Follow;
  readonly queue: LiveQueue;
}

/** How often to look for events that nobody announced: while events come, and at the least; in milliseconds. */
const BUSY_POLL_MS = 15;
const POLL_MS = 100;
/** Events that the hub reads and publishes at a time. */
const BATCH = 500;
/** Events of one page of a consumer that catches up. */
const PAGE = 200;
/** A consumer that is no further behind than this many positions joins the live ones while it reads the rest. */
const JOIN_WITHIN = 2_000n;

/**
 * The live end of the log. Reads each positioned event once per process, however many consumers follow, and hands it to those
 * whose filter and scope it matches. A consumer reads the log at its own backoff until it is near the end, then gets what is
 * published; when it falls behind by more than its bound it reads the log again. It sees every matching position exactly once.
 */
export class LiveHub {
  readonly name = 'hub';
  private readonly log: EventReader;
  private readonly known: KnownLog;
  private readonly followers = new Map<string, Set<Follower>>();
  /** Everything up to here has been published to those who follow. */
  private position = 0n;
  private readonly alarm = new Alarm();
  private readonly backoff: PollBackoff;
  private ready: Promise<void> | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly options: LiveHubOptions) {
    this.log = new EventReader(options.reader);
    this.known = new KnownLog(this.log, (end, reason) => this.beginAnew(end, reason));
    const pollMs = options.pollMs ?? POLL_MS;
    this.backoff = new PollBackoff(Math.min(BUSY_POLL_MS, pollMs), pollMs);
  }

  /** Starts at the present end of the log. */
  start(): Promise<void> {
    this.ready = this.known.begin().then(({ position }) => {
      this.position = position;
      this.running = this.run();
    });
    return this.ready;
  }

  /** The log that the hub reads. A backup that is restored beneath it is noticed within a second. */
  get tenure(): LogTenure {
    return this.known.tenure;
  }

  /** The same for one who has just read an epoch: the hub looks again when it knows another. */
  async tenureOf(epoch: string): Promise<LogTenure> {
    if (epoch !== this.tenure.epoch) await this.known.look(this.position);
    return this.tenure;
  }

  /** Says that events were given positions. Cheap; any number of hints during a look are one. */
  hint(): void {
    this.alarm.ring();
  }

  /** Says that events were stored that another server gives positions, who may not be able to say so. */
  expect(): void {
    this.backoff.expect();
    this.alarm.ring();
  }

  /** Ends every stream, and the hub. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { queue } of this.everyFollower()) queue.close();
    this.alarm.ring();
    await this.running;
  }

  /** How many consumers are live at the moment. */
  get followerCount(): number {
    return [...this.everyFollower()].length;
  }

  /**
   * The matching events in the order of their positions, in batches that are never empty. Ends when it is returned, or the hub stops.
   * Throws `LOG_CHANGED` once another log has taken the place of the one that is followed.
   */
  follow(request: Follow): Stream<DomainEvent[]> {
    const state: FollowState = { closed: false, queue: null };
    return closeable(this.serve(request, state), () => {
      state.closed = true;
      state.queue?.close();
    });
  }

  private async *serve(request: Follow, state: FollowState): AsyncGenerator<DomainEvent[], void> {
    await this.ready;
    const { log = this.tenure } = request;
    let cursor = request.after ?? (await this.log.lastPosition());
    const over = () => {
      if (state.closed || this.stopped) return true;
      log.check();
      return false;
    };
    while (!over()) {
      cursor = yield* this.catchUp(request, cursor, () => (over() ? 0n : this.position - JOIN_WITHIN));
      if (over()) return;
      const follower = this.join(request);
      state.queue = follower.queue;
      try {
        const joined = this.position;
        this.hint();
        cursor = yield* this.catchUp(request, cursor, () => (over() ? 0n : joined));
        cursor = yield* live(follower.queue, cursor);
      } finally {
        this.leave(follower);
      }
    }
  }

  /** The end of the log as it is stored. */
  end(): Promise<bigint> {
    return this.log.lastPosition();
  }

  /**
   * The next matching events after `cursor`, up to a position. The embedded database reads synchronously, so others get their turn
   * after each page.
   */
  async page({ filter, scope }: Follow, cursor: bigint, through: bigint): Promise<PageOfEvents> {
    const page = await this.log.page({ after: cursor, through, limit: PAGE, filter, scope });
    await turn();
    return page;
  }

  private async *catchUp(
    request: Follow,
    cursor: bigint,
    target: () => bigint,
  ): AsyncGenerator<DomainEvent[], bigint> {
    for (let through = target(); cursor < through; through = target()) {
      const { events, endPosition } = await this.page(request, cursor, through);
      cursor = endPosition;
      if (events.length > 0) yield events;
    }
    return cursor;
  }

  private join(request: Follow): Follower {
    const follower = { request, queue: new LiveQueue(this.options.queueBound ?? 500) };
    const topic = topicOf(request.filter);
    const present = this.followers.get(topic);
    if (present) present.add(follower);
    else this.followers.set(topic, new Set([follower]));
    return follower;
  }

  private leave(follower: Follower): void {
    const topic = topicOf(follower.request.filter);
    const present = this.followers.get(topic);
    present?.delete(follower);
    if (present?.size === 0) this.followers.delete(topic);
  }

  private *everyFollower(): Generator<Follower> {
    for (const present of this.followers.values()) yield* present;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const found = await this.advance().catch((error: unknown) => {
        this.options.onError(error);
        return false;
      });
      if (!this.stopped) await this.alarm.sleep(this.backoff.after(found));
    }
  }

  /**
   * Publishes what is new; whether there was anything. Without anybody to publish to, the hub only moves to the end; one who joins
   * meanwhile gets it all.
   */
  private async advance(): Promise<boolean> {
    const alone = this.followers.size === 0;
    if (alone || this.known.isDue) {
      const { position } = await this.known.look(this.position);
      if (alone && this.followers.size === 0) {
        this.position = position;
        return false;
      }
    }
    const { tenure, position: before } = this;
    for (let count = BATCH; count === BATCH && this.followers.size > 0;) {
      const events = await this.options.reader.select(
        DomainEvent,
        'WHERE t.position > ? ORDER BY t.position LIMIT ?',
        [this.position, BATCH],
      );
      const accounts = await this.accountsOf(events);
      if (this.tenure !== tenure) return true;
      for (const event of events) this.publish(event, accounts);
      this.position = events.at(-1)?.position ?? this.position;
      count = events.length;
      if (count === BATCH) await turn();
    }
    return this.position > before;
  }

  private beginAnew({ position }: LogEnd, reason: DomainError): void {
    this.position = position;
    for (const { queue } of this.everyFollower()) queue.fail(reason);
    this.options.onLogChanged?.(reason);
  }

  private publish(event: DomainEvent, accounts: ReadonlyMap<string, AccountPlace>): void {
    const account = accounts.get(event.accountId ?? '') ?? null;
    for (const topic of topicsOf(event)) {
      for (const { request, queue } of this.followers.get(topic) ?? []) {
        if (matchesEvent(request.filter, request.scope, event, account)) queue.offer(event);
      }
    }
  }

  /** The accounts that the events name, as they are now. */
  private async accountsOf(events: readonly DomainEvent[]): Promise<Map<string, AccountPlace>> {
    const ids = [...new Set(events.flatMap(({ accountId }) => accountId ?? []))];
    if (ids.length === 0) return new Map();
    const rows = await this.options.reader.rows<{
      id: string;
      path: string;
      territory: string | null;
      rep: string | null;
    }>(
      `SELECT id, path, territory_id AS territory, owner_rep_id AS rep FROM accounts WHERE id IN (${placeholders(ids.length)})`,
      ids,
    );
    return new Map(
      rows.map(({ id, path, territory, rep }) => [id, { path, territoryId: territory, ownerRepId: rep }]),
    );
  }
}

interface FollowState {
  closed: boolean;
  queue: LiveQueue | null;
}

/** What is published after `cursor`, until the queue is closed or has lost events; returns how far it got. */
async function* live(queue: LiveQueue, cursor: bigint): AsyncGenerator<DomainEvent[], bigint> {
  for (let events = await queue.take(); events; events = await queue.take()) {
    const fresh = events.filter(({ position }) => position > cursor);
    cursor = events.at(-1)!.position;
    if (fresh.length > 0) yield fresh;
  }
  return cursor;
}
