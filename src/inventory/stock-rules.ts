import type { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { DomainError } from '../shared/errors';
import { toGlobalId } from '../shared/global-id';

/** The quantities of a level that movements change. */
export const BUCKETS = ['onHand', 'allocated', 'reserved', 'unavailable', 'incoming'] as const;

export type StockBucket = (typeof BUCKETS)[number];
export type Deltas = Readonly<Record<StockBucket, number>>;

const BUCKET_WORDS: Readonly<Record<StockBucket, string>> = {
  onHand: 'on hand',
  allocated: 'allocated',
  reserved: 'reserved',
  unavailable: 'blocked',
  incoming: 'incoming',
};

/** Largest quantity of one movement, and of one bucket. */
export const MAX_QUANTITY = 1_000_000;
export const MAX_BUCKET = 2_000_000_000;

/** How a movement changes what is available. */
export function availableDelta(deltas: Deltas): number {
  return deltas.onHand - deltas.allocated - deltas.reserved - deltas.unavailable;
}

/**
 * The one rule that guards stock. No bucket goes below zero; what is newly allocated or reserved was available; a transfer
 * leaves behind what is allocated, reserved or blocked, and may take the safety stock. A count or a block states a fact
 * about the goods, so that it may leave less than is promised. Throws `INSUFFICIENT_STOCK` or
 * `INVALID_QUANTITY`; how much is there, it says to an actor with INVENTORY_READ.
 */
export function requireMovable(
  level: Readonly<InventoryLevel>,
  type: InventoryMovementType,
  deltas: Deltas,
  { permissions }: Pick<Actor, 'permissions'>,
): void {
  const told = permissions.has(Permission.INVENTORY_READ);
  for (const bucket of BUCKETS) {
    if (deltas[bucket] < 0 && level[bucket] + deltas[bucket] < 0) {
      throw insufficient(level, BUCKET_WORDS[bucket], -deltas[bucket], told ? level[bucket] : null);
    }
    if (deltas[bucket] > 0 && level[bucket] + deltas[bucket] > MAX_BUCKET)
      throw tooMuch(level, BUCKET_WORDS[bucket]);
  }
  const wanted = -availableDelta(deltas);
  const { available } = level;
  const promises = deltas.allocated > 0 || deltas.reserved > 0;
  if (promises && wanted > 0 && wanted > available)
    throw insufficient(level, 'available', wanted, told ? available : null);
  const free = available + level.safetyStock;
  if (type === InventoryMovementType.TRANSFER_OUT && wanted > free)
    throw insufficient(level, 'free', wanted, told ? free : null);
}

function insufficient(
  level: Readonly<InventoryLevel>,
  word: string,
  requested: number,
  there: number | null,
): DomainError {
  const { sku } = level;
  const locationId = toGlobalId('Location', level.locationId);
  const available = there === null ? null : Math.max(there, 0);
  return new DomainError(
    'INSUFFICIENT_STOCK',
    `${requested} of ${sku} were asked for where ${available ?? 'fewer'} are ${word}. Ask for less, or choose another location.`,
    { lines: [{ sku, locationId, requested, available }] },
  );
}

function tooMuch({ sku }: Readonly<InventoryLevel>, word: string): DomainError {
  return new DomainError(
    'INVALID_QUANTITY',
    `More than ${MAX_BUCKET} of ${sku} cannot be ${word} at one location.`,
    {
      sku,
      max: MAX_BUCKET,
    },
  );
}

/** Throws `INVALID_QUANTITY` unless a quantity is a whole number between two limits. */
export function requireQuantity(sku: string, quantity: number, minimum: number): void {
  if (Number.isInteger(quantity) && quantity >= minimum && quantity <= MAX_QUANTITY) return;
  throw new DomainError(
    'INVALID_QUANTITY',
    `The quantity of ${sku} is ${quantity}; it must be a whole number from ${minimum} to ${MAX_QUANTITY}.`,
    { sku, quantity, min: minimum, max: MAX_QUANTITY },
  );
}
