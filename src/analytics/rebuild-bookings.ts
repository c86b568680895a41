import { Projection } from '../../entities/events/projection';
import { EventReader } from '../events/event-reader';
import type { Database } from '../persistence/database';
import { num, type RawInteger } from '../persistence/values';
import type { Clock } from '../shared/clock';
import { BOOKINGS_PROJECTION, projectBookings } from './project-bookings';

export interface RebuildOptions {
  database: Database;
  clock: Clock;
  onProgress?: (done: number, total: number) => void;
}

const EVENTS_PER_STEP = 4_000;

/**
 * Makes the sums of all bookings again from the log, beside those that are read meanwhile, and puts them in their place once they
 * have reached its end. Servers may run; nobody sees a half-built state. Returns the position that it reached.
 */
export async function rebuildBookings({ database, clock, onProgress }: RebuildOptions): Promise<bigint> {
  const generation = await newGeneration(database, clock.now());
  for (;;) {
    const { position, hasMore } = await projectBookings(database, generation, EVENTS_PER_STEP, clock.now());
    const last = await new EventReader(database.reader).lastPosition();
    onProgress?.(Number(position), Number(last));
    if (hasMore) continue;
    await activate(database, generation);
    await dropOthers(database, generation);
    return position;
  }
}

function newGeneration(database: Database, now: Date): Promise<number> {
  return database.transaction(async (sql) => {
    const [row] = await sql.rows<{ last: RawInteger }>(
      'SELECT MAX(generation) AS last FROM projections WHERE name = ?',
      [BOOKINGS_PROJECTION],
    );
    const generation = num(row?.last) + 1;
    const projection = { name: BOOKINGS_PROJECTION, generation, position: 0n, active: false, updatedAt: now };
    await sql.insert(Projection, [projection]);
    return generation;
  });
}

async function activate(database: Database, generation: number): Promise<void> {
  await database.write(
    'UPDATE projections SET active = CASE WHEN generation = ? THEN 1 ELSE 0 END WHERE name = ?',
    [generation, BOOKINGS_PROJECTION],
  );
}

/** Where the sums of a generation are, and by what few of them are found at a time. */
const TABLES = [
  ['booking_sums', ['generation', 'level', 'day']],
  ['product_sums', ['generation', 'month']],
] as const;

/** The generations before, also such as an earlier rebuild has left unfinished. */
async function dropOthers(database: Database, generation: number): Promise<void> {
  await database.write('DELETE FROM projections WHERE name = ? AND generation < ?', [
    BOOKINGS_PROJECTION,
    generation,
  ]);
  for (const [table, columns] of TABLES) {
    const parts = await database.reader.rows<Record<string, string | number>>(
      `SELECT DISTINCT ${columns.join(', ')} FROM ${table} WHERE generation < ?`,
      [generation],
    );
    const ofPart = columns.map((column) => `${column} = ?`).join(' AND ');
    for (const part of parts)
      await database.write(
        `DELETE FROM ${table} WHERE ${ofPart}`,
        columns.map((column) => part[column]!),
      );
  }
}
