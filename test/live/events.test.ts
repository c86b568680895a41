import type { Permission } from '../../src/auth/permissions';
import { Role, ROLE_PERMISSIONS } from '../../src/auth/roles';
import { EVENTS } from '../../src/server/areas';
import { parseGlobalId, toGlobalId } from '../../src/shared/global-id';
import { newId } from '../../src/shared/ids';
import type { ApiClient } from '../support/api-client';
import type { Subscription } from '../support/live-client';
import { TwoCustomers } from '../support/two-customers';
import { until } from '../support/until';

const QUERY = /* GraphQL */ `
  query ($after: Position, $first: Int, $filter: EventFilterInput, $logEpoch: String) {
    events(after: $after, first: $first, filter: $filter, logEpoch: $logEpoch) {
      events {
        position
        type
        aggregateType
        aggregateId
        sku
        data
      }
      endPosition
      hasMore
    }
  }
`;
const FOLLOW = /* GraphQL */ `
  subscription ($after: Position, $filter: EventFilterInput) {
    events(after: $after, filter: $filter) {
      position
      type
      aggregateType
      aggregateId
      sku
      data
    }
  }
`;

interface Seen {
  position: string;
  type: string;
  aggregateType: string;
  aggregateId: string;
  sku: string | null;
  data: Record<string, Record<string, unknown> | Record<string, unknown>[]>;
}
type Filter = Record<string, unknown>;

let world: TwoCustomers;
let admin: ApiClient;

beforeAll(async () => {
  world = await TwoCustomers.open();
  admin = await world.app.as(Role.ADMIN);
});
afterAll(() => world.stop());

const north = () => ({ accountIds: [world.of('NORTH').accountId] });

/** Every event that a caller sees, page by page. */
async function everyEvent(client: ApiClient, filter: Filter = {}): Promise<Seen[]> {
  const found: Seen[] = [];
  for (let after = '0', hasMore = true; hasMore;) {
    const { events: page } = await client.run(QUERY, { after, first: 23, filter });
    found.push(...(page.events as Seen[]));
    ({ endPosition: after, hasMore } = page);
  }
  return found;
}

async function take(live: Subscription<{ events: Seen }>, count: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  while (seen.length < count) seen.push((await live.next()).events);
  return seen;
}

const follow = async (role: Role, filter: Filter = {}, after: string | null = '0', grants = {}) =>
  (await world.app.liveAs(role, grants)).subscribe(FOLLOW, { after, filter }) as Subscription<{
    events: Seen;
  }>;

/** The same product as it is, with another name: one event. */
async function renameProduct(sku: string): Promise<void> {
  const { reader } = world.app.services.database;
  const [row] = await reader.rows<{ version: number }>('SELECT version FROM products WHERE sku = ?', [sku]);
  const { upsertProduct } = world.app.services.useCases.catalog;
  await world.make(upsertProduct, { sku, name: newId(), expectedVersion: Number(row!.version) });
}

async function placeFor(number: 'NORTH' | 'NORTH-SUB' | 'SOUTH'): Promise<string> {
  const { placeOrder } = world.app.services.useCases.orders;
  const lines = [{ sku: 'A', quantity: 1 }];
  const { accountId } = world.of(number);
  return (await world.make(placeOrder, { accountId, channel: 'DIRECT', confirm: true, lines })).orderId;
}

describe('events', () => {
  it('of every kind of object come, by the query and live, in the same order without a gap', async () => {
    await world.settle();
    const stored = await everyEvent(admin);
    expect(stored.map(({ position }) => Number(position))).toEqual(stored.map((_event, i) => i + 1));
    expect(new Set(stored.map(({ aggregateType }) => aggregateType))).toEqual(new Set(EVENTS.keys()));
    const live = await follow('ADMIN');
    expect(await take(live, stored.length)).toEqual(stored);
    await live.end();
  });

  it('say in the form of the API what each kind of object is after them', async () => {
    const stored = await everyEvent(admin);
    for (const [type, { content }] of EVENTS) {
      const told = stored.filter(({ aggregateType }) => aggregateType === type);
      expect([type, told.filter(({ data }) => Object.keys(data).length === 0)]).toEqual([type, []]);
      const root = Object.entries(content.parts).find(([, part]) => part.root)?.[0] ?? 'level';
      const { data, aggregateId } = told[0]!;
      expect([type, (data[root] as { id?: string }).id ?? aggregateId]).toEqual([type, aggregateId]);
    }
    const rate = stored.find(({ aggregateType }) => aggregateType === 'TaxRate')!;
    expect(rate.data.taxRate).toMatchObject({ countryCode: 'US', percent: '8', id: rate.aggregateId });
    const received = stored.find(({ type }) => type === 'InventoryLevelChanged')!;
    expect(received.data).toMatchObject({ level: { onHand: 1_000 }, movements: [{ onHandDelta: 1_000 }] });
  });

  it('of what happens now come live, whatever kind of object it is', async () => {
    const after = String((await everyEvent(admin)).length);
    const live = await follow('ADMIN', {}, after);
    await renameProduct('A');
    const [product] = await take(live, 1);
    expect(product).toMatchObject({ type: 'ProductSaved', aggregateType: 'Product', sku: 'A' });
    const { upsertTaxRate } = world.app.services.useCases.catalog;
    const rate = { countryCode: 'CA', region: '', taxCategory: 'STANDARD', validFrom: null, validTo: null };
    await world.make(upsertTaxRate, { ...rate, ratePpm: 50_000n });
    expect(await take(live, 1)).toMatchObject([{ type: 'TaxRateSaved' }]);
    await live.end();
  });
});

