import { AddressSnapshot } from '../../../entities/accounts/address-snapshot';
import type { Actor } from '../../../src/auth/actor';
import { Permission } from '../../../src/auth/permissions';
import type { PlaceOrderInput } from '../../../src/orders/order-inputs';

import { OrderWorld, type OrderDraft } from '../../support/order-fixtures';
import { person } from '../../support/stock';

let world: OrderWorld;
let east: string;

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST');
  await world.products({
    PEN: { price: 1.995, taxCategory: 'STANDARD' },
    PAPER: { price: 12.5, taxCategory: 'REDUCED' },
    ADVICE: { price: 80, stocked: false },
    GONE: { price: 5, status: 'DISCONTINUED' },
    SOON: { price: 5, sellStartDay: '2026-03-17' },
  });
  await world.receive(east, { PEN: 10_000, PAPER: 10_000, GONE: 10, SOON: 10 });
  await world.load(world.useCases.catalog.upsertTaxRate, [
    {
      countryCode: 'US',
      region: 'NY',
      taxCategory: 'STANDARD',
      validFrom: null,
      ratePpm: 88_750n,
      validTo: null,
    },
    {
      countryCode: 'US',
      region: 'NY',
      taxCategory: 'REDUCED',
      validFrom: null,
      ratePpm: 40_000n,
      validTo: null,
    },
    {
      countryCode: 'DE',
      region: '',
      taxCategory: 'STANDARD',
      validFrom: null,
      ratePpm: 190_000n,
      validTo: null,
    },
  ]);
  await world.load(world.useCases.accounts.upsertExchangeRate, [
    { from: 'EUR', to: 'USD', day: '2026-03-10', rateE10: 11_000_000_000n },
    { from: 'EUR', to: 'USD', day: '2026-03-17', rateE10: 99_000_000_000n },
  ]);
  await world.load(world.useCases.catalog.upsertPriceList, [
    {
      code: 'LIST-EUR',
      currencyCode: 'EUR',
      isDefault: true,
      entries: [
        { sku: 'ADVICE', minQuantity: 1, unitPriceMicros: 70_000_000n, validFrom: null, validTo: null },
      ],
    },
  ]);
});

afterAll(() => world.drop());

const refusal = (draft: OrderDraft, actor: Actor = person) =>
  world.refusal(world.useCases.orders.placeOrder, world.orderOf(draft), { actor });
const one = (sku = 'PEN', quantity = 1) => [{ sku, quantity }];
const without = (...permissions: Permission[]): Actor => ({
  ...person,
  permissions: new Set(Object.values(Permission).filter((p) => !permissions.includes(p))),
});
const everything = async () =>
  Promise.all(
    [
      'orders',
      'order_lines',
      'events',
      'address_snapshots',
      'order_tags',
      'external_ids',
      'inventory_movements',
    ].map((t) => world.count(t)),
  );

