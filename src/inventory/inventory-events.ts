import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { defineEvents } from '../events/event-types';

type Values = Readonly<Record<string, unknown>>;

/** The events of stock levels, with the movements that changed them. */
export const levelEvents = defineEvents(
  'InventoryLevel',
  {
    InventoryLevelChanged: {
      version: 1,
      says: 'The buckets or the safety stock of one SKU at one location changed.',
    },
  },
  {
    parts: {
      level: { entity: InventoryLevel },
      movements: { entity: InventoryMovement, columns: movementColumns },
    },
  },
);

/** The events of locations. */
export const locationEvents = defineEvents(
  'Location',
  { LocationSaved: { version: 1, says: 'A location was created or changed.' } },
  { parts: { location: { entity: Location, root: true } } },
);

/** Movements carry the deltas that are not zero, by bucket. */
function movementColumns({ deltas, ...values }: Values): Values {
  const columns = Object.entries(deltas as Values).map(([bucket, delta]) => [`${bucket}Delta`, delta]);
  return { ...values, ...(Object.fromEntries(columns) as Values) };
}
