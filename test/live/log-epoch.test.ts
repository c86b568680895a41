import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { renewLogEpoch } from '../../src/events/log-epoch';
import { Role } from '../../src/auth/roles';
import { openDatabase } from '../../src/persistence/open-database';
import { newId } from '../../src/shared/ids';
import { docsPage } from '../support/docs';
import type { LiveClient, Subscription } from '../support/live-client';
import { until } from '../support/until';
import { Shop } from './shop';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});

afterAll(() => shop.stop());

const epochNow = (): string => shop.app.services.hub.tenure.epoch;

/** Every subscription, and the position of a message of it. */
const SUBSCRIPTIONS = {
  orderEvents: `orderEvents(after: $after, logEpoch: $logEpoch) { position type }`,
  orderStatusChanged: `orderStatusChanged(filter: {}, after: $after, logEpoch: $logEpoch) { position current { status } }`,
  inventoryLevelChanged: `inventoryLevelChanged(sku: "A", after: $after, logEpoch: $logEpoch) { position level { onHand } }`,
  bookings: `bookings(window: { period: TODAY }, groupBy: [SKU], after: $after, logEpoch: $logEpoch) { position groups { key } }`,
};
type Name = keyof typeof SUBSCRIPTIONS;
const NAMES = Object.keys(SUBSCRIPTIONS) as Name[];

interface Place {
  after?: string | null;
  logEpoch?: string | null;
}
type Message = Partial<Record<Name, { position: string }>>;

function subscribe(client: LiveClient, name: Name, place: Place = {}): Subscription<Message> {
  const text = `subscription ($after: Position, $logEpoch: String) { ${SUBSCRIPTIONS[name]} }`;
  return client.subscribe<Message, Place>(text, place);
}

/** Queries that take a position: through the whole log, and by an index. */
function eventsQuery(place: Place, filter: Record<string, unknown> = {}) {
  const query = `query ($after: Position, $logEpoch: String, $filter: OrderEventFilter) {
    orderEvents(after: $after, logEpoch: $logEpoch, filter: $filter) { endPosition hasMore events { position } }
  }`;
  return shop.admin.send(query, { ...place, filter });
}

interface Refusal {
  code: string;
  details: Record<string, unknown>;
}

/** The code and details of the error that the next message is. */
async function refusalOf(live: Subscription<Message>): Promise<Refusal> {
  const told = (error: { errors: { extensions: Refusal }[] }) => error.errors[0]!.extensions;
  return live.next().then((data) => ({ code: `none, but ${JSON.stringify(data)}`, details: {} }), told);
}

/** `orderwire restored`, as a process beside the server runs it. */
async function restored(): Promise<string> {
  const database = await openDatabase(shop.app.databaseOptions);
  try {
    return await renewLogEpoch(database);
  } finally {
    await database.close();
  }
}

describe('the epoch of the log', () => {
  test('comes with every answer of what was executed over HTTP, and the answer is as before otherwise', async () => {
    const order = await shop.place({ confirm: false });
    const query = `{ order(id: "${order.id}") { number status } }`;
    // The third time it is compiled, and written as text.
    for (let i = 0; i < 5; i++) {
      const response = await fetch(`${shop.app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.admin.token}` },
        body: JSON.stringify({ query }),
      });
      expect(await response.text()).toBe(
        `{"data":{"order":{"number":"${order.number}","status":"DRAFT"}},"extensions":{"cost":{"requested":1,"limit":50000},"logEpoch":"${epochNow()}"}}\n`,
      );
    }
    const input = {
      idempotencyKey: newId(),
      accountId: shop.accountId('MAIN'),
      lines: [{ sku: 'A', quantity: 1 }],
    };
    const place = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { number } } }';
    for (const repeated of [false, true]) {
      const { data, extensions } = await shop.admin.send(place, { input });
      expect([repeated, data, extensions]).toMatchObject([repeated, {}, { logEpoch: epochNow() }]);
    }
    const failed = await shop.admin.send('{ orderEvents(first: 201) { endPosition } }');
    expect(failed).toMatchObject({ errors: [{}], extensions: { logEpoch: epochNow() } });
    const refused = await shop.admin.send('{ nonsense }');
    expect(refused).toMatchObject({ errors: [{}], extensions: {} });
    expect(refused.extensions).not.toHaveProperty('logEpoch');
  });

  test('comes with every answer over a websocket, and with every message of every subscription', async () => {
    const client = await shop.app.liveAs(Role.ADMIN);
    expect(await client.whole('{ viewer { name } }')).toMatchObject({ extensions: { logEpoch: epochNow() } });
    await shop.place();
    await shop.settle();
    for (const name of NAMES) {
      const live = subscribe(client, name, { after: '0' });
      const stored = await live.result();
      expect(stored).toMatchObject({ data: { [name]: {} }, extensions: { logEpoch: epochNow() } });
      expect(Object.keys(stored.extensions)).toEqual(['logEpoch']);
      await live.end();
      const next = subscribe(client, name, { after: await shop.settle(), logEpoch: epochNow() });
      const [coming] = await Promise.all([next.result(), shop.place()]);
      expect([name, coming.extensions]).toEqual([name, { logEpoch: epochNow() }]);
      await next.end();
    }
  });

  test('is no reason for a group of its own', async () => {
    const client = await shop.app.liveAs(Role.ADMIN);
    const after = await shop.settle();
    const places = [{ after }, { after, logEpoch: epochNow() }, { after, logEpoch: null }];
    const lives = places.map((place) => subscribe(client, 'orderEvents', place));
    const first = Promise.all(lives.map((live) => live.next()));
    await shop.place();
    const positions = (await first).map((message) => message.orderEvents!.position);
    expect(positions).toEqual(places.map(() => String(Number(after) + 1)));
    expect(shop.app.services.hub.followerCount).toBe(1);
    await Promise.all(lives.map((live) => live.end()));
  });
});