describe('a filter of events', () => {
  const filters = (): [name: string, filter: Filter, matches: (event: Seen) => boolean][] => {
    const orderId = world.globalId('Order', 'NORTH', 'orderId');
    const locationId = toGlobalId('Location', world.locationId);
    return [
      [
        'types',
        { types: ['OrderPlaced', 'TaxRateSaved'] },
        ({ type }) => ['OrderPlaced', 'TaxRateSaved'].includes(type),
      ],
      [
        'aggregateTypes',
        { aggregateTypes: ['Product', 'Promotion'] },
        ({ aggregateType }) => ['Product', 'Promotion'].includes(aggregateType),
      ],
      ['aggregateId', { aggregateId: orderId }, ({ aggregateId }) => aggregateId === orderId],
      ['sku', { sku: 'B' }, ({ sku }) => sku === 'B'],
      [
        'locationId and type',
        { locationId, types: ['LocationSaved'] },
        ({ aggregateId }) => aggregateId === locationId,
      ],
      [
        'repId and type',
        { repId: toGlobalId('Rep', world.reps.get('NORTH')!), types: ['RepSaved'] },
        ({ aggregateId }) => aggregateId === toGlobalId('Rep', world.reps.get('NORTH')!),
      ],
      [
        'territoryId and kind',
        {
          territoryId: toGlobalId('Territory', world.territories.get('SOUTH')!),
          aggregateTypes: ['Territory'],
        },
        ({ aggregateId }) => aggregateId === toGlobalId('Territory', world.territories.get('SOUTH')!),
      ],
    ];
  };

  it('finds exactly the events that match, stored and live', async () => {
    const all = await everyEvent(admin);
    for (const [name, filter, matches] of filters()) {
      const expected = all.filter(matches);
      expect([name, expected.length > 0 && expected.length < all.length]).toEqual([name, true]);
      expect([name, await everyEvent(admin, filter)]).toEqual([name, expected]);
      const live = await follow('ADMIN', filter);
      expect([name, await take(live, expected.length)]).toEqual([name, expected]);
      await live.end();
    }
  });

  it('by order finds the order, its fulfillment orders and its shipments, by account the account and its sub-accounts', async () => {
    const of = async (filter: Filter) => everyEvent(admin, filter);
    const ofOrder = await of({ orderId: world.globalId('Order', 'NORTH', 'orderId') });
    expect(new Set(ofOrder.map(({ aggregateType }) => aggregateType))).toEqual(
      new Set(['Order', 'FulfillmentOrder', 'Shipment']),
    );
    const ofAccount = await of({ accountId: world.globalId('Account', 'NORTH', 'accountId') });
    const { reader } = world.app.services.database;
    const ids = (['NORTH', 'NORTH-SUB'] as const).map((number) => world.of(number).accountId);
    const rows = await reader.rows<{ position: unknown }>(
      'SELECT position FROM events WHERE account_id IN (?, ?) ORDER BY position',
      ids,
    );
    expect(ofAccount.map(({ position }) => position)).toEqual(rows.map(({ position }) => String(position)));
  });

  it('that names nothing of its kind is refused', async () => {
    for (const filter of [
      { aggregateId: toGlobalId('Contact', newId()) },
      { aggregateId: 'nonsense' },
      { locationId: world.globalId('Account', 'NORTH', 'accountId') },
    ]) {
      expect((await admin.fail(QUERY, { filter })).extensions.code).toBe('INVALID_ID');
    }
    for (const variables of [
      { first: 0 },
      { first: 201 },
      { filter: { types: Array(51).fill('OrderPlaced') } },
    ])
      expect((await admin.fail(QUERY, variables)).extensions.code).toBe('VALIDATION_FAILED');
    expect((await admin.fail(QUERY, { logEpoch: 'another' })).extensions.code).toBe('LOG_CHANGED');
  });
});

describe('a subscriber of events that goes away and comes back', () => {
  it('misses nothing and sees nothing twice', async () => {
    await world.settle();
    const before = (await everyEvent(admin)).length;
    const seen: Seen[] = [];
    let after = String(before);
    for (let round = 0; round < 3; round++) {
      const live = await follow('ADMIN', {}, after);
      const work = Promise.all([placeFor('NORTH'), renameProduct(round % 2 ? 'A' : 'B'), placeFor('SOUTH')]);
      seen.push(...(await take(live, 3)));
      after = seen.at(-1)!.position;
      await live.end();
      await work;
    }
    await world.settle();
    const expected = (await everyEvent(admin)).slice(before);
    const live = await follow('ADMIN', {}, after);
    seen.push(...(await take(live, expected.length - seen.length)));
    expect(seen.map(({ position }) => position)).toEqual(expected.map(({ position }) => position));
    await live.end();
  });
});

