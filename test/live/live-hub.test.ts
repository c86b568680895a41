import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DomainEvent } from '../../entities/events/domain-event';
import { LiveHub, type Follow } from '../../src/events/live-hub';
import { renewLogEpoch } from '../../src/events/log-epoch';
import { Sequencer } from '../../src/events/sequencer';
import type { Stream } from '../../src/events/stream';
import type { Database } from '../../src/persistence/database';
import { newId } from '../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { commitEvents, eventDraft } from '../support/event-log';
import { until } from '../support/until';

const EVERYTHING: Follow = { filter: {}, scope: { all: true }, after: null };

let db: TestDatabase;
let database: Database;
let hub: LiveHub;
let sequencer: Sequencer;
const errors: unknown[] = [];

beforeEach(async () => {
  db = await createTestDatabase();
  database = db.database;
  const onError = (error: unknown) => errors.push(error);
  hub = new LiveHub({ reader: database.reader, onError, queueBound: 50 });
  sequencer = new Sequencer({ database, onError, onPositioned: () => hub.hint() });
  await hub.start();
  sequencer.start();
});

afterEach(async () => {
  await sequencer.stop();
  await hub.stop();
  await db.drop();
  expect(errors.splice(0)).toEqual([]);
});

async function commit(count: number, values: Parameters<typeof eventDraft>[0] = {}): Promise<void> {
  await commitEvents(
    database,
    Array.from({ length: count }, () => eventDraft(values)),
  );
  sequencer.hint();
}

/** The first `count` positions that a stream yields; the stream stays open. */
async function take(stream: Stream<DomainEvent[]>, count: number): Promise<number[]> {
  const positions: number[] = [];
  while (positions.length < count) {
    const { value, done } = await stream.next();
    if (done) break;
    positions.push(...value.map(({ position }) => Number(position)));
  }
  return positions;
}

/** Waits until the hub is at a position: until then, one who catches up is near enough to be among the live ones. */
async function untilPublished(position: bigint): Promise<void> {
  const stream = hub.follow({ ...EVERYTHING, after: position - 1n });
  await take(stream, 1);
  await stream.return();
  await until(() => hub.followerCount === 0);
}

const upTo = (count: number, first = 1): number[] => Array.from({ length: count }, (_, i) => i + first);

test('a consumer that catches up while others write sees every position once', async () => {
  await commit(900);
  await sequencer.drain();
  const writer = (async () => {
    for (let i = 0; i < 60; i++) await commit(5);
  })();
  const streams = [0n, 1n, 450n, 899n].map((after) => hub.follow({ ...EVERYTHING, after }));
  const seen = await Promise.all(streams.map((stream, i) => take(stream, 1200 - [0, 1, 450, 899][i]!)));
  await writer;
  expect(seen).toEqual([upTo(1200), upTo(1199, 2), upTo(750, 451), upTo(301, 900)]);
  await Promise.all(streams.map((stream) => stream.return()));
});

test('without a position a stream begins with what comes next', async () => {
  await commit(3);
  await sequencer.drain();
  const stream = hub.follow(EVERYTHING);
  const first = take(stream, 2);
  await until(() => hub.followerCount === 1);
  await commit(2);
  expect(await first).toEqual([4, 5]);
  await stream.return();
});

test('a consumer that falls behind reads the log again, and holds nothing meanwhile', async () => {
  const stream = hub.follow({ ...EVERYTHING, after: 0n });
  const first = take(stream, 1);
  await until(() => hub.followerCount === 1);
  await commit(1);
  expect(await first).toEqual([1]);
  for (let i = 0; i < 12; i++) await commit(25);
  await sequencer.drain();
  const live = hub.follow({ ...EVERYTHING, after: 299n });
  await take(live, 2);
  expect(await take(stream, 300)).toEqual(upTo(300, 2));
  await commit(1);
  expect(await take(stream, 1)).toEqual([302]);
  await Promise.all([stream.return(), live.return()]);
});

test('a stream that is returned while it waits ends at once and leaves nothing behind', async () => {
  const streams = Array.from({ length: 20 }, () => hub.follow(EVERYTHING));
  const waiting = streams.map((stream) => stream.next());
  await until(() => hub.followerCount === 20);
  await Promise.all(streams.map((stream) => stream.return()));
  expect(await Promise.all(waiting)).toEqual(Array(20).fill({ value: undefined, done: true }));
  expect(hub.followerCount).toBe(0);
});

