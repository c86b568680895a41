import { InvariantArea, InvariantKind } from '../../entities/integrity/invariant.enums';
import { inRange, type Invariant, type RulesByKey } from '../persistence/invariants/invariant';
import { atLeastZero, pairsOf, PLACE, sums, withLocation } from '../persistence/invariants/invariant-sql';
import { referencesExist } from '../persistence/invariants/references-exist';
import { rangesOf } from '../persistence/invariants/key-ranges';

const SKU_RANGES = rangesOf([
  ['inventory_levels', 'sku'],
  ['inventory_movements', 'sku'],
  ['order_schedule_lines', 'sku'],
]);

const BUCKETS = {
  onHand: 'on_hand',
  allocated: 'allocated',
  reserved: 'reserved',
  unavailable: 'unavailable',
  incoming: 'incoming',
};

const MOVEMENT_SUMS = `(SELECT sku, location_id, ${Object.values(BUCKETS)
  .map((column) => `SUM(${column}_delta) AS ${column}`)
  .join(', ')} FROM inventory_movements WHERE ${inRange('sku')} GROUP BY sku, location_id)`;
/** By way of schedule lines, as no index finds allocations by SKU. Those of none are found by `STRAY_ALLOCATIONS`. */
const ALLOCATION_SUMS = sums(
  'order_schedule_lines l JOIN allocations s ON s.schedule_line_id = l.id AND s.sku = l.sku',
  ['quantity'],
  'sku, location_id',
  inRange('l.sku'),
);
const RESERVATION_SUMS = sums(
  'reservations s',
  ['quantity'],
  'sku, location_id',
  `s.released_at IS NULL AND ${inRange('s.sku')}`,
);

/**
 * Levels against what belongs to them, also where there is no level: the sum of `related` by SKU and location, and the level's own
 * column, by the name of what is compared.
 */
function levelInvariant(
  kind: InvariantKind,
  related: string,
  columns: Readonly<Record<string, readonly [related: string, level: string]>>,
): Invariant {
  const compared = Object.values(columns);
  const list = (of: (pair: readonly [string, string], i: number) => string): string =>
    compared.map(of).join(', ');
  const actual = list(([, level], i) => `0 AS e${i}, ${level} AS a${i}`);
  const expected = list(([column], i) => `r.${column} AS e${i}, 0 AS a${i}`);
  const both =
    `SELECT sku, location_id, ${actual} FROM inventory_levels WHERE ${inRange('sku')}` +
    ` UNION ALL SELECT r.sku, r.location_id, ${expected} FROM ${related} r`;
  const totals = list((_pair, i) => `SUM(u.e${i}) AS e${i}, SUM(u.a${i}) AS a${i}`);
  return {
    kind,
    key: PLACE,
    from: withLocation(
      `(SELECT u.sku, u.location_id, ${totals} FROM (${both}) u GROUP BY u.sku, u.location_id)`,
    ),
    pairs: Object.fromEntries(Object.keys(columns).map((name, i) => [name, [`t.e${i}`, `t.a${i}`] as const])),
  };
}

/** Levels, movements, allocations and reservations have their SKU, and are compared by SKU and location. */
const RULES: readonly Invariant[] = [
  levelInvariant(
    InvariantKind.LEVEL_EQUALS_MOVEMENTS,
    MOVEMENT_SUMS,
    pairsOf(BUCKETS, (column) => [column, column]),
  ),
  {
    kind: InvariantKind.NO_NEGATIVE_BUCKET,
    key: PLACE,
    from: withLocation('inventory_levels'),
    where: inRange('t.sku'),
    pairs: pairsOf({ ...BUCKETS, safetyStock: 'safety_stock' }, (column) => atLeastZero(`t.${column}`)),
  },
  levelInvariant(InvariantKind.ALLOCATED_EQUALS_ALLOCATIONS, ALLOCATION_SUMS, {
    allocated: ['quantity', 'allocated'],
  }),
  levelInvariant(InvariantKind.RESERVED_EQUALS_RESERVATIONS, RESERVATION_SUMS, {
    reserved: ['quantity', 'reserved'],
  }),
  referencesExist({
    table: 'inventory_levels',
    by: 'sku',
    row: 'sku',
    columns: { location_id: 'locations' },
  }),
  referencesExist({ table: 'inventory_movements', by: 'sku', columns: { location_id: 'locations' } }),
];

export const stockInvariants: RulesByKey = {
  name: 'STOCK',
  area: InvariantArea.INVENTORY,
  ranges: SKU_RANGES,
  rules: RULES,
};
