import * as fc from 'fast-check';
import type { RoundingMode } from '../../src/shared/money';

/** An exact fraction; the denominator is positive. Slow and plain, to judge the arithmetic of money by. */
export interface Rational {
  over: bigint;
  under: bigint;
}

export function rational(over: bigint, under = 1n): Rational {
  return under < 0n ? { over: -over, under: -under } : { over, under };
}

export function plus(a: Rational, b: Rational): Rational {
  return rational(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function minus(a: Rational, b: Rational): Rational {
  return plus(a, rational(-b.over, b.under));
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.over * b.over, a.under * b.under);
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Rational, b: Rational): bigint {
  return a.over * b.under - b.over * a.under;
}

export function distance(a: Rational, b: Rational): Rational {
  const { over, under } = minus(a, b);
  return rational(over < 0n ? -over : over, under);
}

/** The largest integer that is not above. */
export function floor({ over, under }: Rational): bigint {
  return over >= 0n ? over / under : -((-over + under - 1n) / under);
}

/** The nearest integer. Between two of them: the even one, the one away from zero, or the one towards zero. */
export function nearest(value: Rational, mode: RoundingMode): bigint {
  const below = floor(value);
  const side = compare(minus(value, rational(below)), rational(1n, 2n));
  if (side !== 0n) return side < 0n ? below : below + 1n;
  switch (mode) {
    case 'HALF_EVEN':
      return below % 2n === 0n ? below : below + 1n;
    case 'HALF_UP':
      return value.over < 0n ? below : below + 1n;
    case 'HALF_DOWN':
      return value.over < 0n ? below + 1n : below;
  }
}

export const sumOf = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

export const roundingMode = fc.constantFrom<RoundingMode>('HALF_EVEN', 'HALF_UP', 'HALF_DOWN');
/** Currencies with no, two and three decimals. */
export const currencyCode = fc.constantFrom('JPY', 'EUR', 'KWD');
/** Minor units, small ones often: there the ties are. */
export const minorUnits = fc.oneof(
  fc.bigInt({ min: -50n, max: 50n }),
  fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
);
export const positiveMinor = minorUnits.map((minor) => (minor < 0n ? -minor : minor));
/** Millionths of a whole, round percentages often. */
export const ppm = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((percent) => BigInt(percent) * 10_000n),
  fc.bigInt({ min: 0n, max: 1_000_000n }),
);