describe('a placed order', () => {
  it('carries prices, taxes, totals and dates, frozen', async () => {
    const orderId = await world.place({
      requestedDay: '2026-04-01',
      freightMinor: 7_50n,
      lines: [
        { sku: 'PEN', quantity: 7 },
        { sku: 'PAPER', quantity: 2, requestedDay: '2026-03-01' },
        { sku: 'ADVICE', quantity: 1 },
      ],
    });
    const { order, lines, schedule } = await world.stored(orderId);
    // 7 × 1.995 = 13.965 → 13.96 (half even); tax 8.875 % of 13.96 = 1.2389…; 25.00 at 4 %; the service has the same category as PEN.
    expect(lines.map(({ netMinor, taxMinor }) => [netMinor, taxMinor])).toEqual([
      [13_96n, 1_24n],
      [25_00n, 1_00n],
      [80_00n, 7_10n],
    ]);
    expect(order).toMatchObject({
      listMinor: 118_96n,
      lineDiscountMinor: 0n,
      netMinor: 118_96n,
      taxMinor: 9_34n,
      freightMinor: 7_50n,
      totalMinor: 135_80n,
      reportingTotalMinor: 135_80n,
      exchangeRateE10: 10_000_000_000n,
      roundingMode: 'HALF_EVEN',
      taxRoundingLevel: 'LINE',
      promisedDay: '2026-04-01',
      createdBy: person.principalId,
      version: 2,
    });
    expect(schedule.map(({ requestedDay, promisedDay }) => [requestedDay, promisedDay])).toEqual([
      ['2026-04-01', '2026-04-01'],
      ['2026-03-01', '2026-03-16'],
      ['2026-04-01', '2026-04-01'],
    ]);
    for (const line of lines) {
      const steps = line.priceSteps.reduce((sum, { amountMicros }) => sum + BigInt(amountMicros), 0n);
      expect(steps).toBe(line.totalMinor * 10_000n);
    }
  });

  it('splits discounts exactly and explains them', async () => {
    const orderId = await world.place({
      discount: { fixedMinor: 10_00n, reason: 'loyalty' },
      lines: [
        { sku: 'PEN', quantity: 3, discount: { ppm: 333_333n, reason: 'damaged' } },
        { sku: 'PAPER', quantity: 1, discount: { fixedMinor: 50n, reason: 'rounded down' } },
        { sku: 'PAPER', quantity: 3 },
      ],
    });
    const { order, lines } = await world.stored(orderId);
    expect(lines.reduce((sum, line) => sum + line.orderDiscountMinor, 0n)).toBe(10_00n);
    expect(order).toMatchObject({ orderDiscountMinor: 10_00n, orderDiscountReason: 'loyalty' });
    expect(lines.map((line) => line.priceSteps.map(({ kind }) => kind))).toEqual([
      ['LIST', 'MANUAL', 'PRORATION', 'TAX', 'ROUNDING'],
      ['LIST', 'MANUAL', 'PRORATION', 'TAX'],
      ['LIST', 'PRORATION', 'TAX'],
    ]);
    expect(lines[0]).toMatchObject({ discountPpm: 333_333n, discountReason: 'damaged' });
  });

  it('has schedule lines as asked, each promised for its own day', async () => {
    const schedule = [
      { quantity: 2, requestedDay: '2026-05-01' },
      { quantity: 3, requestedDay: null },
    ];
    const orderId = await world.place({
      lines: [{ sku: 'PEN', quantity: 5, requestedDay: '2026-04-02', schedule }],
    });
    const stored = await world.stored(orderId);
    expect(stored.schedule).toMatchObject([
      { scheduleNumber: 1, quantityAllocated: 2, promisedDay: '2026-05-01' },
      { scheduleNumber: 2, quantityAllocated: 3, promisedDay: '2026-04-02' },
    ]);
    expect(stored.allocations).toHaveLength(2);
    expect(stored.order.promisedDay).toBe('2026-05-01');
  });

  it('may name the same SKU on two lines; both share what is there', async () => {
    await world.products({ TWICE: 1 });
    await world.receive(east, { TWICE: 5 });
    const lines = [...one('TWICE', 3), ...one('TWICE', 3)];
    expect(await refusal({ lines })).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { lines: [{ lineNumber: 2, sku: 'TWICE', requested: 3, available: 2 }] },
    });
    await world.place({ lines: [...one('TWICE', 3), ...one('TWICE', 2)] });
    expect(await world.level('TWICE', east)).toMatchObject({ onHand: 5, allocated: 5 });
  });

  it('takes an account’s other address, or one written out, for delivery and tax', async () => {
    const berlin = await world.address(world.accountId, {
      countryCode: 'DE',
      region: 'BE',
      isDefault: false,
    });
    const known = await world.stored(
      await world.place({ shipTo: { addressId: berlin }, lines: one('ADVICE') }),
    );
    expect(known.order).toMatchObject({ taxMinor: 15_20n });
    expect(known.order.billToSnapshotId).not.toBe(known.order.shipToSnapshotId);
    const content = { line1: 'Elsewhere 2', city: 'Hamburg', countryCode: 'DE' };
    const written = await world.stored(await world.place({ shipTo: { content }, lines: one('ADVICE') }));
    expect(written.order).toMatchObject({ taxMinor: 15_20n });
    const [snapshot] = await world.database.reader.select(AddressSnapshot, 'WHERE t.id = ?', [
      written.order.shipToSnapshotId,
    ]);
    expect(snapshot).toMatchObject({ ...content, region: null, addressId: null });
  });

  it('is converted at the rate of its day', async () => {
    const orderId = await world.place({ currencyCode: 'EUR', lines: one('ADVICE') });
    expect((await world.stored(orderId)).order).toMatchObject({
      currencyCode: 'EUR',
      accountCurrency: 'USD',
      exchangeRateE10: 11_000_000_000n,
      totalMinor: 76_21n,
      reportingTotalMinor: 83_83n,
    });
    expect(await world.booked(orderId)).toEqual({ quantity: 1, net: 70_00n, reporting: 77_00n });
  });

  it('keeps tags, note, campaign and external ids beside it, each once and without blanks', async () => {
    const orderId = await world.place({
      tags: ['rush', 'rush ', ' '],
      note: 'call first',
      campaign: { campaign: 'SPRING', source: 'newsletter' },
      externalIds: [
        { system: 'crm', externalId: 'X-1' },
        { system: 'crm', externalId: 'X-1 ' },
      ],
      poNumber: ' PO-TRIM ',
      lines: one(),
    });
    const rows = (sql: string) => world.database.reader.rows<Record<string, unknown>>(sql, [orderId]);
    expect(await rows('SELECT tag FROM order_tags WHERE order_id = ?')).toEqual([{ tag: 'rush' }]);
    expect(await rows('SELECT text FROM order_notes WHERE order_id = ?')).toEqual([{ text: 'call first' }]);
    expect(await rows('SELECT campaign, source FROM campaign_attributions WHERE order_id = ?')).toHaveLength(
      1,
    );
    expect(await rows('SELECT external_id FROM external_ids WHERE entity_id = ?')).toEqual([
      { external_id: 'X-1' },
    ]);
    expect((await world.stored(orderId)).order).toMatchObject({ poNumber: 'PO-TRIM', poClaim: 'PO-TRIM' });
  });
});

