import { consumerStore } from '../../src/events/consumer-store';
import { EventReader } from '../../src/events/event-reader';
import type { OrderEventType } from '../../src/orders/order-events';
import { consumeNext, LogConsumer, type LogConsumerDefinition } from '../../src/events/log-consumer';
import { rebuildConsumer } from '../../src/events/rebuild-consumer';
import { Sequencer } from '../../src/events/sequencer';
import { ConflictError } from '../../src/persistence/conflicts';
import { num, type RawInteger } from '../../src/persistence/values';
import { systemClock } from '../../src/shared/clock';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { commitEvents, eventDraft } from '../support/event-log';
import { until } from '../support/until';

/** Notes the positions of the holds, a few at a time. */
const noter: LogConsumerDefinition = {
  name: 'noter',
  maxPositions: 7,
  pauseMs: 1,
  pollMs: 20,
  async read(sql, { generation, after, through }) {
    const page = { after, through, limit: 2, filter: { types: ['OrderHeld' as const] }, scope: ALL };
    const { events, endPosition } = await new EventReader(sql).page(page);
    return {
      through: endPosition,
      async write(transaction) {
        for (const { position } of events)
          await transaction.execute('INSERT INTO noted (generation, position) VALUES (?, ?)', [
            generation,
            position,
          ]);
      },
    };
  },
};
const ALL = { all: true } as const;
const BATCHES = 12;
const TYPES: readonly OrderEventType[] = [
  'OrderPlaced',
  'OrderHeld',
  'OrderHeld',
  'OrderConfirmed',
  'OrderHeld',
];

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.database.write('CREATE TABLE noted (generation INT NOT NULL, position BIGINT NOT NULL)');
  await db.database.write(
    'INSERT INTO projections (name, generation, position, active, updated_at) VALUES (?, 1, 0, 1, 0)',
    [noter.name],
  );
});

afterAll(() => db.drop());

const store = () => consumerStore(db.database, systemClock, noter.name);

async function numbers(sql: string): Promise<number[]> {
  const rows = await db.database.reader.rows<{ n: RawInteger }>(sql);
  return rows.map(({ n }) => num(n));
}

test('several that compete for a growing log note every event once, and a rebuild notes the same', async () => {
  const { database } = db;
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const consumers = Array.from(
    { length: 3 },
    () => new LogConsumer(noter, { store: store(), isMine: () => true, onError }),
  );
  const sequencer = new Sequencer({
    database,
    onError,
    onPositioned: () => consumers.forEach((consumer) => consumer.hint()),
  });
  sequencer.start();
  for (const consumer of consumers) consumer.start();
  for (let i = 0; i < BATCHES; i++)
    await commitEvents(
      database,
      TYPES.map((type) => eventDraft({ type })),
    );
  await sequencer.drain();
  await until(async () => (await consumers[0]!.lag()) === 0n);
  await Promise.all(consumers.map((consumer) => consumer.stop()));
  await sequencer.stop();

  expect(errors).toEqual([]);
  const held = await numbers("SELECT position AS n FROM events WHERE type = 'OrderHeld' ORDER BY position");
  expect(held).toHaveLength(3 * BATCHES);
  expect(await numbers('SELECT position AS n FROM noted ORDER BY position')).toEqual(held);

  const progress: [number, number][] = [];
  const onProgress = (done: number, total: number) => void progress.push([done, total]);
  const last = TYPES.length * BATCHES;
  expect(await rebuildConsumer(noter, { database, clock: systemClock, onProgress })).toEqual({
    generation: 2,
    position: BigInt(last),
  });
  expect(progress.at(-1)).toEqual([last, last]);
  expect(await store().place()).toMatchObject({ generation: 2, position: BigInt(last) });
  expect(await numbers('SELECT position AS n FROM noted WHERE generation = 2 ORDER BY position')).toEqual(
    held,
  );
});

test('a generation that was replaced is a conflict, and a consumer without a row says so', async () => {
  await expect(consumeNext(noter, store(), 99)).rejects.toThrow(ConflictError);
  const nameless = consumerStore(db.database, systemClock, 'nobody');
  await expect(consumeNext(noter, nameless)).rejects.toThrow('The consumer nobody has no active generation');
});
