import * as fc from 'fast-check';
import { Permission } from '../../../src/auth/permissions';
import type { Actor } from '../../../src/auth/actor';
import { discountLimitOf, requireWithinLimit, type DiscountLimit } from '../../../src/pricing/discount-limit';
import { refusalOf } from '../../support/refusals';
import { compare, minus, positiveMinor, ppm, rational, times } from '../../support/rational';

const line = fc
  .tuple(positiveMinor, ppm)
  .map(([whole, kept]) => ({ whole, left: (whole * kept) / 1_000_000n }));
const lines = fc.array(line, { minLength: 1, maxLength: 8 });
const limit = fc.record({ ppm, told: fc.boolean() });

const before = (all: readonly { whole: bigint }[]) => all.map(({ whole }) => ({ netMinor: whole }));
const after = (all: readonly { left: bigint }[]) => all.map(({ left }) => ({ netMinor: left }));

type Amounts = readonly { netMinor: bigint }[];
const refuseExcess = (most: DiscountLimit, whole: Amounts, left: Amounts) =>
  refusalOf(() => requireWithinLimit(most, whole, left));

/** Whether a line gives away a whole minor unit more than its limit allows, by exact fractions. */
function exceeds({ whole, left }: { whole: bigint; left: bigint }, most: bigint): boolean {
  const allowed = times(rational(whole), rational(most, 1_000_000n));
  return compare(minus(rational(whole - left), allowed), rational(1n)) >= 0n;
}

describe('the limit of discounts', () => {
  it('refuses the first line that gives away a minor unit more than its share, and no other order', () => {
    fc.assert(
      fc.property(limit, lines, (most, all) => {
        const first = all.findIndex((one) => exceeds(one, most.ppm));
        const refusal = refuseExcess(most, before(all), after(all));
        expect(refusal?.details.lineNumber ?? null).toBe(first < 0 ? null : first + 1);
        expect(refusal?.code ?? null).toBe(first < 0 ? null : 'DISCOUNT_LIMIT_EXCEEDED');
      }),
      { numRuns: 500 },
    );
  });

  it('is monotone: what a limit allows, a higher one allows, and so does giving less', () => {
    fc.assert(
      fc.property(ppm, ppm, lines, fc.nat({ max: 1_000 }), (a, b, all, back) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        fc.pre(refuseExcess({ ppm: low, told: true }, before(all), after(all)) === null);
        expect(refuseExcess({ ppm: high, told: true }, before(all), after(all))).toBeNull();
        const less = all.map(({ whole, left }) => ({
          left: left + (whole - left < back ? whole - left : BigInt(back)),
        }));
        expect(refuseExcess({ ppm: low, told: true }, before(all), after(less))).toBeNull();
      }),
    );
  });

  it('is told to those who may give discounts and to nobody else', () => {
    const refused = (told: boolean) =>
      refuseExcess({ ppm: 125_000n, told }, [{ netMinor: 100_00n }], [{ netMinor: 80_00n }])!;
    expect(refused(true).details).toEqual({ limit: '12.5', asked: '20', lineNumber: 1 });
    expect(refused(true).message).toContain('12.5');
    expect(refused(false).details).toEqual({ limit: null, asked: '20', lineNumber: 1 });
    expect(refused(false).message).not.toContain('12.5');
  });

  it('allows what rounding adds, short of one minor unit', () => {
    const of = (left: bigint) =>
      refuseExcess({ ppm: 333_333n, told: true }, [{ netMinor: 10n }], [{ netMinor: left }]);
    expect(of(6n)).toBeNull();
    expect(of(5n)).not.toBeNull();
  });

  it.each([
    ['no limit', null, null, [], null],
    ['the right to go beyond it', 100_000n, null, [Permission.DISCOUNT_OVERRIDE], null],
    [
      'the right to give discounts',
      100_000n,
      null,
      [Permission.PRICE_OVERRIDE],
      { ppm: 100_000n, told: true },
    ],
    ['no right', 100_000n, null, [], { ppm: 100_000n, told: false }],
    ["the company's alone", null, 50_000n, [], { ppm: 50_000n, told: false }],
    ["the account's higher than the company's", 100_000n, 50_000n, [], { ppm: 100_000n, told: false }],
    ["the account's of nothing", 0n, 50_000n, [], { ppm: 0n, told: false }],
  ])('with %s', (_, maxDiscountPpm, ofCompany, permissions, expected) => {
    const actor = { permissions: new Set(permissions) } as unknown as Actor;
    expect(discountLimitOf(actor, { maxDiscountPpm }, { maxDiscountPpm: ofCompany })).toEqual(expected);
  });
});
