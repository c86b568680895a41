import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import type { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import { documentScope, type Scope } from '../auth/row-scope';
import { visiblePath } from '../auth/visible-rows';
import { defineList } from '../persistence/lists/define-list';
import { filtersOf } from '../persistence/lists/list-filters';
import type { OpenList } from '../persistence/lists/open-list';
import type { Sql } from '../persistence/sql';
import { fragment } from '../persistence/sql-fragment';
import { DomainError } from '../shared/errors';

export interface LevelFilter {
  sku?: string | null;
  locationId?: string | null;
  /** Only levels at which less than the safety stock is free. */
  belowSafetyStock?: boolean | null;
}

const ofLevel = filtersOf<LevelFilter>();

/** The list of inventory levels, by SKU, then location: the primary key. */
export const INVENTORY_LEVELS = defineList<InventoryLevel, LevelFilter, 'PLACE'>({
  name: 'inventoryLevels',
  entity: InventoryLevel,
  filters: {
    sku: { ...ofLevel.equals('sku', 'sku'), few: ['sku'] },
    locationId: ofLevel.equals('location_id', 'locationId'),
    belowSafetyStock: ofLevel.given('belowSafetyStock', (below) =>
      below ? fragment('t.on_hand - t.allocated - t.reserved - t.unavailable < t.safety_stock') : null,
    ),
  },
  sorts: { PLACE: ['sku', 'locationId'] },
  indexes: [
    ['sku', 'location_id'],
    ['location_id', 'sku'],
  ],
  cursors: () => 'levels',
});

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

const ofMovement = filtersOf<MovementFilter>();

/** The list of movements. Ids are ULIDs, so their order is that of recording. */
export const INVENTORY_MOVEMENTS = defineList<InventoryMovement, MovementFilter, 'RECORDED', Scope>({
  name: 'inventoryMovements',
  entity: InventoryMovement,
  filters: {
    sku: ofMovement.equals('sku', 'sku'),
    locationId: ofMovement.equals('location_id', 'locationId'),
    types: ofMovement.equals('type', 'types'),
    reference: {
      ...ofMovement.given('reference', ({ type, id }) =>
        fragment('t.reference_type = ? AND t.reference_id = ?', [type, id]),
      ),
      input: ['referenceId'],
      few: ['reference_type', 'reference_id'],
    },
    occurred: ofMovement.between('occurred_at', { from: 'occurredFrom', before: 'occurredTo' }),
  },
  sorts: { RECORDED: ['id'] },
  descending: true,
  indexes: [['id'], ['sku', 'location_id', 'id'], ['location_id', 'id'], ['reference_type', 'reference_id']],
  visible: (scope) => ({
    condition: documentScope(scope, 't'),
    path: visiblePath('inventory_movements', scope),
  }),
  cursors: (_sort, descending) => (descending ? 'movements-newest' : 'movements-oldest'),
});

/** Movements of the scope, newest first or oldest first. Throws `FILTER_UNSUPPORTED` for types and times alone. */
export function openMovements(
  sql: Sql,
  scope: Scope,
  filter: MovementFilter,
  oldestFirst: boolean,
): Promise<OpenList<InventoryMovement>> {
  refuseUnserved(filter);
  return INVENTORY_MOVEMENTS.open(sql, scope, { filter, descending: !oldestFirst });
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
