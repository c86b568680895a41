import { rebuildConsumer, type RebuildOptions } from '../events/rebuild-consumer';
import type { Database } from '../persistence/database';
import { bookingsConsumer } from './project-bookings';

/**
 * Makes the sums of all bookings again from the log, beside those that are read meanwhile, and drops those. Servers may run.
 * Returns the position that it reached.
 */
export async function rebuildBookings(options: RebuildOptions): Promise<bigint> {
  const { generation, position } = await rebuildConsumer(bookingsConsumer, options);
  await dropSumsBefore(options.database, generation);
  return position;
}

/** Where the sums of a generation are, and by what few of them are found at a time. */
const TABLES = [
  ['booking_sums', ['generation', 'level', 'day']],
  ['product_sums', ['generation', 'month']],
] as const;

async function dropSumsBefore(database: Database, generation: number): Promise<void> {
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
