import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import type { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import { documentScope, type Scope } from '../auth/row-scope';
import { fewVisibleIds, rowByRow } from '../auth/visible-rows';
import { keysetPage, type PageRequest, type Slice, type Sort } from '../persistence/lists/keyset';
import { joinInOrder, type Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';
import { DomainError } from '../shared/errors';

export interface MovementFilter {
  sku?: string | null;
  locationId?: string | null;
  types?: readonly InventoryMovementType[] | null;
  /** What brought the movements about. */
  reference?: { type: string; id: string } | null;
  /** Business time: from inclusive, to exclusive. */
  occurredFrom?: Date | null;
  occurredTo?: Date | null;
}

/** Ids are ULIDs, so their order is that of recording. */
function sortOf(oldestFirst: boolean): Sort<InventoryMovement> {
  return {
    name: oldestFirst ? 'movements-oldest' : 'movements-newest',
    keys: [{ column: 't.id', kind: 'text', descending: !oldestFirst, value: ({ id }) => id }],
  };
}

/**
 * Movements of the scope, newest first unless asked otherwise. What a limited scope covers is found by its own indexes when it is
 * little; when it is much, it is checked along the index of the filter.
 */
export async function findMovements(
  sql: Sql,
  scope: Scope,
  filter: MovementFilter,
  oldestFirst: boolean,
  request: PageRequest,
): Promise<Slice<InventoryMovement>> {
  refuseUnserved(filter);
  const page = keysetPage(sortOf(oldestFirst), request);
  const { few, visible } = await findVisible(sql, scope, filter);
  const where = allOf([condition(filter), visible && rowByRow(visible), page.where]);
  if (!few)
    return page.cut(await sql.select(InventoryMovement, `WHERE ${where.sql} ${page.tail}`, where.params));
  const ids = `SELECT t.id FROM ${few.sql} WHERE ${where.sql} ${page.tail}`;
  const tail = `JOIN (${ids}) page ON page.id = t.id ${page.orderBy}`;
  return page.cut(await sql.select(InventoryMovement, tail, [...few.params, ...where.params]));
}

export async function countMovements(sql: Sql, scope: Scope, filter: MovementFilter): Promise<number> {
  const { few, visible } = await findVisible(sql, scope, filter);
  const from = few ?? fragment('inventory_movements t');
  const where = allOf([condition(filter), visible]);
  const [row] = await sql.separately.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM ${from.sql} WHERE ${where.sql}`,
    [...from.params, ...where.params],
  );
  return num(row?.n);
}

/** How the movements `t` that a scope covers are found: few of them one by one, else by a condition on each. Null: all are visible. */
interface VisibleMovements {
  few: SqlFragment | null;
  visible: SqlFragment | null;
}

async function findVisible(sql: Sql, scope: Scope, { reference }: MovementFilter): Promise<VisibleMovements> {
  if (scope.all) return { few: null, visible: null };
  // A document has few movements anyway.
  const few = reference ? null : await fewVisibleIds(sql, 'inventory_movements', scope);
  if (!few) return { few, visible: documentScope(scope, 't') };
  const from = `(${few.sql}) few ${joinInOrder(sql)} inventory_movements t ON t.id = few.id`;
  return { few: fragment(from, few.params), visible: null };
}

/** Those of the movements that the scope covers. */
export function findMovementsById(
  sql: Sql,
  scope: Scope,
  ids: readonly string[],
): Promise<InventoryMovement[]> {
  const where = allOf([inList('t.id', ids), documentScope(scope, 't')]);
  return sql.select(InventoryMovement, `WHERE ${where.sql}`, where.params);
}

/** Types and times narrow what an index has found; alone they would read every movement there is. */
function refuseUnserved({
  sku,
  locationId,
  types,
  reference,
  occurredFrom,
  occurredTo,
}: MovementFilter): void {
  const narrows = (types?.length ?? 0) > 0 || occurredFrom || occurredTo;
  if (!narrows || sku || locationId || reference) return;
  throw new DomainError(
    'FILTER_UNSUPPORTED',
    'Types and times can only narrow the movements of a SKU, a location or a reference. Give one of them too.',
    { served: ['sku', 'location', 'reference'] },
  );
}

function condition(filter: MovementFilter): SqlFragment {
  const { sku, locationId, types, reference, occurredFrom, occurredTo } = filter;
  return allOf([
    sku ? fragment('t.sku = ?', [sku]) : null,
    locationId ? fragment('t.location_id = ?', [locationId]) : null,
    types && types.length > 0 ? inList('t.type', types) : null,
    reference
      ? fragment('t.reference_type = ? AND t.reference_id = ?', [reference.type, reference.id])
      : null,
    occurredFrom ? fragment('t.occurred_at >= ?', [occurredFrom.getTime()]) : null,
    occurredTo ? fragment('t.occurred_at < ?', [occurredTo.getTime()]) : null,
  ]);
}
