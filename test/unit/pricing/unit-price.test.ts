import { refusalOf } from '../../support/refusals';
import {
  unitPrice,
  type PriceCandidate,
  type PriceListTerms,
  type PriceRequest,
  type PromotionCandidate,
  type UnitPriceQuote,
} from '../../../src/pricing/unit-price';

const standard: PriceListTerms = list('STD', { isDefault: true, name: 'List prices' });
const contract: PriceListTerms = list('GOLD', { name: 'Gold customers' });

function list(id: string, over: Partial<PriceListTerms> = {}): PriceListTerms {
  return { id, name: id, currencyCode: 'USD', isDefault: false, validFrom: null, validTo: null, ...over };
}

function entry(of: PriceListTerms, dollars: number, over: Partial<PriceCandidate> = {}): PriceCandidate {
  const unitPriceMicros = BigInt(Math.round(dollars * 1_000_000));
  return { list: of, sku: 'PUMP', minQuantity: 1, unitPriceMicros, validFrom: null, validTo: null, ...over };
}

function promotion(percent: number, over: Partial<PromotionCandidate> = {}): PromotionCandidate {
  const fixed = {
    name: 'Spring sale',
    reason: 'Seasonal',
    minQuantity: 1,
    maxQuantity: null,
    validFrom: null,
    validTo: null,
  };
  return {
    ...fixed,
    id: `P${percent}`,
    code: `P${percent}`,
    discountPpm: BigInt(Math.round(percent * 10_000)),
    ...over,
  };
}

function request(over: Partial<PriceRequest> = {}): PriceRequest {
  const fixed = { productId: 'product', sku: 'PUMP', quantity: 1, day: '2026-03-15', currencyCode: 'USD' };
  return { ...fixed, priceListId: 'GOLD', ...over };
}

interface Case {
  name: string;
  request?: Partial<PriceRequest>;
  entries: PriceCandidate[];
  promotions?: PromotionCandidate[];
  /** Unit price in dollars, or null for PRICE_MISSING. */
  price: number | null;
  steps?: string[];
}

const breaks = [
  entry(standard, 100),
  entry(standard, 90, { minQuantity: 10 }),
  entry(standard, 80, { minQuantity: 50 }),
];

const cases: Case[] = [
  {
    name: 'is the list price when the account has no price list',
    request: { priceListId: null },
    entries: [entry(standard, 100), entry(contract, 70)],
    price: 100,
    steps: ['LIST 100'],
  },
  {
    name: "is the contract price of the account's list",
    entries: [entry(standard, 100), entry(contract, 70)],
    price: 70,
    steps: ['LIST 100', 'CONTRACT -30'],
  },
  {
    name: 'may be above the list price by contract',
    entries: [entry(standard, 100), entry(contract, 110)],
    price: 110,
    steps: ['LIST 100', 'CONTRACT 10'],
  },
  {
    name: 'takes the contract price for the list price when there is no other',
    entries: [entry(contract, 70)],
    price: 70,
    steps: ['LIST 70'],
  },
  {
    name: 'stays below the next volume break',
    request: { quantity: 9 },
    entries: breaks,
    price: 100,
    steps: ['LIST 100'],
  },
  {
    name: 'reaches a volume break at its quantity',
    request: { quantity: 10 },
    entries: breaks,
    price: 90,
    steps: ['LIST 100', 'VOLUME_BREAK -10'],
  },
  {
    name: 'takes the largest volume break that the quantity reaches',
    request: { quantity: 5000 },
    entries: breaks,
    price: 80,
    steps: ['LIST 100', 'VOLUME_BREAK -20'],
  },
  {
    name: "takes volume breaks of the account's list on top of its contract price",
    request: { quantity: 20 },
    entries: [...breaks, entry(contract, 70), entry(contract, 65, { minQuantity: 20 })],
    price: 65,
    steps: ['LIST 100', 'CONTRACT -30', 'VOLUME_BREAK -5'],
  },
  {
    name: 'keeps the contract price although the list prices break lower',
    request: { quantity: 50 },
    entries: [entry(standard, 100), entry(standard, 60, { minQuantity: 50 }), entry(contract, 70)],
    price: 70,
    steps: ['LIST 100', 'CONTRACT -30'],
  },
  {
    name: "falls back to the list prices below the first quantity of the account's list",
    request: { quantity: 5 },
    entries: [entry(standard, 100), entry(contract, 70, { minQuantity: 10 })],
    price: 100,
    steps: ['LIST 100'],
  },
  {
    name: 'goes from the list price to a contract volume break directly when the contract has no single price',
    request: { quantity: 10 },
    entries: [entry(standard, 100), entry(contract, 70, { minQuantity: 10 })],
    price: 70,
    steps: ['LIST 100', 'VOLUME_BREAK -30'],
  },
  {
    name: 'takes the reached volume break for the list price when nothing has a single price',
    request: { quantity: 10 },
    entries: [entry(standard, 90, { minQuantity: 10 })],
    price: 90,
    steps: ['LIST 90'],
  },
  {
    name: 'has no contract step when the account buys at the list prices',
    request: { priceListId: 'STD', quantity: 10 },
    entries: breaks,
    price: 90,
    steps: ['LIST 100', 'VOLUME_BREAK -10'],
  },
  {
    name: 'begins on its first day',
    entries: [entry(standard, 100, { validFrom: '2026-03-15' })],
    price: 100,
  },
  {
    name: 'does not begin earlier',
    entries: [entry(standard, 100, { validFrom: '2026-03-16' })],
    price: null,
  },
  {
    name: 'ends before the day that ends it',
    entries: [entry(standard, 100, { validTo: '2026-03-15' })],
    price: null,
  },
  {
    name: 'is the entry that started last when several are valid',
    entries: [
      entry(standard, 95, { validFrom: '2026-01-01' }),
      entry(standard, 97, { validFrom: '2026-03-01' }),
      entry(standard, 93),
    ],
    price: 97,
  },
  {
    name: 'ignores a price list outside of its days',
    entries: [entry(standard, 100), entry({ ...contract, validTo: '2026-03-01' }, 70)],
    price: 100,
  },
  {
    name: "ignores the account's list in another currency",
    entries: [entry(standard, 100), entry({ ...contract, currencyCode: 'EUR' }, 70)],
    price: 100,
  },
  {
    name: 'is missing in another currency',
    request: { currencyCode: 'EUR' },
    entries: [entry(standard, 100)],
    price: null,
  },
  { name: "ignores other accounts' lists", entries: [entry(list('SILVER'), 85)], price: null },
  { name: 'is missing without entries', entries: [], price: null },
  {
    name: 'is reduced by a promotion after the contract',
    entries: [entry(standard, 100), entry(contract, 70)],
    promotions: [promotion(10)],
    price: 63,
    steps: ['LIST 100', 'CONTRACT -30', 'PROMOTION -7'],
  },
  {
    name: 'takes only the largest promotion',
    entries: [entry(standard, 100)],
    promotions: [promotion(10), promotion(15), promotion(5)],
    price: 85,
    steps: ['LIST 100', 'PROMOTION -15'],
  },
  {
    name: 'ignores a promotion below its quantity',
    request: { quantity: 10 },
    entries: [entry(standard, 100)],
    promotions: [promotion(10, { minQuantity: 11, maxQuantity: 14 })],
    price: 100,
  },
  {
    name: 'takes a promotion up to its last quantity',
    request: { quantity: 14 },
    entries: [entry(standard, 100)],
    promotions: [promotion(10, { minQuantity: 11, maxQuantity: 14 })],
    price: 90,
  },
  {
    name: 'ignores a promotion above its last quantity',
    request: { quantity: 15 },
    entries: [entry(standard, 100)],
    promotions: [promotion(10, { minQuantity: 11, maxQuantity: 14 })],
    price: 100,
  },
  {
    name: 'ignores a promotion that is over',
    entries: [entry(standard, 100)],
    promotions: [promotion(10, { validTo: '2026-03-15' }), promotion(20, { validFrom: '2026-03-16' })],
    price: 100,
  },
  { name: 'can be given away', entries: [entry(standard, 100)], promotions: [promotion(100)], price: 0 },
  {
    name: 'rounds a promotion half to even at the millionth',
    entries: [entry(standard, 0.000005)],
    promotions: [promotion(50)],
    price: 0.000003,
  },
];

