import { Role } from '../../../src/auth/roles';
import { checkInvariants } from '../../support/invariants';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { Untyped } from '../../support/api-client';
import { countStatements } from '../../support/count-statements';
import { ImportShop } from '../../support/import-shop';
import { levelAt } from '../../support/stock';

let shop: ImportShop;

beforeAll(async () => {
  shop = await ImportShop.open();
});

afterAll(async () => {
  expect(await checkInvariants(shop.reader)).toEqual([]);
  await shop.stop();
});

const erp = (externalId = newId()) => ({ system: 'erp', externalId });
const order = (values: object = {}) => ({
  accountNumber: 'MAIN',
  lines: [{ sku: 'A', quantity: 1 }],
  ...values,
});
const usd = (amount: string) => ({ currencyCode: 'USD', amount });
const past = (values: object = {}) => ({
  externalId: erp(),
  accountNumber: 'MAIN',
  currencyCode: 'USD',
  orderedAt: '2019-05-06T07:08:09.000Z',
  state: 'SHIPPED',
  lines: [{ sku: 'A', quantity: 3, unitPrice: usd('1.25') }],
  ...values,
});
const outcomes = ({ results }: Untyped) => results.map(({ outcome }: Untyped) => outcome);
const codes = ({ results }: Untyped) => results.map(({ error }: Untyped) => error?.code ?? null);
const stockOf = async (sku: string) => {
  const level = await levelAt(shop.services.database, sku, shop.shop.locationId);
  return { onHand: level!.onHand, allocated: level!.allocated };
};

