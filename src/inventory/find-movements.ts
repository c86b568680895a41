import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { documentScope, type Scope } from '../auth/row-scope';
import type { Sql } from '../persistence/sql';
import { allOf, inList } from '../persistence/sql-fragment';

/** Those of the movements that the scope covers. */
export function findMovementsById(
  sql: Sql,
  scope: Scope,
  ids: readonly string[],
): Promise<InventoryMovement[]> {
  const where = allOf([inList('t.id', ids), documentScope(scope, 't')]);
  return sql.select(InventoryMovement, `WHERE ${where.sql}`, where.params);
}
