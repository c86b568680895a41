import { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import type { Command, UseCase } from '../commands/commands';
import { DomainError } from '../shared/errors';
import { toGlobalId } from '../shared/global-id';
import { changeStock, type StockChange } from './change-stock';
import type { LevelSet } from './level-set';
import type { InventoryDeps } from './stock-arrival.port';
import { MAX_QUANTITY, requireQuantity, type StockBucket } from './stock-rules';

/** What to change at one level; at least one of the changes is given. */
export interface AdjustLine {
  sku: string;
  locationId: string;
  /** Added to what is on hand. */
  onHandDelta?: number | null;
  /** What a count found on hand. Needs `expectedVersion`, and excludes `onHandDelta`. */
  countedOnHand?: number | null;
  /** Blocks goods (positive) or frees them (negative). */
  unavailableDelta?: number | null;
  /** Expects goods (positive) or no longer expects them (negative). */
  incomingDelta?: number | null;
  /** The new setting. */
  safetyStock?: number | null;
  /** The level's version as the caller saw it; 0 for a level that does not exist. Checked whenever it is given. */
  expectedVersion?: number | null;
}

export interface AdjustInventoryInput {
  lines: readonly AdjustLine[];
  reason: string;
}

/** Corrects levels: by a difference, by a count, by blocking or expecting goods, or by a new safety stock. */
export function adjustInventory(deps: InventoryDeps): UseCase<AdjustInventoryInput, StockChange> {
  return {
    name: 'adjustInventory',
    execute: (uow, commands) =>
      changeStock(uow, commands, deps, { placesOf: ({ lines }) => [...lines], move: adjust }),
  };
}

function adjust(levels: LevelSet, command: Command<AdjustInventoryInput>): void {
  const { lines } = command.input;
  for (const line of lines) requireVersion(levels, line, command);
  for (const line of lines) {
    refuseQuantities(line);
    const { ADJUSTMENT, BLOCK, UNBLOCK, EXPECT, UNEXPECT } = InventoryMovementType;
    const blocked = line.unavailableDelta ?? 0;
    const expected = line.incomingDelta ?? 0;
    moveBucket(levels, line, command, ADJUSTMENT, 'onHand', onHandDelta(levels, line));
    moveBucket(levels, line, command, blocked > 0 ? BLOCK : UNBLOCK, 'unavailable', blocked);
    moveBucket(levels, line, command, expected > 0 ? EXPECT : UNEXPECT, 'incoming', expected);
    const { safetyStock } = line;
    if (typeof safetyStock === 'number')
      levels.setSafetyStock(line.sku, line.locationId, safetyStock, command);
  }
}

function moveBucket(
  levels: LevelSet,
  { sku, locationId }: AdjustLine,
  command: Command<AdjustInventoryInput>,
  type: InventoryMovementType,
  bucket: StockBucket,
  delta: number,
): void {
  levels.move({ sku, locationId, type, [bucket]: delta, reason: command.input.reason, command });
}

function onHandDelta(levels: LevelSet, { sku, locationId, onHandDelta, countedOnHand }: AdjustLine): number {
  if (typeof countedOnHand !== 'number') return onHandDelta ?? 0;
  return countedOnHand - (levels.level(sku, locationId)?.onHand ?? 0);
}

/** A count is of use only against the stock that was counted; the program's own loads know that nobody else is at work. */
function requireVersion(levels: LevelSet, line: AdjustLine, { actor }: Command<unknown>): void {
  const given = line.expectedVersion ?? null;
  if (given === null && (typeof line.countedOnHand !== 'number' || actor.kind === 'SYSTEM')) return;
  const current = levels.version(line.sku, line.locationId);
  if (given === current) return;
  throw new DomainError(
    'VERSION_CONFLICT',
    given === null
      ? `A count of ${line.sku} needs expectedVersion; the level has version ${current}.`
      : `The level of ${line.sku} has version ${current}, not ${given}. Read it again, and count again if goods have moved.`,
    { sku: line.sku, locationId: toGlobalId('Location', line.locationId), expected: given, current },
  );
}

function refuseQuantities({
  sku,
  onHandDelta,
  countedOnHand,
  unavailableDelta,
  incomingDelta,
  safetyStock,
}: AdjustLine): void {
  if (typeof onHandDelta === 'number' && typeof countedOnHand === 'number') {
    throw new DomainError('INVALID_QUANTITY', `Give either a difference or a count for ${sku}, not both.`, {
      sku,
    });
  }
  const limits = [
    [onHandDelta, -MAX_QUANTITY],
    [countedOnHand, 0],
    [unavailableDelta, -MAX_QUANTITY],
    [incomingDelta, -MAX_QUANTITY],
    [safetyStock, 0],
  ] as const;
  for (const [quantity, minimum] of limits) {
    if (typeof quantity === 'number') requireQuantity(sku, quantity, minimum);
  }
}
