import * as fc from 'fast-check';
import {
  applyPpm,
  convertMinor,
  fractionDigits,
  lineAmountMinor,
  parseDecimal,
  rescale,
  roundDiv,
  splitByWeights,
  toDecimalString,
  toTrimmedDecimal,
  type RoundingMode,
} from '../../../src/shared/money';
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

const digits = fc.integer({ min: 0, max: 10 });
const divisor = fc.oneof(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }));
const weights = fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 0n, max: 10n ** 15n })), {
  minLength: 1,
  maxLength: 30,
});

describe('rounding', () => {
  it('finds the nearest integer of the exact quotient, in every mode', () => {
    fc.assert(
      fc.property(minorUnits, divisor, roundingMode, (value, by, mode) => {
        expect(roundDiv(value, by, mode)).toBe(nearest(rational(value, by), mode));
      }),
    );
  });

  it.each<[RoundingMode, bigint[]]>([
    ['HALF_EVEN', [-2n, -2n, 0n, 0n, 2n, 2n]],
    ['HALF_UP', [-3n, -2n, -1n, 1n, 2n, 3n]],
    ['HALF_DOWN', [-2n, -1n, 0n, 0n, 1n, 2n]],
  ])('decides ties by the mode %s', (mode, expected) => {
    expect([-5n, -3n, -1n, 1n, 3n, 5n].map((halves) => roundDiv(halves, 2n, mode))).toEqual(expected);
  });

  it('is symmetric about zero', () => {
    fc.assert(
      fc.property(minorUnits, divisor, roundingMode, (value, by, mode) => {
        expect(roundDiv(-value, by, mode)).toBe(-roundDiv(value, by, mode));
      }),
    );
  });
});

describe('scaled integers', () => {
  it('change their digits exactly where none are lost, and round once where some are', () => {
    fc.assert(
      fc.property(minorUnits, digits, digits, roundingMode, (value, from, to, mode) => {
        const exact = rational(value * 10n ** BigInt(to), 10n ** BigInt(from));
        expect(rescale(value, from, to, mode)).toBe(nearest(exact, mode));
      }),
    );
  });

  it('are read back from the text that they are written as', () => {
    fc.assert(
      fc.property(minorUnits, digits, (value, scale) => {
        expect(parseDecimal(toDecimalString(value, scale), scale)).toBe(value);
        expect(parseDecimal(toTrimmedDecimal(value, scale), scale)).toBe(value);
      }),
    );
  });

  it('are written with exactly their digits, or without superfluous zeros', () => {
    fc.assert(
      fc.property(minorUnits, digits, (value, scale) => {
        expect(toDecimalString(value, scale)).toMatch(
          scale === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${scale}}$`),
        );
        expect(toTrimmedDecimal(value, scale)).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });

  it('are refused as text when they have more decimals than there is room for', () => {
    fc.assert(
      fc.property(minorUnits, digits, (value, scale) => {
        const text = toDecimalString(value * 10n + 1n, scale + 1);
        expect(parseDecimal(text, scale)).toBeNull();
      }),
    );
  });

  it.each([
    '',
    '.',
    '1.',
    '.5',
    '+1',
    '1e3',
    '0x1',
    ' 1',
    '1 ',
    '1,5',
    '--1',
    '1.2.3',
    '１',
    '1234567890123456789',
  ])('refuse the text "%s"', (text) => expect(parseDecimal(text, 6)).toBeNull());
});

describe('amounts', () => {
  it('of a line are the exact product, rounded once', () => {
    const quantity = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(quantity, minorUnits, currencyCode, roundingMode, (units, micros, currency, mode) => {
        const scale = fractionDigits(currency);
        const exact = rational(BigInt(units) * micros * 10n ** BigInt(scale), 10n ** 6n);
        expect(lineAmountMinor(units, micros, scale, mode)).toBe(nearest(exact, mode));
      }),
    );
  });

  it('of a share are the exact share, rounded once', () => {
    fc.assert(
      fc.property(minorUnits, ppm, roundingMode, (amount, share, mode) => {
        expect(applyPpm(amount, share, mode)).toBe(nearest(rational(amount * share, 1_000_000n), mode));
      }),
    );
  });

  it('are converted at the exact rate, rounded once, and not at all within a currency', () => {
    const rate = fc.bigInt({ min: 1n, max: 10n ** 14n });
    fc.assert(
      fc.property(
        minorUnits,
        rate,
        currencyCode,
        currencyCode,
        roundingMode,
        (minor, rateE10, from, to, mode) => {
          const scale = rational(10n ** BigInt(fractionDigits(to)), 10n ** BigInt(fractionDigits(from)));
          const exact = rational(minor * rateE10 * scale.over, 10n ** 10n * scale.under);
          const expected = from === to ? minor : nearest(exact, mode);
          expect(convertMinor(minor, rateE10, from, to, mode)).toBe(expected);
        },
      ),
    );
  });

  it('have the decimals of their currency', () => {
    expect(['JPY', 'EUR', 'USD', 'KWD', 'ZZZ', 'toString'].map(fractionDigits)).toEqual([0, 2, 2, 3, 2, 2]);
  });
});

describe('a split by weights', () => {
  it('adds up to the total', () => {
    fc.assert(
      fc.property(minorUnits, weights, (total, shares) => {
        expect(sumOf(splitByWeights(total, shares))).toBe(total);
      }),
    );
  });

  it('strays from each exact share by less than one minor unit', () => {
    fc.assert(
      fc.property(minorUnits, weights, (total, shares) => {
        const all = sumOf(shares);
        const [sum, shareOf] =
          all === 0n ? [BigInt(shares.length), () => 1n] : [all, (i: number) => shares[i]!];
        splitByWeights(total, shares).forEach((part, i) => {
          const strayed = distance(rational(part), rational(total * shareOf(i), sum));
          expect(compare(strayed, rational(1n)) < 0n).toBe(true);
        });
      }),
    );
  });

  it('gives no less to more, and the earlier of equals the larger part', () => {
    fc.assert(
      fc.property(minorUnits, weights, (total, shares) => {
        const sign = total < 0n ? -1n : 1n;
        const parts = splitByWeights(total, shares).map((part) => part * sign);
        for (let i = 0; i < parts.length; i++) {
          for (let k = i + 1; k < parts.length; k++) {
            if (shares[i]! >= shares[k]!) expect(parts[i]).toBeGreaterThanOrEqual(parts[k]!);
            if (shares[i]! < shares[k]!) expect(parts[i]).toBeLessThanOrEqual(parts[k]!);
          }
        }
      }),
    );
  });

  it('gives nothing to no weight, unless there is none at all', () => {
    expect(splitByWeights(100n, [0n, 3n, 0n])).toEqual([0n, 100n, 0n]);
    expect(splitByWeights(-5n, [0n, 0n])).toEqual([-3n, -2n]);
    expect(splitByWeights(5n, [])).toEqual([]);
  });
});
