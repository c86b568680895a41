import * as fc from 'fast-check';
import { unitPrice, type PriceCandidate } from '../../../src/pricing/unit-price';
import { explainLine, type PriceStep } from '../../../src/pricing/explanation';
import type { Discount } from '../../../src/pricing/order-discount';
import { computeTotals, minorToMicros, type TaxRounding } from '../../../src/pricing/totals';
import { currencyCode, ppm, roundingMode } from '../../support/rational';

const ORDER: readonly PriceStep['kind'][] = [
  'LIST',
  'CONTRACT',
  'VOLUME_BREAK',
  'PROMOTION',
  'MANUAL',
  'PRORATION',
  'TAX',
  'ROUNDING',
];
const DAY = '2026-03-16';
const always = { validFrom: null, validTo: null };

const price = fc.bigInt({ min: 0n, max: 2_000_000_000n });
const entry = fc.record({
  isDefault: fc.boolean(),
  minQuantity: fc.constantFrom(1, 1, 5, 50),
  unitPriceMicros: price,
});

/** A priced order of one line or two, each with any of the steps that a price may have. */
const order = fc.record({
  currency: currencyCode,
  mode: roundingMode,
  taxRounding: fc.constantFrom<TaxRounding>('UNIT', 'LINE', 'DOCUMENT'),
  orderDiscount: fc.option(ppm),
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 100 }),
      entries: fc.array(entry, { maxLength: 4 }),
      listMicros: price,
      promotion: fc.option(ppm),
      discount: fc.option(
        fc.oneof(
          ppm.map((share): Discount => ({ ppm: share })),
          fc.constant<Discount>({ fixedMinor: 1n }),
        ),
      ),
      taxPpm: fc.constantFrom(0n, 190_000n),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});

type Sampled = typeof order extends fc.Arbitrary<infer T> ? T : never;

function quoteOf({ quantity, entries, listMicros, promotion }: Sampled['lines'][number], currency: string) {
  const candidates = [{ isDefault: true, minQuantity: 1, unitPriceMicros: listMicros }, ...entries].map(
    ({ isDefault, minQuantity, unitPriceMicros }): PriceCandidate => ({
      ...always,
      sku: 'A',
      minQuantity,
      unitPriceMicros,
      list: {
        ...always,
        id: isDefault ? 'standard' : 'agreed',
        name: 'A list',
        currencyCode: currency,
        isDefault,
      },
    }),
  );
  const promotions =
    promotion === null ? [] : [{ discountPpm: promotion, minQuantity: 1, maxQuantity: null }];
  return unitPrice(
    { productId: 'p', sku: 'A', quantity, day: DAY, currencyCode: currency, priceListId: 'agreed' },
    candidates,
    promotions.map((p) => ({ ...always, ...p, id: 'p', code: 'P', name: 'Spring', reason: 'Spring' })),
  );
}

function explained({ currency, mode, taxRounding, orderDiscount, lines }: Sampled) {
  const quotes = lines.map((line) => quoteOf(line, currency));
  const discounts = lines.map(({ discount }) => (discount ? { ...discount, reason: 'Loyal' } : null));
  const totals = computeTotals(
    lines.map(({ quantity, taxPpm }, i) => ({
      quantity,
      taxPpm,
      listUnitMicros: quotes[i]!.listUnitMicros,
      unitMicros: quotes[i]!.unitMicros,
      discount: discounts[i]!,
    })),
    {
      currencyCode: currency,
      roundingMode: mode,
      taxRounding,
      orderDiscount: orderDiscount === null ? null : { ppm: orderDiscount },
      freightMinor: 0n,
    },
  );
  return totals.lines.map((line, i) => ({
    total: line,
    quantity: BigInt(lines[i]!.quantity),
    quote: quotes[i]!,
    steps: explainLine(quotes[i]!, { quantity: lines[i]!.quantity, discount: discounts[i]! }, line, currency),
  }));
}

/** Orders whose discounts leave something of each line, as those that are accepted do. */
const accepted = order.filter((sample) => explained(sample).every(({ total }) => total.netMinor >= 0n));
const amountOf = (steps: readonly PriceStep[], ...kinds: PriceStep['kind'][]): bigint =>
  steps.filter(({ kind }) => kinds.includes(kind)).reduce((sum, step) => sum + BigInt(step.amountMicros), 0n);

describe('the explanation of a price', () => {
  it('adds up to the total of the line', () => {
    fc.assert(
      fc.property(accepted, (sample) => {
        for (const { steps, total } of explained(sample)) {
          expect(amountOf(steps, ...ORDER)).toBe(minorToMicros(total.totalMinor, sample.currency));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves half a minor unit at most to rounding', () => {
    fc.assert(
      fc.property(accepted, (sample) => {
        const half = minorToMicros(1n, sample.currency) / 2n;
        for (const { steps } of explained(sample)) {
          const rounding = amountOf(steps, 'ROUNDING');
          expect(rounding <= half && rounding >= -half).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names each step once, in the order of the rule, and none that changes nothing', () => {
    fc.assert(
      fc.property(accepted, (sample) => {
        for (const { steps } of explained(sample)) {
          const kinds = steps.map(({ kind }) => kind);
          expect(kinds).toEqual(ORDER.filter((kind) => kinds.includes(kind)));
          expect(kinds[0]).toBe('LIST');
          const idle = steps.filter(({ kind, amountMicros }) => amountMicros === '0' && kind !== 'LIST');
          expect(idle.filter(({ kind }) => kind !== 'MANUAL')).toEqual([]);
        }
      }),
    );
  });

  it('carries each amount under its own step', () => {
    fc.assert(
      fc.property(accepted, (sample) => {
        for (const { steps, quantity, quote, total } of explained(sample)) {
          const catalog = amountOf(steps, 'LIST', 'CONTRACT', 'VOLUME_BREAK', 'PROMOTION');
          expect(amountOf(steps, 'LIST')).toBe(quote.listUnitMicros * quantity);
          expect(catalog).toBe(quote.unitMicros * quantity);
          expect(amountOf(steps, 'TAX')).toBe(minorToMicros(total.taxMinor, sample.currency));
          expect(amountOf(steps, 'PRORATION')).toBe(
            -minorToMicros(total.orderDiscountMinor, sample.currency),
          );
        }
      }),
    );
  });
});