describe('a live batch', () => {
  it('places orders as placeOrder does: priced, allocated, booked, through the channel IMPORT', async () => {
    const before = await stockOf('A');
    const externalId = erp();
    const batch = await shop.send({
      orders: [
        order({ externalId, poNumber: ' PO-LIVE ', repCode: 'ROSA', territoryCode: 'WEST', tags: ['edi'] }),
        order({ lines: [{ sku: 'B', quantity: 2, discount: { percent: '10', reason: 'Late' } }] }),
      ],
    });
    expect(batch).toMatchObject({ imported: 2, existing: 0, rejected: 0, replayed: false });
    expect(batch.results).toMatchObject([
      {
        index: 0,
        outcome: 'IMPORTED',
        externalId,
        error: null,
        order: {
          status: 'CONFIRMED',
          channel: 'IMPORT',
          poNumber: 'PO-LIVE',
          total: { amount: '10.00' },
          rep: { code: 'ROSA' },
          territory: { code: 'WEST' },
          externalIds: [externalId],
        },
      },
      { index: 1, outcome: 'IMPORTED', externalId: null, order: { total: { amount: '36.00' } } },
    ]);
    expect(await stockOf('A')).toEqual({ ...before, allocated: before.allocated + 1 });
  });

  it('takes accounts and products by global id, number, external id and SKU', async () => {
    const [product] = await shop.reader.rows<{ id: string }>('SELECT id FROM products WHERE sku = ?', ['A']);
    const byId = { lines: [{ productId: toGlobalId('Product', product!.id), quantity: 4 }] };
    const { results } = await shop.send({
      orders: [
        { ...order(byId), accountNumber: undefined, accountId: shop.shop.accountId('SUB') },
        { ...order(), accountNumber: undefined, accountExternalId: { system: 'erp', externalId: 'C-7' } },
      ],
    });
    expect(results).toMatchObject([
      { order: { account: { number: 'SUB' }, lines: [{ sku: 'A', quantityOrdered: 4 }] } },
      { order: { account: { number: 'OTHER' } } },
    ]);
  });

  it('keeps a draft as a draft', async () => {
    const { results } = await shop.send({ orders: [order({ confirm: false })] });
    expect(results[0].order.status).toBe('DRAFT');
  });

  it('answers each bad order with its code, and the good ones go in', async () => {
    const twice = erp();
    const before = await shop.count('orders');
    const batch = await shop.send({
      orders: [
        order(),
        order({ lines: [{ sku: 'NONE', quantity: 1 }] }),
        order({ accountNumber: 'NOBODY' }),
        order({ lines: [{ sku: 'FEW', quantity: 3 }] }),
        order({ poNumber: 'PO-TWICE' }),
        order({ poNumber: 'PO-TWICE ' }),
        order({ externalId: twice }),
        order({ externalId: twice }),
        order({ lines: [{ sku: 'A', quantity: 0 }] }),
        order({ lines: [{ sku: 'SOLO', quantity: 1 }] }),
        order({ repCode: 'NOREP' }),
        order({ accountId: shop.shop.accountId('MAIN') }),
        { ...order(), accountNumber: undefined, accountId: 'nonsense' },
        order({ lines: [{ quantity: 1 }] }),
        order({ lines: [] }),
        order({ lines: [{ sku: 'A', quantity: 1, discount: { percent: 'a lot', reason: 'x' } }] }),
        order({ lines: [{ sku: 'A', quantity: 1, unitPrice: usd('1') }] }),
        order({ freight: { currencyCode: 'EUR', amount: '3' } }),
        order({ freight: usd('999999999999999') }),
        order(),
      ],
    });
    expect(codes(batch)).toEqual([
      ...[null, 'INVALID_REFERENCE', 'NOT_FOUND', 'INSUFFICIENT_STOCK', null, 'PO_DUPLICATE', null],
      ...['DUPLICATE', 'VALIDATION_FAILED', 'PRICE_MISSING', 'INVALID_REFERENCE', 'VALIDATION_FAILED'],
      ...['INVALID_ID', 'VALIDATION_FAILED', 'VALIDATION_FAILED', 'VALIDATION_FAILED', 'VALIDATION_FAILED'],
      ...['VALIDATION_FAILED', 'VALIDATION_FAILED', null],
    ]);
    expect(batch).toMatchObject({ imported: 4, rejected: 16, existing: 0 });
    expect(await shop.count('orders')).toBe(before + 4);
  });

  it('says in the details what the caller needs to act', async () => {
    const { results } = await shop.send({
      orders: [
        order({ lines: [{ sku: 'FEW', quantity: 3 }] }),
        order({
          lines: [
            { sku: 'A', quantity: 1 },
            { sku: 'A', quantity: -2 },
          ],
        }),
        order({ accountNumber: 'NOBODY' }),
      ],
    });
    expect(results[0].error.details).toEqual({
      lines: [{ lineNumber: 1, sku: 'FEW', requested: 3, available: 2 }],
    });
    expect(results[1].error.details.fields).toMatchObject([{ path: 'lines.1.quantity', rule: 'min' }]);
    expect(results[2].error).toMatchObject({
      message: 'There is no account "NOBODY", or you may not see it. Check accountNumber.',
      details: { path: 'accountNumber' },
    });
  });

  it('gives stock to its orders in their order', async () => {
    const sku = { lines: [{ sku: 'FEW', quantity: 1 }] };
    const batch = await shop.send({ orders: [order(sku), order(sku), order(sku)] });
    expect(codes(batch)).toEqual([null, null, 'INSUFFICIENT_STOCK']);
    await shop.load(shop.services.useCases.inventory.receiveInventory, [
      { lines: [{ sku: 'FEW', locationId: shop.shop.locationId, quantity: 2 }] },
    ]);
  });

  it('answers an order that is here with the same content as it is, whoever sends it, under any key and in any form', async () => {
    const externalId = erp();
    const content = { tags: ['b', 'a'], freight: { currencyCode: 'USD', amount: '3.50' } };
    const first = await shop.send({ orders: [order({ externalId, ...content })] });
    const before = await shop.footprint();
    const again = await shop.send({
      orders: [
        order({
          externalId,
          tags: [' a', 'b'],
          freight: { currencyCode: 'USD', amount: '3.5' },
          poNumber: null,
        }),
      ],
    });
    expect(again).toMatchObject({ existing: 1, imported: 0, replayed: false });
    expect(again.results[0]).toMatchObject({ outcome: 'EXISTING', order: { id: first.results[0].order.id } });
    const records = { idempotency_records: 0, audit_entries: 0 };
    expect({ ...(await shop.footprint()), ...records }).toEqual({ ...before, ...records });
  });

  it('refuses an order that is here with other content, and leaves it as it is', async () => {
    const externalId = erp();
    await shop.send({ orders: [order({ externalId, lines: [{ sku: 'A', quantity: 1 }] })] });
    const before = await shop.footprint();
    const again = await shop.send({ orders: [order({ externalId, lines: [{ sku: 'A', quantity: 9 }] })] });
    expect(again).toMatchObject({ existing: 0, imported: 0, rejected: 1 });
    expect(again.results[0]).toMatchObject({
      outcome: 'REJECTED',
      order: null,
      error: {
        code: 'EXISTING_DIFFERS',
        details: {
          ...externalId,
          fields: [
            {
              path: 'lines.0.quantity',
              rule: 'differs',
              message: expect.stringMatching(/^9 now, 1 when it came in\. .*change the order here\.$/),
            },
          ],
        },
      },
    });
    expect(await shop.footprint()).toEqual(before);
    expect(await shop.refusal({ replace: true, orders: [order()] })).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { fields: [{ path: 'replace' }] },
    });
  });

  it('leaves an audit entry of each order that it brings in', async () => {
    const before = await shop.count('audit_entries');
    const { results } = await shop.send({ orders: [order(), order({ accountNumber: 'NOBODY' }), order()] });
    const entries = await shop.reader.rows<{ object_id: string; channel: string }>(
      `SELECT object_id, channel FROM audit_entries WHERE action = 'importOrders' ORDER BY id DESC LIMIT 2`,
    );
    expect(entries.map(({ object_id: id }) => toGlobalId('Order', id)).sort()).toEqual(
      [results[0].order.id, results[2].order.id].sort(),
    );
    expect(await shop.count('audit_entries')).toBe(before + 2);
  });
});

