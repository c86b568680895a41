import * as fc from 'fast-check';
import { lineMargin, sumMargins } from '../../../src/orders/margin';
import { fractionDigits, RATE_ONE } from '../../../src/shared/money';
import { currencyCode, minorUnits, nearest, rational, roundingMode } from '../../support/rational';

const order = {
  currencyCode: 'USD',
  reportingCurrency: 'EUR',
  exchangeRateE10: (RATE_ONE * 9n) / 10n,
  roundingMode: 'HALF_EVEN',
} as const;
const line = { netMinor: 10_000n, cancelledMinor: 0n, quantityOrdered: 10, quantityCancelled: 0 };
const costing = (costMicros: bigint | null, costCurrency: string | null) => ({ costMicros, costCurrency });

describe('the margin of a line', () => {
  it('is its net less the cost of its goods', () => {
    expect(lineMargin(order, line, costing(4_000_000n, 'USD'))).toBe(6_000n);
    expect(lineMargin(order, line, costing(12_500_000n, 'USD'))).toBe(-2_500n);
  });

  it('leaves out what was cancelled, of the net and of the goods', () => {
    const half = { ...line, cancelledMinor: 5_000n, quantityCancelled: 5 };
    expect(lineMargin(order, half, costing(4_000_000n, 'USD'))).toBe(3_000n);
    const none = { ...line, cancelledMinor: 10_000n, quantityCancelled: 10 };
    expect(lineMargin(order, none, costing(4_000_000n, 'USD'))).toBe(0n);
  });

  it('takes a cost in the reporting currency back at the rate of the order', () => {
    expect(lineMargin(order, line, costing(3_600_000n, 'EUR'))).toBe(6_000n);
  });

  it('rounds the cost once, to the minor unit of the order and by its mode', () => {
    const three = { ...line, quantityOrdered: 3 };
    expect(lineMargin(order, three, costing(1_115_000n, 'USD'))).toBe(10_000n - 334n);
    expect(lineMargin({ ...order, roundingMode: 'HALF_UP' }, three, costing(1_115_000n, 'USD'))).toBe(
      10_000n - 335n,
    );
    expect(lineMargin({ ...order, currencyCode: 'JPY' }, three, costing(100_000_000n, 'EUR'))).toBe(
      10_000n - 333n,
    );
  });

  it('is the net less the exact cost, rounded once, in the currency of the order and in that of reports', () => {
    const sold = fc
      .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.nat())
      .map(([ordered, n]) => ({ quantityOrdered: ordered, quantityCancelled: n % (ordered + 1) }));
    const costMicros = fc.oneof(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.bigInt({ min: 0n, max: 500n }).map((cents) => cents * 10_000n),
    );
    const rateE10 = fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 14n }), fc.constant(2n * RATE_ONE));
    fc.assert(
      fc.property(
        fc.record({ netMinor: minorUnits, sold, costMicros, rateE10, currencyCode, roundingMode }),
        ({ netMinor, sold: quantities, costMicros: cost, rateE10: rate, ...rules }) => {
          const terms = { ...rules, reportingCurrency: 'USD', exchangeRateE10: rate };
          const kept = { ...quantities, netMinor, cancelledMinor: netMinor / 3n };
          const units = BigInt(quantities.quantityOrdered - quantities.quantityCancelled);
          const minor = units * cost * 10n ** BigInt(fractionDigits(rules.currencyCode));
          const less = (over: bigint, under: bigint) =>
            netMinor - netMinor / 3n - nearest(rational(over, under), rules.roundingMode);
          expect(lineMargin(terms, kept, costing(cost, rules.currencyCode))).toBe(less(minor, 10n ** 6n));
          expect(lineMargin(terms, kept, costing(cost, 'USD'))).toBe(
            less(minor * RATE_ONE, rate * 10n ** 6n),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is unknown without a cost, and for a cost in a currency to which the order has no rate', () => {
    expect(lineMargin(order, line, null)).toBeNull();
    expect(lineMargin(order, line, costing(null, null))).toBeNull();
    expect(lineMargin(order, line, costing(4_000_000n, 'GBP'))).toBeNull();
  });
});

it('margins add up, and are unknown together when one is', () => {
  expect(sumMargins([])).toBe(0n);
  expect(sumMargins([10n, -3n])).toBe(7n);
  expect(sumMargins([10n, null, 5n])).toBeNull();
});
