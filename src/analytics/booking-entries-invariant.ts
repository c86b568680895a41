import { InvariantArea } from '../../entities/integrity/invariant.enums';
import type { RulesByKey } from '../persistence/invariants/invariant';
import { referencesExist } from '../persistence/invariants/references-exist';
import { rangesOf } from '../persistence/invariants/key-ranges';

/** Ids of the events that entries come with. */
const ENTRY_RANGES = rangesOf([
  ['booking_entries', 'event_id'],
  ['shipped_entries', 'event_id'],
]);

/** By their events, as no index finds entries by order. Entries outlive the lines that an import has replaced. */
export const bookingEntriesInvariants: RulesByKey = {
  name: 'BOOKING_ENTRIES',
  area: InvariantArea.BOOKINGS,
  ranges: ENTRY_RANGES,
  rules: ['booking_entries', 'shipped_entries'].map((table) =>
    referencesExist({
      table,
      by: 'event_id',
      columns: { order_id: 'orders', event_id: 'events' },
    }),
  ),
};