describe('a purchase order number', () => {
  it('is used by one order of the account, until that is cancelled', async () => {
    const first = await world.place({ poNumber: 'PO-1', lines: one() });
    const { number } = (await world.stored(first)).order;
    for (const poNumber of ['PO-1', 'PO-1 ']) {
      expect(await refusal({ poNumber, lines: one() })).toMatchObject({
        code: 'PO_DUPLICATE',
        details: { poNumber: 'PO-1', orderNumber: number },
      });
    }
    await world.place({ poNumber: 'po-1', lines: one() });
    const other = await world.account('OTHER');
    await world.place({ accountId: other, poNumber: 'PO-1', lines: one() });
    const cancelled = await world.change(world.useCases.orders.cancelOrder, first, { reason: 'mistake' });
    expect(cancelled.order).toMatchObject({ status: 'CANCELLED', poNumber: 'PO-1', poClaim: null });
    await world.place({ poNumber: 'PO-1', lines: one() });
  });

  it('goes to one of many orders that are placed at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        world.place({ poNumber: 'PO-RACE', lines: one() }).then(
          () => 'placed',
          (error) => error.code,
        ),
      ),
    );
    expect(answers.sort()).toEqual([...Array.from({ length: 11 }, () => 'PO_DUPLICATE'), 'placed']);
  });
});

