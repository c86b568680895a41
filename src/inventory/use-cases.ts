import { adjustInventory } from './adjust-inventory';
import { receiveInventory } from './receive-inventory';
import { releaseExpiredReservations } from './release-expired-reservations';
import type { InventoryDeps } from './stock-arrival.port';
import { transferInventory } from './transfer-inventory';
import { upsertLocations } from './upsert-locations';

/** Every use case of the area, by name. */
export function inventoryUseCases(deps: InventoryDeps) {
  return {
    receiveInventory: receiveInventory(deps),
    adjustInventory: adjustInventory(deps),
    transferInventory: transferInventory(deps),
    releaseExpiredReservations: releaseExpiredReservations(deps),
    upsertLocation: upsertLocations(),
  };
}

export type InventoryUseCases = ReturnType<typeof inventoryUseCases>;
