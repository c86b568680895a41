import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { ApiClient } from '../../support/api-client';
import { statementsOf } from '../../support/statements';
import { TwoCustomers } from '../../support/two-customers';

let world: TwoCustomers;
let manager: ApiClient;
let rep: ApiClient;
let buyer: ApiClient;

beforeAll(async () => {
  world = await TwoCustomers.open();
  const { accountId } = world.of('NORTH');
  manager = await world.app.as('SALES_MANAGER');
  rep = await world.app.as('SALES_REP', { repId: world.reps.get('NORTH')! });
  buyer = await world.app.as('BUYER', { accountIds: [accountId] });
});
afterAll(() => world.stop());

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order {
  id version net { amount } margin { amount } lines { margin { amount currencyCode } }
} } }`;
const UPDATE =
  'mutation ($input: UpdateDraftOrderInput!) { updateDraftOrder(input: $input) { order { id version } } }';
const SET = 'mutation ($input: UpsertAccountInput!) { upsertAccount(input: $input) { account { version } } }';

const off = (percent: string) => ({ percent, reason: 'Friend' });

function order(values: object): { input: object } {
  const accountId = world.globalId('Account', 'NORTH', 'accountId');
  return { input: { accountId, idempotencyKey: newId(), confirm: false, ...values } };
}

async function setLimit(client: ApiClient, maxDiscountPercent: string | null) {
  const id = world.globalId('Account', 'NORTH', 'accountId');
  const { account } = await client.run('query ($id: ID!) { account(id: $id) { version } }', { id });
  const input = { id, idempotencyKey: newId(), expectedVersion: account.version, maxDiscountPercent };
  return client.send(SET, { input });
}

describe('the margin of an order', () => {
  const NORTH = () => ({ id: world.globalId('Order', 'NORTH', 'orderId') });
  const MARGIN = 'query ($id: ID!) { order(id: $id) { margin { amount } lines { sku margin { amount } } } }';

  it('is what its net leaves over what its goods cost, as those see it who may see costs', async () => {
    for (const role of ['ADMIN', 'SALES_MANAGER', 'OPERATIONS', 'FINANCE', 'ANALYST'] as const) {
      const { order: seen } = await (await world.app.as(role)).run(MARGIN, NORTH());
      expect(seen).toEqual({
        margin: { amount: '36.00' },
        lines: [
          { sku: 'A', margin: { amount: '20.00' } },
          { sku: 'B', margin: { amount: '16.00' } },
        ],
      });
    }
  });

  it('is null for all others', async () => {
    const partner = await world.app.as('PARTNER', { accountIds: [world.of('NORTH').accountId] });
    for (const client of [rep, buyer, partner, await world.app.as('VIEWER')]) {
      const { order: seen } = await client.run(MARGIN, NORTH());
      expect([seen.margin, seen.lines[0].margin]).toEqual([null, null]);
    }
  });

  it('follows discounts, and is negative when an order costs more than it brings', async () => {
    const lines = [{ sku: 'A', quantity: 4, discount: off('75') }];
    const { placeOrder } = await manager.run(PLACE, order({ lines }));
    expect(placeOrder.order).toMatchObject({
      net: { amount: '10.00' },
      margin: { amount: '-10.00' },
      lines: [{ margin: { amount: '-10.00', currencyCode: 'USD' } }],
    });
  });

  it('costs a fixed number of statements, however many lines and orders there are', async () => {
    const query = 'query ($n: Int!) { orders(first: $n) { nodes { margin { amount } } } }';
    const count = async (n: number) =>
      (await statementsOf(world.app.services, () => manager.run(query, { n }))).length;
    const few = await count(1);
    expect(few).toBe(3);
    expect(await count(4)).toBe(few);
  });
});

describe('the discount limit of an account', () => {
  const lines = (quantity: number, discount?: object) => [{ sku: 'A', quantity, discount }];

  beforeAll(() => setLimit(manager, '10'));
  afterAll(() => setLimit(manager, null));

  it('is seen by those who give discounts, and set by those who may exceed it', async () => {
    const id = world.globalId('Account', 'NORTH', 'accountId');
    const seen = async (client: ApiClient) =>
      client.send('query ($id: ID!) { account(id: $id) { maxDiscountPercent } }', { id });
    for (const client of [manager, rep]) {
      expect((await seen(client)).data!.account).toEqual({ maxDiscountPercent: '10' });
    }
    for (const client of [buyer, await world.app.as('FINANCE')]) {
      expect((await seen(client)).errors[0]!.extensions).toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'PRICE_OVERRIDE' },
      });
    }
    expect((await setLimit(rep, '50')).errors[0]!.extensions).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'DISCOUNT_OVERRIDE' },
    });
    for (const percent of ['-1', '100.0001']) {
      expect((await setLimit(manager, percent)).errors[0]!.extensions.code).toBe('VALIDATION_FAILED');
    }
  });

  it('lets a representative give as much and no more', async () => {
    await rep.run(PLACE, order({ lines: lines(10, off('10')) }));
    const { extensions, message } = await rep.fail(PLACE, order({ lines: lines(10, off('12.5')) }));
    expect(extensions).toEqual({
      code: 'DISCOUNT_LIMIT_EXCEEDED',
      details: { limit: '10', asked: '12.5', lineNumber: 1 },
    });
    expect(message).toContain('at most 10 percent');
  });

  it('counts what the order and its lines get together, as amounts too', async () => {
    await rep.run(PLACE, order({ lines: lines(10, off('5')), discount: off('5') }));
    for (const [line, discount, asked] of [
      [off('6'), off('5'), '10.7'],
      [undefined, { amount: { amount: '10.01', currencyCode: 'USD' }, reason: 'Friend' }, '10.01'],
      [{ amount: { amount: '20', currencyCode: 'USD' }, reason: 'Friend' }, undefined, '20'],
    ] as const) {
      const error = await rep.fail(PLACE, order({ lines: lines(10, line), discount }));
      expect(error.extensions.details).toEqual({ limit: '10', asked, lineNumber: 1 });
    }
  });

  it('does not count what rounding adds to a discount', async () => {
    await setLimit(manager, '9.995');
    await rep.run(PLACE, order({ lines: lines(1, off('9.995')) }));
    await setLimit(manager, '10');
  });

  it('does not bind those who may exceed it', async () => {
    await manager.run(PLACE, order({ lines: lines(10, off('60')) }));
  });

  it('holds for what is left of a draft, and is not told to those who may not see it', async () => {
    const discount = { amount: { amount: '20', currencyCode: 'USD' }, reason: 'Friend' };
    const { placeOrder } = await manager.run(PLACE, order({ lines: lines(20), discount }));
    const { id: orderId, version } = placeOrder.order;
    const change = (quantity: number) => ({
      input: {
        ...{ orderId, expectedVersion: version, idempotencyKey: newId() },
        lines: [{ sku: 'A', quantity }],
      },
    });
    expect((await rep.fail(UPDATE, change(4))).extensions.details).toEqual({
      ...{ limit: '10', asked: '50', lineNumber: 1 },
    });
    const told = await buyer.fail(UPDATE, change(4));
    expect(told.extensions.details).toEqual({ limit: null, asked: '50', lineNumber: 1 });
    expect(told.message).not.toContain('10');
    await buyer.run(UPDATE, change(21));
  });

  it('is kept from the events of those who may not see it', async () => {
    await world.settle();
    const [event] = await world.app.services.database.reader.rows<{ id: string }>(
      "SELECT id FROM events WHERE type = 'AccountSaved' AND account_id = ? ORDER BY seq DESC LIMIT 1",
      [world.of('NORTH').accountId],
    );
    const id = toGlobalId('DomainEvent', event!.id);
    const query = 'query ($id: ID!) { node(id: $id) { ... on DomainEvent { data } } }';
    const parts = async (client: ApiClient): Promise<string> =>
      JSON.stringify((await client.run(query, { id })).node);
    expect(await parts(rep)).toContain('"maxDiscountPercent":"10"');
    expect(await parts(buyer)).toContain('"account":');
    expect(await parts(buyer)).not.toContain('maxDiscount');
  });
});
