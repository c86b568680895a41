import { PriceListEntry } from '../../../entities/catalog/price-list-entry';
import { TaxRate } from '../../../entities/catalog/tax-rate';
import { PriceBook, type PriceRequest } from '../../../src/pricing/price-book';
import { rateTableTaxProvider } from '../../../src/pricing/tax';
import { catalogUseCases } from '../../../src/catalog/use-cases';
import { attempt } from '../../../src/commands/commands';
import type { Sql } from '../../../src/persistence/sql';
import { CatalogWorld } from '../../support/catalog-world';

const { upsertProduct, upsertPriceList, upsertPromotion, upsertTaxRate } = catalogUseCases();
let world: CatalogWorld;

beforeAll(async () => {
  world = await CatalogWorld.create();
  await world.load(
    upsertProduct,
    ['PUMP', 'HOSE', 'TANK'].map((sku) => ({ sku, name: sku })),
  );
});
afterAll(() => world.drop());

const always = { validFrom: null, validTo: null };
const entry = (sku: string, dollars: number, over = {}) => ({
  sku,
  minQuantity: 1,
  unitPriceMicros: BigInt(dollars * 1_000_000),
  ...always,
  ...over,
});

let counter = 0;
const newCode = (): string => `LIST-${++counter}`;

function entriesOf(priceListId: string): Promise<PriceListEntry[]> {
  return world.database.reader.select(
    PriceListEntry,
    'WHERE t.price_list_id = ? ORDER BY t.sku, t.min_quantity',
    [priceListId],
  );
}