describe('the price of a unit', () => {
  test.each(cases)('$name', ({ request: over, entries, promotions = [], price, steps }) => {
    const quoted = () => unitPrice(request(over), entries, promotions);
    if (price === null) {
      expect(refusalOf(quoted)).toMatchObject({ code: 'PRICE_MISSING', details: { sku: 'PUMP' } });
      return;
    }
    expect(shown(quoted())).toMatchObject({ price, ...(steps && { steps }) });
  });

  test.each(cases.filter(({ price }) => price !== null))('adds up by its steps when it $name', (given) => {
    const quote = unitPrice(request(given.request), given.entries, given.promotions ?? []);
    const sum = quote.steps.reduce((total, { unitDeltaMicros }) => total + unitDeltaMicros, 0n);
    expect(sum).toBe(quote.unitMicros);
    expect(quote.steps[0]).toMatchObject({ kind: 'LIST', unitDeltaMicros: quote.listUnitMicros });
  });

  test('names the deciding list, the promotion and what each step is', () => {
    const entries = [entry(standard, 100), entry(contract, 70), entry(contract, 60, { minQuantity: 10 })];
    expect(unitPrice(request({ quantity: 12 }), entries, [promotion(10)])).toMatchObject({
      priceListId: 'GOLD',
      promotionId: 'P10',
      promotionReason: 'Seasonal',
      promotionPpm: 100_000n,
      steps: [
        { kind: 'LIST', label: 'List prices' },
        { kind: 'CONTRACT', label: 'Gold customers' },
        { kind: 'VOLUME_BREAK', label: 'Gold customers, from 10' },
        { kind: 'PROMOTION', label: 'Spring sale' },
      ],
    });
  });

  test('names no promotion when none applies', () => {
    expect(unitPrice(request(), [entry(standard, 100)], [promotion(0)])).toMatchObject({
      promotionId: null,
      promotionReason: null,
      promotionPpm: 0n,
    });
  });

  test('chooses the same promotion among equal ones in any order', () => {
    const twins = [promotion(10, { id: 'b', code: 'B' }), promotion(10, { id: 'a', code: 'A' })];
    for (const promotions of [twins, [...twins].reverse()]) {
      expect(unitPrice(request(), [entry(standard, 100)], promotions)).toMatchObject({ promotionId: 'a' });
    }
  });
});

function shown(quote: UnitPriceQuote): { price: number; steps: string[] } {
  const dollars = (micros: bigint): number => Number(micros) / 1_000_000;
  return {
    price: dollars(quote.unitMicros),
    steps: quote.steps.map(({ kind, unitDeltaMicros }) => `${kind} ${dollars(unitDeltaMicros)}`),
  };
}
