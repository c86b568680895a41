import { isRetryable } from '../persistence/conflicts';
import type { Database } from '../persistence/database';
import { DomainError } from '../shared/errors';
import { newLogEpoch } from '../shared/ids';

/** The end of the log as it is stored. */
export interface LogEnd {
  /** The last position; 0 while the log is empty. */
  readonly position: bigint;
  /** Positions of one epoch are of one log; a restored backup is another log. */
  readonly epoch: string;
}

/** What a client has kept of the log: how far it has seen it, and of which epoch that is; each null when it does not say. */
export interface LogPlace {
  readonly after: bigint | null;
  readonly logEpoch: string | null;
}

/** The log as a process reads it, until it finds another in its place. */
export class LogTenure {
  private readonly controller = new AbortController();

  constructor(readonly epoch: string) {}

  /** Throws `LOG_CHANGED` once another log has taken its place. */
  check(): void {
    this.controller.signal.throwIfAborted();
  }

  end(reason: DomainError): void {
    this.controller.abort(reason);
  }
}

const SHOWN_EPOCH = 40;
const TRIES = 10;

/** Whether the place can be of the log that ends there. */
export function isPlaceOf({ after, logEpoch }: LogPlace, end: LogEnd): boolean {
  return (logEpoch === null || logEpoch === end.epoch) && (after === null || after <= end.position);
}

/** What is told to one whose place is not of the log. */
export function placeOfAnother({ after, logEpoch }: LogPlace, end: LogEnd): DomainError {
  return logEpoch === null || logEpoch === end.epoch
    ? logChanged(end, `The log ends at position ${end.position}, before position ${after}`)
    : logChanged(end, `The log has the epoch ${end.epoch} now, not ${logEpoch.slice(0, SHOWN_EPOCH)}`);
}

/** `what` says how the log differs from the one that was known. */
export function logChanged(end: LogEnd, what: string): DomainError {
  return new DomainError(
    'LOG_CHANGED',
    `${what}: it was restored from a backup. Load anew, then subscribe after position ${end.position} with \`logEpoch\` ${end.epoch}.`,
    { logEpoch: end.epoch, position: end.position },
  );
}

/**
 * Gives the log a new epoch, and returns it. Every client that follows the log then loads anew, once; nothing else changes. To be
 * done after each restored backup, which brings back the epoch of its time.
 */
export async function renewLogEpoch(database: Database): Promise<string> {
  const epoch = newLogEpoch();
  for (let tries = 1; ; tries++) {
    try {
      await database.write('UPDATE event_sequence SET log_epoch = ? WHERE id = 1', [epoch]);
      return epoch;
    } catch (error) {
      if (tries === TRIES || !isRetryable(error)) throw error;
    }
  }
}
