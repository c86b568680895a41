import { Product } from '../../../entities/catalog/product';
import { ProductCategory } from '../../../entities/catalog/product-category';
import { catalogUseCases } from '../../../src/catalog/use-cases';
import { systemActor } from '../../../src/auth/actor';
import { CatalogWorld } from '../../support/catalog-world';

const { upsertProduct, upsertProductCategory } = catalogUseCases();
let world: CatalogWorld;

beforeAll(async () => {
  world = await CatalogWorld.create();
});
afterAll(() => world.drop());

let counter = 0;
const newSku = (): string => `SKU-${++counter}`;

async function product(id: string): Promise<Product> {
  const [row] = await world.database.reader.select(Product, 'WHERE t.id = ?', [id]);
  return row!;
}

async function category(code: string): Promise<ProductCategory> {
  const [row] = await world.database.reader.select(ProductCategory, 'WHERE t.code = ?', [code]);
  return row!;
}

describe('upsertProduct', () => {
  it('creates a product with defaults, in a category that it creates', async () => {
    const sku = newSku();
    const cost = { micros: 1_234_567n, currencyCode: 'USD' };
    const { id, version } = await world.run(upsertProduct, {
      sku,
      name: 'Pump  Ünit',
      cost,
      category: { code: 'PUMPS' },
    });
    expect(version).toBe(1);
    expect(await product(id)).toMatchObject({
      sku,
      name: 'Pump  Ünit',
      nameSearch: 'pump unit',
      categoryId: (await category('PUMPS')).id,
      unitCode: 'EACH',
      taxCategory: 'STANDARD',
      stocked: true,
      status: 'ACTIVE',
      leadTimeDays: 7,
      costMicros: 1_234_567n,
      costCurrency: 'USD',
      backorderPolicy: null,
    });
    expect(await category('PUMPS')).toMatchObject({ name: 'PUMPS', parentId: null, version: 1 });
  });

  it('changes only what is given, and empties what is given as null', async () => {
    const sku = newSku();
    const { id } = await world.run(upsertProduct, {
      sku,
      name: 'Hose',
      leadTimeDays: 3,
      sellStartDay: '2026-01-01',
    });
    await world.run(upsertProduct, { sku, status: 'DISCONTINUED', sellStartDay: null, expectedVersion: 1 });
    expect(await product(id)).toMatchObject({
      name: 'Hose',
      leadTimeDays: 3,
      status: 'DISCONTINUED',
      sellStartDay: null,
      version: 2,
    });
  });

  it('records the full values after each change, the cost apart from the others', async () => {
    const sku = newSku();
    const { id } = await world.run(upsertProduct, {
      sku,
      name: 'Valve',
      cost: { micros: 5n, currencyCode: 'USD' },
    });
    await world.run(upsertProduct, { sku, name: 'Ball valve', expectedVersion: 1 });
    const events = await world.eventsOf(id);
    expect(events.map(({ type, aggregateVersion }) => [type, aggregateVersion])).toEqual([
      ['ProductSaved', 1],
      ['ProductSaved', 2],
    ]);
    expect(events[1]!.data).toMatchObject({
      product: {
        id,
        sku,
        name: 'Ball valve',
        stocked: true,
        version: 2,
        createdAt: '2026-03-15T10:00:00.000Z',
      },
      productCost: { costMicros: '5', costCurrency: 'USD' },
    });
    expect(events[1]!.data['product']).not.toHaveProperty('costMicros');
  });

  it.each([
    ['a wrong version', 7],
    ['no version', undefined],
  ])('refuses a change with %s and names the current one', async (_name, expectedVersion) => {
    const sku = newSku();
    const { id } = await world.run(upsertProduct, { sku, name: 'Tank' });
    await expect(world.run(upsertProduct, { sku, name: 'Other', expectedVersion })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current: 1 },
    });
    expect(await product(id)).toMatchObject({ name: 'Tank', version: 1 });
  });

  it('leaves a product alone that is as asked already', async () => {
    const sku = newSku();
    const { id } = await world.run(upsertProduct, { sku, name: 'Seal' });
    expect(await world.run(upsertProduct, { sku, name: 'Seal', expectedVersion: 1 })).toEqual({
      id,
      version: 1,
      changed: false,
    });
    expect(await world.eventsOf(id)).toHaveLength(1);
  });

  it('answers a repeated command from its record', async () => {
    const command = world.command({ sku: newSku(), name: 'Gasket' });
    const first = await world.runner.run(upsertProduct, command);
    const again = await world.runner.run(upsertProduct, { ...command, id: world.command({}).id });
    expect(again).toEqual({ ...first, replayed: true });
    await expect(
      world.runner.run(upsertProduct, { ...command, input: { ...command.input, name: 'Else' } }),
    ).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('does a list of commands in a handful of statements, each on its own, several for one product', async () => {
    const [a, b, c] = [newSku(), newSku(), newSku()];
    const answers = await world.load(upsertProduct, [
      { sku: a, name: 'A' },
      { sku: b, name: 'B', category: { code: 'MISPLACED', parentCode: 'NOWHERE' } },
      { sku: a, name: 'A2', cost: { micros: 1n, currencyCode: 'USD' } },
      { sku: c },
      { sku: ` ${c} `, name: 'C' },
    ]);
    expect(answers.map((answer) => (answer.ok ? answer.result.version : answer.error.code))).toEqual([
      1,
      'INVALID_REFERENCE',
      2,
      'VALIDATION_FAILED',
      1,
    ]);
    expect(await category('MISPLACED')).toBeUndefined();
    const answer = answers[0]!;
    expect(await product(answer.ok ? answer.result.id : '')).toMatchObject({
      name: 'A2',
      costMicros: 1n,
      version: 2,
    });
  });

  it('creates a product once when many do it at the same time', async () => {
    const sku = newSku();
    const attempts = Array.from({ length: 10 }, (_, i) =>
      world.run(upsertProduct, { sku, name: `Name ${i}`, category: { code: `RACE-${i % 2}` } }).then(
        ({ version }) => version,
        ({ code }) => code as string,
      ),
    );
    const answers = (await Promise.all(attempts)).sort();
    expect(answers).toEqual([1, ...new Array<string>(9).fill('VERSION_CONFLICT')]);
  });

  it('repeats an import without versions and changes nothing', async () => {
    const sku = newSku();
    const input = { sku, name: 'Filter', category: { code: 'FILTERS', name: 'Filters' } };
    await world.load(upsertProduct, [input]);
    const [again] = await world.load(upsertProduct, [input]);
    expect(again).toMatchObject({ ok: true, result: { version: 1, changed: false } });
    await world.run(upsertProduct, { sku, name: 'Oil filter' }, { actor: systemActor });
  });

  it.each([
    ['a SKU of another product by id', { name: 'X' }, 'VALIDATION_FAILED'],
    ['an unknown currency', { cost: { micros: 1n, currencyCode: 'XXX' } }, 'CURRENCY_UNKNOWN'],
    [
      'selling dates without a day',
      { sellStartDay: '2026-02-01', sellEndDay: '2026-02-01' },
      'VALIDATION_FAILED',
    ],
    ['an empty name', { name: ' ' }, 'VALIDATION_FAILED'],
  ])('refuses %s', async (name, input, code) => {
    const sku = newSku();
    const { id } = await world.run(upsertProduct, { sku, name: 'Bolt' });
    const meant = name.startsWith('a SKU') ? { id, sku: newSku() } : { sku };
    await expect(world.run(upsertProduct, { ...meant, ...input, expectedVersion: 1 })).rejects.toMatchObject({
      code,
    });
  });
});