describe('batches at the same time', () => {
  it('that bring the same orders bring each once', async () => {
    const externalIds = Array.from({ length: 5 }, () => erp());
    const before = await shop.count('orders');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        shop.send({ orders: externalIds.map((externalId) => order({ externalId })) }),
      ),
    );
    const all = answers.flatMap(outcomes);
    expect(all.filter((outcome: string) => outcome === 'IMPORTED')).toHaveLength(5);
    expect(all.filter((outcome: string) => outcome === 'EXISTING')).toHaveLength(35);
    expect(await shop.count('orders')).toBe(before + 5);
  });
});

describe('a batch that is sent again', () => {
  it('under its key is replayed, and nothing happens again', async () => {
    const batch = { idempotencyKey: newId(), orders: [order(), order({ externalId: erp() })] };
    const first = await shop.send(batch);
    const before = await shop.footprint();
    const again = await shop.send(batch);
    expect(again).toMatchObject({ replayed: true, imported: 2 });
    expect(again.results.map(({ replayed }: Untyped) => replayed)).toEqual([true, true]);
    expect(again.results.map(({ order: { id } }: Untyped) => id)).toEqual(
      first.results.map(({ order: { id } }: Untyped) => id),
    );
    expect(await shop.footprint()).toEqual(before);
  });

  it('tries again what was rejected, and replays what went in', async () => {
    const batch = {
      idempotencyKey: newId(),
      orders: [order(), order({ lines: [{ sku: 'FEW', quantity: 4 }] })],
    };
    const first = await shop.send(batch);
    expect(outcomes(first)).toEqual(['IMPORTED', 'REJECTED']);
    const stuck = await shop.send(batch);
    expect(stuck).toMatchObject({ replayed: true, results: [{ replayed: true }, { outcome: 'REJECTED' }] });
    await shop.load(shop.services.useCases.inventory.receiveInventory, [
      { lines: [{ sku: 'FEW', locationId: shop.shop.locationId, quantity: 4 }] },
    ]);
    const before = await shop.count('orders');
    const second = await shop.send(batch);
    expect(second).toMatchObject({
      replayed: false,
      imported: 2,
      results: [
        { replayed: true, order: { id: first.results[0].order.id } },
        { replayed: false, outcome: 'IMPORTED' },
      ],
    });
    expect(await shop.count('orders')).toBe(before + 1);
    expect((await shop.send(batch)).results.map(({ replayed }: Untyped) => replayed)).toEqual([true, true]);
  });

  it('with another content is refused as a whole', async () => {
    const idempotencyKey = newId();
    await shop.send({
      idempotencyKey,
      orders: [order({ lines: [{ sku: 'NONE', quantity: 1 }] }), order()],
    });
    const before = await shop.footprint();
    for (const other of [
      { orders: [order()] },
      { orders: [order({ lines: [{ sku: 'A', quantity: 1 }] }), order(), order()] },
      { mode: 'HISTORY' as const, orders: [past()] },
    ]) {
      expect(await shop.refusal({ idempotencyKey, ...other })).toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSED',
        details: { idempotencyKey },
      });
    }
    expect(await shop.footprint()).toEqual(before);
  });

  it('under the key of a batch of which nothing went in is a new one', async () => {
    const idempotencyKey = newId();
    const bad = await shop.send({ idempotencyKey, orders: [order({ accountNumber: 'NOBODY' })] });
    expect(bad).toMatchObject({ rejected: 1, replayed: false });
    expect(await shop.send({ idempotencyKey, orders: [order()] })).toMatchObject({ imported: 1 });
  });

  it('by another principal is a batch of its own', async () => {
    const batch = { idempotencyKey: newId(), orders: [order()] };
    await shop.send(batch);
    expect(await shop.send(batch, await shop.importer())).toMatchObject({ imported: 1, replayed: false });
  });

  it('20 times at once goes in once', async () => {
    const before = await shop.count('orders');
    const batch = { idempotencyKey: newId(), orders: [order({ poNumber: newId() }), order()] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.send(batch)));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ results }) => results.map((r: Untyped) => r.order.id))).size).toBe(2);
    expect(await shop.count('orders')).toBe(before + 2);
  });

  it('all-or-nothing, 20 times at once, goes in once and is never refused', async () => {
    const before = await shop.count('orders');
    const batch = { idempotencyKey: newId(), allOrNothing: true, orders: [order({ poNumber: newId() })] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.send(batch)));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(answers.every(({ imported }) => imported === 1)).toBe(true);
    expect(await shop.count('orders')).toBe(before + 1);
  });
});

