import type { LiveBatch } from '../events/live-source';
import type { BookingsUpdate } from './bookings-update';

/**
 * What subscribers to one view at one rate have not been told yet: at most the keys of all groups, however slowly it is taken. Updates
 * come no more often than asked for, counted from its beginning: subscribers have been given the whole answer by then.
 */
export class BookingsWatcher {
  private pending: Set<string> | 'ALL' | null = null;
  private notBefore: number;
  private wake: (() => void) | undefined;
  private closed = false;
  private error: unknown = null;

  constructor(
    private readonly minIntervalMs: number,
    private readonly answer: (changed: ReadonlySet<string> | 'ALL') => LiveBatch<BookingsUpdate>,
  ) {
    this.notBefore = performance.now() + minIntervalMs;
  }

  markAll(): void {
    this.pending = 'ALL';
    this.wake?.();
  }

  mark(changed: Iterable<string>): void {
    if (this.pending === 'ALL') return;
    this.pending ??= new Set();
    for (const key of changed) this.pending.add(key);
    this.wake?.();
  }

  /** The next update, as the groups are when it is sent; null once closed. Throws what the view failed with. */
  async next(): Promise<LiveBatch<BookingsUpdate> | null> {
    for (;;) {
      this.throwFailure();
      if (this.closed) return null;
      const wait = this.pending === null ? null : this.notBefore - performance.now();
      if (this.pending !== null && wait! <= 0) break;
      await this.sleep(wait);
    }
    this.notBefore = performance.now() + this.minIntervalMs;
    return this.answer(this.take()!);
  }

  /** What has changed since it was asked last, without waiting; null for nothing. Throws what the view failed with. */
  take(): ReadonlySet<string> | 'ALL' | null {
    this.throwFailure();
    const changed = this.pending;
    this.pending = null;
    return changed;
  }

  close(): void {
    this.closed = true;
    this.wake?.();
  }

  fail(error: unknown): void {
    this.error = error;
    this.wake?.();
  }

  private throwFailure(): void {
    if (this.error !== null) throw this.error;
  }

  /** Until there is news, and no longer than `ms` when that is given. */
  private sleep(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
