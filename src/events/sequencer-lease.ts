import type { Database } from '../persistence/database';
import { Lease } from '../persistence/lease';

/** How long a lease may stand still before another sequencer takes it, in milliseconds. */
export const LEASE_MS = 3_000;

/**
 * The right to give positions, which one sequencer has at a time. A holder that hung and comes back finds that its term is over, and
 * has written nothing meanwhile.
 */
export class SequencerLease extends Lease {
  constructor(database: Database, leaseMs = LEASE_MS) {
    super(database, 'event_sequence', leaseMs);
  }
}
