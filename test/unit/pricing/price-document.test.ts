import * as fc from 'fast-check';
import { Product } from '../../../entities/catalog/product';
import { explainLine } from '../../../src/pricing/explanation';
import {
  priceQuoted,
  type DocumentToPrice,
  type LineToPrice,
  type PricedDocument,
  type PricingRules,
  type QuotedLine,
} from '../../../src/pricing/price-document';
import type { Discount } from '../../../src/pricing/order-discount';
import { computeTotals, minorToMicros, type TaxRounding } from '../../../src/pricing/totals';
import { DomainError } from '../../../src/shared/errors';
import { PPM } from '../../../src/shared/money';
import { currencyCode, ppm, roundingMode, sumOf } from '../../support/rational';

const price = fc.bigInt({ min: 0n, max: 500_000_000n });
const discount = fc.option(
  fc.oneof(
    ppm.map((share): Discount => ({ ppm: share })),
    fc.bigInt({ min: 0n, max: 50_000n }).map((fixedMinor): Discount => ({ fixedMinor })),
  ),
);

const rules: fc.Arbitrary<PricingRules> = fc.record({
  roundingMode,
  taxRounding: fc.constantFrom<TaxRounding>('UNIT', 'LINE', 'DOCUMENT'),
});

const line = fc.record({
  quantity: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 100_000 })),
  list: price,
  unit: price,
  discount,
  taxPpm: fc.constantFrom(0n, 190_000n, 82_500n),
});

/** A document of a few lines with any discounts, and what its lines were quoted at. */
const sample = fc.record({
  rules,
  currency: currencyCode,
  discount,
  limit: fc.option(ppm),
  freightMinor: fc.bigInt({ min: 0n, max: 90_000n }),
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
});
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never;

function documentOf({ currency, discount, limit, freightMinor, lines }: Sample): DocumentToPrice {
  return {
    currencyCode: currency,
    lines: lines.map((each, i): LineToPrice => ({
      sku: `S${i}`,
      quantity: each.quantity,
      discount: each.discount && { ...each.discount, reason: 'Loyal' },
    })),
    day: '2026-03-16',
    priceListId: null,
    taxExempt: false,
    destination: null,
    discount,
    discountLimit: limit === null ? null : { ppm: limit, told: true },
    freightMinor,
  };
}

function quotedOf({ lines }: Sample, document: DocumentToPrice): QuotedLine[] {
  return document.lines.map((input, i) => ({
    input,
    product: Object.assign(new Product(), { sku: input.sku }),
    quote: {
      listUnitMicros: lines[i]!.list,
      unitMicros: lines[i]!.unit,
      priceListId: 'list',
      promotionId: null,
      promotionReason: null,
      promotionPpm: 0n,
      steps: [
        { kind: 'LIST', label: 'List', unitDeltaMicros: lines[i]!.list },
        { kind: 'CONTRACT', label: 'Agreed', unitDeltaMicros: lines[i]!.unit - lines[i]!.list },
      ],
    },
    taxPpm: lines[i]!.taxPpm,
  }));
}

/** The priced document, or the code with which it is refused. */
function priced(each: Sample, changes: Partial<DocumentToPrice> = {}): PricedDocument | string {
  const document = { ...documentOf(each), ...changes };
  try {
    return priceQuoted(document, quotedOf(each, document), each.rules);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** The amounts, whatever the discounts. */
function amounts(each: Sample, { orders = true, lines = true } = {}) {
  return computeTotals(
    each.lines.map(({ quantity, list, unit, taxPpm, discount: ofLine }) => ({
      quantity,
      taxPpm,
      listUnitMicros: list,
      unitMicros: unit,
      discount: lines ? ofLine : null,
    })),
    {
      currencyCode: each.currency,
      ...each.rules,
      orderDiscount: orders ? each.discount : null,
      freightMinor: each.freightMinor,
    },
  );
}

const isSound = (each: Sample): boolean => {
  const ofLines = amounts(each, { orders: false });
  return (
    ofLines.lines.every(({ netMinor }) => netMinor >= 0n) &&
    (each.discount?.fixedMinor ?? 0n) <= ofLines.netMinor
  );
};

describe('a priced document', () => {
  it('has the totals of its lines, each explained, in the order of the document', () => {
    fc.assert(
      fc.property(sample.filter(isSound), (each) => {
        const document = { ...documentOf(each), discountLimit: null };
        const result = priceQuoted(document, quotedOf(each, document), each.rules);
        const { lines, ...sums } = amounts(each);
        expect(result.sums).toEqual(sums);
        expect(result.lines.map(({ totals }) => totals)).toEqual(lines);
        expect(result.lines.map(({ input }) => input)).toEqual(document.lines);
        result.lines.forEach(({ steps, quote, input, totals }) => {
          expect(steps).toEqual(explainLine(quote, input, totals, each.currency));
          expect(sumOf(steps.map(({ amountMicros }) => BigInt(amountMicros)))).toBe(
            minorToMicros(totals.totalMinor, each.currency),
          );
        });
        expect(sumOf(result.lines.map(({ totals }) => totals.totalMinor)) + each.freightMinor).toBe(
          result.sums.totalMinor,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is refused exactly when a discount exceeds what it is taken from', () => {
    fc.assert(
      fc.property(sample, (each) => {
        const outcome = priced(each, { discountLimit: null });
        expect(outcome === 'VALIDATION_FAILED').toBe(!isSound(each));
        if (typeof outcome === 'string') expect(outcome).toBe('VALIDATION_FAILED');
      }),
      { numRuns: 300 },
    );
  });

  it('is refused exactly when discounts take more than their limit and a minor unit off some line', () => {
    fc.assert(
      fc.property(
        sample.filter((each) => isSound(each) && each.limit !== null),
        (each) => {
          const before = amounts(each, { orders: false, lines: false }).lines;
          const after = amounts(each).lines;
          const exceeds = before.some(({ netMinor }, i) => {
            const given = netMinor - after[i]!.netMinor;
            return given * PPM - netMinor * each.limit! >= PPM;
          });
          const outcome = priced(each);
          expect(outcome === 'DISCOUNT_LIMIT_EXCEEDED').toBe(exceeds);
          if (!exceeds) expect(outcome).toEqual(priced(each, { discountLimit: null }));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('costs without discounts what each of its lines costs alone, unless tax is rounded on the document', () => {
    const plain = sample.filter(({ rules: { taxRounding } }) => taxRounding !== 'DOCUMENT');
    fc.assert(
      fc.property(plain, (whole) => {
        const each = { ...whole, discount: null, lines: whole.lines.map((l) => ({ ...l, discount: null })) };
        const together = priced(each) as PricedDocument;
        const alone = each.lines.map((l) => priced({ ...each, lines: [l] }) as PricedDocument);
        expect(together.lines.map(({ totals }) => totals)).toEqual(alone.map(({ lines: [l] }) => l!.totals));
      }),
    );
  });
});