describe('an all-or-nothing batch', () => {
  it('goes in when every order is good', async () => {
    const batch = await shop.send({ allOrNothing: true, orders: [order(), order()] });
    expect(outcomes(batch)).toEqual(['IMPORTED', 'IMPORTED']);
  });

  it.each([
    ['cannot be read', order({ lines: [{ sku: 'A', quantity: 0 }] }), 'VALIDATION_FAILED'],
    ['names something in vain', order({ accountNumber: 'NOBODY' }), 'NOT_FOUND'],
    ['is short of stock', order({ lines: [{ sku: 'FEW', quantity: 999 }] }), 'INSUFFICIENT_STOCK'],
  ])('leaves no trace when an order %s, and says which', async (_what, bad, code) => {
    const before = await shop.footprint();
    const batch = { idempotencyKey: newId(), allOrNothing: true, orders: [order(), bad, order()] };
    const answer = await shop.send(batch);
    expect(outcomes(answer)).toEqual(['WITHHELD', 'REJECTED', 'WITHHELD']);
    expect(codes(answer)).toEqual([null, code, null]);
    expect(answer).toMatchObject({ imported: 0, rejected: 1, replayed: false });
    expect(answer.results.map((result: Untyped) => result.order)).toEqual([null, null, null]);
    expect(await shop.footprint()).toEqual(before);
    expect(outcomes(await shop.send({ ...batch, orders: [order()] }))).toEqual(['IMPORTED']);
  });

  it('in mode HISTORY leaves no trace either', async () => {
    const before = await shop.footprint();
    const answer = await shop.send({
      mode: 'HISTORY',
      allOrNothing: true,
      orders: [past(), past({ lines: [{ sku: 'NONE', quantity: 1, unitPrice: usd('1') }] })],
    });
    expect(outcomes(answer)).toEqual(['WITHHELD', 'REJECTED']);
    expect(await shop.footprint()).toEqual(before);
  });
});

