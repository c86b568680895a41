import { Permission } from '../../../src/auth/permissions';
import { Role, ROLE_PERMISSIONS } from '../../../src/auth/roles';
import { addDays, businessDay } from '../../../src/shared/clock';
import { newId } from '../../../src/shared/ids';
import type { ApiClient, Untyped } from '../../support/api-client';
import { TwoCustomers } from '../../support/two-customers';

let world: TwoCustomers;

beforeAll(async () => {
  world = await TwoCustomers.open({
    ORDERWIRE_MAX_DISCOUNT_PERCENT: '10',
    ORDERWIRE_AVAILABILITY: 'BANDS',
    ORDERWIRE_LOW_STOCK: '5',
  });
  const { accounts } = world.app.services.useCases;
  await world.make(accounts.upsertCurrency, { code: 'EUR', name: 'Euro' });
});
afterAll(() => world.stop());

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  order { id version channel paymentTerms incoterm currencyCode quoteNumber freight { amount } publicNotes { text visibility } } } }`;
const UPDATE = `mutation ($input: UpdateDraftOrderInput!) { updateDraftOrder(input: $input) { order { id version } } }`;
const IMPORT = `mutation ($input: ImportOrdersInput!) { importOrders(input: $input) { results { error { code details } order { channel } } } }`;

const accountId = (number: 'NORTH' | 'SOUTH' = 'NORTH') => world.globalId('Account', number, 'accountId');
const order = (values: object = {}) => ({
  input: {
    idempotencyKey: newId(),
    accountId: accountId(),
    confirm: false,
    lines: [{ sku: 'A', quantity: 1 }],
    ...values,
  },
});
const buyer = () => world.app.as('BUYER', { accountIds: [world.of('NORTH').accountId] });

/** Values that differ from what the account's terms say, by what may set them. */
const TERMS: readonly [field: string, value: unknown, permission: Permission][] = [
  ['paymentTerms', 'NET_90', 'TERMS_OVERRIDE'],
  ['incoterm', 'DDP', 'TERMS_OVERRIDE'],
  ['freight', { amount: '1.00', currencyCode: 'USD' }, 'TERMS_OVERRIDE'],
  ['quoteNumber', 'Q-7', 'TERMS_OVERRIDE'],
  ['channel', 'EDI', 'TERMS_OVERRIDE'],
  ['currencyCode', 'EUR', 'TERMS_OVERRIDE'],
  ['tags', ['vip'], 'INTERNAL_READ'],
  ['noteVisibility', 'INTERNAL', 'INTERNAL_READ'],
  ['discount', { percent: '1', reason: 'x' }, 'PRICE_OVERRIDE'],
  ['backorderPolicy', 'ALLOW', 'POLICY_OVERRIDE'],
  ['allocationPolicy', 'NEAREST', 'POLICY_OVERRIDE'],
  ['orderedAt', '2026-01-01T00:00:00Z', 'ORDER_IMPORT'],
];
const PLACERS = Object.values(Role).filter((role) => ROLE_PERMISSIONS[role].has('ORDER_PLACE'));

describe.each(PLACERS)('a new order of %s', (role) => {
  it.each(TERMS)('takes %s by right alone, by every way in', async (field, value, permission) => {
    const client = await world.app.as(role, { accountIds: [world.of('NORTH').accountId] });
    const may = ROLE_PERMISSIONS[role].has(permission);
    const placed = await client.send(PLACE, order({ [field]: value }));
    const refusal = placed.errors[0];
    if (may) expect(refusal?.extensions.code).not.toBe('FORBIDDEN');
    else {
      expect(refusal!.extensions).toEqual({ code: 'FORBIDDEN', details: { permission, path: field } });
      expect(refusal!.message).toContain(`Setting ${field} needs the permission ${permission}. Leave it out`);
    }
  });
});

/** One who may import and place orders, and nothing that gives terms. */
async function importer(): Promise<ApiClient> {
  const scopes: Permission[] = ['ORDER_IMPORT', 'ORDER_PLACE', 'ORDER_READ'];
  return world.app.as('ADMIN', { scopes });
}

it.each(TERMS.filter(([, , permission]) => permission !== 'ORDER_IMPORT'))(
  'a live import takes %s by the same right as an order that is placed',
  async (field, value, permission) => {
    const client = await importer();
    const externalId = { system: 'TERMS', externalId: newId() };
    const { idempotencyKey, ...values } = order({ externalId, [field]: value }).input;
    const input = { idempotencyKey, mode: 'LIVE', orders: [values] };
    const { importOrders } = await client.run(IMPORT, { input });
    expect(importOrders.results).toEqual([
      { order: null, error: { code: 'FORBIDDEN', details: { permission, path: field } } },
    ]);
  },
);

describe('terms', () => {
  it('are those of the account, whoever orders', async () => {
    const admin = await world.app.as('ADMIN');
    const { account } = await admin.run(`{ account(id: "${accountId()}") { version } }`);
    await admin.run('mutation ($input: UpsertAccountInput!) { upsertAccount(input: $input) { replayed } }', {
      input: {
        idempotencyKey: newId(),
        id: accountId(),
        expectedVersion: account.version,
        incoterm: 'DAP',
        paymentTerms: 'NET_14',
      },
    });
    const own = { paymentTerms: 'NET_14', incoterm: 'DAP', currencyCode: 'USD' };
    for (const given of [
      {},
      { ...own, channel: 'ECOMMERCE', freight: { amount: '0.00', currencyCode: 'USD' } },
    ]) {
      const { placeOrder } = await (await buyer()).run(PLACE, order(given));
      expect(placeOrder.order).toMatchObject({
        ...own,
        channel: 'ECOMMERCE',
        quoteNumber: null,
        freight: { amount: '0.00' },
      });
    }
  });

  it('of a draft that a representative gave stay as they are when a buyer changes it', async () => {
    const rep = await world.app.as('SALES_REP', { repId: world.reps.get('NORTH')! });
    const { placeOrder } = await rep.run(PLACE, order({ paymentTerms: 'NET_60', tags: ['vip'] }));
    const draft = { orderId: placeOrder.order.id, expectedVersion: placeOrder.order.version };
    const client = await buyer();
    const change = (values: object) => ({ input: { idempotencyKey: newId(), ...draft, ...values } });
    for (const [field, value] of [
      ['paymentTerms', 'NET_14'],
      ['incoterm', 'EXW'],
      ['incoterm', null],
      ['quoteNumber', 'Q'],
      ['tags', []],
    ] as const) {
      const refusal = await client.fail(UPDATE, change({ [field]: value }));
      expect([field, refusal.extensions.code]).toEqual([field, 'FORBIDDEN']);
    }
    const freight = { amount: '3.00', currencyCode: 'USD' };
    expect((await client.fail(UPDATE, change({ freight }))).extensions.details).toEqual({
      permission: 'TERMS_OVERRIDE',
      path: 'freight',
    });
    await client.run(UPDATE, change({ paymentTerms: 'NET_60', incoterm: 'DAP', poNumber: 'PO-9' }));
  });
});

describe('a note', () => {
  it('of a customer is public, and one of the seller internal unless it says otherwise', async () => {
    const client = await buyer();
    const { placeOrder } = await client.run(PLACE, order({ note: 'Side door' }));
    expect(placeOrder.order.publicNotes).toEqual([{ text: 'Side door', visibility: 'PUBLIC' }]);
    const rep = await world.app.as('SALES_REP', { repId: world.reps.get('NORTH')! });
    for (const [noteVisibility, seen] of [
      [null, []],
      ['INTERNAL', []],
      ['PUBLIC', ['Hello']],
    ] as const) {
      const { placeOrder: made } = await rep.run(PLACE, order({ note: 'Hello', noteVisibility }));
      const id = made.order.id as string;
      const { order: found } = await client.run(`{ order(id: "${id}") { publicNotes { text } } }`);
      expect(found.publicNotes.map(({ text }: { text: string }) => text)).toEqual(seen);
      const all = await rep.run(`{ order(id: "${id}") { notes { id text } } }`);
      const node = await client.run(`{ node(id: "${all.order.notes[0].id}") { id } }`);
      expect(node.node === null).toBe(noteVisibility !== 'PUBLIC');
    }
  });
});

describe('the discount limit of the company', () => {
  const discounted = (number: 'NORTH' | 'SOUTH', percent: string) =>
    order({ accountId: accountId(number), discount: { percent, reason: 'Season' } });

  it('holds where an account has none, and an account has its own', async () => {
    const admin = await world.app.as('ADMIN');
    const { account } = await admin.run(`{ account(id: "${accountId('SOUTH')}") { version } }`);
    await admin.run('mutation ($input: UpsertAccountInput!) { upsertAccount(input: $input) { replayed } }', {
      input: {
        idempotencyKey: newId(),
        id: accountId('SOUTH'),
        expectedVersion: account.version,
        maxDiscountPercent: null,
      },
    });
    const rep = await world.app.as('SALES_REP', {
      accountIds: [world.of('NORTH').accountId, world.of('SOUTH').accountId],
    });
    const refused = await rep.fail(PLACE, discounted('SOUTH', '10.5'));
    expect(refused.extensions).toEqual({
      code: 'DISCOUNT_LIMIT_EXCEEDED',
      details: { limit: '10', asked: '10.5', lineNumber: 1 },
    });
    const { placeOrder } = await rep.run(PLACE, discounted('SOUTH', '10'));
    const over = {
      orderId: placeOrder.order.id,
      expectedVersion: placeOrder.order.version,
      discount: { percent: '11', reason: 'More' },
    };
    const changed = await rep.fail(UPDATE, { input: { idempotencyKey: newId(), ...over } });
    expect(changed.extensions.code).toBe('DISCOUNT_LIMIT_EXCEEDED');
    await rep.run(PLACE, discounted('NORTH', '20'));
    await (await world.app.as('SALES_MANAGER')).run(PLACE, discounted('SOUTH', '30'));
  });
});

describe('where the company shows bands', () => {
  const AVAILABILITY =
    '{ product(sku: "A") { availability { status available incoming moreExpected moreFrom } } }';
  const leave = async (onHand: number) => {
    const [level] = await world.app.services.database.reader.rows<{ v: number; allocated: number }>(
      "SELECT version AS v, allocated FROM inventory_levels WHERE sku = 'A'",
    );
    const line = {
      sku: 'A',
      locationId: world.locationId,
      countedOnHand: onHand + Number(level!.allocated),
      expectedVersion: Number(level!.v),
    };
    await world.make(world.app.services.useCases.inventory.adjustInventory, {
      reason: 'Count',
      lines: [line],
    });
  };

  it.each([
    [6, 'IN'],
    [5, 'LOW'],
    [1, 'LOW'],
    [0, 'OUT'],
  ])('%s left is %s to a customer, who is told no number, by an error neither', async (left, status) => {
    await leave(left);
    for (const role of ['BUYER', 'PARTNER'] as const) {
      const client = await world.app.as(role, { accountIds: [world.of('NORTH').accountId] });
      const { product } = await client.run(AVAILABILITY);
      expect(product.availability).toEqual({
        status,
        available: null,
        incoming: null,
        moreExpected: false,
        moreFrom: null,
      });
      const refused = await client.fail(
        PLACE,
        order({ confirm: true, lines: [{ sku: 'A', quantity: 1_000 }] }),
      );
      expect(refused.extensions).toEqual({
        code: 'INSUFFICIENT_STOCK',
        details: { lines: [{ lineNumber: 1, sku: 'A', requested: 1_000, available: null }] },
      });
      expect(refused.message).toBe(
        'Too little stock (A: 1000 ordered, fewer available). Order less, or ask for a backorder.',
      );
    }
    const rep = await world.app.as('SALES_REP', { repId: world.reps.get('NORTH')! });
    expect((await rep.run(AVAILABILITY)).product.availability).toMatchObject({ status, available: left });
    const told = await rep.fail(PLACE, order({ confirm: true, lines: [{ sku: 'A', quantity: 1_000 }] }));
    expect((told.extensions.details as Untyped).lines[0].available).toBe(left);
  });

  it('says when more comes: what is announced, and for which day it is promised', async () => {
    await world.make(world.app.services.useCases.catalog.upsertProduct, {
      ...{ sku: 'A', backorderPolicy: 'ALLOW_WITH_PROMISE', leadTimeDays: 9 },
    });
    await world.make(world.app.services.useCases.inventory.adjustInventory, {
      reason: 'Announced',
      lines: [{ sku: 'A', locationId: world.locationId, incomingDelta: 40 }],
    });
    const inNineDays = (): string => addDays(businessDay(new Date(), 'UTC'), 9);
    const before = inNineDays();
    const { product } = await (await buyer()).run(AVAILABILITY);
    expect(product.availability).toEqual({
      status: 'OUT',
      available: null,
      incoming: null,
      moreExpected: true,
      moreFrom: expect.any(String) as string,
    });
    expect([before, inNineDays()]).toContain(product.availability.moreFrom);
  });
});
