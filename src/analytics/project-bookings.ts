import { BookingSum } from '../../entities/analytics/booking-sum';
import { ProductSum } from '../../entities/analytics/product-sum';
import { BookingEntry } from '../../entities/orders/booking-entry';
import { ShippedEntry } from '../../entities/orders/shipped-entry';
import type { LogConsumerDefinition } from '../events/log-consumer';
import { addRows } from '../persistence/add-rows';
import type { Sql } from '../persistence/sql';
import { big, type RawInteger } from '../persistence/values';
import { BookingDeltas } from './booking-deltas';
import { ProductDeltas } from './product-deltas';
import { SUMMED } from './sum-row';

const BOOKINGS_PROJECTION = 'bookings';

/** The generation that is read, to select from; `p` is its row. */
export const ACTIVE = `FROM projections p WHERE p.name = '${BOOKINGS_PROJECTION}' AND p.active = 1`;

/** Some 25 milliseconds. */
const ENTRIES_PER_STEP = 1_000;

/** Readers add what is not in the sums yet, so that nothing waits for a step; fewer steps write fewer rows. */
const PAUSE_MS = 1_000;

/** Works the booking and shipped entries of events into the sums of the bookings, few entries a step. */
export const bookingsConsumer: LogConsumerDefinition = {
  name: BOOKINGS_PROJECTION,
  maxPositions: 4_000,
  pauseMs: PAUSE_MS,
  pollMs: PAUSE_MS,
  async read(sql, { generation, after, through: most }) {
    const through = await positionOfFew(sql, after, most);
    const { bookings, products } = await deltasOf(sql, generation, after, through);
    return {
      through,
      async write(transaction) {
        await addRows(transaction, BookingSum, bookings.rows, SUMMED);
        await addRows(transaction, ProductSum, products.rows, [...SUMMED, 'categoryOrders']);
      },
    };
  },
};

/** A position up to which there are few entries, or those of a single event: a step has the server's thread to itself. */
async function positionOfFew(sql: Sql, from: bigint, most: bigint): Promise<bigint> {
  const next = (table: string): string =>
    `SELECT * FROM (SELECT e.position AS position FROM events e JOIN ${table} b ON b.event_id = e.id ` +
    `WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT 1 OFFSET ${ENTRIES_PER_STEP}) ${table}`;
  const [row] = await sql.rows<{ position: RawInteger | null }>(
    `SELECT MIN(n.position) AS position FROM (${next('booking_entries')} UNION ALL ${next('shipped_entries')}) n`,
    [from, most, from, most],
  );
  if (!row || row.position === null) return most;
  const before = big(row.position) - 1n;
  return before > from ? before : from + 1n;
}

interface Deltas {
  bookings: BookingDeltas;
  products: ProductDeltas;
}

async function deltasOf(sql: Sql, generation: number, from: bigint, through: bigint): Promise<Deltas> {
  const deltas = { bookings: new BookingDeltas(generation), products: new ProductDeltas(generation) };
  const each = Object.values(deltas);
  const ofEvents = 'JOIN events e ON e.id = t.event_id WHERE e.position > ? AND e.position <= ?';
  for (const entry of await sql.select(BookingEntry, ofEvents, [from, through]))
    for (const sums of each) sums.book(entry);
  for (const entry of await sql.select(ShippedEntry, ofEvents, [from, through]))
    for (const sums of each) sums.ship(entry);
  return deltas;
}
