import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { assignPositions } from '../../src/events/assign-positions';
import { identityOf } from '../../src/shared/process-identity';
import { Sequencer } from '../../src/events/sequencer';
import { SequencerLease } from '../../src/events/sequencer-lease';
import { CommandRunner } from '../../src/commands/command-runner';
import type { Database } from '../../src/persistence/database';
import { openDatabase } from '../../src/persistence/open-database';
import { storeEvents, recordedEvent } from '../../src/events/event-log';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../support/databases';
import {
  changeTerritory,
  commitEvents,
  createTerritories,
  eventDraft,
  loggedEvents,
} from '../support/event-log';
import { PATIENCE_MS } from '../support/patience';
import { until } from '../support/until';

const onLinux = process.platform === 'linux' ? test : test.skip;
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
      sequencerOn(target, { pollMs: 20, batchSize: 7, leaseMs: 100 }),
    );
    for (const sequencer of sequencers) sequencer.start();
    const runner = new CommandRunner({
      database,
      clock: { now: () => new Date(Date.now() + Math.round((Math.random() - 0.5) * 7_200_000)) },
      onEventsStored: () => sequencers.forEach((sequencer) => sequencer.hint()),
    });
    const territories = await createTerritories(database, 5);
    const writer = async () => {
      for (let i = 0; i < 20; i++) await changeTerritory(runner, territories);
    };
    await Promise.all(Array.from({ length: 16 }, writer));
    await sequencers[1]!.drain();
    await expectGapless(320);
    expect(sequencers.filter(({ leading }) => leading)).toHaveLength(1);
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

/** The database as one sees it whose writes can be made to fail, or to wait. */
function hinderedBy(hinder: (sql: string) => Promise<void>): Database {
  return {
    dialect: database.dialect,
    label: database.label,
    wire: database.wire,
    reader: database.reader,
    migrate: () => database.migrate(),
    isMigrated: () => database.isMigrated(),
    close: () => database.close(),
    write: async (sql, params) => {
      await hinder(sql);
      return database.write(sql, params);
    },
    transaction: (work) =>
      database.transaction(async (sql) => {
        const result = await work(sql);
        await hinder('COMMIT');
        return result;
      }),
  };
}

test('a crash in the middle of a batch leaves no trace of it', async () => {
  await commitEvents(
    database,
    Array.from({ length: 5 }, () => eventDraft()),
  );
  const dying = hinderedBy(async (sql) => {
    if (sql === 'COMMIT' || sql.includes('events e')) throw new Error('killed before the commit');
  });
  await expect(sequencerOn(dying).drain()).rejects.toThrow('killed');
  expect((await loggedEvents(database)).every(({ position }) => position === null)).toBe(true);
  await sequencerOn(database, { batchSize: 2 }).drain();
  await expectGapless(5);
});

test('after a failure it tries again at its next look', async () => {
  await commitEvents(database, [eventDraft()]);
  let failures = 2;
  const failed: unknown[] = [];
  const flaky = hinderedBy(async () => {
    if (failures-- > 0) throw new Error('connection lost');
  });
  sequencerOn(flaky, { pollMs: 5, leaseMs: 60, onError: (error) => failed.push(error) }).start();
  await until(async () => (await loggedEvents(database))[0]!.position === 1);
  expect(failed).toHaveLength(2);
});

test('one holds the lease; another takes over at once when it is given back', async () => {
  const [first, second] = [sequencerOn(database), sequencerOn(database)];
  first.start();
  await until(() => first.leading);
  second.start();
  await commitEvents(database, [eventDraft()]);
  first.hint();
  await until(async () => (await loggedEvents(database))[0]!.position === 1);
  expect([first.leading, second.leading]).toEqual([true, false]);
  await first.stop();
  await until(() => second.leading);
  await commitEvents(database, [eventDraft()]);
  await second.drain();
  await expectGapless(2);
});

test('a holder that hangs is replaced once its lease has run out, and can write nothing when it wakes up', async () => {
  let wake: () => void = () => undefined;
  let hanging = false;
  const asleep = new Promise<void>((resolve) => (wake = resolve));
  const hung = hinderedBy(async (sql) => {
    if (!hanging || sql === 'COMMIT') return;
    await asleep;
  });
  const transaction = hung.transaction;
  hung.transaction = async (work) => {
    if (hanging) await asleep;
    return transaction(work);
  };
  const deposed = sequencerOn(hung, { pollMs: 20, leaseMs: 300 });
  deposed.start();
  await until(() => deposed.leading);
  hanging = true;
  await commitEvents(database, [eventDraft(), eventDraft()]);
  deposed.hint();
  const successor = sequencerOn(database, { pollMs: 20, leaseMs: 300 });
  const begin = performance.now();
  successor.start();
  await until(() => successor.leading);
  expect(performance.now() - begin).toBeGreaterThan(290);
  await successor.drain();
  await commitEvents(database, [eventDraft()]);
  await successor.drain();
  hanging = false;
  wake();
  await until(() => !deposed.leading);
  await commitEvents(database, [eventDraft()]);
  await successor.drain();
  await expectGapless(4);
});

test('a holder that was killed is replaced when its lease has run out', async () => {
  const killed = new SequencerLease(database, 500);
  expect(await killed.keep()).toBe(true);
  const successor = sequencerOn(database, { leaseMs: 500 });
  await commitEvents(database, [eventDraft()]);
  await successor.drain();
  await expectGapless(1);
  expect(await assignPositions(database, killed.term!, 10)).toEqual({ outcome: 'DEPOSED' });
});

onLinux('a holder whose process has ended on the same machine is replaced at once', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const held = async (holder: string) =>
    database.write('UPDATE event_sequence SET term = term + 1, holder = ? WHERE id = 1', [holder]);
  await held(`somebody ${identityOf(child.pid!)}`);
  const candidate = new SequencerLease(database, 60_000);
  expect(await candidate.keep()).toBe(false);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(await candidate.keep()).toBe(true);
  await held('somebody');
  expect(await new SequencerLease(database, 60_000).keep()).toBe(false);
});

test('an announced event gets its position without the next look being waited for', async () => {
  const sequencer = sequencerOn(database, { pollMs: 10 * PATIENCE_MS });
  sequencer.start();
  await until(() => sequencer.leading);
  for (let i = 1; i <= 20; i++) {
    await commitEvents(database, [eventDraft()]);
    sequencer.hint();
    await until(async () => (await loggedEvents(database)).at(-1)!.position === i);
  }
});

onMysql('an event that commits late gets its position late, whatever its seq', async () => {
  const sequencer = sequencerOn(database);
  const early = recordedEvent(eventDraft(), new Date());
  let late: string[] = [];
  await database.transaction(async (sql) => {
    await storeEvents(sql, [early]);
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
