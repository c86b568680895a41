import { bookingEntriesInvariants } from './booking-entries-invariant';
import { bookingSumsInvariants } from './booking-sums-invariant';
import { bookingsConsumer } from './project-bookings';

export const analyticsArea = {
  logConsumers: [bookingsConsumer],
  invariants: [bookingEntriesInvariants, bookingSumsInvariants],
  costs: { 'Query.bookings': 100, 'Subscription.bookings': 100 },
};
