import * as fc from 'fast-check';
import type { Discount } from '../../../src/pricing/order-discount';
import {
  computeTotals,
  cumulativeShare,
  sumLines,
  type LineToTotal,
  type TaxRounding,
  type TotalRules,
} from '../../../src/pricing/totals';
import type { RoundingMode } from '../../../src/shared/money';
import {
  compare,
  currencyCode,
  distance,
  minorUnits,
  nearest,
  ppm,
  rational,
  roundingMode,
  sumOf,
} from '../../support/rational';
import { exactAmount, slowBase, slowTotals } from '../../support/slow-totals';

const taxRounding = fc.constantFrom<TaxRounding>('UNIT', 'LINE', 'DOCUMENT');
const taxPpm = fc.constantFrom(0n, 70_000n, 190_000n, 82_500n);
const unitMicros = fc.oneof(
  fc.bigInt({ min: 0n, max: 2_000_000n }),
  fc.bigInt({ min: 0n, max: 100_000_000_000n }),
);
const quantity = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1_000_000 }));

/** A discount that takes no more than there is: a share of the amount, or some of it. */
type Reduction = { ppm: bigint } | { part: bigint } | null;
const reduction = fc.option(
  fc.oneof(
    ppm.map((share) => ({ ppm: share })),
    ppm.map((share) => ({ part: share })),
  ),
);

function discountOf(wanted: Reduction, amount: bigint): Discount | null {
  if (!wanted) return null;
  return 'ppm' in wanted ? { ppm: wanted.ppm } : { fixedMinor: (amount * wanted.part) / 1_000_000n };
}

