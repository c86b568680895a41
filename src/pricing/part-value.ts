import { roundDiv, type RoundingMode } from '../shared/money';

/**
 * What `quantity` units take of a pool: of `poolQuantity` units that are worth `poolMinor` together, in minor units. Rounded to the
 * minor unit by the mode that is frozen on the order; the last units take everything that is left. So every chain of parts ends
 * exactly at the whole, in whatever order parts of it are shipped, cancelled, invoiced and returned. After each part the pool of
 * the next is what this one left of both. Throws a `RangeError` when the pool has fewer units.
 *
 * Rule: take(q, Q, A) = A if q = Q, else A·q/Q rounded.
 */
export function take(quantity: number, poolQuantity: number, poolMinor: bigint, mode: RoundingMode): bigint {
  if (quantity < 0 || quantity > poolQuantity) {
    throw new RangeError(`cannot take ${quantity} units from a pool of ${poolQuantity}`);
  }
  if (quantity === poolQuantity) return poolMinor;
  return roundDiv(poolMinor * BigInt(quantity), BigInt(poolQuantity), mode);
}
