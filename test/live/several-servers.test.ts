import { Role } from '../../src/auth/roles';
import type { Application } from '../../src/server/application';
import { ApiClient } from '../support/api-client';
import { LiveClient, type Subscription } from '../support/live-client';
import { testDatabaseKind } from '../support/databases';
import { redisServer, TestRedis } from '../support/redis';
import { until } from '../support/until';
import { Shop } from './shop';

const FOLLOW = 'subscription ($after: Position) { orderEvents(after: $after) { position type } }';

interface Followed {
  orderEvents: { position: string };
}

/** A shop with two servers on one database. */
class TwoServers {
  private constructor(
    readonly shop: Shop,
    readonly second: Application,
    readonly clients: readonly ApiClient[],
    readonly live: readonly LiveClient[],
  ) {}

  static async open(env: Record<string, string> = {}): Promise<TwoServers> {
    const shop = await Shop.open(env);
    const second = await shop.app.another();
    const token = await shop.app.token(Role.ADMIN);
    const urls = [shop.app.url, second.url];
    return new TwoServers(
      shop,
      second,
      urls.map((url) => new ApiClient(url, token)),
      urls.map((url) => new LiveClient(url, token)),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.live.map((client) => client.close()));
    await this.second.stop();
    await this.shop.stop();
  }

  /** Subscriptions on both servers, both of which have begun. */
  async followAll(): Promise<Subscription<Followed>[]> {
    const after = await this.shop.settle();
    return this.live.map((client) => client.subscribe<Followed>(FOLLOW, { after }));
  }

  place(server: number): Promise<unknown> {
    return this.shop.place({}, this.clients[server]);
  }
}

async function positions(live: Subscription<Followed>, count: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count) seen.push(Number((await live.next()).orderEvents.position));
  return seen;
}

function expectEach(seen: number[][], first: number): void {
  for (const list of seen) expect([...list].sort((a, b) => a - b)).toEqual(list);
  expect(new Set(seen.map((list) => JSON.stringify(list))).size).toBe(1);
  expect(seen[0]![0]).toBeGreaterThan(first);
}

const onMariaDb = testDatabaseKind() === 'mysql' ? describe : describe.skip;
const withRedis = redisServer ? test : test.skip;

onMariaDb('two servers on one database', () => {
  let servers: TwoServers;
  afterEach(() => servers.stop());

  test('show every subscriber every event, wherever the order was placed', async () => {
    servers = await TwoServers.open();
    const begin = Number(await servers.shop.settle());
    const live = await servers.followAll();
    await Promise.all(Array.from({ length: 20 }, (_, i) => servers.place(i % 2)));
    const end = Number(await servers.shop.settle());
    expect(end).toBeGreaterThan(begin + 40);
    const seen = await Promise.all(live.map((subscription) => positions(subscription, 40)));
    expectEach(seen, begin);
  });

  test('find what the other has stored without being told', async () => {
    servers = await TwoServers.open();
    const live = await servers.followAll();
    await Promise.all([servers.place(0), ...live.map((subscription) => positions(subscription, 2))]);
    const hinted = jest.spyOn(servers.second.services.hub, 'hint');
    for (let i = 0; i < 12; i++) {
      await servers.place(i % 2);
      await Promise.all(live.map((subscription) => positions(subscription, 2)));
    }
    expect(hinted).not.toHaveBeenCalled();
  });

  withRedis('hear of each other through Redis', async () => {
    const redis = await TestRedis.start();
    try {
      servers = await TwoServers.open({ REDIS_URL: redis.url });
      await servers.followAll();
      const hinted = jest.spyOn(servers.second.services.hub, 'hint');
      await until(async () => {
        await servers.place(0);
        return hinted.mock.calls.length > 0;
      });
      for (let i = 0; i < 5; i++) {
        hinted.mockClear();
        await servers.place(0);
        await until(() => hinted.mock.calls.length > 0);
      }
    } finally {
      await redis.kill();
    }
  });

  withRedis('lose nothing while Redis is away, and hear of each other again when it is back', async () => {
    const redis = await TestRedis.start();
    try {
      servers = await TwoServers.open({ REDIS_URL: redis.url });
      const begin = Number(await servers.shop.settle());
      const live = await servers.followAll();
      await servers.place(0);
      await redis.kill();
      for (let i = 0; i < 10; i++) await servers.place(i % 2);
      const without = await Promise.all(live.map((subscription) => positions(subscription, 22)));
      expectEach(without, begin);
      await redis.start();
      const hinted = jest.spyOn(servers.second.services.hub, 'hint');
      let placed = 0;
      await until(async () => {
        await servers.place(0);
        placed += 1;
        return hinted.mock.calls.length > 0;
      });
      expectEach(await Promise.all(live.map((subscription) => positions(subscription, 2 * placed))), begin);
    } finally {
      await redis.kill();
    }
  });
});