const order = fc
  .record({
    currencyCode,
    roundingMode,
    taxRounding,
    orderDiscount: reduction,
    freightMinor: fc.bigInt({ min: 0n, max: 100_000n }),
    lines: fc.array(
      fc.record({ quantity, listUnitMicros: unitMicros, unitMicros, discount: reduction, taxPpm }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ lines: wanted, orderDiscount, ...rules }) => {
    const lines = wanted.map(({ discount, ...line }): LineToTotal => {
      const whole = nearest(
        exactAmount(line.quantity, line.unitMicros, rules.currencyCode),
        rules.roundingMode,
      );
      return { ...line, discount: discountOf(discount, whole) };
    });
    const net = sumOf(lines.map((line) => slowBase(line, rules.currencyCode, rules.roundingMode)));
    return { lines, rules: { ...rules, orderDiscount: discountOf(orderDiscount, net) } };
  });

describe('the totals of an order', () => {
  it('are those of exact fractions, rounded where the rules say', () => {
    fc.assert(
      fc.property(order, ({ lines, rules }) => {
        expect(computeTotals(lines, rules)).toEqual(slowTotals(lines, rules));
      }),
      { numRuns: 300 },
    );
  });

  it('are what its lines add up to', () => {
    fc.assert(
      fc.property(order, ({ lines, rules }) => {
        const { lines: amounts, ...sums } = computeTotals(lines, rules);
        for (const sum of [
          'listMinor',
          'lineDiscountMinor',
          'orderDiscountMinor',
          'netMinor',
          'taxMinor',
        ] as const) {
          expect(sumOf(amounts.map((line) => line[sum]))).toBe(sums[sum]);
        }
        expect(sumOf(amounts.map((line) => line.totalMinor)) + rules.freightMinor).toBe(sums.totalMinor);
        expect(sumLines(amounts, rules.freightMinor)).toEqual(sums);
      }),
    );
  });

  it('go from list to net and from net to total without a gap, on each line', () => {
    fc.assert(
      fc.property(order, ({ lines, rules }) => {
        for (const line of computeTotals(lines, rules).lines) {
          expect(line.listMinor - line.lineDiscountMinor - line.orderDiscountMinor).toBe(line.netMinor);
          expect(line.netMinor + line.taxMinor).toBe(line.totalMinor);
        }
      }),
    );
  });

  it('leave no line below nothing, however large the discounts', () => {
    fc.assert(
      fc.property(order, ({ lines, rules }) => {
        for (const { netMinor, taxMinor } of computeTotals(lines, rules).lines) {
          expect(netMinor).toBeGreaterThanOrEqual(0n);
          expect(taxMinor).toBeGreaterThanOrEqual(0n);
        }
      }),
    );
  });

  it('take the order discount once, and from each line its share to less than a minor unit', () => {
    fc.assert(
      fc.property(order, ({ lines, rules }) => {
        const totals = computeTotals(lines, rules);
        const bases = totals.lines.map(({ netMinor, orderDiscountMinor }) => netMinor + orderDiscountMinor);
        const base = sumOf(bases);
        fc.pre(base > 0n);
        totals.lines.forEach(({ orderDiscountMinor }, i) => {
          const share = rational(totals.orderDiscountMinor * bases[i]!, base);
          expect(compare(distance(rational(orderDiscountMinor), share), rational(1n)) < 0n).toBe(true);
        });
      }),
    );
  });

  it('round the tax of a document once per rate, and a line strays from its own by less than one and a half', () => {
    fc.assert(
      fc.property(order, ({ lines, rules }) => {
        const { lines: amounts } = computeTotals(lines, { ...rules, taxRounding: 'DOCUMENT' });
        for (const rate of new Set(lines.map((line) => line.taxPpm))) {
          const members = amounts.filter((_, i) => lines[i]!.taxPpm === rate);
          const exact = rational(sumOf(members.map(({ netMinor }) => netMinor)) * rate, 1_000_000n);
          expect(sumOf(members.map(({ taxMinor }) => taxMinor))).toBe(nearest(exact, rules.roundingMode));
          for (const { netMinor, taxMinor } of members) {
            const strayed = distance(rational(taxMinor), rational(netMinor * rate, 1_000_000n));
            expect(compare(strayed, rational(3n, 2n)) <= 0n).toBe(true);
          }
        }
      }),
    );
  });

  describe('of the worked examples', () => {
    const line = (
      units: number,
      list: bigint,
      unit: bigint,
      discount: Discount | null,
      tax: bigint,
    ): LineToTotal => ({
      quantity: units,
      listUnitMicros: list,
      unitMicros: unit,
      discount,
      taxPpm: tax,
    });
    const eur: TotalRules = {
      currencyCode: 'EUR',
      roundingMode: 'HALF_EVEN',
      taxRounding: 'LINE',
      orderDiscount: { fixedMinor: 100_00n },
      freightMinor: 45_00n,
    };
    const euros = [
      line(3, 1_199_000_000n, 1_113_700_000n, { ppm: 20_000n }, 190_000n),
      line(7, 49_990_000n, 49_990_000n, null, 190_000n),
    ];

    it.each<TaxRounding>(['LINE', 'DOCUMENT'])('in EUR, with the tax rounded per %s', (rounding) => {
      const totals = computeTotals(euros, { ...eur, taxRounding: rounding });
      expect(totals.lines).toMatchObject([
        { netUnitMicros: 1_091_426_000n, orderDiscountMinor: 90_34n, netMinor: 3_183_94n, taxMinor: 604_95n },
        { orderDiscountMinor: 9_66n, netMinor: 340_27n, taxMinor: 64_65n },
      ]);
      expect(totals).toMatchObject({ netMinor: 3_524_21n, taxMinor: 669_60n, totalMinor: 4_238_81n });
    });

    it.each<[RoundingMode, bigint, bigint]>([
      ['HALF_EVEN', 7_710n, 7_780n],
      ['HALF_DOWN', 7_709n, 7_781n],
    ])('in JPY, where a discount ties, by the mode %s', (mode, discount, net) => {
      const yen = [
        line(4, 18_500_000_000n, 17_112_500_000n, null, 100_000n),
        line(7, 1_235_000_000n, 1_235_000_000n, null, 100_000n),
      ];
      const rules = { ...eur, currencyCode: 'JPY', roundingMode: mode, orderDiscount: { ppm: 100_000n } };
      const totals = computeTotals(yen, rules);
      expect(totals.orderDiscountMinor).toBe(discount);
      expect(totals.lines).toMatchObject([{ netMinor: 61_605n, taxMinor: 6_160n }, { netMinor: net }]);
    });

    it('in JPY, where the tax of a line ties, away from zero by the mode HALF_UP', () => {
      const yen = [line(1, 61_605_000_000n, 61_605_000_000n, null, 100_000n)];
      const rules = { ...eur, currencyCode: 'JPY', roundingMode: 'HALF_UP' as const, orderDiscount: null };
      expect(computeTotals(yen, rules).taxMinor).toBe(6_161n);
    });
  });
});

describe('the cumulative share of a part', () => {
  const growing = fc
    .tuple(fc.integer({ min: 1, max: 1_000 }), fc.nat(), fc.nat())
    .map(([whole, a, b]) => ({ whole, parts: [a % (whole + 1), b % (whole + 1)].sort((x, y) => x - y) }));

  it('grows with the part, from nothing to all', () => {
    fc.assert(
      fc.property(growing, minorUnits, roundingMode, ({ whole, parts: [less, more] }, amount, mode) => {
        const sign = amount < 0n ? -1n : 1n;
        const share = (part: number): bigint => cumulativeShare(amount, part, whole, mode) * sign;
        expect(share(0)).toBe(0n);
        expect(share(whole)).toBe(amount * sign);
        expect(share(less!)).toBeLessThanOrEqual(share(more!));
      }),
    );
  });
});
