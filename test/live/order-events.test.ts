import { Role } from '../../src/auth/roles';
import { toGlobalId } from '../../src/shared/global-id';
import type { Subscription } from '../support/live-client';
import { Shop } from './shop';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ ORDERWIRE_RESUME_DAYS: '2' });
});

afterAll(() => shop.stop());

const AS_IT_STANDS = 'subscription { orderEvents(after: 0) { position } }';
const FOLLOW = /* GraphQL */ `
  subscription ($after: Position, $filter: OrderEventFilter) {
    orderEvents(after: $after, filter: $filter) {
      id
      position
      type
      schemaVersion
      aggregateType
      aggregateId
      aggregateVersion
      occurredAt
      recordedAt
      actorId
      data
      order {
        id
        number
        status
        version
      }
    }
  }
`;
const QUERY = /* GraphQL */ `
  query ($after: Position, $first: Int, $filter: OrderEventFilter) {
    orderEvents(after: $after, first: $first, filter: $filter) {
      events {
        position
        type
      }
      endPosition
      hasMore
    }
  }
`;

interface Seen {
  position: string;
  type: string;
}

async function take(subscription: Subscription<{ orderEvents: Seen }>, count: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  while (seen.length < count) seen.push((await subscription.next()).orderEvents);
  return seen;
}

/** Every event of orders that somebody sees, by pages. */
async function everyEvent(client = shop.admin): Promise<Seen[]> {
  const events: Seen[] = [];
  for (let after = '0', hasMore = true; hasMore;) {
    const { orderEvents: page } = await client.run(QUERY, { after, first: 7 });
    events.push(...page.events);
    ({ endPosition: after, hasMore } = page);
  }
  return events;
}

const positions = (events: readonly Seen[]): number[] => events.map(({ position }) => Number(position));

test('works as it stands, and goes on with what is placed later', async () => {
  await shop.place();
  await shop.settle();
  const before = positions(await everyEvent());
  const live = (await shop.app.liveAs(Role.ADMIN)).subscribe(AS_IT_STANDS);
  expect(positions(await take(live, before.length))).toEqual(before);
  await shop.place({ confirm: false });
  expect(positions(await take(live, 1))[0]).toBeGreaterThan(before.at(-1)!);
  await live.end();
});

test('an event carries what the log has, with the order as it is now', async () => {
  const live = (await shop.app.liveAs(Role.ADMIN)).subscribe(FOLLOW, {
    after: '0',
    filter: { types: ['OrderCancelled'] },
  });
  const order = await shop.place();
  await shop.cancel(order);
  const { orderEvents: event } = await live.next();
  expect(event).toMatchObject({
    position: expect.stringMatching(/^\d+$/),
    type: 'OrderCancelled',
    schemaVersion: 1,
    aggregateType: 'Order',
    aggregateId: order.id,
    data: { order: { status: 'CANCELLED' } },
    order: { id: order.id, number: order.number, status: 'CANCELLED', version: event.aggregateVersion },
  });
  expect(Buffer.from(event.actorId, 'base64url').toString()).toMatch(/^Principal:/);
  expect(Date.parse(event.recordedAt)).toBeLessThanOrEqual(Date.now());
  await live.end();
});

test('a subscriber that goes away and comes back misses nothing and sees nothing twice', async () => {
  const order = await shop.place();
  const filter = { accountId: shop.accountId('MAIN') };
  const seen: Seen[] = [];
  let after = '0';
  for (let round = 0; round < 3; round++) {
    const live = (await shop.app.liveAs(Role.ADMIN)).subscribe(FOLLOW, { after, filter });
    const placing = Promise.all([
      shop.place(),
      shop.place({ account: 'SUB' }),
      shop.place({ account: 'OTHER' }),
    ]);
    seen.push(...(await take(live, 3)));
    after = seen.at(-1)!.position;
    await live.end();
    await placing;
  }
  await shop.cancel(order);
  await shop.settle();
  const others = new Set(
    positions(
      (await shop.admin.run(QUERY, { first: 200, filter: { accountId: shop.accountId('OTHER') } }))
        .orderEvents.events,
    ),
  );
  const all = positions(await everyEvent()).filter((position) => !others.has(position));
  const live = (await shop.app.liveAs(Role.ADMIN)).subscribe(FOLLOW, { after, filter });
  seen.push(...(await take(live, all.length - seen.length)));
  expect(positions(seen)).toEqual(all);
  await live.end();
});

test('a buyer sees the events of their own accounts, stored and live', async () => {
  const buyer = { accountIds: [shop.accounts.get('MAIN')!] };
  await shop.place({ account: 'OTHER' });
  const sub = await shop.place({ account: 'SUB' });
  await shop.settle();
  const stored = await everyEvent(await shop.app.as(Role.BUYER, buyer));
  const live = (await shop.app.liveAs(Role.BUYER, buyer)).subscribe(FOLLOW, { after: '0' });
  expect(positions(await take(live, stored.length))).toEqual(positions(stored));
  expect(stored.length).toBeLessThan((await everyEvent()).length);
  await shop.place({ account: 'OTHER' });
  await shop.cancel(sub);
  expect(await take(live, 1)).toMatchObject([{ type: 'OrderCancelled' }]);
  await live.end();
});

test('one who may not read events is refused', async () => {
  const { data, errors } = await (await shop.app.as(Role.ADMIN)).send('{ orderEvents { endPosition } }');
  expect([errors, data]).toEqual([[], { orderEvents: { endPosition: expect.any(String) } }]);
  const unknown = await shop.admin.fail(QUERY, {
    filter: { orderId: toGlobalId('Account', shop.accounts.get('MAIN')!) },
  });
  expect(unknown.extensions.code).toBe('INVALID_ID');
  const page = await shop.admin.fail(QUERY, { first: 201 });
  expect(page.extensions.code).toBe('VALIDATION_FAILED');
});

test('a position that is too old is refused with the oldest there is; queries still read it', async () => {
  const { database } = shop.app.services;
  const threeDaysAgo = Date.now() - 3 * 86_400_000;
  await database.transaction((sql) =>
    sql.execute('UPDATE events SET recorded_at = ? WHERE position <= 5', [threeDaysAgo]),
  );
  const live = await shop.app.liveAs(Role.ADMIN);
  await expect(live.subscribe(AS_IT_STANDS).next()).rejects.toMatchObject({
    errors: [
      {
        extensions: {
          code: 'POSITION_EXPIRED',
          details: { oldest: '6', logEpoch: shop.app.services.hub.tenure.epoch },
        },
      },
    ],
  });
  const resumed = live.subscribe(FOLLOW, { after: 5 });
  expect(Number((await resumed.next()).orderEvents.position)).toBeGreaterThan(5);
  await resumed.end();
  expect((await shop.admin.run(QUERY, { after: 0, first: 1 })).orderEvents).toMatchObject({ hasMore: true });
});
