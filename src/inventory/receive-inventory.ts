import { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import type { Command, UseCase } from '../commands/commands';
import { changeStock, type StockChange } from './change-stock';
import type { LevelSet } from './level-set';
import type { InventoryDeps } from './stock-arrival.port';
import { requireQuantity } from './stock-rules';

export interface ReceiveLine {
  sku: string;
  locationId: string;
  quantity: number;
  /** Takes the quantity off what is incoming, as far as there is any. */
  reduceIncoming?: boolean;
}

export interface ReceiveInventoryInput {
  lines: readonly ReceiveLine[];
  /** As on the delivery note. */
  reason?: string | null;
}

/** Goods arrived: raises what is on hand, and makes the level when there is none. */
export function receiveInventory(deps: InventoryDeps): UseCase<ReceiveInventoryInput, StockChange> {
  return {
    name: 'receiveInventory',
    execute: (uow, commands) =>
      changeStock(uow, commands, deps, { placesOf: ({ lines }) => [...lines], move: receive }),
  };
}

function receive(levels: LevelSet, command: Command<ReceiveInventoryInput>): void {
  const { lines, reason } = command.input;
  for (const { sku, locationId, quantity, reduceIncoming } of lines) {
    requireQuantity(sku, quantity, 1);
    const expected = reduceIncoming ? (levels.level(sku, locationId)?.incoming ?? 0) : 0;
    levels.move({
      sku,
      locationId,
      type: InventoryMovementType.RECEIPT,
      onHand: quantity,
      incoming: -Math.min(expected, quantity),
      reason,
      command,
    });
  }
}
