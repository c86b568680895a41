import { BookingSum } from '../../entities/analytics/booking-sum';
import { ProductSum } from '../../entities/analytics/product-sum';
import { Projection } from '../../entities/events/projection';
import { BookingEntry } from '../../entities/orders/booking-entry';
import { ShippedEntry } from '../../entities/orders/shipped-entry';
import { EventReader } from '../events/event-reader';
import { ConflictError } from '../persistence/conflicts';
import type { Database } from '../persistence/database';
import { addRows } from '../persistence/add-rows';
import type { Sql } from '../persistence/sql';
import { big, type RawInteger } from '../persistence/values';
import { BookingDeltas } from './booking-deltas';
import { ProductDeltas } from './product-deltas';
import { SUMMED } from './sum-row';

export const BOOKINGS_PROJECTION = 'bookings';

/** The generation that is read, to select from; `p` is its row. */
export const ACTIVE = `FROM projections p WHERE p.name = '${BOOKINGS_PROJECTION}' AND p.active = 1`;

/** Some 25 milliseconds. */
const ENTRIES_PER_STEP = 1_000;

export interface ProjectedStep {
  /** Everything up to here is in the sums. */
  position: bigint;
  /** The log went on after it when the step began. */
  hasMore: boolean;
}

/** The generation that is read. */
export async function activeGeneration(sql: Sql): Promise<number> {
  const [active] = await sql.select(Projection, 'WHERE t.name = ? AND t.active = 1', [BOOKINGS_PROJECTION]);
  if (!active) throw new Error('The bookings have no active projection');
  return active.generation;
}

/**
 * Works the entries of the next events into the sums of one generation, at most `size` positions and few entries. The position moves with the sums
 * in one transaction: whoever was faster has moved it, and then nothing is written. So any number may do it at the same time.
 */
export async function projectBookings(
  database: Database,
  generation: number,
  size: number,
  now: Date,
): Promise<ProjectedStep> {
  const { position: from } = await projectionOf(database.reader, generation);
  const last = await new EventReader(database.reader).lastPosition();
  const most = last - from > BigInt(size) ? from + BigInt(size) : last;
  if (most === from) return { position: from, hasMore: false };
  const position = await positionOfFew(database.reader, from, most);
  const { bookings, products } = await deltasOf(database.reader, generation, from, position);
  await database.transaction(async (sql) => {
    const moved = await sql.execute(
      'UPDATE projections SET position = ?, updated_at = ? WHERE name = ? AND generation = ? AND position = ?',
      [position, now.getTime(), BOOKINGS_PROJECTION, generation, from],
    );
    if (moved === 0) return;
    await addRows(sql, BookingSum, bookings.rows, SUMMED);
    await addRows(sql, ProductSum, products.rows, [...SUMMED, 'categoryOrders']);
  });
  return { position, hasMore: position < last };
}

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

async function projectionOf(sql: Sql, generation: number): Promise<Projection> {
  const [projection] = await sql.select(Projection, 'WHERE t.name = ? AND t.generation = ?', [
    BOOKINGS_PROJECTION,
    generation,
  ]);
  if (!projection)
    throw new ConflictError(`Generation ${generation} of the bookings has been replaced by a later one`);
  return projection;
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
