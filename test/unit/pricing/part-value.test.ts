import * as fc from 'fast-check';
import { take } from '../../../src/pricing/part-value';
import type { RoundingMode } from '../../../src/shared/money';
import { compare, distance, minorUnits, rational, roundingMode, sumOf } from '../../support/rational';

/** What each of the parts takes when they leave a pool one after the other. */
function chain(parts: readonly number[], poolMinor: bigint, mode: RoundingMode): bigint[] {
  let units = parts.reduce((a, b) => a + b, 0);
  let left = poolMinor;
  return parts.map((part) => {
    const taken = take(part, units, left, mode);
    units -= part;
    left -= taken;
    return taken;
  });
}

const quantities = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1_000_000 })),
  { minLength: 1, maxLength: 20 },
);
const shuffledTwice = quantities.chain((parts) =>
  fc.tuple(
    fc.shuffledSubarray(parts, { minLength: parts.length }),
    fc.shuffledSubarray(parts, { minLength: parts.length }),
  ),
);

describe('the value of a part', () => {
  it('ends exactly at the whole, whatever the parts and their order', () => {
    fc.assert(
      fc.property(shuffledTwice, minorUnits, roundingMode, ([parts, others], whole, mode) => {
        expect(sumOf(chain(parts, whole, mode))).toBe(whole);
        expect(sumOf(chain(others, whole, mode))).toBe(whole);
      }),
    );
  });

  it('is the exact share of the pool to half a minor unit', () => {
    const pool = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.nat()).map(([units, part]) => ({
      units,
      part: part % (units + 1),
    }));
    fc.assert(
      fc.property(pool, minorUnits, roundingMode, ({ units, part }, whole, mode) => {
        const share = rational(whole * BigInt(part), BigInt(units));
        const strayed = distance(rational(take(part, units, whole, mode)), share);
        expect(compare(strayed, rational(1n, 2n)) <= 0n).toBe(true);
      }),
    );
  });

  it('is neither below nothing nor above what is left, with the sign of the pool', () => {
    fc.assert(
      fc.property(quantities, minorUnits, roundingMode, (parts, whole, mode) => {
        const sign = whole < 0n ? -1n : 1n;
        for (const taken of chain(parts, whole, mode)) expect(taken * sign).toBeGreaterThanOrEqual(0n);
      }),
    );
  });

  it('of none is nothing, and of all is all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), minorUnits, roundingMode, (units, whole, mode) => {
        expect(take(0, units, whole, mode)).toBe(0n);
        expect(take(units, units, whole, mode)).toBe(whole);
      }),
    );
  });

  it('of three pieces shipped one by one, in EUR and in JPY', () => {
    expect(chain([1, 1, 1], 100_00n, 'HALF_EVEN')).toEqual([33_33n, 33_34n, 33_33n]);
    expect(chain([1, 1, 1], 19_00n, 'HALF_EVEN')).toEqual([6_33n, 6_34n, 6_33n]);
    expect(chain([1, 1, 1], 10_000n, 'HALF_EVEN')).toEqual([3_333n, 3_334n, 3_333n]);
    expect(chain([1, 1, 1], 1_000n, 'HALF_EVEN')).toEqual([333n, 334n, 333n]);
  });

  it('of two halves that tie is never rounded the same way twice', () => {
    expect(chain([2, 2], 5n, 'HALF_EVEN')).toEqual([2n, 3n]);
    expect(chain([2, 2], 5n, 'HALF_UP')).toEqual([3n, 2n]);
    expect(chain([2, 2], 5n, 'HALF_DOWN')).toEqual([2n, 3n]);
  });

  it('cannot be taken from a pool with fewer units', () => {
    expect(() => take(4, 3, 100n, 'HALF_EVEN')).toThrow(RangeError);
    expect(() => take(-1, 3, 100n, 'HALF_EVEN')).toThrow(RangeError);
  });
});