describe('an order is refused', () => {
  const cases: [string, Partial<PlaceOrderInput>, object][] = [
    ['without lines', { lines: [] }, { code: 'VALIDATION_FAILED' }],
    ['with a quantity of 0', { lines: one('PEN', 0) }, { code: 'INVALID_QUANTITY' }],
    ['with a quantity above a million', { lines: one('PEN', 1_000_001) }, { code: 'INVALID_QUANTITY' }],
    [
      'with a schedule that does not add up',
      { lines: [{ sku: 'PEN', quantity: 3, schedule: [{ quantity: 2 }] }] },
      { code: 'VALIDATION_FAILED' },
    ],
    ['for an unknown SKU', { lines: one('NOPE') }, { code: 'INVALID_REFERENCE', details: { sku: 'NOPE' } }],
    ['for a discontinued product', { lines: one('GONE') }, { code: 'PRODUCT_NOT_SELLABLE' }],
    ['for a product that is not sold yet', { lines: one('SOON') }, { code: 'PRODUCT_NOT_SELLABLE' }],
    [
      'in a currency without a rate',
      { currencyCode: 'JPY', lines: one() },
      { code: 'EXCHANGE_RATE_MISSING' },
    ],
    ['without a price in its currency', { currencyCode: 'EUR', lines: one() }, { code: 'PRICE_MISSING' }],
    ['for too much', { lines: one('PEN', 999_999) }, { code: 'INSUFFICIENT_STOCK' }],
    [
      'for a contact of nobody',
      { contactId: 'nobody', lines: one() },
      { code: 'INVALID_REFERENCE', details: { path: 'contactId' } },
    ],
    [
      'for an unknown representative',
      { repId: 'nobody', lines: one() },
      { code: 'INVALID_REFERENCE', details: { path: 'repId' } },
    ],
    [
      'to an unknown address',
      { shipTo: { addressId: 'nowhere' }, lines: one() },
      { code: 'INVALID_REFERENCE' },
    ],
    [
      'with more discount than it is worth',
      { discount: { fixedMinor: 2_01n, reason: 'x' }, lines: one() },
      { code: 'VALIDATION_FAILED' },
    ],
    [
      'with a discount above 100 %',
      { discount: { ppm: 1_000_001n, reason: 'x' }, lines: one() },
      { code: 'VALIDATION_FAILED' },
    ],
    [
      'of an amount that is too large to be stored',
      { freightMinor: 100_000_000_000_00n, lines: one() },
      { code: 'VALIDATION_FAILED', details: { fields: [{ rule: 'max', limit: { max: 100_000_000_000n } }] } },
    ],
    [
      'with more discount on a line than it is worth',
      { lines: [{ sku: 'PEN', quantity: 1, discount: { fixedMinor: 2_01n, reason: 'x' } }] },
      { code: 'VALIDATION_FAILED', details: { fields: [{ path: 'lines.0.discount' }] } },
    ],
  ];

  it.each(cases)('%s', async (_name, draft, expected) => {
    const before = await everything();
    expect(await refusal(draft as OrderDraft)).toMatchObject(expected);
    expect(await everything()).toEqual(before);
  });

  it('for an account that is unknown, out of sight, inactive, or without an address', async () => {
    const inactive = await world.account('SLEEPY', { status: 'INACTIVE' });
    const [bare] = await world.load(world.useCases.accounts.upsertAccount, [
      { number: 'BARE', name: 'Bare', currencyCode: 'USD' },
    ]);
    const blind: Actor = { ...person, scope: { all: false, accountPaths: [], territoryIds: [], repIds: [] } };
    const unknown = await refusal({ accountId: 'nobody', lines: one() });
    const unseen = await refusal({ lines: one() }, blind);
    expect([unknown.code, unseen.code, unseen.message]).toEqual(['NOT_FOUND', 'NOT_FOUND', unknown.message]);
    expect(await refusal({ accountId: inactive, lines: one() })).toMatchObject({ code: 'ACCOUNT_INACTIVE' });
    expect(await refusal({ accountId: bare!.id, lines: one() })).toMatchObject({ code: 'ADDRESS_REQUIRED' });
  });

  it('for what needs a permission that the actor lacks', async () => {
    const discount = { ppm: 1n, reason: 'x' };
    const needed: [Permission, Partial<PlaceOrderInput>][] = [
      ['PRICE_OVERRIDE', { discount }],
      ['PRICE_OVERRIDE', { lines: [{ sku: 'PEN', quantity: 1, discount }] }],
      ['POLICY_OVERRIDE', { backorderPolicy: 'ALLOW' }],
      ['POLICY_OVERRIDE', { allocationPolicy: 'NEAREST' }],
      ['ORDER_IMPORT', { orderedAt: new Date('2026-01-01') }],
    ];
    for (const [permission, draft] of needed) {
      const refused = await refusal({ lines: one(), ...draft }, without(permission));
      expect(refused).toMatchObject({ code: 'FORBIDDEN', details: { permission } });
      await world.place({ lines: one('PEN', 2), ...draft });
    }
  });

  it('for an external id that an order has', async () => {
    const externalIds = [{ system: 'edi', externalId: '4711' }];
    await world.place({ externalIds, lines: one() });
    expect(
      await refusal({ externalIds: [{ system: 'edi ', externalId: '4711' }], lines: one() }),
    ).toMatchObject({
      code: 'DUPLICATE',
      details: externalIds[0]!,
    });
    await world.place({ externalIds: [{ system: 'edi2', externalId: '4711' }], lines: one() });
  });
});

