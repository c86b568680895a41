import { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import type { Command, UseCase } from '../commands/commands';
import { DomainError } from '../shared/errors';
import { toGlobalId } from '../shared/global-id';
import { changeStock, type StockChange } from './change-stock';
import type { LevelSet } from './level-set';
import type { InventoryDeps } from './stock-arrival.port';
import { requireQuantity } from './stock-rules';

export interface TransferInventoryInput {
  fromLocationId: string;
  toLocationId: string;
  lines: readonly { sku: string; quantity: number }[];
  reason?: string | null;
}

/** Goods moved between two locations, at once; what is allocated, reserved or blocked stays. */
export function transferInventory(deps: InventoryDeps): UseCase<TransferInventoryInput, StockChange> {
  return {
    name: 'transferInventory',
    execute: (uow, commands) => changeStock(uow, commands, deps, { placesOf, move: transfer }),
  };
}

function placesOf({
  fromLocationId,
  toLocationId,
  lines,
}: TransferInventoryInput): { sku: string; locationId: string }[] {
  return lines.flatMap(({ sku }) =>
    [fromLocationId, toLocationId].map((locationId) => ({ sku, locationId })),
  );
}

function transfer(levels: LevelSet, command: Command<TransferInventoryInput>): void {
  const { fromLocationId, toLocationId, lines, reason } = command.input;
  if (fromLocationId === toLocationId) {
    const locationId = toGlobalId('Location', fromLocationId);
    throw new DomainError('INVALID_REFERENCE', 'A transfer needs two different locations.', { locationId });
  }
  for (const { sku, quantity } of lines) {
    requireQuantity(sku, quantity, 1);
    const { TRANSFER_OUT, TRANSFER_IN } = InventoryMovementType;
    levels.move({ sku, locationId: fromLocationId, type: TRANSFER_OUT, onHand: -quantity, reason, command });
    levels.move({ sku, locationId: toLocationId, type: TRANSFER_IN, onHand: quantity, reason, command });
  }
}