test('a stream that was returned before it began never begins', async () => {
  const stream = hub.follow(EVERYTHING);
  await stream.return();
  expect(await stream.next()).toEqual({ value: undefined, done: true });
  expect(hub.followerCount).toBe(0);
});

test('stopping the hub ends every stream', async () => {
  const stream = hub.follow(EVERYTHING);
  const waiting = stream.next();
  await until(() => hub.followerCount === 1);
  await hub.stop();
  expect(await waiting).toEqual({ value: undefined, done: true });
});

test('each consumer gets what its filter matches', async () => {
  const orderId = newId();
  const streams = [{ orderId }, { ofOrders: true }, { sku: 'A' }, { types: ['OrderHeld' as const] }].map(
    (filter) => hub.follow({ ...EVERYTHING, filter, after: 0n }),
  );
  const seen = Promise.all(streams.map((stream, i) => take(stream, [1, 2, 1, 1][i]!)));
  await until(() => hub.followerCount === 4);
  await commit(1, { orderId });
  await commit(1, {
    orderId: null,
    aggregateType: 'InventoryLevel',
    type: 'InventoryLevelChanged',
    sku: 'A',
  });
  await commit(1, { type: 'OrderHeld' });
  expect(await seen).toEqual([[1], [1, 3], [2], [3]]);
  await Promise.all(streams.map((stream) => stream.return()));
});

test('sees what another process commits', async () => {
  const stream = hub.follow(EVERYTHING);
  const first = take(stream, 1);
  await until(() => hub.followerCount === 1);
  const script = path.join(__dirname, 'commit-elsewhere.cjs');
  await promisify(execFile)(process.execPath, [script, JSON.stringify(db.options), newId(), newId()]);
  expect(await first).toEqual([1]);
  await stream.return();
});

describe('when another log takes the place of the one that is followed', () => {
  const over = { code: 'LOG_CHANGED' };

  test('a consumer that catches up, one that is live and one that begins with the old log end', async () => {
    await commit(3_000);
    await sequencer.drain();
    await untilPublished(3_000n);
    const log = hub.tenure;
    const catchingUp = hub.follow({ ...EVERYTHING, after: 0n });
    const live = hub.follow(EVERYTHING);
    const waiting = live.next();
    expect(await take(catchingUp, 1)).toHaveLength(200);
    await until(() => hub.followerCount === 1);
    const epoch = await renewLogEpoch(database);
    await expect(waiting).rejects.toMatchObject({ ...over, details: { logEpoch: epoch, position: 3_000n } });
    await expect(take(catchingUp, 10_000)).rejects.toMatchObject(over);
    await expect(hub.follow({ ...EVERYTHING, after: 0n, log }).next()).rejects.toMatchObject(over);
    await until(() => hub.followerCount === 0);
    expect(hub.tenure.epoch).toBe(epoch);
  });

  test('positions that were given before are given and published again', async () => {
    await commit(10);
    await sequencer.drain();
    const before = hub.follow(EVERYTHING);
    const waiting = before.next();
    await until(() => hub.followerCount === 1);
    await database.transaction(async (sql) => {
      await sql.execute('DELETE FROM events WHERE position > 4');
      await sql.execute('UPDATE event_sequence SET last_position = 4 WHERE id = 1');
    });
    await expect(waiting).rejects.toMatchObject(over);
    const after = hub.follow({ ...EVERYTHING, after: 4n });
    const first = take(after, 3);
    await until(() => hub.followerCount === 1);
    await commit(3);
    expect(await first).toEqual([5, 6, 7]);
    await after.return();
  });

  test('one who has read its epoch elsewhere makes the hub look at once', async () => {
    const log = hub.tenure;
    expect(await hub.tenureOf(log.epoch)).toBe(log);
    const epoch = await renewLogEpoch(database);
    expect((await hub.tenureOf(epoch)).epoch).toBe(epoch);
    expect(() => log.check()).toThrow(expect.objectContaining(over));
  });
});
