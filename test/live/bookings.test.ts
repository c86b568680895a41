import { setTimeout as delay } from 'node:timers/promises';
import { Role } from '../../src/auth/roles';
import { businessDay } from '../../src/shared/clock';
import type { Untyped } from '../support/api-client';
import type { Subscription } from '../support/live-client';
import { until } from '../support/until';
import { Shop, type PlacedOrder } from './shop';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});

afterAll(() => shop.stop());

const GROUPS = /* GraphQL */ `
  position
  snapshot
  from
  to
  groups {
    key
    period
    sku
    account {
      number
    }
    bookings {
      amount
      currencyCode
    }
    orders
    lines
    units
    averageDealSize {
      amount
    }
    discountRate
    cancellations {
      amount
    }
  }
`;
const WATCH = `subscription ($window: Window!, $groupBy: [BookingsDimension!], $rate: Int, $after: Position) {
  bookings(window: $window, groupBy: $groupBy, maxPerSecond: $rate, after: $after) { ${GROUPS} }
}`;
const ASK = `query ($window: Window!, $groupBy: [BookingsDimension!]) { bookings(window: $window, groupBy: $groupBy) { ${GROUPS} } }`;

/** Messages a second, unless a client asks otherwise. */
const DEFAULT_RATE = 4;
const TODAY = { window: { period: 'TODAY' } };

interface Answer {
  position: string;
  snapshot: boolean;
  groups: { key: string; sku: string | null; bookings: { amount: string }; orders: number; units: string }[];
}

async function next(live: Subscription<{ bookings: Answer }>): Promise<Answer> {
  return (await live.next()).bookings;
}

/** Reads updates, and keeps the groups as a dashboard would, until they are as a query answers them. */
async function followUntil(live: Subscription<{ bookings: Answer }>, expected: Answer): Promise<number> {
  const groups = new Map<string, unknown>();
  const same = () =>
    groups.size === expected.groups.length &&
    expected.groups.every((group) => JSON.stringify(groups.get(group.key)) === JSON.stringify(group));
  for (let updates = 1; ; updates++) {
    const update = await next(live);
    if (update.snapshot) groups.clear();
    for (const group of update.groups) groups.set(group.key, group);
    if (same()) return updates;
  }
}

test('first a snapshot, then the groups that changed', async () => {
  const live = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, { ...TODAY, groupBy: ['SKU'] });
  const today = businessDay(new Date(), 'UTC');
  expect(await next(live)).toMatchObject({ snapshot: true, groups: [], from: today, to: today });
  const order = await shop.place({ sku: 'A', quantity: 3 });
  expect(await next(live)).toMatchObject({
    snapshot: false,
    groups: [
      { sku: 'A', bookings: { amount: '30.00', currencyCode: 'USD' }, orders: 1, lines: 1, units: '3' },
    ],
  });
  await shop.place({ sku: 'B', quantity: 1 });
  expect(await next(live)).toMatchObject({ groups: [{ sku: 'B', bookings: { amount: '20.00' } }] });
  await shop.cancel(order);
  const { groups } = await next(live);
  expect(groups).toMatchObject([
    { sku: 'A', bookings: { amount: '0.00' }, cancellations: { amount: '30.00' }, orders: 1, units: '0' },
  ]);
  await live.end();
});

test('many orders in a short time come in few messages, and the last state arrives', async () => {
  const live = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, {
    ...TODAY,
    groupBy: ['ACCOUNT', 'SKU'],
  });
  const begin = performance.now();
  const placed: PlacedOrder[] = [];
  const writer = async (account: string) => {
    for (let i = 0; i < 10; i++)
      placed.push(await shop.place({ account, sku: i % 2 ? 'A' : 'B', quantity: i + 1 }));
  };
  await Promise.all([writer('MAIN'), writer('SUB'), writer('OTHER')]);
  await Promise.all(placed.slice(0, 5).map((order) => shop.cancel(order)));
  await shop.settle();
  const answer = (await shop.admin.run(ASK, { ...TODAY, groupBy: ['ACCOUNT', 'SKU'] })).bookings as Answer;
  expect(answer.groups).toHaveLength(6);
  const updates = await followUntil(live, answer);
  expect(updates).toBeLessThanOrEqual(((performance.now() - begin) / 1000) * DEFAULT_RATE + 1);
  await live.end();
});

test('no more messages a second than asked for', async () => {
  const live = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, { ...TODAY, rate: 1 });
  const begin = performance.now();
  for (let i = 0; i < 5; i++) {
    await shop.place();
    await delay(100);
  }
  await shop.settle();
  const updates = await followUntil(live, (await shop.admin.run(ASK, TODAY)).bookings as Answer);
  expect(updates).toBeLessThanOrEqual((performance.now() - begin) / 1000 + 1);
  await live.end();
});

