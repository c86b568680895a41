import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import { Role } from '../../src/auth/roles';
import { SOCKET_WRITER_LIMITS } from '../../src/server/socket-writer';
import { WEBSOCKET_LIMITS } from '../../src/server/websocket-server';
import { startTestApplication, type TestApplication } from '../support/application';
import { commitEvents, eventDraft } from '../support/event-log';
import type { LiveClient, Subscription } from '../support/live-client';
import { keptLog } from '../support/log';
import { until } from '../support/until';

const FOLLOW = 'subscription ($after: Position) { orderEvents(after: $after) { position type } }';
const OF_TYPE = `subscription ($after: Position, $filter: OrderEventFilter) {
  orderEvents(after: $after, filter: $filter) { position }
}`;

interface Followed {
  orderEvents: { position: string };
}

const { log, lines } = keptLog();
let app: TestApplication;

beforeAll(async () => {
  const writer = { ...SOCKET_WRITER_LIMITS, highWater: 64 * 1024, stallAfter: 3_000, behindFor: 5_000 };
  app = await startTestApplication({
    log,
    websocketLimits: { ...WEBSOCKET_LIMITS, writer, recheckEvery: 200 },
  });
});

afterAll(() => app.stop());

async function commit(count: number, filler = ''): Promise<void> {
  const drafts = Array.from({ length: count }, () =>
    eventDraft({ data: { order: { cancelReason: filler } } }),
  );
  await commitEvents(app.services.database, drafts);
}

async function end(): Promise<number> {
  await until(
    async () =>
      (await app.services.database.reader.rows('SELECT seq FROM events WHERE position < 0 LIMIT 1'))
        .length === 0,
  );
  return Number(await app.services.hub.end());
}

async function take(live: Subscription<Followed>, count: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count) seen.push(Number((await live.next()).orderEvents.position));
  return seen;
}

const after = (position: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => position + i + 1);

test('all who ask the same follow the log as one, wherever each began; each gets every position once', async () => {
  await commit(1_000);
  const last = await end();
  const client = await app.liveAs(Role.ADMIN);
  const begins = Array.from({ length: 40 }, (_, i) => last - i * 20);
  const lives = begins.map((begin) => client.subscribe<Followed>(FOLLOW, { after: String(begin) }));
  const seen = lives.map((live, i) => take(live, 100 + i * 20));
  for (let i = 0; i < 20; i++) {
    await commit(5);
    await delay(5);
  }
  expect(await Promise.all(seen)).toEqual(begins.map((begin, i) => after(begin, 100 + i * 20)));
  expect(app.services.hub.followerCount).toBe(1);
  await Promise.all(lives.map((live) => live.end()));
  await until(() => app.services.hub.followerCount === 0);
});

test('who asks something else, or may see something else, is served apart', async () => {
  const last = await end();
  const [admin, manager] = [await app.liveAs(Role.ADMIN), await app.liveAs(Role.SALES_MANAGER)];
  const filter = { types: ['OrderPlaced'] };
  const lives = [
    admin.subscribe<Followed>(FOLLOW, { after: last }),
    admin.subscribe<Followed>(OF_TYPE, { filter, after: last }),
    admin.subscribe<Followed>(OF_TYPE, { after: last, filter: { ...filter } }),
    admin.subscribe<Followed>(OF_TYPE, { filter: { types: ['OrderHeld'] }, after: last }),
    manager.subscribe<Followed>(FOLLOW, { after: last }),
  ];
  await until(() => app.services.hub.followerCount === 4);
  await commit(2);
  const [all, placed, again, , other] = lives;
  for (const live of [all, placed, again, other]) expect(await take(live!, 2)).toEqual(after(last, 2));
  await Promise.all(lives.map((live) => live.end()));
});

