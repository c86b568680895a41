import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { chunks, type Sql } from '../persistence/sql';
import { anyOf, fragment, inList } from '../persistence/sql-fragment';
import type { StockPlace } from './change-stock';

/** Every level of some SKUs, by SKU, then location. */
export function findLevelsOfSkus(sql: Sql, skus: readonly string[]): Promise<InventoryLevel[]> {
  const { sql: of, params } = inList('t.sku', skus);
  return sql.select(InventoryLevel, `WHERE ${of} ORDER BY t.sku, t.location_id`, params);
}

const PLACES_PER_STATEMENT = 200;

/** The levels that exist at some places. */
export async function findLevelsAt(sql: Sql, places: readonly StockPlace[]): Promise<InventoryLevel[]> {
  const levels: InventoryLevel[] = [];
  for (const part of chunks(places, PLACES_PER_STATEMENT)) {
    const at = anyOf(
      part.map(({ sku, locationId }) => fragment('t.sku = ? AND t.location_id = ?', [sku, locationId])),
    );
    levels.push(...(await sql.select(InventoryLevel, `WHERE ${at.sql}`, at.params)));
  }
  return levels;
}
