import type { DemoRun } from './demo-run';
import { chance, type Faker } from './random';

export interface DemoProduct {
  sku: string;
  name: string;
  categoryCode: string;
  /** List price in whole cents of a dollar. */
  cents: number;
  stocked: boolean;
  /** How often it is ordered, compared with others. */
  demand: number;
}

const CATEGORIES = [
  {
    code: 'FASTENERS',
    name: 'Fasteners',
    cents: [200, 4_000],
    things: ['Hex bolt set', 'Lock nut pack', 'Wood screw box', 'Anchor kit', 'Washer assortment'],
  },
  {
    code: 'HAND-TOOLS',
    name: 'Hand tools',
    cents: [900, 18_000],
    things: ['Torque wrench', 'Socket set', 'Pliers', 'Claw hammer', 'Spirit level'],
  },
  {
    code: 'POWER-TOOLS',
    name: 'Power tools',
    cents: [7_500, 95_000],
    things: ['Cordless drill', 'Angle grinder', 'Rotary hammer', 'Band saw', 'Impact driver'],
  },
  {
    code: 'SAFETY',
    name: 'Safety',
    cents: [300, 25_000],
    things: ['Safety helmet', 'Cut-resistant gloves', 'Fall harness', 'Ear defenders', 'Work boots'],
  },
  {
    code: 'ELECTRICAL',
    name: 'Electrical',
    cents: [400, 60_000],
    things: ['Cable reel', 'Circuit breaker', 'LED floodlight', 'Junction box', 'Motor starter'],
  },
  {
    code: 'FLUID',
    name: 'Pumps and valves',
    cents: [2_500, 240_000],
    things: ['Centrifugal pump', 'Ball valve', 'Pressure gauge', 'Check valve', 'Hose assembly'],
  },
  {
    code: 'SERVICES',
    name: 'Services',
    cents: [12_000, 90_000],
    things: ['On-site installation', 'Calibration', 'Maintenance visit'],
  },
] as const;

const GRADES = ['Standard', 'Pro', 'Heavy-duty', 'Compact', 'Marine', 'Industrial'];
const MODELS_PER_THING = 8;
const CURRENCIES = [
  { code: 'USD', name: 'US dollar', perDollar: 1 },
  { code: 'EUR', name: 'Euro', perDollar: 0.92 },
  { code: 'GBP', name: 'Pound sterling', perDollar: 0.79 },
  { code: 'CAD', name: 'Canadian dollar', perDollar: 1.37 },
] as const;
const E10 = 10_000_000_000;
const MONTHS = 26;

/** Products, price lists, promotions, taxes and currencies of the demo company. */
export async function loadCatalog(run: DemoRun): Promise<DemoProduct[]> {
  const products = makeProducts(run.faker('products'));
  const at = monthsBefore(run.options.anchor, MONTHS);
  await loadCurrencies(run, at);
  const { catalog } = run.services.useCases;
  await run.mustRun(
    catalog.upsertProduct,
    products.map((product) => ({ key: `product:${product.sku}`, at, input: productInput(product) })),
  );
  await loadPriceLists(run, products, at);
  await loadPromotions(run, products, at);
  await loadTaxRates(run, at);
  return products;
}

function makeProducts(faker: Faker): DemoProduct[] {
  return CATEGORIES.flatMap(({ code, things, cents }) =>
    things.flatMap((thing, t) =>
      Array.from({ length: MODELS_PER_THING }, (_, m) => ({
        sku: `${code.slice(0, 3)}-${t + 1}${String(m + 1).padStart(2, '0')}`,
        name: `${thing} ${GRADES[m % GRADES.length]} ${faker.string.alpha({ length: 1, casing: 'upper' })}${faker.number.int({ min: 10, max: 99 })}`,
        categoryCode: code,
        cents: faker.number.int({ min: cents[0], max: cents[1] }),
        stocked: code !== 'SERVICES',
        demand: faker.number.int({ min: 1, max: 10 }),
      })),
    ),
  );
}

/** Two products of three may be backordered. */
export function mayBackorder(demand: number): boolean {
  return demand % 3 !== 2;
}

function productInput({ sku, name, categoryCode, cents, stocked, demand }: DemoProduct) {
  const category = CATEGORIES.find(({ code }) => code === categoryCode)!;
  return {
    sku,
    name,
    category: { code: category.code, name: category.name },
    stocked,
    cost: { micros: BigInt(Math.round(cents * 0.58)) * 10_000n, currencyCode: 'USD' },
    backorderPolicy: !mayBackorder(demand)
      ? null
      : demand % 3 === 0
        ? ('ALLOW_WITH_PROMISE' as const)
        : ('ALLOW' as const),
    leadTimeDays: 5 + (cents % 20),
  };
}