describe('upsertPriceList', () => {
  it('creates a list with entries and merges later ones by SKU, quantity and first day', async () => {
    const code = newCode();
    const entries = [entry('PUMP', 10), entry('PUMP', 9, { minQuantity: 10 }), entry('HOSE', 5)];
    const { id } = await world.run(upsertPriceList, { code, currencyCode: 'USD', entries });
    const { version } = await world.run(upsertPriceList, {
      code,
      expectedVersion: 1,
      entries: [entry('PUMP', 11), entry('TANK', 70), entry('HOSE', 6, { validFrom: '2026-06-01' })],
      removeEntries: [{ sku: 'PUMP', minQuantity: 10, validFrom: null }],
    });
    expect(version).toBe(2);
    const stored = (await entriesOf(id)).map(
      (row) => `${row.sku} ${row.minQuantity} ${row.unitPriceMicros} ${row.validFrom}`,
    );
    expect(stored.sort()).toEqual([
      'HOSE 1 5000000 null',
      'HOSE 1 6000000 2026-06-01',
      'PUMP 1 11000000 null',
      'TANK 1 70000000 null',
    ]);
  });

  it('records the list with the entries that changed', async () => {
    const code = newCode();
    const { id } = await world.run(upsertPriceList, {
      code,
      currencyCode: 'USD',
      entries: [entry('PUMP', 10), entry('HOSE', 5)],
    });
    const removeEntries = [{ sku: 'HOSE', minQuantity: 1, validFrom: null }];
    await world.run(upsertPriceList, {
      code,
      entries: [entry('PUMP', 10), entry('TANK', 1)],
      removeEntries,
      expectedVersion: 1,
    });
    const [first, second] = await world.eventsOf(id);
    expect(first).toMatchObject({
      type: 'PriceListSaved',
      data: { priceList: { code, isDefault: false, version: 1 } },
    });
    expect(first!.data['entries']).toHaveLength(2);
    expect(second!.data).toMatchObject({
      priceList: { code, version: 2 },
      entries: [{ sku: 'TANK', unitPriceMicros: '1000000', priceListId: id }],
      removedEntryIds: [expect.any(String)],
    });
  });

  it('changes nothing when everything is as asked', async () => {
    const code = newCode();
    const input = { code, currencyCode: 'USD', name: 'Same', entries: [entry('PUMP', 10)] };
    const { id } = await world.run(upsertPriceList, input);
    expect(await world.run(upsertPriceList, { ...input, expectedVersion: 1 })).toEqual({
      id,
      version: 1,
      changed: false,
    });
  });

  it('does several commands for one list, each on what the one before left', async () => {
    const code = newCode();
    const answers = await world.load(upsertPriceList, [
      { code, currencyCode: 'USD', entries: [entry('PUMP', 10)] },
      { code, entries: [entry('PUMP', 12), entry('HOSE', 4)] },
      { code, entries: [entry('NOTHING', 1)] },
      { code, removeEntries: [{ sku: 'HOSE', minQuantity: 1, validFrom: null }] },
    ]);
    expect(answers.map((answer) => (answer.ok ? answer.result.version : answer.error.code))).toEqual([
      1,
      2,
      'INVALID_REFERENCE',
      3,
    ]);
    const answer = answers[0]!;
    const stored = await entriesOf(answer.ok ? answer.result.id : '');
    expect(stored.map(({ sku, unitPriceMicros }) => [sku, unitPriceMicros])).toEqual([['PUMP', 12_000_000n]]);
  });

  it('keeps one default list per currency at a time', async () => {
    const first = await world.run(upsertPriceList, {
      code: newCode(),
      currencyCode: 'EUR',
      isDefault: true,
      validTo: '2026-01-01',
    });
    await world.run(upsertPriceList, {
      code: newCode(),
      currencyCode: 'EUR',
      isDefault: true,
      validFrom: '2026-01-01',
    });
    const third = { code: newCode(), currencyCode: 'EUR', isDefault: true, validFrom: '2027-01-01' };
    await expect(world.run(upsertPriceList, third)).rejects.toMatchObject({ code: 'DUPLICATE' });
    const prolonged = { id: first.id, code: 'LIST-EUR', validTo: null, expectedVersion: 1 };
    await expect(world.run(upsertPriceList, prolonged)).rejects.toMatchObject({ code: 'DUPLICATE' });
    await world.run(upsertPriceList, { ...prolonged, isDefault: false });
  });

  it.each([
    ['a new list without currency', {}, 'VALIDATION_FAILED'],
    ['an unknown currency', { currencyCode: 'XXX' }, 'CURRENCY_UNKNOWN'],
    ['an unknown SKU', { currencyCode: 'USD', entries: [entry('NOTHING', 1)] }, 'INVALID_REFERENCE'],
    ['a negative price', { currencyCode: 'USD', entries: [entry('PUMP', -1)] }, 'VALIDATION_FAILED'],
    [
      'a price in another currency',
      { currencyCode: 'USD', entries: [entry('PUMP', 1, { currencyCode: 'EUR' })] },
      'VALIDATION_FAILED',
    ],
    [
      'an end before the start',
      { currencyCode: 'USD', validFrom: '2026-02-02', validTo: '2026-02-01' },
      'VALIDATION_FAILED',
    ],
    [
      'removing what is not there',
      { currencyCode: 'USD', removeEntries: [{ sku: 'PUMP', minQuantity: 1, validFrom: null }] },
      'NOT_FOUND',
    ],
  ])('refuses %s', async (_name, input, code) => {
    await expect(world.run(upsertPriceList, { code: newCode(), ...input })).rejects.toMatchObject({ code });
  });

  it('refuses to change the currency', async () => {
    const code = newCode();
    await world.run(upsertPriceList, { code, currencyCode: 'USD' });
    await expect(
      world.run(upsertPriceList, { code, currencyCode: 'EUR', expectedVersion: 1 }),
    ).rejects.toMatchObject({
      details: { fields: [{ path: 'currencyCode', rule: 'immutable' }] },
    });
  });
});

