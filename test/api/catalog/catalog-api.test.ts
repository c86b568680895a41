import { Role } from '../../../src/auth/roles';
import type { UpsertAccountInput } from '../../../src/accounts/account-input';
import { systemActor } from '../../../src/auth/actor';
import type { UseCase } from '../../../src/commands/commands';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import {
  CatalogNodesDocument,
  PriceDocument,
  PriceListsDocument,
  ProductCategoriesDocument,
  ProductDocument,
  ProductsDocument,
  PromotionsDocument,
  TaxRatesDocument,
  UpsertPriceListDocument,
  UpsertProductCategoryDocument,
  UpsertProductDocument,
  UpsertPromotionDocument,
  UpsertTaxRateDocument,
} from '../../generated/graphql';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { until } from '../../support/until';

let application: TestApplication;
let admin: ApiClient;
let viewer: ApiClient;

/** Loads data as the importers do. Throws for a command that fails; answers the ids. */
async function load<I, R extends { id: string }>(
  useCase: UseCase<I, R>,
  inputs: readonly I[],
): Promise<string[]> {
  const commands = inputs.map((input) => ({
    id: newId(),
    actor: systemActor,
    idempotencyKey: null,
    input,
    occurredAt: new Date(),
  }));
  const answers = await application.services.runner.runAll(useCase, commands);
  return answers.map((answer) => {
    if (!answer.ok) throw answer.error;
    return answer.result.id;
  });
}

const usd = (amount: string) => ({ currencyCode: 'USD', amount });
const micros = (dollars: number): bigint => BigInt(Math.round(dollars * 1_000_000));
let accounts: Record<'gold' | 'plain' | 'exempt', string>;

beforeAll(async () => {
  application = await startTestApplication();
  admin = await application.as(Role.ADMIN);
  viewer = await application.as(Role.VIEWER);
  const { accounts: area, catalog } = application.services.useCases;
  await load(area.upsertCurrency, [
    { code: 'USD', name: 'US dollar' },
    { code: 'EUR', name: 'Euro' },
  ]);
  await load(catalog.upsertProductCategory, [
    { code: 'BIKES', name: 'Bikes' },
    { code: 'ROAD', name: 'Road bikes', parentCode: 'BIKES' },
    { code: 'PARTS', name: 'Parts' },
  ]);
  await load(catalog.upsertProduct, [
    {
      sku: 'BK-R1',
      name: 'Road Racer Élan',
      category: { code: 'ROAD' },
      cost: { micros: micros(600), currencyCode: 'USD' },
    },
    { sku: 'BK-R2', name: 'Road Cruiser', category: { code: 'ROAD' } },
    { sku: 'PT-1', name: 'Pedal, racing', category: { code: 'PARTS' } },
    { sku: 'SV-1', name: 'Fitting service', stocked: false, taxCategory: 'SERVICE' },
    { sku: 'ZZ-0', name: 'Old racer', status: 'DISCONTINUED' },
  ]);
  const [, gold] = await load(catalog.upsertPriceList, [
    {
      code: 'STD-USD',
      name: 'List prices',
      currencyCode: 'USD',
      isDefault: true,
      entries: [
        { sku: 'BK-R1', minQuantity: 1, unitPriceMicros: micros(999.99) },
        { sku: 'BK-R1', minQuantity: 5, unitPriceMicros: micros(949.99) },
        { sku: 'PT-1', minQuantity: 1, unitPriceMicros: micros(0.3333) },
      ],
    },
    {
      code: 'GOLD',
      name: 'Gold customers',
      currencyCode: 'USD',
      entries: [
        { sku: 'BK-R1', minQuantity: 1, unitPriceMicros: micros(899.5) },
        { sku: 'BK-R1', minQuantity: 3, unitPriceMicros: micros(850) },
      ],
    },
    { code: 'SECRET', currencyCode: 'USD', entries: [{ sku: 'BK-R1', minQuantity: 1, unitPriceMicros: 1n }] },
  ]);
  await load(catalog.upsertPromotion, [
    {
      code: 'SPRING',
      name: 'Spring sale',
      reason: 'Seasonal',
      discountPpm: 100_000n,
      skus: ['BK-R1'],
      validFrom: '2026-03-01',
      validTo: '2026-06-01',
    },
  ]);
  await load(catalog.upsertTaxRate, [
    {
      countryCode: 'US',
      region: '',
      taxCategory: 'STANDARD',
      validFrom: null,
      validTo: null,
      ratePpm: 10_000n,
    },
    {
      countryCode: 'US',
      region: 'WA',
      taxCategory: 'STANDARD',
      validFrom: null,
      validTo: null,
      ratePpm: 82_500n,
    },
  ]);
  const account = (number: string, over: Partial<UpsertAccountInput> = {}): UpsertAccountInput => ({
    number,
    name: number,
    currencyCode: 'USD',
    ...over,
  });
  const ids = await load(area.upsertAccount, [
    account('GOLD-1', { priceListId: gold }),
    account('PLAIN-1'),
    account('EXEMPT-1', { taxExempt: true }),
  ]);
  await load(
    area.upsertAddress,
    ids.map((accountId, i) => ({
      accountId,
      kind: 'BOTH' as const,
      line1: 'Main St 1',
      city: 'Town',
      region: i === 1 ? null : 'WA',
      countryCode: 'US',
    })),
  );
  accounts = { gold: ids[0]!, plain: ids[1]!, exempt: ids[2]! };
});
afterAll(() => application.stop());

