import type { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import type { Location } from '../../entities/inventory/location';
import type { StockPlace } from '../../src/inventory/change-stock';
import { findLevelsAt, findLevelsOfSkus } from '../../src/inventory/find-levels';
import { findLocationsById } from '../../src/inventory/find-locations';
import { findMovementsById } from '../../src/inventory/find-movements';
import { registerNode } from '../node/node-registry';
import { defineLoader, grouped, inOrder } from '../kit/loader';

const placeKey = ({ sku, locationId }: StockPlace): string => `${sku}@${locationId}`;

/** Locations by id. */
export const locationById = defineLoader<string, Location>(async ({ services }, ids) =>
  inOrder(ids, await findLocationsById(services.database.reader, ids), ({ id }) => id),
);

/** Levels by place. */
export const levelByPlace = defineLoader<StockPlace, InventoryLevel>(async ({ services }, places) => {
  const levels = await findLevelsAt(services.database.reader, places);
  return inOrder(places.map(placeKey), levels, placeKey);
}, placeKey);

/** Every level of a SKU, by location. */
export const levelsOfSku = defineLoader<string, InventoryLevel[]>(async ({ services }, skus) =>
  grouped(skus, await findLevelsOfSkus(services.database.reader, skus), ({ sku }) => sku),
);

const movementById = defineLoader<string, InventoryMovement>(async ({ services, actor }, ids) =>
  inOrder(ids, await findMovementsById(services.database.reader, actor.scope, ids), ({ id }) => id),
);

registerNode('Location', (context, id) => locationById(context).load(id));

registerNode('InventoryLevel', (context, id) => {
  const at = id.lastIndexOf('@');
  return levelByPlace(context).load({ sku: id.slice(0, at), locationId: id.slice(at + 1) });
});

registerNode('InventoryMovement', (context, id) => movementById(context).load(id));