describe('upsertPromotion', () => {
  const sale = { name: 'Sale', reason: 'Seasonal', discountPpm: 100_000n };

  it('replaces the products of the promotion when they are given', async () => {
    const { id } = await world.run(upsertPromotion, { code: 'SALE', ...sale, skus: ['PUMP', 'HOSE'] });
    await world.run(upsertPromotion, { code: 'SALE', active: false, expectedVersion: 1 });
    await world.run(upsertPromotion, { code: 'SALE', skus: ['TANK', 'HOSE'], expectedVersion: 2 });
    const events = await world.eventsOf(id);
    expect(events.map(({ data }) => data['skus'])).toEqual([
      ['HOSE', 'PUMP'],
      ['HOSE', 'PUMP'],
      ['HOSE', 'TANK'],
    ]);
    expect(events[2]).toMatchObject({
      type: 'PromotionSaved',
      aggregateVersion: 3,
      data: { promotion: { active: false, discountPpm: '100000' } },
    });
    const rows = await world.database.reader.rows<{ sku: string }>(
      'SELECT sku FROM promotion_products WHERE promotion_id = ? ORDER BY sku',
      [id],
    );
    expect(rows.map(({ sku }) => sku)).toEqual(['HOSE', 'TANK']);
  });

  it.each([
    ['a new one without a discount', { name: 'Sale', reason: 'Seasonal' }],
    ['more than all of the price', { ...sale, discountPpm: 1_000_001n }],
    ['an empty range of quantities', { ...sale, minQuantity: 5, maxQuantity: 4 }],
  ])('refuses %s', async (_name, input) => {
    await expect(world.run(upsertPromotion, { code: 'BROKEN', ...input })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('upsertTaxRate', () => {
  it('finds a rate by place, category and first day', async () => {
    const rate = {
      countryCode: 'DE',
      region: '',
      taxCategory: 'STANDARD',
      ...always,
      ratePpm: 190_000n,
      name: 'USt',
    };
    const { id } = await world.run(upsertTaxRate, rate);
    await world.run(upsertTaxRate, { ...rate, validFrom: '2027-01-01', ratePpm: 210_000n });
    expect(await world.run(upsertTaxRate, { ...rate, validTo: '2027-01-01', expectedVersion: 1 })).toEqual({
      id,
      version: 2,
      changed: true,
    });
    const rates = await world.database.reader.select(
      TaxRate,
      "WHERE t.country_code = 'DE' ORDER BY t.rate_ppm",
    );
    expect(rates.map(({ ratePpm, validFrom, validTo }) => [ratePpm, validFrom, validTo])).toEqual([
      [190_000n, null, '2027-01-01'],
      [210_000n, '2027-01-01', null],
    ]);
    expect(await world.eventsOf(id)).toHaveLength(2);
  });

  it('needs the version to change one', async () => {
    const rate = { countryCode: 'FR', region: '', taxCategory: 'STANDARD', ...always, ratePpm: 200_000n };
    await world.run(upsertTaxRate, rate);
    await expect(world.run(upsertTaxRate, { ...rate, ratePpm: 1n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });
});

/** The reader, counting statements. */
function counted(): { sql: Sql; statements: () => number } {
  let n = 0;
  const sql = new Proxy(world.database.reader, {
    get(target, name: keyof Sql) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      n += name === 'rows' || name === 'select' ? 1 : 0;
      return value.bind(target);
    },
  });
  return { sql, statements: () => n };
}

describe('PriceBook and tax rates', () => {
  it('make the prices of many requests from two statements', async () => {
    const [list, contract] = await world.load(upsertPriceList, [
      {
        code: 'BOOK-USD',
        currencyCode: 'USD',
        isDefault: true,
        entries: [entry('PUMP', 100), entry('PUMP', 90, { minQuantity: 10 }), entry('HOSE', 20)],
      },
      {
        code: 'BOOK-GOLD',
        currencyCode: 'USD',
        entries: [entry('PUMP', 80), entry('HOSE', 18, { validTo: '2026-01-01' })],
      },
    ]);
    await world.load(upsertPromotion, [
      {
        code: 'BOOK-SALE',
        name: 'Sale',
        reason: 'Seasonal',
        discountPpm: 500_000n,
        skus: ['HOSE'],
        validFrom: '2026-03-01',
      },
      {
        code: 'BOOK-OFF',
        name: 'Off',
        reason: 'Seasonal',
        discountPpm: 900_000n,
        skus: ['HOSE'],
        active: false,
      },
    ]);
    const gold = contract!.ok ? contract!.result.id : '';
    const ask = (sku: string, over: Partial<PriceRequest> = {}): PriceRequest => ({
      ...{ productId: sku, sku, quantity: 1, day: '2026-02-01', currencyCode: 'USD', priceListId: null },
      ...over,
    });
    const asked: [PriceRequest, bigint | string][] = [
      [ask('PUMP'), 100n],
      [ask('PUMP', { quantity: 10 }), 90n],
      [ask('PUMP', { priceListId: gold, quantity: 10 }), 80n],
      [ask('HOSE', { priceListId: gold, day: '2025-12-31' }), 18n],
      [ask('HOSE', { priceListId: gold }), 20n],
      [ask('HOSE', { day: '2026-03-01' }), 10n],
      [ask('PUMP', { currencyCode: 'EUR' }), 'PRICE_MISSING'],
      [ask('TANK'), 'PRICE_MISSING'],
    ];
    const { sql, statements } = counted();
    const book = await PriceBook.load(
      sql,
      asked.map(([request]) => request),
    );
    expect(statements()).toBe(2);
    const quotes = asked.map(([request]) => attempt(() => book.quote(request)));
    expect(
      quotes.map((quote) => (quote.ok ? quote.result.unitMicros / 1_000_000n : quote.error.code)),
    ).toEqual(asked.map(([, price]) => price));
    expect(quotes[0]).toMatchObject({ result: { priceListId: list!.ok && list!.result.id } });
  });

  it('ask for nothing when there is nothing to price or tax', async () => {
    const { sql, statements } = counted();
    await PriceBook.load(sql, []);
    const rateOf = await rateTableTaxProvider.load(sql, []);
    const nowhere = { countryCode: null, region: null, taxCategory: 'STANDARD', day: '2026-01-01' };
    expect(rateOf(nowhere)).toBe(0n);
    expect((await rateTableTaxProvider.load(sql, [nowhere]))(nowhere)).toBe(0n);
    expect(statements()).toBe(0);
  });

  it('find the tax rates of many requests by one statement', async () => {
    const rate = (region: string, ratePpm: bigint, over = {}) => ({
      countryCode: 'US',
      region,
      taxCategory: 'STANDARD',
      ratePpm,
      ...always,
      ...over,
    });
    await world.load(upsertTaxRate, [
      rate('', 10_000n),
      rate('Washington', 65_000n),
      rate('Texas', 1n, { validTo: '2026-01-01' }),
    ]);
    const ask = (region: string | null, over = {}) => ({
      countryCode: 'US',
      region,
      taxCategory: 'STANDARD',
      day: '2026-03-01',
      ...over,
    });
    const asked: [ReturnType<typeof ask>, bigint][] = [
      [ask('washington '), 65_000n],
      [ask(null), 10_000n],
      [ask('Oregon'), 10_000n],
      [ask('Texas'), 10_000n],
      [ask('Texas', { day: '2025-12-31' }), 1n],
      [ask('Washington', { taxCategory: 'FOOD' }), 0n],
      [ask('Washington', { countryCode: 'CA' }), 0n],
    ];
    const { sql, statements } = counted();
    const rateOf = await rateTableTaxProvider.load(
      sql,
      asked.map(([request]) => request),
    );
    expect(asked.map(([request]) => rateOf(request))).toEqual(asked.map(([, ppm]) => ppm));
    expect(statements()).toBe(1);
  });
});