describe('upsertProductCategory', () => {
  it('moves a category with everything below it', async () => {
    await world.load(upsertProductCategory, [
      { code: 'ROOT', name: 'Root' },
      { code: 'BIKES', parentCode: null },
      { code: 'ROAD', parentCode: 'BIKES' },
      { code: 'CARBON', parentCode: 'ROAD' },
    ]);
    await world.run(upsertProductCategory, { code: 'BIKES', parentCode: 'ROOT', expectedVersion: 1 });
    const [root, bikes, road, carbon] = [
      await category('ROOT'),
      await category('BIKES'),
      await category('ROAD'),
      await category('CARBON'),
    ];
    expect(carbon!.path).toBe(`/${root!.id}/${bikes!.id}/${road!.id}/${carbon!.id}/`);
    expect([root, bikes, road, carbon].map((row) => row!.version)).toEqual([1, 2, 2, 2]);
    expect((await world.eventsOf(carbon!.id)).at(-1)).toMatchObject({
      type: 'ProductCategorySaved',
      data: { category: { path: carbon!.path, version: 2 } },
    });
  });

  it.each(['LOOP-A', 'LOOP-B', 'LOOP-C'])(
    'refuses to put a category below itself (%s)',
    async (parentCode) => {
      await world.load(upsertProductCategory, [
        { code: 'LOOP-A' },
        { code: 'LOOP-B', parentCode: 'LOOP-A' },
        { code: 'LOOP-C', parentCode: 'LOOP-B' },
      ]);
      await expect(
        world.run(upsertProductCategory, { code: 'LOOP-A', parentCode }, { actor: systemActor }),
      ).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        details: { fields: [{ path: 'parentCode', rule: 'acyclic' }] },
      });
    },
  );

  it('refuses a twelfth level', async () => {
    const codes = Array.from({ length: 11 }, (_, i) => `LEVEL-${i + 1}`);
    const answers = await world.load(
      upsertProductCategory,
      [...codes, 'LEVEL-12'].map((code, i) => ({ code, parentCode: codes[i - 1] ?? null })),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([...codes.map(() => true), false]);
  });
});