async function loadCurrencies(run: DemoRun, at: Date): Promise<void> {
  const { accounts } = run.services.useCases;
  const faker = run.faker('rates');
  await run.mustRun(
    accounts.upsertCurrency,
    CURRENCIES.map(({ code, name }) => ({ key: `currency:${code}`, at, input: { code, name } })),
  );
  const rates = CURRENCIES.filter(({ code }) => code !== 'USD').flatMap(({ code, perDollar }) =>
    Array.from({ length: MONTHS + 1 }, (_, month) => ({
      from: code,
      to: 'USD',
      day:
        monthsBefore(run.options.anchor, MONTHS + 1 - month)
          .toISOString()
          .slice(0, 8) + '01',
      rateE10: BigInt(
        Math.round((E10 / perDollar) * (1 + faker.number.int({ min: -300, max: 300 }) / 10_000)),
      ),
    })),
  );
  await run.mustRun(
    accounts.upsertExchangeRate,
    rates.map((input) => ({ key: `rate:${input.from}:${input.day}`, at, input })),
  );
}

/** Volume breaks: from this quantity on, the share of the price that is taken off in percent. */
const BREAKS = [
  { minQuantity: 1, percent: 0 },
  { minQuantity: 10, percent: 4 },
  { minQuantity: 50, percent: 9 },
];

async function loadPriceLists(run: DemoRun, products: readonly DemoProduct[], at: Date): Promise<void> {
  const { upsertPriceList } = run.services.useCases.catalog;
  const lists = [
    ...CURRENCIES.map(({ code, name, perDollar }) => ({
      code: `LIST-${code}`,
      name: `List prices in ${name}`,
      currencyCode: code,
      isDefault: true,
      entries: products.map((product) => ({
        sku: product.sku,
        minQuantity: 1,
        validFrom: null,
        unitPriceMicros: micros(product.cents * perDollar),
      })),
    })),
    ...[
      { code: 'GOLD-USD', name: 'Gold contract', factor: 0.82 },
      { code: 'SILVER-USD', name: 'Silver contract', factor: 0.9 },
    ].map(({ code, name, factor }) => ({
      code,
      name,
      currencyCode: 'USD',
      isDefault: false,
      entries: products
        .filter(({ stocked }) => stocked)
        .flatMap(({ sku, cents }) =>
          BREAKS.map(({ minQuantity, percent }) => ({
            sku,
            minQuantity,
            validFrom: null,
            unitPriceMicros: micros(cents * factor * (1 - percent / 100)),
          })),
        ),
    })),
  ];
  await run.mustRun(
    upsertPriceList,
    lists.map((input) => ({ key: `price-list:${input.code}`, at, input })),
  );
}

function micros(cents: number): bigint {
  return BigInt(Math.round(cents)) * 10_000n;
}

async function loadPromotions(run: DemoRun, products: readonly DemoProduct[], at: Date): Promise<void> {
  const faker = run.faker('promotions');
  const goods = products.filter(({ stocked }) => stocked);
  const inputs = ['Spring clearance', 'Safety weeks', 'Year-end stock'].map((name, i) => ({
    code: `PROMO-${i + 1}`,
    name,
    reason: name,
    discountPpm: BigInt(50_000 + i * 25_000),
    minQuantity: 5,
    validFrom: monthsBefore(run.options.anchor, 20 - i * 8)
      .toISOString()
      .slice(0, 10),
    validTo: monthsBefore(run.options.anchor, 14 - i * 8)
      .toISOString()
      .slice(0, 10),
    skus: goods.filter(() => chance(faker, 12)).map(({ sku }) => sku),
  }));
  await run.mustRun(
    run.services.useCases.catalog.upsertPromotion,
    inputs.map((input) => ({ key: `promotion:${input.code}`, at, input })),
  );
}

const TAXES = [
  { countryCode: 'US', region: 'California', ppm: 72_500n },
  { countryCode: 'US', region: 'Texas', ppm: 62_500n },
  { countryCode: 'US', region: 'New York', ppm: 40_000n },
  { countryCode: 'US', region: 'Ohio', ppm: 57_500n },
  { countryCode: 'CA', region: '', ppm: 50_000n },
  { countryCode: 'DE', region: '', ppm: 190_000n },
  { countryCode: 'NL', region: '', ppm: 210_000n },
  { countryCode: 'GB', region: '', ppm: 200_000n },
];

async function loadTaxRates(run: DemoRun, at: Date): Promise<void> {
  await run.mustRun(
    run.services.useCases.catalog.upsertTaxRate,
    TAXES.map(({ countryCode, region, ppm }) => ({
      key: `tax:${countryCode}:${region}`,
      at,
      input: { countryCode, region, taxCategory: 'STANDARD', validFrom: null, ratePpm: ppm, validTo: null },
    })),
  );
}

/** A moment some months earlier, at the start of its day (UTC). */
export function monthsBefore(moment: Date, months: number): Date {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() - months, 1));
}
