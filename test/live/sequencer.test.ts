import { Sequencer } from '../../src/events/sequencer';
import { CommandRunner } from '../../src/persistence/command-runner';
import type { Database } from '../../src/persistence/database';
import { openDatabase } from '../../src/persistence/open-database';
import { storeEvents, recordedEvent } from '../../src/events/event-log';
import { systemClock } from '../../src/shared/clock';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../support/databases';
import {
  changeTerritory,
  commitEvents,
  createTerritories,
  eventDraft,
  loggedEvents,
} from '../support/event-log';
import { until } from '../support/until';

const onMysql = testDatabaseKind() === 'mysql' ? test : test.skip;

let db: TestDatabase;
let database: Database;
const errors: unknown[] = [];
const started: Sequencer[] = [];

beforeEach(async () => {
  db = await createTestDatabase();
  database = db.database;
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((sequencer) => sequencer.stop()));
  await db.drop();
  expect(errors.splice(0)).toEqual([]);
});

function sequencerOn(
  target: Database,
  options: Partial<ConstructorParameters<typeof Sequencer>[0]> = {},
): Sequencer {
  const sequencer = new Sequencer({ database: target, onError: (error) => errors.push(error), ...options });
  started.push(sequencer);
  return sequencer;
}

async function expectGapless(count: number): Promise<void> {
  const events = await loggedEvents(database);
  expect(events.map(({ position }) => position)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  const versions = new Map<string, number>();
  for (const { aggregate, version } of events) {
    expect(version).toBe((versions.get(aggregate) ?? 0) + 1);
    versions.set(aggregate, version);
  }
}

test('several sequencers and many writers: positions have no gap and keep the order of versions', async () => {
  const others =
    testDatabaseKind() === 'mysql' ? [await openDatabase(db.options), await openDatabase(db.options)] : [];
  try {
    const sequencers = [database, database, ...others].map((target) =>
      sequencerOn(target, { pollMs: 20, batchSize: 7 }),
    );
    for (const sequencer of sequencers) sequencer.start();
    const runner = new CommandRunner({
      database,
      clock: systemClock,
      onEventsStored: () => sequencers[0]!.nudge(),
    });
    const territories = await createTerritories(database, 5);
    const writer = async () => {
      for (let i = 0; i < 20; i++) await changeTerritory(runner, territories);
    };
    await Promise.all(Array.from({ length: 16 }, writer));
    await sequencers[1]!.drain();
    await expectGapless(320);
    await Promise.all(started.splice(0).map((sequencer) => sequencer.stop()));
  } finally {
    await Promise.all(others.map((other) => other.close()));
  }
});

test('events that were committed before a crash are positioned after it', async () => {
  await commitEvents(database, [eventDraft(), eventDraft(), eventDraft()]);
  expect((await loggedEvents(database)).map(({ position }) => position)).toEqual([null, null, null]);
  sequencerOn(database).start();
  await until(async () => (await loggedEvents(database)).every(({ position }) => position !== null));
  await expectGapless(3);
});

test('a crash in the middle of a batch leaves no trace of it', async () => {
  await commitEvents(
    database,
    Array.from({ length: 5 }, () => eventDraft()),
  );
  const dying: Database = {
    ...database,
    reader: database.reader,
    transaction: (work) =>
      database.transaction(async (sql) => {
        await work(sql);
        throw new Error('killed before the commit');
      }),
  };
  await expect(sequencerOn(dying).drain()).rejects.toThrow('killed');
  expect((await loggedEvents(database)).every(({ position }) => position === null)).toBe(true);
  await sequencerOn(database, { batchSize: 2 }).drain();
  await expectGapless(5);
});

test('after a failure it tries again at its next look', async () => {
  await commitEvents(database, [eventDraft()]);
  let failures = 2;
  const failed: unknown[] = [];
  const flaky: Database = {
    ...database,
    reader: database.reader,
    transaction: (work) =>
      failures-- > 0 ? Promise.reject(new Error('connection lost')) : database.transaction(work),
  };
  sequencerOn(flaky, { pollMs: 5, onError: (error) => failed.push(error) }).start();
  await until(async () => (await loggedEvents(database))[0]!.position === 1);
  expect(failed).toHaveLength(2);
});

onMysql('an event that commits late gets its position late, whatever its seq', async () => {
  const sequencer = sequencerOn(database);
  const early = recordedEvent(eventDraft());
  let late: string[] = [];
  await database.transaction(async (sql) => {
    await storeEvents(sql, [early], new Date());
    late = await commitEvents(database, [eventDraft(), eventDraft()]);
    await sequencer.drain();
  });
  await sequencer.drain();
  expect((await loggedEvents(database)).map(({ id }) => id)).toEqual([...late, early.id]);
  await expectGapless(3);
});

test('says how far it got after every batch', async () => {
  const told: bigint[] = [];
  await commitEvents(
    database,
    Array.from({ length: 5 }, () => eventDraft()),
  );
  await sequencerOn(database, { batchSize: 2, onPositioned: (last) => told.push(last) }).drain();
  expect(told).toEqual([2n, 4n, 5n]);
});
