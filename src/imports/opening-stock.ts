import { KnownIds } from './known-ids';
import type { LoadWork } from './source-import';

/** What is on hand, and expected, of a SKU at a location when an import begins. */
export interface OpeningStock {
  where: string;
  sku: string;
  locationCode: string;
  onHand: number;
  incoming: number;
}

/**
 * One adjustment for each SKU and location. It asks for version 0, a level that does not exist: where there is one already, from an
 * earlier run or otherwise, it stays as it is.
 */
export async function importOpeningStock(
  { session, services }: LoadWork,
  stock: readonly OpeningStock[],
  locations: KnownIds,
  reason: string,
): Promise<void> {
  await session.run({
    name: 'opening stock',
    source: stock,
    total: stock.length,
    useCase: services.useCases.inventory.adjustInventory,
    translate: () =>
      Promise.resolve(({ sku, locationCode, onHand, incoming }: OpeningStock) => ({
        lines: [
          {
            sku,
            locationId: locations.of(locationCode),
            onHandDelta: onHand,
            incomingDelta: incoming,
            expectedVersion: 0,
          },
        ],
        reason,
      })),
    where: ({ where }) => where,
    changed: () => true,
    knownBy: 'VERSION_CONFLICT',
  });
}
