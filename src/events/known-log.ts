import type { DomainError } from '../shared/errors';
import type { EventReader } from './event-reader';
import { isPlaceOf, LogTenure, placeOfAnother, type LogEnd } from './log-epoch';

/** How often to look, at the least, whether the log still is the same, in milliseconds. */
const LOOK_MS = 1_000;

/** Which log a process reads. A backup that is restored beneath it is another one, and noticed at the next look. */
export class KnownLog {
  private current: LogTenure | null = null;
  private looking: Promise<LogEnd> | null = null;
  private lookAgainAt = 0;

  constructor(
    private readonly log: EventReader,
    /** Told the end of the log that has taken the place of the one before, and the `LOG_CHANGED` for whoever followed that. */
    private readonly onChanged: (end: LogEnd, reason: DomainError) => void,
  ) {}

  get tenure(): LogTenure {
    if (!this.current) throw new Error('The log has not been read yet');
    return this.current;
  }

  get isDue(): boolean {
    return performance.now() >= this.lookAgainAt;
  }

  async begin(): Promise<LogEnd> {
    const end = await this.log.end();
    this.current = new LogTenure(end.epoch);
    return end;
  }

  /** Reads the end of the log, which this process has read up to `position`. */
  look(position: bigint): Promise<LogEnd> {
    this.looking ??= this.compare(position).finally(() => (this.looking = null));
    return this.looking;
  }

  private async compare(position: bigint): Promise<LogEnd> {
    const known = { after: position, logEpoch: this.tenure.epoch };
    let end = await this.log.end();
    if (!isPlaceOf(known, end)) end = await this.log.certainEnd();
    this.lookAgainAt = performance.now() + LOOK_MS;
    if (!isPlaceOf(known, end)) {
      const reason = placeOfAnother(known, end);
      this.tenure.end(reason);
      this.current = new LogTenure(end.epoch);
      this.onChanged(end, reason);
    }
    return end;
  }
}