const accountId = (name: keyof typeof accounts): string => toGlobalId('Account', accounts[name]);

describe('products', () => {
  it.each([
    ['all by SKU', {}, ['BK-R1', 'BK-R2', 'PT-1', 'SV-1', 'ZZ-0']],
    ['the start of a SKU', { text: 'bk-' }, ['BK-R1', 'BK-R2']],
    ['words of the name, cut short, without case and accents', { text: 'ela ROA' }, ['BK-R1']],
    ['a word after a comma', { text: 'racing' }, ['PT-1']],
    ['the status', { text: 'racer', status: 'DISCONTINUED' }, ['ZZ-0']],
    ['services', { stocked: false }, ['SV-1']],
    ['nothing for wildcards', { text: '%' }, []],
  ])('are found by %s', async (_name, filter, skus) => {
    const { products } = await viewer.run(ProductsDocument, { filter: filter as never });
    expect(products.nodes.map(({ sku }) => sku)).toEqual(skus);
    expect(products.totalCount).toBe(skus.length);
  });

  it('are found by category with all below it', async () => {
    const { productCategories } = await viewer.run(ProductCategoriesDocument, { filter: { parentId: null } });
    const [bikes, parts] = productCategories.nodes;
    expect([bikes!.code, parts!.code]).toEqual(['BIKES', 'PARTS']);
    const { products } = await viewer.run(ProductsDocument, { filter: { categoryId: bikes!.id } });
    expect(products.nodes.map(({ sku }) => sku)).toEqual(['BK-R1', 'BK-R2']);
  });

  it('page in both directions in every sort order', async () => {
    const sort = { field: 'NAME' as const, direction: 'DESC' as const };
    const all = (await viewer.run(ProductsDocument, { sort })).products.nodes.map(({ sku }) => sku);
    expect(all).toEqual(['BK-R1', 'BK-R2', 'PT-1', 'ZZ-0', 'SV-1']);
    const first = (await viewer.run(ProductsDocument, { sort, first: 2 })).products;
    const second = (await viewer.run(ProductsDocument, { sort, first: 2, after: first.pageInfo.endCursor }))
      .products;
    const back = (await viewer.run(ProductsDocument, { sort, last: 1, before: second.pageInfo.startCursor }))
      .products;
    expect([first, second, back].map(({ nodes }) => nodes.map(({ sku }) => sku))).toEqual([
      all.slice(0, 2),
      all.slice(2, 4),
      all.slice(1, 2),
    ]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const { extensions } = await viewer.fail(ProductsDocument, { first: 1, after: first.pageInfo.endCursor });
    expect(extensions.code).toBe('INVALID_CURSOR');
  });

  it('show their cost to those who may see it only', async () => {
    expect((await admin.run(ProductDocument, { sku: 'BK-R1' })).product).toMatchObject({
      cost: usd('600.00'),
    });
    const { product } = await viewer.run(ProductDocument, { sku: 'BK-R1' });
    expect(product).toMatchObject({
      cost: null,
      category: { code: 'ROAD', parent: { code: 'BIKES', children: [{ code: 'ROAD' }] } },
    });
    expect((await viewer.run(ProductDocument, { id: product!.id })).product).toMatchObject({ sku: 'BK-R1' });
  });

  it('keep their cost out of their events for those who may not see it', async () => {
    const { database } = application.services;
    const data = async (client: ApiClient) => {
      const [row] = await database.reader.rows<{ id: string }>(
        "SELECT e.id FROM events e JOIN products p ON p.id = e.aggregate_id WHERE p.sku = 'BK-R1' AND e.type = 'ProductSaved'",
      );
      const query = 'query ($id: ID!) { node(id: $id) { ... on DomainEvent { data } } }';
      return (await client.run(query, { id: toGlobalId('DomainEvent', row!.id) })).node?.data;
    };
    await until(async () => (await data(admin)) !== undefined);
    expect(await data(admin)).toMatchObject({
      product: { sku: 'BK-R1', cost: { amount: '600.00', currencyCode: 'USD' } },
    });
    const seen = await data(viewer);
    expect(seen.product.sku).toBe('BK-R1');
    expect(JSON.stringify(seen)).not.toMatch(/cost/i);
  });

  it('are named by exactly one of id and SKU', async () => {
    expect((await viewer.fail(ProductDocument, {})).extensions.code).toBe('VALIDATION_FAILED');
    expect((await viewer.run(ProductDocument, { sku: 'NONE' })).product).toBeNull();
  });
});

describe('price lists', () => {
  it('show their prices, a page of each', async () => {
    const { priceLists } = await admin.run(PriceListsDocument, { entriesFirst: 1 });
    expect(priceLists.nodes.map(({ code }) => code)).toEqual(['GOLD', 'SECRET', 'STD-USD']);
    const standard = priceLists.nodes[2]!.entries;
    expect(standard).toMatchObject({
      totalCount: 3,
      nodes: [
        { sku: 'BK-R1', minQuantity: 1, unitPrice: usd('999.99'), product: { name: 'Road Racer Élan' } },
      ],
      pageInfo: { hasNextPage: true },
    });
    expect(priceLists.nodes[1]!.entries).toMatchObject({
      totalCount: 1,
      nodes: [{ unitPrice: usd('0.000001') }],
      pageInfo: { hasNextPage: false },
    });
    const rest = await admin.run(PriceListsDocument, {
      filter: { isDefault: true },
      entriesAfter: standard.pageInfo.endCursor,
    });
    expect(
      rest.priceLists.nodes[0]!.entries.nodes.map(({ sku, minQuantity }) => `${sku} ${minQuantity}`),
    ).toEqual(['BK-R1 5', 'PT-1 1']);
    const parts = await admin.run(PriceListsDocument, {
      filter: { isDefault: true },
      entries: { skus: ['PT-1'] },
    });
    expect(parts.priceLists.nodes[0]!.entries.totalCount).toBe(1);
  });

  it('of other accounts are hidden from a buyer', async () => {
    const buyer = await application.as(Role.BUYER, { accountIds: [accounts.gold] });
    const { priceLists } = await buyer.run(PriceListsDocument, {});
    expect(priceLists).toMatchObject({ totalCount: 2, nodes: [{ code: 'GOLD' }, { code: 'STD-USD' }] });
    const plain = await application.as(Role.BUYER, { accountIds: [accounts.plain] });
    expect((await plain.run(PriceListsDocument, {})).priceLists.nodes.map(({ code }) => code)).toEqual([
      'STD-USD',
    ]);
  });
});

describe('price', () => {
  const day = '2026-02-10';

  it('explains a contract price with a volume break, a promotion, tax and rounding', async () => {
    const { price } = await viewer.run(PriceDocument, {
      accountId: accountId('gold'),
      sku: 'BK-R1',
      quantity: 3,
      date: '2026-03-10',
    });
    expect(price).toEqual({
      ...{ quantity: 3, date: '2026-03-10', currencyCode: 'USD', product: { sku: 'BK-R1' } },
      listUnitPrice: { amount: '999.99' },
      unitPrice: { amount: '765.00' },
      unitSteps: [
        { kind: 'LIST', label: 'List prices', amount: { amount: '999.99' } },
        { kind: 'CONTRACT', label: 'Gold customers', amount: { amount: '-100.49' } },
        { kind: 'VOLUME_BREAK', label: 'Gold customers, from 3', amount: { amount: '-49.50' } },
        { kind: 'PROMOTION', label: 'Spring sale', amount: { amount: '-85.00' } },
      ],
      list: { amount: '2999.97' },
      net: { amount: '2295.00' },
      taxPercent: '8.25',
      tax: { amount: '189.34' },
      total: { amount: '2484.34' },
      steps: [
        { kind: 'LIST', amount: { amount: '2999.97' } },
        { kind: 'CONTRACT', amount: { amount: '-301.47' } },
        { kind: 'VOLUME_BREAK', amount: { amount: '-148.50' } },
        { kind: 'PROMOTION', amount: { amount: '-255.00' } },
        { kind: 'TAX', amount: { amount: '189.34' } },
      ],
      priceList: { code: 'GOLD' },
      promotion: { code: 'SPRING' },
    });
  });

  it('names the rounding of a price below the minor unit', async () => {
    const { price } = await viewer.run(PriceDocument, {
      accountId: accountId('plain'),
      sku: 'PT-1',
      quantity: 10,
      date: day,
    });
    expect(price).toMatchObject({
      unitPrice: { amount: '0.3333' },
      net: { amount: '3.33' },
      taxPercent: '1',
      total: { amount: '3.36' },
      steps: [
        { kind: 'LIST', amount: { amount: '3.333' } },
        { kind: 'TAX', amount: { amount: '0.03' } },
        { kind: 'ROUNDING', amount: { amount: '-0.003' } },
      ],
    });
  });

  it('is without tax for an exempt account, and for today and one piece unless asked otherwise', async () => {
    const { price } = await viewer.run(PriceDocument, { accountId: accountId('exempt'), sku: 'PT-1' });
    expect(price).toMatchObject({
      quantity: 1,
      date: new Date().toISOString().slice(0, 10),
      taxPercent: '0',
      tax: { amount: '0.00' },
    });
  });

  it.each([
    ['PRICE_MISSING', { sku: 'BK-R2' }],
    ['PRICE_MISSING', { sku: 'BK-R1', currencyCode: 'EUR' }],
    ['NOT_FOUND', { sku: 'NONE' }],
    ['VALIDATION_FAILED', { sku: 'BK-R1', quantity: 0 }],
  ])('fails with %s for %j', async (code, over) => {
    const { extensions } = await viewer.fail(PriceDocument, {
      accountId: accountId('plain'),
      date: day,
      ...over,
    });
    expect(extensions.code).toBe(code);
  });

  it('is not told for an account that the caller may not see', async () => {
    const buyer = await application.as(Role.BUYER, { accountIds: [accounts.plain] });
    const { extensions } = await buyer.fail(PriceDocument, { accountId: accountId('gold'), sku: 'BK-R1' });
    expect(extensions.code).toBe('NOT_FOUND');
  });
});

describe('promotions and tax rates', () => {
  it('are listed with what they are for', async () => {
    expect(
      (await viewer.run(PromotionsDocument, { filter: { sku: 'BK-R1', validOn: '2026-05-31' } })).promotions,
    ).toMatchObject({
      totalCount: 1,
      nodes: [
        { code: 'SPRING', discountPercent: '10', skus: ['BK-R1'], products: [{ name: 'Road Racer Élan' }] },
      ],
    });
    expect(
      (await viewer.run(PromotionsDocument, { filter: { validOn: '2026-06-01' } })).promotions.nodes,
    ).toEqual([]);
    expect((await viewer.run(TaxRatesDocument, { filter: { countryCode: 'US' } })).taxRates.nodes).toEqual([
      { countryCode: 'US', region: '', percent: '1', version: 1 },
      { countryCode: 'US', region: 'WA', percent: '8.25', version: 1 },
    ]);
  });
});

describe('mutations', () => {
  const key = () => ({ idempotencyKey: newId() });

  it('create, change and repeat', async () => {
    const input = {
      ...key(),
      sku: 'NEW-1',
      name: 'New',
      cost: usd('1.5'),
      category: { code: 'NEW', parentCode: 'BIKES' },
    };
    const created = (await admin.run(UpsertProductDocument, { input })).upsertProduct;
    expect(created).toMatchObject({
      replayed: false,
      product: { version: 1, status: 'ACTIVE', cost: { amount: '1.50' }, category: { code: 'NEW' } },
    });
    const change = {
      ...key(),
      sku: 'NEW-1',
      status: 'DISCONTINUED' as const,
      category: null,
      expectedVersion: 1,
    };
    const changed = (await admin.run(UpsertProductDocument, { input: change })).upsertProduct;
    expect(changed).toMatchObject({
      product: { id: created.product.id, name: 'New', version: 2, category: null },
    });
    const repeated = (await admin.run(UpsertProductDocument, { input })).upsertProduct;
    expect(repeated).toMatchObject({ replayed: true, product: { version: 2 } });
    const conflict = await admin.fail(UpsertProductDocument, { input: { ...change, ...key() } });
    expect(conflict.extensions).toMatchObject({ code: 'VERSION_CONFLICT', details: { current: 2 } });
  });

  it('reach every part of the catalog, and its objects are nodes', async () => {
    const { category } = (
      await admin.run(UpsertProductCategoryDocument, {
        input: { ...key(), code: 'TRAIL', parentCode: 'BIKES' },
      })
    ).upsertProductCategory;
    expect(category).toMatchObject({ version: 1, parent: { code: 'BIKES' } });
    const entries = [
      { sku: 'PT-1', unitPrice: { currencyCode: 'EUR', amount: '0.29' }, validFrom: '2026-01-01' },
    ];
    const { priceList } = (
      await admin.run(UpsertPriceListDocument, {
        input: { ...key(), code: 'EUR-1', currencyCode: 'EUR', entries },
      })
    ).upsertPriceList;
    expect(priceList.entries.nodes).toEqual([
      { sku: 'PT-1', minQuantity: 1, validFrom: '2026-01-01', unitPrice: { amount: '0.29' } },
    ]);
    const removeEntries = [{ sku: 'PT-1', validFrom: '2026-01-01' }];
    const emptied = await admin.run(UpsertPriceListDocument, {
      input: { ...key(), code: 'EUR-1', removeEntries, expectedVersion: 1 },
    });
    expect(emptied.upsertPriceList.priceList).toMatchObject({ version: 2, entries: { nodes: [] } });
    const sale = {
      ...key(),
      code: 'SALE',
      name: 'Sale',
      reason: 'Stock',
      discountPercent: '12.5',
      skus: ['PT-1'],
    };
    const { promotion } = (await admin.run(UpsertPromotionDocument, { input: sale })).upsertPromotion;
    expect(promotion).toMatchObject({ discountPercent: '12.5', skus: ['PT-1'], version: 1 });
    const tax = { ...key(), countryCode: 'DE', taxCategory: 'STANDARD', percent: '19' };
    const { taxRate } = (await admin.run(UpsertTaxRateDocument, { input: tax })).upsertTaxRate;
    expect(taxRate).toMatchObject({ percent: '19', region: '', version: 1 });
    const ids = [category, priceList, promotion, taxRate].map(({ id }) => id);
    const { nodes } = await admin.run(CatalogNodesDocument, { ids });
    expect(nodes.map((node) => node?.__typename)).toEqual([
      'ProductCategory',
      'PriceList',
      'Promotion',
      'TaxRate',
    ]);
  });

  it('need their permissions', async () => {
    const input = { ...key(), sku: 'NEW-2', name: 'New' };
    const finance = await application.as(Role.FINANCE);
    for (const client of [viewer, finance]) {
      const { extensions } = await client.fail(UpsertProductDocument, { input });
      expect(extensions).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'CATALOG_WRITE' } });
    }
    const operations = await application.as(Role.OPERATIONS);
    const { extensions } = await operations.fail(UpsertPriceListDocument, {
      input: { ...key(), code: 'X', currencyCode: 'USD' },
    });
    expect(extensions).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'PRICE_WRITE' } });
  });

  it.each([
    [{ sku: '' }, 'sku'],
    [{ leadTimeDays: -1 }, 'leadTimeDays'],
    [{ cost: usd('1.1234567') }, 'cost.amount'],
    [{ cost: usd('100000000000.000001') }, 'cost.amount'],
    [{ sellStartDay: '2026-01-02', sellEndDay: '2026-01-02' }, 'sellEndDay'],
  ])('name the field that breaks a rule: %j', async (over, path) => {
    const { extensions } = await admin.fail(UpsertProductDocument, {
      input: { ...key(), sku: 'NEW-3', name: 'New', ...over },
    });
    expect(extensions).toMatchObject({ code: 'VALIDATION_FAILED', details: { fields: [{ path }] } });
  });
});
