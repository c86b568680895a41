import { NODE_RIGHTS } from '../../../src/auth/node-rights';
import { newId } from '../../../src/shared/ids';
import { parseGlobalId, toGlobalId } from '../../../src/shared/global-id';
import type { ClientError } from '../../../src/server/format-error';
import type { TestGrants } from '../../support/application';
import { crawl } from '../../support/crawl';
import { minimalValue, rootFields } from '../../support/schema-walk';
import { TwoCustomers, type AccountNumber } from '../../support/two-customers';
import { until } from '../../support/until';

let world: TwoCustomers;

beforeAll(async () => {
  world = await TwoCustomers.open();
});
afterAll(() => world.stop());

const NORTH: AccountNumber[] = ['NORTH', 'NORTH-SUB'];

/** Callers who see one side only, with the accounts that they see. */
const callers = (): [
  name: string,
  role: 'BUYER' | 'SALES_REP' | 'PARTNER' | 'ANALYST',
  TestGrants,
  AccountNumber[],
][] => [
  ['a buyer', 'BUYER', { accountIds: [world.of('NORTH').accountId] }, NORTH],
  ['a buyer of a sub-account', 'BUYER', { accountIds: [world.of('NORTH-SUB').accountId] }, ['NORTH-SUB']],
  ['a representative', 'SALES_REP', { repId: world.reps.get('NORTH')! }, NORTH],
  [
    'a representative with a territory',
    'SALES_REP',
    { territoryIds: [world.territories.get('NORTH')!] },
    NORTH,
  ],
  ['a partner', 'PARTNER', { accountIds: [world.of('NORTH').accountId] }, NORTH],
  ['an analyst of one territory', 'ANALYST', { territoryIds: [world.territories.get('NORTH')!] }, NORTH],
];
const NAMES = [
  ...['a buyer', 'a buyer of a sub-account', 'a representative', 'a representative with a territory'],
  ...['a partner', 'an analyst of one territory'],
];
const caller = (name: string) => callers().find(([known]) => known === name)!;

const scoped = (ids: Iterable<string>): string[] =>
  [...ids].filter((id) => NODE_RIGHTS[parseGlobalId(id)!.type]!.rows !== 'ALL').sort();

describe('row scope', () => {
  let everything: string[];
  /** Who owns an object, by its id: what a caller with exactly one account sees. */
  const owners = new Map<string, Set<AccountNumber>>();

  beforeAll(async () => {
    everything = scoped(await crawl(await world.app.as('ADMIN')));
    for (const number of world.customers.keys()) {
      const { orderId, accountId } = world.of(number);
      for (const id of await ownedRows(accountId, orderId)) {
        owners.set(id, (owners.get(id) ?? new Set()).add(number));
      }
    }
  });

  it('has an owner for everything that is not the selling company’s own', () => {
    expect(everything.length).toBeGreaterThan(80);
    expect(everything.filter((id) => !owners.has(id) && !isShared(id))).toEqual([]);
  });

  /** Price lists for all, and what belongs to no account: events of a representative, goods that were received. */
  const isShared = (id: string): boolean =>
    ['PriceList', 'DomainEvent', 'InventoryMovement'].includes(parseGlobalId(id)!.type);

  it.each(NAMES)('shows %s its own rows and none besides, along every edge', async (name) => {
    const [, role, grants, numbers] = caller(name);
    const seen = scoped(await crawl(await world.app.as(role, grants)));
    const own = (id: string): boolean => numbers.some((number) => owners.get(id)?.has(number));
    expect(seen.filter((id) => !own(id) && !isShared(id))).toEqual([]);
    const orders = seen.filter((id) => parseGlobalId(id)!.type === 'Order');
    expect(orders).toEqual(numbers.map((number) => world.globalId('Order', number, 'orderId')).sort());
    const foreign = seen.filter((id) => isShared(id) && owners.has(id) && !own(id));
    expect(foreign).toEqual([]);
    const movements = seen.filter((id) => parseGlobalId(id)!.type === 'InventoryMovement');
    expect(movements.filter((id) => !own(id))).toEqual([]);
    expect(movements.length > 0).toBe(!['BUYER', 'PARTNER'].includes(role));
  });

  it.each(NAMES)('answers %s null for the id of anything else', async (name) => {
    const [, role, grants, numbers] = caller(name);
    const client = await world.app.as(role, grants);
    const hidden = everything.filter(
      (id) => owners.has(id) && !numbers.some((number) => owners.get(id)!.has(number)),
    );
    expect(hidden.length).toBeGreaterThan(20);
    const { nodes } = await client.run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: hidden.slice(0, 200),
    });
    expect(nodes.filter((node: unknown) => node !== null)).toEqual([]);
    const [orderId, accountId] = [
      world.globalId('Order', 'SOUTH', 'orderId'),
      world.globalId('Account', 'SOUTH', 'accountId'),
    ];
    const one = await client.run(`{ order(id: "${orderId}") { id } account(id: "${accountId}") { id } }`);
    expect(one).toEqual({ order: null, account: null });
  });

  it.each(NAMES)('counts and sums for %s only what it sees', async (name) => {
    const [, role, grants, numbers] = caller(name);
    const client = await world.app.as(role, grants);
    const counts = await client.run(
      '{ orders { totalCount } accounts { totalCount } shipments { totalCount } viewer { accountCount } }',
    );
    expect(counts).toEqual({
      orders: { totalCount: numbers.length },
      accounts: { totalCount: numbers.length },
      shipments: { totalCount: numbers.length },
      viewer: { accountCount: numbers.length },
    });
    const { data } = await client.send(
      '{ bookings(window: { period: LAST_7_DAYS }, groupBy: [ACCOUNT]) { groups { account { number } } } }',
    );
    if (!data) return;
    const booked = data.bookings.groups.map(({ account }: { account: { number: string } }) => account.number);
    expect(booked.sort()).toEqual(numbers);
  });
});

