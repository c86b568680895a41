import { IdempotencyRecord } from '../../entities/events/idempotency-record';
import { newId } from '../shared/ids';
import type { Database } from './database';
import { inWords, unavailability } from './unavailable';

/** So long after a write, in milliseconds, nobody asks whether one is possible. */
const FRESH_MS = 5_000;
/** So long after a write that failed for want of room small ones are not trusted: they may fit where others do not. */
const FULL_MS = 10_000;
/** A check that has failed is made again after so long, at the soonest. */
const RETRY_MS = 1_000;
/** How long a check may take before it counts as failed. */
const WITHIN_MS = 2_000;
/** The one writer of the embedded database may be at work for that long without being taken for stuck. */
const PATIENCE_MS = 15_000;

/**
 * Finds out whether anything can be written. A unit of work that was committed of late is proof; else a row is stored and removed in one
 * small transaction of its own, at most once a second however often it is asked for. A disk that is full shows in larger writes first:
 * after one of them has failed for that, a small one proves nothing for some seconds.
 */
export class WriteCheck {
  private writtenAt = -Infinity;
  private fullAt = -Infinity;
  private failure: { at: number; reason: string } | null = null;
  private probing: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Says what came of a unit of work: nothing when it was committed with what it wrote, else the error. */
  readonly note = (error?: unknown): void => {
    if (error === undefined) {
      this.writtenAt = performance.now();
      this.fullAt = -Infinity;
      this.failure = null;
      return;
    }
    const why = unavailability(error) ?? unavailability((error as Error).cause);
    if (why) this.writtenAt = -Infinity;
    if (why === 'DISK_FULL') this.fullAt = performance.now();
  };

  /** Why nothing can be written, in one sentence; null when something can. */
  async reason(): Promise<string | null> {
    const now = performance.now();
    if (now - this.fullAt < FULL_MS) return inWords('DISK_FULL');
    if (now - this.writtenAt < FRESH_MS) return null;
    if (this.failure && now - this.failure.at < RETRY_MS) return this.failure.reason;
    this.probing ??= this.probe().finally(() => (this.probing = null));
    if (await endsWithin(this.probing, WITHIN_MS)) return this.failure?.reason ?? null;
    return performance.now() - this.writtenAt < PATIENCE_MS
      ? null
      : `The database has not ended a write within ${WITHIN_MS / 1000} seconds.`;
  }

  private async probe(): Promise<void> {
    const id = newId();
    try {
      await this.database.transaction(async (sql) => {
        const key = { principalId: id, mutation: 'writeCheck', idempotencyKey: id };
        await sql.insert(IdempotencyRecord, [{ ...key, inputHash: '', outcome: {}, createdAt: new Date() }]);
        await sql.executeLater('DELETE FROM idempotency_records WHERE principal_id = ?', [id]);
      });
      this.writtenAt = performance.now();
      this.failure = null;
    } catch (error) {
      this.onFailure(error);
      const why = unavailability(error) ?? unavailability((error as Error).cause);
      const reason = why ? inWords(why) : 'The database refuses writes; the log of the server says why.';
      this.failure = { at: performance.now(), reason };
    }
  }
}

async function endsWithin(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
