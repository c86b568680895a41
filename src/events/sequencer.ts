import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../persistence/database';
import { isRetryable } from '../persistence/conflicts';
import { big, type RawInteger } from '../persistence/values';
import { assignPositions, EVENTS_PER_BATCH } from './assign-positions';
import { WAITS_FOR_POSITION } from './event-log';
import { Alarm, PollBackoff } from './poll-backoff';
import { LEASE_MS, SequencerLease } from './sequencer-lease';

export interface SequencerOptions {
  database: Database;
  /** Told the last position after each batch that was given positions. */
  onPositioned?: (last: bigint) => void;
  /** Told when it has got the lease: from now on it is this one that gives the positions. */
  onLeading?: () => void;
  /** Told when a batch failed; the next look tries again. */
  onError: (error: unknown) => void;
  /** How often to look, at the least, for events that nobody announced (another process, a crash), in milliseconds; 100 by default. */
  pollMs?: number;
  /** Events per batch; `EVENTS_PER_BATCH` by default. */
  batchSize?: number;
  /** How long its lease may stand still before another takes it, in milliseconds. */
  leaseMs?: number;
}

/** Pause between two looks while announcements keep coming, so that a busy log is positioned in batches and not one by one. */
const PAUSE_MS = 4;
/** How often to look for events that nobody announced: while events come, and at the least. */
const BUSY_POLL_MS = 15;
const POLL_MS = 100;
const DRAIN_POLL_MS = 20;

/**
 * Gives stored events their positions: 1, 2, 3, … without a gap, after the commit that stored them. Any number may run, in one
 * process or in many: one at a time holds the lease and does the work. Each batch is written at once or not at all, and only in the
 * holder's term; so a crash at any moment leaves whole batches, and one who has lost the lease can write nothing.
 */
export class Sequencer {
  readonly name = 'sequencer';
  private readonly batchSize: number;
  private readonly lease: SequencerLease;
  private readonly alarm = new Alarm();
  private readonly backoff: PollBackoff;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly options: SequencerOptions) {
    this.batchSize = options.batchSize ?? EVENTS_PER_BATCH;
    this.lease = new SequencerLease(options.database, options.leaseMs);
    const pollMs = options.pollMs ?? POLL_MS;
    this.backoff = new PollBackoff(Math.min(BUSY_POLL_MS, pollMs), pollMs);
  }

  /** Looks now, and from now on whenever it is hinted or its time comes. */
  start(): void {
    this.running ??= this.run();
  }

  /** Whether this one gives the positions at the moment, as far as it knows. */
  get leading(): boolean {
    return this.lease.term !== null;
  }

  /** Says that events were stored. Cheap; any number of hints during a batch are one. */
  hint(): void {
    if (this.leading) this.alarm.ring();
  }

  /**
   * Resolves once everything that is committed by now has a position, whoever gives it; takes the lease when nobody else holds it.
   * Throws what the database throws.
   */
  async drain(): Promise<void> {
    const last = await this.lastWaiting();
    try {
      while (last !== null && (await this.isWaiting(last))) {
        if (await this.lease.keep()) await this.positionAll();
        else await pause(DRAIN_POLL_MS);
      }
    } finally {
      if (!this.running) await this.lease.resign().catch(this.options.onError);
    }
  }

  /** Ends after the batch at hand, and gives the lease back. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.alarm.ring();
    await this.running;
    await this.lease.resign().catch(this.options.onError);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const found = await this.look().catch((error: unknown) => {
        if (!isRetryable(error)) this.options.onError(error);
        return false;
      });
      if (this.stopped) return;
      if (found) await pause(PAUSE_MS);
      const wait = this.backoff.after(found);
      await this.alarm.sleep(this.leading ? wait : this.campaignMs);
    }
  }

  private get campaignMs(): number {
    return (this.options.leaseMs ?? LEASE_MS) / 6;
  }

  private async look(): Promise<boolean> {
    const { leading } = this;
    if (!(await this.lease.keep())) return false;
    if (!leading) this.options.onLeading?.();
    return this.positionAll();
  }

  /** Gives positions to everything that is committed; whether there was anything. */
  private async positionAll(): Promise<boolean> {
    for (let found = false; ;) {
      const { term } = this.lease;
      if (term === null) return found;
      const assigned = await assignPositions(this.options.database, term, this.batchSize);
      if (assigned.outcome === 'DEPOSED') this.lease.lost();
      if (assigned.outcome !== 'DONE') continue;
      if (assigned.count === 0) return found;
      found = true;
      this.options.onPositioned?.(assigned.last);
      if (assigned.count < this.batchSize) return true;
      await this.lease.keep();
    }
  }

  private async lastWaiting(): Promise<bigint | null> {
    const [row] = await this.options.database.reader.rows<{ last: RawInteger | null }>(
      `SELECT MAX(+seq) AS last FROM events WHERE ${WAITS_FOR_POSITION}`,
    );
    return row?.last === null || row === undefined ? null : big(row.last);
  }

  private async isWaiting(last: bigint): Promise<boolean> {
    const waiting = await this.options.database.reader.rows(
      `SELECT seq FROM events WHERE ${WAITS_FOR_POSITION} AND +seq <= ? LIMIT 1`,
      [last],
    );
    return waiting.length > 0;
  }
}