/** Global ids of the rows that belong to an account or its order. */
async function ownedRows(accountId: string, orderId: string): Promise<string[]> {
  const { reader } = world.app.services.database;
  const ids: string[] = [];
  for (const [type, from, key] of OWNED) {
    const id = key === 'account' ? accountId : orderId;
    const rows = await reader.rows<{ id: string }>(`SELECT t.id AS id FROM ${from} = ?`, [id]);
    ids.push(...rows.map((row) => toGlobalId(type, row.id)));
  }
  return ids;
}

const OWNED: readonly [type: string, from: string, key: 'account' | 'order'][] = [
  ['Account', 'accounts t WHERE t.id', 'account'],
  ['Address', 'addresses t WHERE t.account_id', 'account'],
  [
    'AddressSnapshot',
    'address_snapshots t JOIN addresses a ON a.id = t.address_id WHERE a.account_id',
    'account',
  ],
  ['BuyerIntentSignal', 'buyer_intent_signals t WHERE t.account_id', 'account'],
  ['Contact', 'contacts t WHERE t.account_id', 'account'],
  ['DomainEvent', 'events t WHERE t.account_id', 'account'],
  ['PriceList', 'price_lists t JOIN accounts a ON a.price_list_id = t.id WHERE a.id', 'account'],
  ['Order', 'orders t WHERE t.id', 'order'],
  ['OrderLine', 'order_lines t WHERE t.order_id', 'order'],
  ['OrderNote', 'order_notes t WHERE t.order_id', 'order'],
  ['Hold', 'order_holds t WHERE t.order_id', 'order'],
  ['InventoryMovement', 'inventory_movements t WHERE t.reference_id', 'order'],
  [
    'InventoryMovement',
    "inventory_movements t JOIN shipments s ON t.reference_type = 'Shipment' AND s.id = t.reference_id WHERE s.order_id",
    'order',
  ],
  ['ScheduleLine', 'order_schedule_lines t WHERE t.order_id', 'order'],
  ['Allocation', 'allocations t WHERE t.order_id', 'order'],
  ['FulfillmentOrder', 'fulfillment_orders t WHERE t.order_id', 'order'],
  ['Shipment', 'shipments t WHERE t.order_id', 'order'],
  [
    'FulfillmentOrderLine',
    'fulfillment_order_lines t JOIN fulfillment_orders f ON f.id = t.fulfillment_order_id WHERE f.order_id',
    'order',
  ],
  ['ShipmentLine', 'shipment_lines t JOIN shipments s ON s.id = t.shipment_id WHERE s.order_id', 'order'],
];