test('one that was away for 100,000 events misses nothing and sees nothing twice, while others follow live', async () => {
  const begin = await end();
  for (let i = 0; i < 20; i++) await commit(5_000);
  await end();
  const client = await app.liveAs(Role.ADMIN);
  const live = client.subscribe<Followed>(FOLLOW, { after: begin + 100_000 });
  const back = (await app.liveAs(Role.ADMIN)).subscribe<Followed>(FOLLOW, { after: begin });
  const others = take(live, 50);
  const everything = take(back, 100_050);
  for (let i = 0; i < 50; i++) {
    await commit(1);
    await delay(20);
  }
  expect(await others).toEqual(after(begin + 100_000, 50));
  expect(await everything).toEqual(after(begin, 100_050));
  await Promise.all([live.end(), back.end()]);
}, 600_000);

/** A raw client, so that reading can be paused. */
class RawClient {
  readonly messages: { id?: string; type: string; payload?: unknown }[] = [];
  readonly closed: Promise<number>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString())));
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  static async connect(token: string, variables: object): Promise<RawClient> {
    const client = new RawClient(
      new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws'),
    );
    await new Promise((resolve) => client.socket.once('open', resolve));
    client.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await until(() => client.messages.length === 1);
    const query = 'subscription ($after: Position) { orderEvents(after: $after) { position data } }';
    client.say({ id: '1', type: 'subscribe', payload: { query, variables } });
    return client;
  }

  private say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  positions(): number[] {
    return this.messages.flatMap(({ type, payload }) =>
      type === 'next' ? [Number((payload as { data: Followed }).data.orderEvents.position)] : [],
    );
  }
}

test('one that reads too slowly is told to resume after its last position, and closed; the others notice nothing', async () => {
  const last = await end();
  const slow = await RawClient.connect(await app.token(Role.ADMIN), { after: last });
  const live = (await app.liveAs(Role.ADMIN)).subscribe<Followed>(FOLLOW, { after: last });
  const others = take(live, 3_000);
  await commit(1);
  await until(() => slow.positions().length === 1);
  slow.socket.pause();
  const resumed = until(() => lines.some(({ reason }) => reason === 'SLOW_CONSUMER')).then(() =>
    slow.socket.resume(),
  );
  for (let i = 0; i < 30; i++) await commit(100, 'x'.repeat(10_000));
  expect(await others).toHaveLength(3_000);
  await resumed;
  expect(await slow.closed).toBe(4413);
  const seen = slow.positions();
  expect(seen).toEqual(after(last, seen.length));
  expect(slow.messages.at(-1)).toMatchObject({
    id: '1',
    type: 'error',
    payload: [
      {
        extensions: {
          code: 'RESYNC_REQUIRED',
          details: { position: String(seen.at(-1)), logEpoch: app.services.hub.tenure.epoch },
        },
      },
    ],
  });
  await live.end();
});

async function change(client: LiveClient, name: string, set: string, params: string[]): Promise<number> {
  await until(() => app.services.hub.followerCount === 0);
  const live = client.subscribe<Followed>(FOLLOW);
  const over = live.next().catch(() => undefined);
  await until(() => app.services.hub.followerCount === 1);
  await app.services.database.write(`UPDATE principals SET ${set} WHERE name LIKE ?`, [...params, name]);
  const { code } = await client.closed;
  await over;
  await until(() => app.services.hub.followerCount === 0);
  return code;
}

test('a principal that is revoked, or may see something else, loses its subscriptions within seconds', async () => {
  const manager = await app.liveAs(Role.SALES_MANAGER);
  expect(await change(manager, 'test-SALES_MANAGER-%', 'roles = ?', ['["VIEWER"]'])).toBe(4410);
  const admin = await app.liveAs(Role.ADMIN, { repId: 'A'.repeat(26) });
  expect(await change(admin, 'test-ADMIN-%', 'status = ?', ['SUSPENDED'])).toBe(4403);
});

test('one who may not read events gets none', async () => {
  const live = (await app.liveAs(Role.BUYER, { accountIds: ['A'.repeat(26)] })).subscribe(
    'subscription { inventoryLevelChanged(sku: "A") { position } }',
  );
  await expect(live.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
});
