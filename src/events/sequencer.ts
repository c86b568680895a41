import { EventSequence } from '../../entities/events/event-sequence';
import type { Database } from '../persistence/database';
import { placeholders, type Param, type Sql } from '../persistence/sql';
import { big, type RawInteger } from '../persistence/values';

export interface SequencerOptions {
  database: Database;
  /** Told the last position after each batch that was given positions. */
  onPositioned?: (last: bigint) => void;
  /** Told when a batch failed; the next look tries again. */
  onError: (error: unknown) => void;
  /** How often to look for events that nobody announced (another process, a crash), in milliseconds; 200 by default. */
  pollMs?: number;
  /** Events per transaction; 1,000 by default. */
  batchSize?: number;
}

/** Pause between two looks while announcements keep coming, so that a busy log is positioned in batches and not one by one. */
const PAUSE_MS = 4;

/**
 * Gives stored events their positions: 1, 2, 3, … without a gap, after the commit that stored them. Several may run, in one process
 * or in many: each batch is one transaction that holds the row of `event_sequence`, so batches follow one another, a reader sees
 * them in order, and a crash at any moment leaves whole batches or nothing.
 */
export class Sequencer {
  private readonly pollMs: number;
  private readonly batchSize: number;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private announced = false;
  private stopped = false;

  constructor(private readonly options: SequencerOptions) {
    this.pollMs = options.pollMs ?? 200;
    this.batchSize = options.batchSize ?? 1000;
  }

  /** Looks now, and from now on every `pollMs`. */
  start(): void {
    this.timer = setInterval(() => this.look(), this.pollMs).unref();
    this.nudge();
  }

  /** Says that events were stored. Cheap; any number of nudges during a batch are one. */
  nudge(): void {
    if (this.stopped) return;
    this.announced = true;
    this.working ??= this.work();
  }

  /** Gives positions to everything that is committed by now. Throws what the database throws. */
  async drain(): Promise<void> {
    while ((await this.positionBatch()) === this.batchSize);
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  private look(): void {
    this.working ??= this.workIfAny();
  }

  private async workIfAny(): Promise<void> {
    try {
      const waiting = await this.options.database.reader.rows(
        'SELECT seq FROM events WHERE position IS NULL LIMIT 1',
      );
      if (waiting.length > 0) this.announced = true;
    } catch (error) {
      this.options.onError(error);
    }
    await this.work();
  }

  private async work(): Promise<void> {
    try {
      while (this.announced && !this.stopped) {
        this.announced = false;
        await this.drain();
        await pause(PAUSE_MS);
      }
    } catch (error) {
      this.options.onError(error);
    } finally {
      this.working = undefined;
    }
  }

  private async positionBatch(): Promise<number> {
    const { count, last } = await this.options.database.transaction((sql) =>
      positionBatch(sql, this.batchSize),
    );
    if (count > 0) this.options.onPositioned?.(last);
    return count;
  }
}

/**
 * Positions the first events, by `seq`, of those that have none. `seq` says nothing about who commits first: an event with a
 * smaller one may become visible later, and then simply gets its position later. It does say what positions must keep, the order of
 * versions: version n + 1 of an aggregate is written by a unit that holds the aggregate's lock, or collides with version n on the
 * unique key (aggregate, version) and starts again; either way after the unit of version n has committed. So it draws a greater
 * `seq`, and whoever sees it sees version n too: in an earlier batch, or before it in this one.
 */
async function positionBatch(sql: Sql, size: number): Promise<{ count: number; last: bigint }> {
  const [sequence] = await sql.selectForUpdate(EventSequence, 'WHERE t.id = ?', [1]);
  if (!sequence) throw new Error('The table event_sequence has lost its row');
  const waiting = await sql.rows<{ seq: RawInteger }>(
    'SELECT seq FROM events WHERE position IS NULL ORDER BY seq LIMIT ?',
    [size],
  );
  if (waiting.length === 0) return { count: 0, last: sequence.lastPosition };
  const last = sequence.lastPosition + BigInt(waiting.length);
  await assign(
    sql,
    waiting.map(({ seq }) => big(seq)),
    sequence.lastPosition + 1n,
  );
  await sql.execute('UPDATE event_sequence SET last_position = ? WHERE id = ?', [last, 1]);
  return { count: waiting.length, last };
}

/** Neighbouring events have neighbouring positions, so that most batches need a single distance from `seq` to position. */
async function assign(sql: Sql, seqs: readonly bigint[], first: bigint): Promise<void> {
  const runs: { end: bigint; distance: bigint }[] = [];
  seqs.forEach((seq, i) => {
    const distance = first + BigInt(i) - seq;
    const run = runs.at(-1);
    if (run?.distance === distance) run.end = seq;
    else runs.push({ end: seq, distance });
  });
  const params: Param[] = runs.flatMap(({ end, distance }) => [end, distance]);
  const distances = `CASE ${'WHEN seq <= ? THEN ? '.repeat(runs.length)}END`;
  const matched = await sql.execute(
    `UPDATE events SET position = seq + ${distances} WHERE seq IN (${placeholders(seqs.length)})`,
    [...params, ...seqs],
  );
  if (matched !== seqs.length)
    throw new Error(`${matched} of ${seqs.length} events could be given a position`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