/** Inputs of every mutation that names something of an account: with the id of a stranger's, or of nothing. */
const MUTATIONS: Readonly<Record<string, [type: string, input: (id: string) => object]>> = {
  cancelOrder: ['Order', (orderId) => ({ orderId, expectedVersion: 1, reason: 'x' })],
  closeOrder: ['Order', (orderId) => ({ orderId, expectedVersion: 1, reason: 'x' })],
  confirmOrder: ['Order', (orderId) => ({ orderId, expectedVersion: 1 })],
  createShipment: ['FulfillmentOrder', (fulfillmentOrderId) => ({ fulfillmentOrderId })],
  eraseContact: ['Contact', (contactId) => ({ contactId, expectedVersion: 1 })],
  holdOrder: ['Order', (orderId) => ({ orderId, expectedVersion: 1, reason: 'CREDIT' })],
  markDelivered: ['Shipment', (shipmentId) => ({ shipmentId })],
  markShipped: ['Shipment', (shipmentId) => ({ shipmentId })],
  placeOrder: ['Account', (accountId) => ({ accountId, lines: [{ sku: 'A', quantity: 1 }] })],
  recordBuyerIntentSignal: ['Account', (accountId) => ({ accountId, kind: 'DEMO_ATTENDED' })],
  releaseHold: ['Order', (orderId) => ({ orderId, expectedVersion: 1, holdId: toGlobalId('Hold', newId()) })],
  updateDraftOrder: ['Order', (orderId) => ({ orderId, expectedVersion: 1 })],
  upsertAccount: ['Account', (id) => ({ id, name: 'Mine', expectedVersion: 1 })],
  upsertAddress: ['Address', (id) => ({ id, line1: 'Mine', expectedVersion: 1 })],
  upsertContact: ['Contact', (id) => ({ id, name: 'Mine', expectedVersion: 1 })],
};

/** Mutations of the selling company's own things, and of principals and their keys. */
const COMPANY = [
  ...['createApiKey', 'revokeApiKey', 'revokePrincipal', 'rotateApiKey', 'upsertPrincipal'],
  ...['adjustInventory', 'receiveInventory', 'transferInventory', 'upsertCurrency', 'upsertExchangeRate'],
  ...['upsertLocation', 'upsertPriceList', 'upsertProduct', 'upsertProductCategory', 'upsertPromotion'],
  ...['upsertRep', 'upsertTaxRate', 'upsertTerritory'],
];

/** Answers a batch row by row, a stranger's account as one that does not exist: import-orders.test.ts. */
const BATCHES = ['importOrders'];