describe('one who comes back is told LOG_CHANGED', () => {
  const found = (position: string) => ({
    code: 'LOG_CHANGED',
    details: { logEpoch: epochNow(), position },
  });

  test.each(NAMES)('by %s, with another epoch or beyond the end of the log', async (name) => {
    const client = await shop.app.liveAs(Role.ADMIN);
    const end = await shop.settle();
    const places: Place[] = [
      { after: end, logEpoch: 'another' },
      { after: '0', logEpoch: '' },
      { logEpoch: 'another' },
      { after: String(Number(end) + 1) },
      { after: String(Number(end) + 1), logEpoch: epochNow() },
    ];
    for (const place of places)
      expect([place, await refusalOf(subscribe(client, name, place))]).toEqual([place, found(end)]);
  });

  test('by the query, whether an index leads to the events or not', async () => {
    const order = await shop.place();
    const end = await shop.settle();
    const beyond = String(Number(end) + 1);
    const filters = [{}, { orderId: order.id }];
    for (const filter of filters) {
      for (const place of [
        { after: '0', logEpoch: 'another' },
        { after: beyond },
        { after: beyond, logEpoch: epochNow() },
      ]) {
        const { errors, extensions } = await eventsQuery(place, filter);
        expect(errors[0]?.extensions).toEqual(found(end));
        expect(errors[0]?.message).toContain(
          `subscribe after position ${end} with \`logEpoch\` ${epochNow()}`,
        );
        expect(extensions.logEpoch).toBe(epochNow());
      }
      for (const place of [
        { after: end },
        { after: end, logEpoch: epochNow() },
        { after: end, logEpoch: null },
      ]) {
        const { errors, data } = await eventsQuery(place, filter);
        expect([errors, data]).toEqual([
          [],
          { orderEvents: { endPosition: end, hasMore: false, events: [] } },
        ]);
      }
    }
  });

  test('by an order as of a position', async () => {
    const { id } = await shop.place({ confirm: false });
    const position = await shop.settle();
    const asOf = (logEpoch: string | null) => ({ position, logEpoch });
    const order = 'query ($asOf: OrderAsOf) { order(id: "ID", asOf: $asOf) { status } }'.replace('ID', id);
    const diff =
      'query ($a: OrderAsOf!, $b: OrderAsOf!) { orderDiff(id: "ID", from: $a, to: $b) { property } }'.replace(
        'ID',
        id,
      );
    for (const logEpoch of [null, epochNow()]) {
      expect((await shop.admin.run(order, { asOf: asOf(logEpoch) })).order).toEqual({ status: 'DRAFT' });
      const differences = await shop.admin.run(diff, { a: asOf(logEpoch), b: asOf(logEpoch) });
      expect(differences.orderDiff).toEqual([]);
    }
    const errors = [
      await shop.admin.fail(order, { asOf: asOf('another') }),
      await shop.admin.fail(diff, { a: asOf('another'), b: asOf(null) }),
      await shop.admin.fail(diff, { a: asOf(null), b: asOf('another') }),
    ];
    expect(errors.map(({ extensions }) => extensions)).toEqual(errors.map(() => found(position)));
  });
});

