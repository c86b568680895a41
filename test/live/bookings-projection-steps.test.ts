import { BookingEntry } from '../../entities/orders/booking-entry';
import { Sequencer } from '../../src/events/sequencer';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { commitEvents, eventDraft } from '../support/event-log';
import { projectBookings } from '../support/projected-bookings';
import { bookingEntryRow } from '../support/rows';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test('a step takes few entries, or those of one event, however many events it may take', async () => {
  const perEvent = [400, 400, 400, 2_500, 1_000, 1, 0, 1];
  const ids = await commitEvents(
    db.database,
    perEvent.map(() => eventDraft()),
  );
  const entries = perEvent.flatMap((count, i) =>
    Array.from({ length: count }, () => bookingEntryRow({ eventId: ids[i]!, reportingNetMinor: 1n })),
  );
  await db.database.transaction((sql) => sql.insert(BookingEntry, entries));
  await new Sequencer({ database: db.database, onError: () => undefined }).drain();

  const positions: bigint[] = [];
  for (let more = true; more;) {
    const step = await projectBookings(db.database, 4_000);
    positions.push(step.position);
    more = step.hasMore;
  }
  expect(positions).toEqual([2n, 3n, 4n, 5n, 8n]);
  const [sums] = await db.database.reader.rows<{ total: unknown }>(
    'SELECT SUM(line_count) AS total FROM booking_sums WHERE level = 3',
  );
  expect(Number(sums!.total)).toBe(entries.length);
});