describe('a mutation on what the caller does not see', () => {
  it('is known for every mutation', () => {
    const mutations = rootFields().filter(({ owner }) => owner.name === 'Mutation');
    expect([...Object.keys(MUTATIONS), ...COMPANY, ...BATCHES].sort()).toEqual(
      mutations.map(({ field }) => field.name).sort(),
    );
  });

  it.each(Object.entries(MUTATIONS))(
    '%s answers as if it did not exist, and changes nothing',
    async (name, [type, input]) => {
      const client = await world.app.as('ADMIN', { accountIds: [world.of('NORTH').accountId] });
      const key = `${type[0]!.toLowerCase()}${type.slice(1)}Id` as 'orderId';
      const stranger = world.globalId(type, 'SOUTH', key);
      const { reader } = world.app.services.database;
      const events = async () => (await reader.rows('SELECT seq FROM events')).length;
      const before = await events();
      const foreign = await client.fail(...call(name, input(stranger)));
      const nothing = await client.fail(...call(name, input(toGlobalId(type, newId()))));
      expect(anonymous(foreign)).toEqual(anonymous(nothing));
      expect(['NOT_FOUND', 'INVALID_REFERENCE']).toContain(foreign.extensions.code);
      expect(await events()).toBe(before);
    },
  );

  it.each([
    ['SALES_REP', 'repId'],
    ['SALES_MANAGER', 'accountIds'],
  ] as const)('gives as %s no account the prices of another customer', async (role, by) => {
    const grants =
      by === 'repId' ? { repId: world.reps.get('NORTH')! } : { accountIds: [world.of('NORTH').accountId] };
    const client = await world.app.as(role, grants);
    const { account } = await client.run('query ($id: ID!) { account(id: $id) { id version } }', {
      id: world.globalId('Account', 'NORTH', 'accountId'),
    });
    const change = (priceListId: string) =>
      call('upsertAccount', { id: account.id, expectedVersion: account.version, priceListId });
    const foreign = await client.fail(...change(world.globalId('PriceList', 'SOUTH', 'priceListId')));
    const nothing = await client.fail(...change(toGlobalId('PriceList', newId())));
    expect(foreign.extensions).toEqual({ code: 'INVALID_REFERENCE', details: { path: 'priceListId' } });
    expect(anonymous(foreign)).toEqual(anonymous(nothing));
    await client.run(...change(world.globalId('PriceList', 'NORTH-SUB', 'priceListId')));
    const [{ version }] = (await world.app.services.database.reader.rows<{ version: number }>(
      'SELECT version FROM accounts WHERE id = ?',
      [world.of('NORTH').accountId],
    )) as [{ version: number }];
    const back = { id: account.id, expectedVersion: Number(version) };
    const own = world.globalId('PriceList', 'NORTH', 'priceListId');
    await (await world.app.as('ADMIN')).run(...call('upsertAccount', { ...back, priceListId: own }));
  });

  it('changes no price list of another customer, by id or by code', async () => {
    const client = await world.app.as('SALES_MANAGER', { accountIds: [world.of('NORTH').accountId] });
    const change = (values: object) =>
      call('upsertPriceList', { code: 'NEW', currencyCode: 'USD', expectedVersion: 1, ...values });
    const foreign = await client.fail(...change({ id: world.globalId('PriceList', 'SOUTH', 'priceListId') }));
    const nothing = await client.fail(...change({ id: toGlobalId('PriceList', newId()) }));
    expect(anonymous(foreign)).toEqual(anonymous(nothing));
    expect(foreign.extensions.code).toBe('NOT_FOUND');
    const taken = await client.fail(...change({ code: 'LIST-SOUTH' }));
    expect(taken).toEqual(unusable('code'));
    const own = { id: world.globalId('PriceList', 'NORTH', 'priceListId'), code: 'LIST-NORTH', name: 'Own' };
    await client.run(...change(own));
  });

  describe('and of a name that something hidden has', () => {
    const ERP = { system: 'erp', externalId: 'SOUTH' };
    beforeAll(async () => {
      const { accounts, orders } = world.app.services.useCases;
      const { accountId, contactId, addressId } = world.of('SOUTH');
      await world.make(accounts.upsertAccount, { id: accountId, externalId: ERP });
      await world.make(accounts.upsertContact, { id: contactId, externalId: ERP });
      await world.make(accounts.upsertAddress, { id: addressId, externalId: ERP });
      const order = { accountId, channel: 'DIRECT', confirm: false } as const;
      await world.make(orders.placeOrder, {
        ...order,
        externalIds: [ERP],
        lines: [{ sku: 'A', quantity: 1 }],
      });
    });

    it('tells a buyer of no order that has its external id, and its own buyer that there is one', async () => {
      const place = async (side: 'NORTH' | 'SOUTH') => {
        const client = await world.app.as('BUYER', { accountIds: [world.of(side).accountId] });
        const accountId = world.globalId('Account', side, 'accountId');
        const draft = { accountId, confirm: false, externalIds: [ERP], lines: [{ sku: 'A', quantity: 1 }] };
        return client.fail(...call('placeOrder', draft));
      };
      expect(await place('NORTH')).toEqual(unusable('externalIds'));
      expect((await place('SOUTH')).extensions.code).toBe('DUPLICATE');
    });

    it.each(['upsertAccount', 'upsertContact', 'upsertAddress'] as const)(
      'tells a representative nothing by %s, whether it names an object of its own or none',
      async (mutation) => {
        const client = await world.app.as('SALES_REP', { repId: world.reps.get('NORTH')! });
        const type = mutation.slice('upsert'.length);
        const own = world.globalId(type, 'NORTH', `${type.toLowerCase() as 'account' | 'contact'}Id`);
        const accountId =
          type === 'Account' ? {} : { accountId: world.globalId('Account', 'NORTH', 'accountId') };
        for (const named of [{}, { id: own, expectedVersion: 1 }]) {
          const refusal = await client.fail(...call(mutation, { ...accountId, ...named, externalId: ERP }));
          expect(refusal).toEqual(unusable('externalId'));
        }
      },
    );

    it('takes the number of a hidden account for one that nobody has', async () => {
      const client = await world.app.as('SALES_REP', { repId: world.reps.get('NORTH')! });
      const id = world.globalId('Account', 'NORTH', 'accountId');
      const { account } = await client.run('query ($id: ID!) { account(id: $id) { version } }', { id });
      const change = (number: string) =>
        client.fail(...call('upsertAccount', { id, number, expectedVersion: account.version }));
      const [hidden, nobodys] = [await change('SOUTH'), await change('NOBODY')];
      expect(anonymous(hidden)).toEqual(anonymous(nobodys));
      expect(hidden.extensions.code).toBe('VALIDATION_FAILED');
    });
  });

  it('takes no contact and no address of another account for an order', async () => {
    const client = await world.app.as('BUYER', { accountIds: [world.of('NORTH').accountId] });
    const accountId = world.globalId('Account', 'NORTH', 'accountId');
    const draft = { accountId, confirm: false, lines: [{ sku: 'A', quantity: 1 }] };
    const own = { contactId: world.globalId('Contact', 'NORTH', 'contactId') };
    await client.run(...call('placeOrder', { ...draft, ...own }));
    for (const [field, type, key] of [
      ['contactId', 'Contact', 'contactId'],
      ['shipTo', 'Address', 'addressId'],
      ['billTo', 'Address', 'addressId'],
    ] as const) {
      const value = (id: string) => ({ ...draft, [field]: type === 'Address' ? { addressId: id } : id });
      const foreign = await client.fail(...call('placeOrder', value(world.globalId(type, 'SOUTH', key))));
      const nothing = await client.fail(...call('placeOrder', value(toGlobalId(type, newId()))));
      expect(anonymous(foreign)).toEqual(anonymous(nothing));
    }
  });
});

