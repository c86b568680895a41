import type { Database } from '../persistence/database';
import { big, type RawInteger } from '../persistence/values';
import { newId } from '../shared/ids';
import { hasEnded, identityOf } from './process-identity';

interface LeaseRow {
  term: bigint;
  beat: bigint;
  holder: string | null;
}

/** How long a lease may stand still before another sequencer takes it, in milliseconds. */
export const LEASE_MS = 3_000;

/**
 * The right to give positions, which one sequencer has at a time: a row with a fencing term that every write of positions checks.
 * No clock is compared with another: a candidate measures on its own, monotonic one how long the holder's beat has stood still.
 * A holder that hung and comes back finds that its term is over, and has written nothing meanwhile. One whose process has ended on
 * the candidate's own machine is not waited for: whether that is right costs at most a change of holders, never a position.
 */
export class SequencerLease {
  /** An id of its own, and the process where it has a name. */
  private readonly holder = [newId(), identityOf(process.pid) ?? ''].join(' ').trim();
  private held: { term: bigint; renewedAt: number } | null = null;
  private watched: { term: bigint; beat: bigint; since: number } | null = null;

  constructor(
    private readonly database: Database,
    private readonly leaseMs = LEASE_MS,
  ) {}

  /** The term in which positions may be given; null while another holds the lease, as far as this process knows. */
  get term(): bigint | null {
    return this.held?.term ?? null;
  }

  /** Renews the lease in good time, or takes it when it is free or has run out. Answers whether it is held. */
  async keep(): Promise<boolean> {
    if (!this.held) return this.campaign();
    if (performance.now() - this.held.renewedAt < this.leaseMs / 3) return true;
    return this.renew(this.held.term);
  }

  /** A write showed that the term is over. */
  lost(): void {
    this.held = null;
    this.watched = null;
  }

  /** Gives the lease back, so that the next one need not wait for it to run out. */
  async resign(): Promise<void> {
    const { term } = this;
    this.lost();
    if (term === null) return;
    await this.database.write(
      'UPDATE event_sequence SET holder = NULL, beat = beat + 1 WHERE id = 1 AND term = ?',
      [term],
    );
  }

  private async renew(term: bigint): Promise<boolean> {
    const renewedAt = performance.now();
    const matched = await this.database.write(
      'UPDATE event_sequence SET beat = beat + 1 WHERE id = 1 AND term = ?',
      [term],
    );
    if (matched === 1) this.held = { term, renewedAt };
    else this.lost();
    return matched === 1;
  }

  private async campaign(): Promise<boolean> {
    const row = await this.read();
    if (row.holder !== null && !processHasEnded(row.holder) && !this.hasStoodStill(row)) return false;
    const renewedAt = performance.now();
    const term = row.term + 1n;
    const matched = await this.database.write(
      'UPDATE event_sequence SET term = ?, beat = beat + 1, holder = ? WHERE id = 1 AND term = ? AND beat = ?',
      [term, this.holder, row.term, row.beat],
    );
    if (matched === 1) this.held = { term, renewedAt };
    this.watched = null;
    return matched === 1;
  }

  private hasStoodStill({ term, beat }: LeaseRow): boolean {
    const now = performance.now();
    const same = this.watched?.term === term && this.watched.beat === beat;
    if (!same) this.watched = { term, beat, since: now };
    return now - this.watched!.since >= this.leaseMs;
  }

  private async read(): Promise<LeaseRow> {
    const [row] = await this.database.reader.rows<{
      term: RawInteger;
      beat: RawInteger;
      holder: string | null;
    }>('SELECT term, beat, holder FROM event_sequence WHERE id = 1');
    if (!row) throw new Error('The table event_sequence has lost its row');
    return { term: big(row.term), beat: big(row.beat), holder: row.holder };
  }
}

function processHasEnded(holder: string): boolean {
  return hasEnded(holder.split(' ')[1] ?? '');
}