describe('beneath a running server', () => {
  /** All kinds of subscriptions on one connection, each with a message behind it, some with the epoch and some without. */
  async function followAll(client: LiveClient, logEpoch: string): Promise<Subscription<Message>[]> {
    const lives = NAMES.flatMap((name) =>
      [null, logEpoch].map((epoch) => subscribe(client, name, { after: '0', logEpoch: epoch })),
    );
    await Promise.all(lives.map((live) => live.result()));
    return lives;
  }

  async function drainedRefusal(live: Subscription<Message>): Promise<Refusal> {
    for (;;) {
      const refusal = await refusalOf(live);
      if (!refusal.code.startsWith('none')) return refusal;
    }
  }

  test('a restored log ends every subscription within seconds, and the connection goes on with the new one', async () => {
    const before = epochNow();
    const end = await shop.settle();
    const client = await shop.app.liveAs(Role.ADMIN);
    const lives = await followAll(client, before);
    const now = await restored();
    expect(now).not.toBe(before);
    for (const live of lives) {
      expect(await drainedRefusal(live)).toEqual({
        code: 'LOG_CHANGED',
        details: { logEpoch: now, position: end },
      });
    }
    expect(epochNow()).toBe(now);
    expect(await client.whole('{ viewer { name } }')).toMatchObject({ extensions: { logEpoch: now } });
    expect((await refusalOf(subscribe(client, 'bookings', { after: end, logEpoch: before }))).code).toBe(
      'LOG_CHANGED',
    );
    for (const name of NAMES) {
      const live = subscribe(client, name, { after: end, logEpoch: now });
      const [message] = await Promise.all([live.result(), shop.place()]);
      expect(Number(message.data![name]!.position)).toBeGreaterThan(Number(end));
      expect(message.extensions.logEpoch).toBe(now);
      await live.end();
    }
  });

  test('one who comes with the new epoch before the server has noticed is served under it', async () => {
    const end = await shop.settle();
    const client = await shop.app.liveAs(Role.ADMIN);
    const now = await restored();
    const live = subscribe(client, 'orderEvents', { after: '0', logEpoch: now });
    expect((await live.result()).extensions.logEpoch).toBe(now);
    expect(epochNow()).toBe(now);
    expect((await eventsQuery({ after: end, logEpoch: now })).errors).toEqual([]);
    await live.end();
  });

  test('a log that ends before what was sent of it ends every subscription, although nobody said that it was restored', async () => {
    const { database } = shop.app.services;
    await shop.place();
    const end = Number(await shop.settle());
    const kept = end - 2;
    const client = await shop.app.liveAs(Role.ADMIN);
    const lives = await followAll(client, epochNow());
    await until(() => shop.app.services.hub.followerCount > 0);
    await database.transaction(async (sql) => {
      await sql.execute('DELETE FROM events WHERE position > ?', [kept]);
      await sql.execute('UPDATE event_sequence SET last_position = ? WHERE id = 1', [kept]);
    });
    for (const live of lives) {
      expect(await drainedRefusal(live)).toEqual({
        code: 'LOG_CHANGED',
        details: { logEpoch: epochNow(), position: String(kept) },
      });
    }
    const live = subscribe(client, 'orderEvents', { after: String(kept) });
    const [message] = await Promise.all([live.next(), shop.place()]);
    expect(message.orderEvents!.position).toBe(String(kept + 1));
    await live.end();
  });
});

describe('the client of docs/live.md', () => {
  interface Event {
    position: string;
    order: { id: string };
  }
  interface Steps {
    handle(event: Event): void;
    loadAnew(): Promise<void>;
    store(place: Place): void;
  }
  type Follow = (client: Client, place: Place, steps: Steps) => Promise<void>;

  const follow = (() => {
    const [, code] = /<!-- begin client -->\n```js\n([^]*?)```\n<!-- end client -->/.exec(
      docsPage('live.md'),
    )!;
    return new Function(`${code}; return follow;`)() as Follow;
  })();

  test('goes on where it was, and loads anew when the log has changed, running or away', async () => {
    const token = await shop.app.token(Role.ADMIN);
    const connect = () =>
      createClient({
        url: `${shop.app.url.replace(/^http/, 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
      });
    const seen: number[] = [];
    let stored: Place = {};
    let loads = 0;
    const steps: Steps = {
      handle: ({ position }) => seen.push(Number(position)),
      loadAnew: async () => void loads++,
      store: (place) => (stored = { ...place }),
    };
    const begin = Number(await shop.settle());
    stored = { after: String(begin), logEpoch: epochNow() };

    let client = connect();
    let following = follow(client, { ...stored }, steps);
    await shop.place();
    await until(() => seen.length >= 2);
    const now = await restored();
    await until(() => loads === 1 && stored.logEpoch === now);
    await shop.place();
    await until(() => seen.length >= 4);
    await client.dispose();
    await following;

    const last = await restored();
    await shop.place();
    const end = await shop.settle();
    client = connect();
    following = follow(client, { ...stored }, steps);
    await until(() => loads === 2 && stored.logEpoch === last);
    expect(Number(stored.after)).toBeGreaterThanOrEqual(Number(end));
    await shop.place();
    await until(() => Number(stored.after) > Number(end));
    await client.dispose();
    await following;
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect([seen[0], loads]).toEqual([begin + 1, 2]);
  });
});