function call(name: string, values: object): [string, object] {
  const { field } = rootFields().find(({ name: known }) => known === `Mutation.${name}`)!;
  const type = field.args[0]!.type;
  const input = { ...(minimalValue(type) as object), ...values, idempotencyKey: newId() };
  return [`mutation ($input: ${String(type)}) { ${name}(input: $input) { replayed } }`, { input }];
}

/** What is said of a name that something hidden has: neither whose it is nor that anybody has it. */
const unusable = (path: string) =>
  expect.objectContaining({
    message: `The input breaks a rule: ${path}: this value cannot be used; give another, or leave it out.`,
    extensions: {
      code: 'VALIDATION_FAILED',
      details: { fields: [{ path, rule: 'unusable', message: expect.any(String) as string }] },
    },
  }) as ClientError;

/** An error without the ids that its caller gave. */
function anonymous({ message, extensions }: ClientError): unknown {
  return JSON.parse(JSON.stringify({ message, extensions }).replace(/[\w-]{40,}|[0-9A-Z]{26}/g, 'ID'));
}

describe('a subscription', () => {
  it('tells nothing of what its caller does not see', async () => {
    const live = await world.app.liveAs('BUYER', { accountIds: [world.of('NORTH').accountId] });
    const events = live.subscribe('subscription { orderEvents { type orderId: order { id } } }');
    const statuses = live.subscribe(
      'subscription { orderStatusChanged(filter: {}) { order { id } current { status } } }',
    );
    const [nextEvent, nextStatus] = [events.next(), statuses.next()];
    await until(() => world.app.services.hub.followerCount === 2);
    await cancelLine('SOUTH');
    await placeOrder('NORTH-SUB');
    const { orderEvents } = await nextEvent;
    const { orderStatusChanged } = await nextStatus;
    const { orders } = await (await world.app.as('ADMIN')).run('{ orders(first: 1) { nodes { id } } }');
    expect(orderEvents.orderId.id).toBe(orders.nodes[0].id);
    expect(orderStatusChanged.order.id).toBe(orders.nodes[0].id);
  });

  async function placeOrder(number: AccountNumber): Promise<void> {
    const { placeOrder } = world.app.services.useCases.orders;
    const { accountId } = world.of(number);
    await world.make(placeOrder, {
      accountId,
      channel: 'DIRECT',
      confirm: true,
      lines: [{ sku: 'A', quantity: 1 }],
    });
  }

  /** Holds the stranger's order, which changes its status. */
  async function cancelLine(number: AccountNumber): Promise<void> {
    const { orders } = world.app.services.useCases;
    const { orderId } = world.of(number);
    const { reader } = world.app.services.database;
    const [row] = await reader.rows<{ version: number }>('SELECT version FROM orders WHERE id = ?', [
      orderId,
    ]);
    const hold = { scope: 'ORDER', reason: 'OTHER' } as const;
    await world.make(orders.holdOrder, { orderId, expectedVersion: Number(row!.version), ...hold });
  }
});
