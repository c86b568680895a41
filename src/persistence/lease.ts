import { hostname } from 'node:os';
import { newId } from '../shared/ids';
import { hasEnded, identityOf } from '../shared/process-identity';
import type { Database } from './database';
import { big, type RawInteger } from './values';

interface LeaseRow {
  term: bigint;
  beat: bigint;
  holder: string | null;
}

const LONGEST_HOLDER = 120;

/**
 * A right that one process has at a time: the row `id = 1` of a table with the columns `term`, `beat` and `holder`. The term fences
 * off former holders: every write under the lease checks it. No clock is compared with another: a candidate measures on its own,
 * monotonic one how long the holder's beat has stood still. A holder whose process has ended on the candidate's own machine is not
 * waited for: whether that is right costs at most a change of holders.
 */
export class Lease {
  private readonly holder = nameOfThisProcess();
  private held: { term: bigint; renewedAt: number } | null = null;
  private watched: { term: bigint; beat: bigint; since: number } | null = null;

  constructor(
    private readonly database: Pick<Database, 'reader' | 'write'>,
    private readonly table: string,
    /** How long a lease may stand still before another process takes it, in milliseconds. */
    private readonly leaseMs: number,
  ) {}

  /** The term in which this process may write; null while another holds the lease, as far as this process knows. */
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
      `UPDATE ${this.table} SET holder = NULL, beat = beat + 1 WHERE id = 1 AND term = ?`,
      [term],
    );
  }

  /** For people: `process 4711 on host-2`; null when nobody holds the lease. */
  async whoHolds(): Promise<string | null> {
    const { holder } = await this.read();
    if (holder === null) return null;
    const [, , pid, host] = holder.split(' ');
    return host ? `process ${pid} on ${host}` : 'another process';
  }

  private async renew(term: bigint): Promise<boolean> {
    const renewedAt = performance.now();
    const matched = await this.database.write(
      `UPDATE ${this.table} SET beat = beat + 1 WHERE id = 1 AND term = ?`,
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
      `UPDATE ${this.table} SET term = ?, beat = beat + 1, holder = ? WHERE id = 1 AND term = ? AND beat = ?`,
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
    }>(`SELECT term, beat, holder FROM ${this.table} WHERE id = 1`);
    if (!row) throw new Error(`The table ${this.table} has lost its row`);
    return { term: big(row.term), beat: big(row.beat), holder: row.holder };
  }
}

/** An id of its own, the process where the system names it, and for people its id and host. */
function nameOfThisProcess(): string {
  const parts = [newId(), identityOf(process.pid) ?? '-', process.pid, hostname()];
  return parts.join(' ').slice(0, LONGEST_HOLDER);
}

function processHasEnded(holder: string): boolean {
  return hasEnded(holder.split(' ')[1] ?? '');
}
