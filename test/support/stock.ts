import { Product } from '../../entities/catalog/product';
import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { systemActor, type Actor } from '../../src/auth/actor';
import type { StockArrivalPort } from '../../src/inventory/stock-arrival.port';
import type { Command } from '../../src/commands/commands';
import type { Database } from '../../src/persistence/database';
import { newId } from '../../src/shared/ids';
import { Location } from '../../entities/inventory/location';

/** Nobody waits for stock. */
export const nobodyWaits: StockArrivalPort = { stockArrived: () => Promise.resolve() };

export function commandOf<I>(input: I, rest: Partial<Command<I>> = {}): Command<I> {
  return { id: newId(), actor: systemActor, idempotencyKey: null, input, occurredAt: new Date(), ...rest };
}

/** An actor who is not the program itself. */
export const person: Actor = { ...systemActor, principalId: newId(), kind: 'USER', name: 'person' };

/** Products with these SKUs; a SKU that begins with `SERVICE` is one. */
export async function insertProducts(database: Database, skus: readonly string[]): Promise<void> {
  const now = new Date();
  await database.transaction((sql) =>
    sql.insert(
      Product,
      skus.map((sku) => ({
        id: newId(),
        sku,
        name: sku,
        nameSearch: sku.toLowerCase(),
        unitCode: 'EACH',
        taxCategory: 'STANDARD',
        stocked: !sku.startsWith('SERVICE'),
        leadTimeDays: 7,
        status: 'ACTIVE' as Product['status'],
        version: 1,
        createdAt: now,
        updatedAt: now,
      })),
    ),
  );
}

/** Active locations with these codes, the first with the lowest priority number; their ids in order. */
export async function insertLocations(database: Database, codes: readonly string[]): Promise<string[]> {
  const now = new Date();
  const rows = codes.map((code, i) => ({
    id: newId(),
    code,
    name: code,
    priority: i + 1,
    active: true,
    countryCode: 'US',
    version: 1,
    createdAt: now,
    updatedAt: now,
  }));
  await database.transaction((sql) => sql.insert(Location, rows));
  return rows.map(({ id }) => id);
}

export async function levelAt(
  database: Database,
  sku: string,
  locationId: string,
): Promise<InventoryLevel | undefined> {
  const where = 'WHERE t.sku = ? AND t.location_id = ?';
  return (await database.reader.select(InventoryLevel, where, [sku, locationId]))[0];
}

const TABLES = [
  ...['booking_entries', 'allocations', 'order_schedule_lines', 'order_lines', 'orders'],
  ...['reservations', 'inventory_movements', 'inventory_levels', 'products', 'locations', 'events'],
];

/** Takes out everything that the tests of stock put in; a new database for every test would cost more. */
export async function clearStock(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    for (const table of TABLES) await sql.execute(`DELETE FROM ${table}`);
  });
}
