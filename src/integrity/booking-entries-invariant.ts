import { InvariantArea } from '../../entities/integrity/invariant.enums';
import type { RulesByKey } from './invariant';
import { ENTRY_RANGES } from './key-ranges';
import { referencesExist } from './references-invariant';

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