describe('a batch of history', () => {
  it('keeps figures, dates, number and state as they are given, and moves no stock', async () => {
    const stock = [await stockOf('A'), await shop.count('inventory_movements')];
    const { results } = await shop.send({
      mode: 'HISTORY',
      orders: [
        past({
          number: 'OLD-1',
          poNumber: 'PO-OLD',
          repCode: 'ROSA',
          channel: 'EDI',
          shippedAt: '2019-05-09T00:00:00Z',
          tax: usd('0.31'),
          freight: usd('4.00'),
          accountCurrency: 'EUR',
          accountRate: '0.9',
          source: { totalDue: '8.0625' },
          lines: [
            {
              sku: 'SOLO',
              quantity: 3,
              unitPrice: usd('1.25'),
              listPrice: usd('2'),
              discount: { percent: '4', reason: 'Fair' },
              trackingNumber: 'T-1',
            },
          ],
        }),
        past({ state: 'OPEN' }),
        past({
          state: 'CANCELLED',
          lines: [
            { sku: 'A', quantity: 3, unitPrice: usd('1.25'), discount: { percent: '0', reason: 'None' } },
          ],
        }),
      ],
    });
    expect(results.map(({ order: o }: Untyped) => [o.status, o.number, o.total.amount])).toEqual([
      ['COMPLETED', 'OLD-1', '7.91'],
      ['CONFIRMED', expect.stringMatching(/^SO-/), '3.75'],
      ['CANCELLED', expect.stringMatching(/^SO-/), '3.75'],
    ]);
    expect(results[0].order).toMatchObject({ orderedAt: '2019-05-06T07:08:09.000Z', channel: 'EDI' });
    expect([await stockOf('A'), await shop.count('inventory_movements')]).toEqual(stock);
    const { order: kept } = await shop.shop.admin.run(
      `query ($number: String) { order(number: $number) {
        source accountCurrency accountRate tax { amount } freight { amount } completedAt
        lines { listUnitPrice { amount } quantityShipped quantityDelivered }
      } }`,
      { number: 'OLD-1' },
    );
    expect(kept).toMatchObject({
      source: { totalDue: '8.0625' },
      accountCurrency: 'EUR',
      accountRate: '0.9',
      tax: { amount: '0.31' },
      freight: { amount: '4.00' },
      completedAt: '2019-05-09T00:00:00.000Z',
      lines: [{ listUnitPrice: { amount: '2.00' }, quantityShipped: 3, quantityDelivered: 3 }],
    });
  });

  it('sent again changes nothing, under its key or another', async () => {
    const batch = { mode: 'HISTORY' as const, idempotencyKey: newId(), orders: [past(), past()] };
    await shop.send(batch);
    const before = await shop.footprint();
    expect(await shop.send(batch)).toMatchObject({ replayed: true, imported: 2 });
    expect(await shop.footprint()).toEqual(before);
    const elsewhere = await shop.send({ ...batch, idempotencyKey: newId() });
    expect(outcomes(elsewhere)).toEqual(['EXISTING', 'EXISTING']);
    expect(await shop.count('orders')).toBe(before.orders);
  });

  it('answers each bad order with its code, and the good ones go in', async () => {
    const line = { sku: 'A', quantity: 1, unitPrice: usd('1') };
    const batch = await shop.send({
      mode: 'HISTORY',
      orders: [
        past(),
        past({ externalId: undefined }),
        past({ orderedAt: undefined }),
        past({ currencyCode: undefined }),
        past({ state: undefined }),
        past({ lines: [{ sku: 'A', quantity: 1 }] }),
        past({ number: 'SO-100500' }),
        past({ state: 'OPEN', shippedAt: '2019-05-09T00:00:00Z' }),
        past({ confirm: false }),
        past({ paymentTerms: 'NET_10' }),
        past({ lines: [{ ...line, schedule: [{ quantity: 1 }] }] }),
        past({ lines: [{ ...line, discount: { amount: usd('1'), reason: 'x' } }] }),
        past({ lines: [{ ...line, discount: { percent: '101', reason: 'x' } }] }),
        past({ lines: [{ ...line, unitPrice: usd('-1') }] }),
        past({ lines: [{ ...line, unitPrice: usd('999999999999999'), quantity: 1_000_000 }] }),
        past({ tax: { currencyCode: 'EUR', amount: '1' } }),
        past({ accountRate: '0' }),
        past({ currencyCode: 'CHF', lines: [{ ...line, unitPrice: { currencyCode: 'CHF', amount: '1' } }] }),
        past({ contactId: toGlobalId('Contact', newId()) }),
        past({ repId: toGlobalId('Rep', newId()) }),
        past(),
      ],
    });
    expect(codes(batch)).toEqual([
      null,
      ...new Array(16).fill('VALIDATION_FAILED'),
      'EXCHANGE_RATE_MISSING',
      'INVALID_REFERENCE',
      'INVALID_REFERENCE',
      null,
    ]);
  });
});

