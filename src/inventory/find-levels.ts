import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { keysetPage, type PageRequest, type Slice, type Sort } from '../persistence/lists/keyset';
import { chunks, type Sql } from '../persistence/sql';
import { allOf, anyOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';
import type { StockPlace } from './change-stock';

export interface LevelFilter {
  sku?: string | null;
  locationId?: string | null;
  /** Only levels at which less than the safety stock is free. */
  belowSafetyStock?: boolean | null;
}

/** The primary key. */
const BY_PLACE: Sort<InventoryLevel> = {
  name: 'levels',
  keys: [
    { column: 't.sku', kind: 'text', value: ({ sku }) => sku },
    { column: 't.location_id', kind: 'text', value: ({ locationId }) => locationId },
  ],
};

/** Levels by SKU, then location. */
export async function findLevels(
  sql: Sql,
  filter: LevelFilter,
  request: PageRequest,
): Promise<Slice<InventoryLevel>> {
  const page = keysetPage(BY_PLACE, request);
  const where = allOf([condition(filter), page.where]);
  return page.cut(await sql.select(InventoryLevel, `WHERE ${where.sql} ${page.tail}`, where.params));
}

export async function countLevels(sql: Sql, filter: LevelFilter): Promise<number> {
  const where = condition(filter);
  const [row] = await sql.separately.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM inventory_levels t WHERE ${where.sql}`,
    where.params,
  );
  return num(row?.n);
}

function condition({ sku, locationId, belowSafetyStock }: LevelFilter): SqlFragment {
  return allOf([
    sku ? fragment('t.sku = ?', [sku]) : null,
    locationId ? fragment('t.location_id = ?', [locationId]) : null,
    belowSafetyStock
      ? fragment('t.on_hand - t.allocated - t.reserved - t.unavailable < t.safety_stock')
      : null,
  ]);
}

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
