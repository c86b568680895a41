import { bookingEntriesInvariants } from './booking-entries-invariant';
import { bookingSumsInvariants } from './booking-sums-invariant';
import { fulfillmentInvariants } from './fulfillment-invariants';
import type { RulesByKey } from './invariant';
import { orderInvariants } from './order-invariants';
import { stockInvariants } from './stock-invariants';

/** Every rule that `invariants` checks, in the order of its answer. A new area adds its file and an entry here. */
export const INVARIANTS: readonly RulesByKey[] = [
  stockInvariants,
  orderInvariants,
  fulfillmentInvariants,
  bookingEntriesInvariants,
  bookingSumsInvariants,
];