test('a buyer-scoped viewer sees the bookings of their own accounts only', async () => {
  const grants = { accountIds: [shop.accounts.get('OTHER')!] };
  const before = (await shop.admin.run(ASK, TODAY)).bookings.groups[0];
  const own = (await (await shop.app.as(Role.VIEWER, grants)).run(ASK, TODAY)).bookings.groups[0];
  expect(own.orders).toBeLessThan(before.orders);
  const live = (await shop.app.liveAs(Role.VIEWER, grants)).subscribe(WATCH, TODAY);
  expect((await next(live)).groups[0]).toEqual(own);
  await shop.place({ account: 'MAIN' });
  await shop.place({ account: 'OTHER', sku: 'B' });
  expect((await next(live)).groups[0]!.orders).toBe(own.orders + 1);
  await live.end();
});

describe('the groups of a query', () => {
  const PAGE = `query ($first: Int, $after: String) {
    bookings(window: { period: TODAY }, groupBy: [ACCOUNT, SKU], first: $first, after: $after) {
      groups { key orders } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;

  test('come in pages, each beginning after the last group of the one before', async () => {
    for (const account of ['MAIN', 'SUB', 'OTHER']) {
      await shop.place({ account, sku: 'A' });
      await shop.place({ account, sku: 'B' });
    }
    await shop.settle();
    const { groups, pageInfo } = (await shop.admin.run(PAGE, {})).bookings;
    expect(groups.length).toBeGreaterThanOrEqual(6);
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    const seen: unknown[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { bookings }: Untyped = await shop.admin.run(PAGE, { first: 4, after });
      expect(bookings.pageInfo).toMatchObject({
        hasPreviousPage: after !== null,
        startCursor: bookings.groups[0].key,
        endCursor: bookings.groups.at(-1).key,
      });
      seen.push(...bookings.groups);
      ({ endCursor: after, hasNextPage: more } = bookings.pageInfo);
    }
    expect(seen).toEqual(groups);
  });

  test('are refused for a page of none or of too many, and for a cursor of something else', async () => {
    const codeOf = async (variables: object) =>
      (await shop.admin.send(PAGE, variables)).errors[0]!.extensions.code;
    expect(await codeOf({ first: 0 })).toBe('VALIDATION_FAILED');
    expect(await codeOf({ first: 1_001 })).toBe('VALIDATION_FAILED');
    expect(await codeOf({ after: shop.accounts.get('MAIN') })).toBe('INVALID_CURSOR');
  });
});

test('several who ask the same share one answer, and each gets it whole first', async () => {
  const client = await shop.app.liveAs(Role.VIEWER);
  const first = client.subscribe(WATCH, { ...TODAY, groupBy: ['SKU'] });
  const snapshot = await next(first);
  const second = client.subscribe(WATCH, { ...TODAY, groupBy: ['SKU'] });
  expect(await next(second)).toEqual(snapshot);
  await until(() => shop.app.services.hub.followerCount === 1);
  await first.end();
  await shop.place();
  expect(await next(second)).toMatchObject({ snapshot: false, groups: [{ sku: 'A' }] });
  await second.end();
  await until(() => shop.app.services.hub.followerCount === 0);
});

describe('a dashboard that kept what it was shown', () => {
  /** Days that do not move on at midnight. */
  const ALWAYS = { window: { from: '2020-01-01', to: '2999-12-31' } };
  const BY_SKU = { ...ALWAYS, groupBy: ['SKU'] };
  const ask = async () => (await shop.admin.run(ASK, BY_SKU)).bookings as Answer;

  test('is told of the groups that have changed since, as they are now, and then of what changes', async () => {
    await shop.place({ sku: 'A' });
    await shop.place({ sku: 'B' });
    await shop.settle();
    const { position: after } = await ask();
    await shop.place({ sku: 'A', quantity: 2 });
    await shop.place({ sku: 'A', quantity: 3 });
    await shop.settle();
    const now = await ask();
    const live = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, { ...BY_SKU, after });
    const first = await next(live);
    expect(first.snapshot).toBe(false);
    expect(first.groups).toEqual(now.groups.filter(({ sku }) => sku === 'A'));
    expect(BigInt(first.position)).toBeGreaterThan(BigInt(after));
    await shop.place({ sku: 'B' });
    expect(await next(live)).toMatchObject({ snapshot: false, groups: [{ sku: 'B' }] });
    await live.end();
  });

  test('is told nothing before the next change when nothing has changed', async () => {
    await shop.settle();
    const { position: after } = await ask();
    const client = await shop.app.liveAs(Role.VIEWER);
    const kept = client.subscribe(WATCH, BY_SKU);
    await next(kept);
    const lives = [1, 2].map(() => client.subscribe<{ bookings: Answer }>(WATCH, { ...BY_SKU, after }));
    await expect(lives[0]!.next(400)).rejects.toThrow('Nothing came');
    const others = next(lives[1]!);
    await shop.place({ sku: 'A' });
    expect(await others).toMatchObject({ snapshot: false, groups: [{ sku: 'A' }] });
    await Promise.all([kept, ...lives].map((live) => live.end()));
  });

  test('comes to the same as one who stayed, however often it goes and comes back', async () => {
    const client = await shop.app.liveAs(Role.VIEWER);
    const question = { ...ALWAYS, groupBy: ['ACCOUNT', 'SKU'] };
    const groups = new Map<string, unknown>();
    let after: string | undefined;
    let writing = true;
    const writers = Promise.all(
      ['MAIN', 'OTHER'].map(async (account) => {
        for (let i = 0; i < 12; i++) {
          const order = await shop.place({ account, sku: i % 2 ? 'A' : 'B' });
          if (i % 4 === 0) await shop.cancel(order);
        }
      }),
    ).finally(() => (writing = false));
    const visit = async (waitMs: number) => {
      const live = client.subscribe<{ bookings: Answer }>(WATCH, { ...question, rate: 20, after });
      for (;;) {
        const update = await live.next(waitMs).catch(() => null);
        if (!update) break;
        const { position, snapshot, groups: told } = update.bookings;
        expect(BigInt(position)).toBeGreaterThanOrEqual(BigInt(after ?? 0));
        expect(snapshot).toBe(after === undefined);
        after = position;
        for (const group of told) groups.set(group.key, group);
        if (writing) break;
      }
      await live.end();
    };
    while (writing) await visit(2_000);
    await writers;
    await shop.settle();
    await visit(1_500);
    const answer = (await shop.admin.run(ASK, question)).bookings as Answer;
    const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
    expect(([...groups.values()] as Answer['groups']).sort(byKey)).toEqual(answer.groups.sort(byKey));
  });

  test('is shown everything when its position is older than the window', async () => {
    await shop.place({ sku: 'A' });
    const after = await shop.settle();
    const { database } = shop.app.services;
    const yesterday = Date.now() - 86_400_000;
    await database.write('UPDATE events SET recorded_at = ? WHERE position = ?', [yesterday, BigInt(after)]);
    const live = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, { ...TODAY, after });
    expect((await next(live)).snapshot).toBe(true);
    await live.end();
    const absolute = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, { ...BY_SKU, after });
    await shop.place({ sku: 'B' });
    expect(await next(absolute)).toMatchObject({ snapshot: false, groups: [{ sku: 'B' }] });
    await absolute.end();
  });

  test('is shown everything when it has seen nothing', async () => {
    const live = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, { ...BY_SKU, after: '0' });
    expect(await next(live)).toMatchObject({ snapshot: true });
    await live.end();
  });

  test('is refused a position that is too old, and one that is not there yet', async () => {
    const end = BigInt(await shop.settle());
    const client = await shop.app.liveAs(Role.VIEWER);
    const refusal = (after: bigint) =>
      client
        .subscribe(WATCH, { ...BY_SKU, after: String(after) })
        .next()
        .then(
          () => null,
          (error) => error.errors[0].extensions as { code: string; details: object },
        );
    expect(await refusal(end + 1n)).toMatchObject({
      code: 'LOG_CHANGED',
      details: { position: String(end) },
    });
    const long = Date.now() - 31 * 86_400_000;
    await shop.app.services.database.write('UPDATE events SET recorded_at = ? WHERE position <= 3', [long]);
    expect(await refusal(1n)).toMatchObject({ code: 'POSITION_EXPIRED', details: { oldest: '4' } });
  });
});

test('a view that begins again goes on after the one before', async () => {
  const { liveBookings } = shop.app.services;
  const request = {
    window: { period: 'TODAY' as const },
    groupBy: ['REP' as const],
    scope: { all: true as const },
    maxPerSecond: 4,
    after: null,
  };
  const first = await liveBookings.watch(request).tail();
  await first.batches.return();
  await until(() => shop.app.services.hub.followerCount === 0);
  const second = await liveBookings.watch(request).tail();
  await second.batches.return();
  expect(second.from).toBeGreaterThan(first.from);
});

test('questions that mean nothing are refused at once', async () => {
  const live = await shop.app.liveAs(Role.VIEWER);
  const code = async (variables: object) => {
    const error = await live
      .subscribe(WATCH, variables)
      .next()
      .catch((e) => e);
    return error.errors[0].extensions.code as string;
  };
  expect(await code({ window: {} })).toBe('VALIDATION_FAILED');
  expect(await code({ ...TODAY, groupBy: ['DAY', 'MONTH'] })).toBe('VALIDATION_FAILED');
  expect(await code({ ...TODAY, rate: 0 })).toBe('VALIDATION_FAILED');
  expect((await shop.admin.fail(ASK, { window: { from: '2026-02-30' } })).extensions.code).toBe(
    'BAD_USER_INPUT',
  );
});
