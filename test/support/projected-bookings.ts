import { bookingsConsumer } from '../../src/analytics/project-bookings';
import { consumerStore } from '../../src/events/consumer-store';
import { consumeNext } from '../../src/events/log-consumer';
import type { Database } from '../../src/persistence/database';
import { systemClock } from '../../src/shared/clock';

const storeOf = (database: Database) => consumerStore(database, systemClock, bookingsConsumer.name);

/** The generation of the sums that is read. */
export async function activeGeneration(database: Database): Promise<number> {
  return (await storeOf(database).place()).generation;
}

/** One step of the consumer of the bookings, of at most `size` positions, into one generation; by default the active one. */
export async function projectBookings(
  database: Database,
  size = bookingsConsumer.maxPositions,
  generation?: number,
): Promise<{ position: bigint; hasMore: boolean }> {
  const consumer = { ...bookingsConsumer, maxPositions: size };
  const { position, last } = await consumeNext(consumer, storeOf(database), generation);
  return { position, hasMore: position < last };
}