describe('who may import', () => {
  it('orders to be placed now: not without ORDER_PLACE, as those of the past', async () => {
    const client = await shop.shop.app.as(Role.OPERATIONS);
    expect(await shop.refusal({ orders: [order()] }, client)).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'ORDER_PLACE' },
    });
    expect(codes(await shop.send({ mode: 'HISTORY', orders: [past()] }, client))).toEqual([null]);
  });

  it.each([Role.BUYER, Role.PARTNER, Role.SALES_REP, Role.VIEWER])('not a %s', async (role) => {
    const client = await shop.shop.app.as(role, { accountIds: [shop.shop.accounts.get('MAIN')!] });
    expect(await shop.refusal({ orders: [order()] }, client)).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'ORDER_IMPORT' },
    });
  });

  it('is limited to the accounts in its rows, in both modes and by every name of an account', async () => {
    const client = await shop.importer({ accountIds: [shop.shop.accounts.get('MAIN')!] });
    const others = [
      { accountNumber: 'OTHER' },
      { accountNumber: undefined, accountId: shop.shop.accountId('OTHER') },
      { accountNumber: undefined, accountExternalId: { system: 'erp', externalId: 'C-7' } },
    ];
    const live = await shop.send(
      { orders: [order(), order({ accountNumber: 'SUB' }), ...others.map(order)] },
      client,
    );
    expect(codes(live)).toEqual([null, null, 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    const history = await shop.send({ mode: 'HISTORY', orders: [past(), ...others.map(past)] }, client);
    expect(codes(history)).toEqual([null, 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
  });

  it('learns nothing of an order outside of its rows from its external id', async () => {
    const externalId = erp();
    const hidden = await shop.send({ orders: [order({ accountNumber: 'OTHER', externalId })] });
    const client = await shop.importer({ accountIds: [shop.shop.accounts.get('MAIN')!] });
    const { results } = await shop.send({ orders: [order({ externalId })] }, client);
    expect(results[0]).toMatchObject({ order: null, error: { code: 'VALIDATION_FAILED' } });
    expect(JSON.stringify(results)).not.toContain(hidden.results[0].order.number);
  });

  it('learns nothing of an order outside of its rows from its number', async () => {
    const taken = (values: object = {}) => ({
      mode: 'HISTORY' as const,
      orders: [past({ number: 'OLD-77', ...values })],
    });
    expect(codes(await shop.send(taken({ accountNumber: 'OTHER' })))).toEqual([null]);
    const client = await shop.operations({ accountIds: [shop.shop.accounts.get('MAIN')!] });
    expect(codes(await shop.send(taken(), client))).toEqual(['VALIDATION_FAILED']);
    expect(codes(await shop.send(taken()))).toEqual(['DUPLICATE']);
  });

  it('needs PRICE_OVERRIDE for a discount, order by order', async () => {
    const discounted = order({ discount: { percent: '5', reason: 'x' } });
    const batch = await shop.send({ orders: [discounted, order()] }, await shop.importer());
    expect(codes(batch)).toEqual(['FORBIDDEN', null]);
  });
});

describe('the limits of a batch', () => {
  it.each([
    ['no orders', []],
    ['501 orders', new Array(501).fill(order())],
    ['20,002 lines', new Array(73).fill(order({ lines: new Array(274).fill({ sku: 'A', quantity: 1 }) }))],
  ])('refuse %s as a whole', async (_what, orders) => {
    const before = await shop.count('orders');
    const { code, details } = await shop.refusal({ orders });
    expect(code).toBe('VALIDATION_FAILED');
    expect(details.fields).toMatchObject([{ path: 'orders' }]);
    expect(await shop.count('orders')).toBe(before);
  });

  it('take 500 orders at once', async () => {
    const batch = await shop.send({ orders: new Array(500).fill(order()) });
    expect(batch).toMatchObject({ imported: 500, rejected: 0 });
  });

  it.each(['LIVE', 'HISTORY'] as const)(
    'ask the database as often for 100 orders as for 5, in mode %s',
    async (mode) => {
      const some = (count: number) =>
        Array.from({ length: count }, () =>
          mode === 'LIVE' ? order({ externalId: erp(), repCode: 'ROSA' }) : past({ repCode: 'ROSA' }),
        );
      const statements: number[] = [];
      for (const count of [5, 100]) {
        const counted = countStatements(shop.services.useCases.intake.importOrders);
        const answer = await shop.send({ mode, idempotencyKey: newId(), orders: some(count) });
        statements.push(counted.stop());
        expect(answer.imported).toBe(count);
      }
      const [few, many] = statements as [number, number];
      const newBlockOfNumbers = 2;
      expect(many).toBeLessThanOrEqual(few + newBlockOfNumbers);
    },
  );
});
