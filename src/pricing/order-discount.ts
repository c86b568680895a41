import { PPM, roundDiv, splitByWeights, type RoundingMode } from '../shared/money';

/** A discount given by hand: a share of the amount, or a fixed amount in minor units. */
export type Discount = { ppm: bigint; fixedMinor?: undefined } | { ppm?: undefined; fixedMinor: bigint };

/** A discount with the reason that its giver names. */
export type ManualDiscount = Discount & { reason: string };

/** The order's discount, fixed or in percent, as shares of its lines: in proportion to their amounts, by largest remainder. */
export function splitOrderDiscount(
  bases: readonly bigint[],
  { orderDiscount, roundingMode }: { orderDiscount: Discount | null; roundingMode: RoundingMode },
): bigint[] {
  if (!orderDiscount) return bases.map(() => 0n);
  const base = bases.reduce((a, b) => a + b, 0n);
  const discount = orderDiscount.fixedMinor ?? roundDiv(base * orderDiscount.ppm, PPM, roundingMode);
  return splitByWeights(discount, bases);
}