/** The permission that each kind of object takes, and whether its rows are somebody's. */
const KINDS: Readonly<Record<string, [Permission, 'all' | 'scoped']>> = {
  Account: ['ACCOUNT_READ', 'scoped'],
  FulfillmentOrder: ['SHIPMENT_READ', 'scoped'],
  InventoryLevel: ['INVENTORY_READ', 'all'],
  Location: ['ORGANIZATION_READ', 'all'],
  Order: ['ORDER_READ', 'scoped'],
  PriceList: ['PRICE_READ', 'scoped'],
  Product: ['CATALOG_READ', 'all'],
  ProductCategory: ['CATALOG_READ', 'all'],
  Promotion: ['PRICE_READ', 'all'],
  Rep: ['ORGANIZATION_READ', 'all'],
  Shipment: ['SHIPMENT_READ', 'scoped'],
  TaxRate: ['PRICE_READ', 'all'],
  Territory: ['ORGANIZATION_READ', 'all'],
};

describe('what a caller sees of the events', () => {
  it('is said here of every kind of object', () => {
    expect(Object.keys(KINDS).sort()).toEqual([...EVENTS.keys()].sort());
  });

  it.each(Object.values(Role))(
    'is for %s what the rights say of the objects, stored and live',
    async (role) => {
      await world.settle();
      const { reader } = world.app.services.database;
      const ids = (['NORTH', 'NORTH-SUB'] as const).map((number) => world.of(number).accountId);
      const own = await reader.rows<{ position: unknown }>(
        'SELECT position FROM events WHERE account_id IN (?, ?)',
        ids,
      );
      const positions = new Set(own.map(({ position }) => String(position)));
      const expected = (await everyEvent(admin)).filter(({ aggregateType, position }) => {
        const [permission, rows] = KINDS[aggregateType]!;
        return ROLE_PERMISSIONS[role].has(permission) && (rows === 'all' || positions.has(position));
      });
      const seen = await everyEvent(await world.app.as(role, north()));
      expect(seen.map(({ position }) => position)).toEqual(expected.map(({ position }) => position));
      expect(seen.length).toBeGreaterThan(20);
      const live = await follow(role, {}, '0', north());
      expect(await take(live, seen.length)).toEqual(seen);
      await live.end();
    },
  );

  it('is a price list only for one who sees everything', async () => {
    const all = await everyEvent(await world.app.as('ANALYST'), { aggregateTypes: ['PriceList'] });
    expect(all.length).toBeGreaterThan(3);
    expect(
      await everyEvent(await world.app.as('ANALYST', north()), { aggregateTypes: ['PriceList'] }),
    ).toEqual([]);
  });

  it('is of a stock level no movement for another customer', async () => {
    const filter = { types: ['InventoryLevelChanged'] };
    const movements = (events: readonly Seen[]): string[] =>
      events.flatMap(({ data }) => (data.movements as { id: string }[]).map(({ id }) => id));
    const all = movements(await everyEvent(admin, filter));
    const client = await world.app.as('SALES_REP', north());
    const events = await everyEvent(client, filter);
    expect(events.every(({ data }) => 'level' in data)).toBe(true);
    const seen = movements(events);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(all.length);
    const { nodes } = await client.run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: all.slice(0, 200),
    });
    const visible = (nodes as ({ id: string } | null)[]).flatMap((node) => node?.id ?? []);
    expect(all.length).toBeLessThan(200);
    expect([...seen].sort()).toEqual(visible.sort());
  });

  it('is live nothing of another customer', async () => {
    const live = await world.app.liveAs('BUYER', north());
    const events = live.subscribe(FOLLOW) as Subscription<{ events: Seen }>;
    const next = events.next();
    await until(() => world.app.services.hub.followerCount === 1);
    await placeFor('SOUTH');
    const orderId = await placeFor('NORTH-SUB');
    expect((await next).events).toMatchObject({ aggregateId: toGlobalId('Order', orderId) });
    await events.end();
  });

  it('is by its id what it is in the log', async () => {
    const client = await world.app.as('BUYER', north());
    const ids = (await admin.run('{ events(first: 200) { events { id position } } }')).events.events as {
      id: string;
      position: string;
    }[];
    const seen = new Set((await everyEvent(client)).map(({ position }) => position));
    const { nodes } = await client.run(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on DomainEvent { position } } }',
      { ids: ids.map(({ id }) => id) },
    );
    const found = (nodes as ({ position: string } | null)[]).flatMap((node) => node?.position ?? []);
    expect(found).toEqual(ids.map(({ position }) => position).filter((position) => seen.has(position)));
    expect(ids.every(({ id }) => parseGlobalId(id)?.type === 'DomainEvent')).toBe(true);
  });
});
