import WebSocket from 'ws';
import { Role } from '../../src/auth/roles';
import { SOCKET_WRITER_LIMITS } from '../../src/server/socket-writer';
import { WEBSOCKET_LIMITS } from '../../src/server/websocket-server';
import { startTestApplication, type TestApplication } from '../support/application';
import { commitEvents, eventDraft } from '../support/event-log';
import { until } from '../support/until';

/** More than the socket buffers of both sides take. */
const EVENTS = 3_000;
const EVENT_BYTES = 10_000;

let app: TestApplication;

beforeAll(async () => {
  const writer = { ...SOCKET_WRITER_LIMITS, stallAfter: 2_000 };
  app = await startTestApplication({ websocketLimits: { ...WEBSOCKET_LIMITS, writer } });
});

afterAll(() => app.stop());

/** A client that subscribes and then never reads again. */
async function stall(token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${app.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  const say = (message: object) => socket.send(JSON.stringify(message));
  socket.on('error', () => undefined);
  socket.on('open', () => say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await new Promise<void>((resolve) => socket.once('message', () => resolve()));
  say({
    id: '1',
    type: 'subscribe',
    payload: { query: 'subscription { orderEvents(after: 0) { position data } }' },
  });
  await until(() => app.services.hub.followerCount === 1);
  socket.pause();
  return socket;
}

test('a subscriber that stops reading is cut off; another one is served meanwhile, and nothing is left behind', async () => {
  const { database, hub } = app.services;
  const stalled = await stall(await app.token(Role.ADMIN));
  const reading = (await app.liveAs(Role.ADMIN)).subscribe(
    'subscription { orderEvents(after: 0) { position } }',
  );
  const filler = 'x'.repeat(EVENT_BYTES);
  for (let i = 0; i < EVENTS; i += 100) {
    await commitEvents(
      database,
      Array.from({ length: 100 }, () => eventDraft({ data: { order: { cancelReason: filler } } })),
    );
  }
  const seen: number[] = [];
  while (seen.length < EVENTS) seen.push(Number((await reading.next()).orderEvents.position));
  expect(seen).toEqual(Array.from({ length: EVENTS }, (_, i) => i + 1));
  await until(() => hub.followerCount === 1);
  await reading.end();
  await until(() => hub.followerCount === 0);
  const closed = new Promise<number>((resolve) => stalled.once('close', resolve));
  stalled.resume();
  expect([4413, 1006]).toContain(await closed);
});
