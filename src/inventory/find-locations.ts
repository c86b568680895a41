import { Location } from '../../entities/inventory/location';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';

export interface LocationFilter {
  /** Only active or only inactive ones; both when null. */
  active?: boolean | null;
}

/** At most this many locations are listed. */
export const MAX_LOCATIONS = 1_000;

/** Locations in the order in which they are served. */
export function findLocations(sql: Sql, { active }: LocationFilter): Promise<Location[]> {
  const where = typeof active === 'boolean' ? 'WHERE t.active = ?' : '';
  const params = typeof active === 'boolean' ? [active ? 1 : 0] : [];
  return sql.select(Location, `${where} ORDER BY t.priority, t.code LIMIT ${MAX_LOCATIONS}`, params);
}

export function findLocationsById(sql: Sql, ids: readonly string[]): Promise<Location[]> {
  const { sql: condition, params } = inList('t.id', ids);
  return sql.select(Location, `WHERE ${condition}`, params);
}