describe('a list of orders', () => {
  it('answers each on its own; those that fail leave nothing', async () => {
    await world.products({ RARE: 4 });
    await world.receive(east, { RARE: 3 });
    const content = { line1: 'Nowhere 1', city: 'Hidden', countryCode: 'US' };
    const before = await world.count('address_snapshots');
    const inputs: OrderDraft[] = [
      { poNumber: 'L-1', shipTo: { content }, lines: one('RARE', 4) },
      { poNumber: 'L-1', externalIds: [{ system: 'list', externalId: 'a' }], lines: one('NOPE') },
      { poNumber: 'L-1', externalIds: [{ system: 'list', externalId: 'a' }], lines: one('RARE', 2) },
      { poNumber: 'L-1', lines: one('RARE', 1) },
      { externalIds: [{ system: 'list', externalId: 'a' }], lines: one('RARE', 1) },
      { lines: one('RARE', 2) },
      { poNumber: 'L-2', confirm: false, lines: one('RARE', 2) },
      { poNumber: 'L-2', lines: one('RARE', 1) },
      { lines: one('RARE', 1) },
      { lines: one('RARE', 1) },
    ];
    const answers = await world.runAll(
      world.useCases.orders.placeOrder,
      inputs.map((input) => world.orderOf(input)),
    );
    expect(answers.map((answer) => (answer.ok ? 'placed' : answer.error.code))).toEqual([
      'INSUFFICIENT_STOCK',
      'INVALID_REFERENCE',
      'placed',
      'PO_DUPLICATE',
      'DUPLICATE',
      'INSUFFICIENT_STOCK',
      'placed',
      'PO_DUPLICATE',
      'placed',
      'INSUFFICIENT_STOCK',
    ]);
    expect(await world.level('RARE', east)).toMatchObject({ onHand: 3, allocated: 3 });
    expect(await world.count('address_snapshots')).toBe(before);
    const orderIds = answers.flatMap((answer) => (answer.ok ? [answer.result.orderId] : []));
    const numbers = await Promise.all(orderIds.map(async (id) => (await world.stored(id)).order.number));
    expect(new Set(numbers).size).toBe(3);
    const { order } = await world.stored(orderIds[0]!);
    expect(answers[3]).toMatchObject({ error: { details: { orderNumber: order.number } } });
    expect(await world.violations()).toEqual([]);
  });
});
