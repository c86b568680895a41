import { Projection } from '../../entities/events/projection';
import type { Database } from '../persistence/database';
import { num, type RawInteger } from '../persistence/values';
import type { Clock } from '../shared/clock';
import { consumerStore } from './consumer-store';
import { consumeNext, type LogConsumerDefinition } from './log-consumer';

export interface RebuildOptions {
  database: Database;
  clock: Clock;
  /** Told after each step the position that it reached and the end of the log. */
  onProgress?: (done: number, total: number) => void;
}

export interface Rebuilt {
  /** The generation that is read from now on; the rows of those before are no longer read. */
  generation: number;
  /** How far it has come. */
  position: bigint;
}

/**
 * Makes the rows of a consumer again from the log, as a generation beside the one that is read meanwhile, and puts it in that one's
 * place once it has reached the end. Servers may run; nobody sees a half-built state.
 */
export async function rebuildConsumer(
  consumer: LogConsumerDefinition,
  { database, clock, onProgress }: RebuildOptions,
): Promise<Rebuilt> {
  const { name } = consumer;
  const generation = await newGeneration(database, name, clock.now());
  const store = consumerStore(database, clock, name);
  for (;;) {
    const { position, last } = await consumeNext(consumer, store, generation);
    onProgress?.(Number(position), Number(last));
    if (position < last) continue;
    await activate(database, name, generation);
    await forgetBefore(database, name, generation);
    return { generation, position };
  }
}

function newGeneration(database: Database, name: string, now: Date): Promise<number> {
  return database.transaction(async (sql) => {
    const [row] = await sql.rows<{ last: RawInteger }>(
      'SELECT MAX(generation) AS last FROM projections WHERE name = ?',
      [name],
    );
    const generation = num(row?.last) + 1;
    await sql.insert(Projection, [{ name, generation, position: 0n, active: false, updatedAt: now }]);
    return generation;
  });
}

async function activate(database: Database, name: string, generation: number): Promise<void> {
  await database.write(
    'UPDATE projections SET active = CASE WHEN generation = ? THEN 1 ELSE 0 END WHERE name = ?',
    [generation, name],
  );
}

/** The generations before, also such as an earlier rebuild has left unfinished. */
async function forgetBefore(database: Database, name: string, generation: number): Promise<void> {
  await database.write('DELETE FROM projections WHERE name = ? AND generation < ?', [name, generation]);
}
