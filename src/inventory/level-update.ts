import type { Dialect, Param } from '../persistence/sql';
import { updateFrom } from '../persistence/update-from';
import { BUCKETS, type Deltas, type StockBucket } from './stock-rules';

/** What one statement does to one level: relative, and only where the guards hold. */
export interface LevelChange {
  sku: string;
  locationId: string;
  deltas: Deltas;
  /** The new setting; null leaves it. */
  safetyStock: number | null;
  /** Least quantity that must be available before the change; null when the change promises nothing. */
  availableAtLeast: number | null;
}

const COLUMNS: Readonly<Record<StockBucket, string>> = {
  onHand: 'on_hand',
  allocated: 'allocated',
  reserved: 'reserved',
  unavailable: 'unavailable',
  incoming: 'incoming',
};

const KEYS = [
  { column: 'sku', ascii: false },
  { column: 'location_id', ascii: true },
];
const AVAILABLE = 't.on_hand - t.allocated - t.reserved - t.unavailable - t.safety_stock';

/** One UPDATE for many levels; one whose guards fail is not matched, so that the affected rows tell. */
export function levelUpdate(
  dialect: Dialect,
  changes: readonly LevelChange[],
  updatedAt: number,
): { sql: string; params: Param[] } {
  const moved = BUCKETS.filter((bucket) => changes.some(({ deltas }) => deltas[bucket] !== 0));
  const least = `v${moved.length}`;
  const setting = `v${moved.length + 1}`;
  return updateFrom(dialect, {
    table: 'inventory_levels',
    keys: KEYS,
    rows: changes.map(({ sku, locationId, deltas, availableAtLeast, safetyStock }) => [
      ...[sku, locationId],
      ...moved.map((bucket) => deltas[bucket]),
      ...[availableAtLeast, safetyStock],
    ]),
    sets: [
      ['version', 't.version + 1'],
      ['updated_at', String(updatedAt)],
      ...moved.map((bucket, i) => [COLUMNS[bucket], `t.${COLUMNS[bucket]} + v${i}`] as const),
      ['safety_stock', `COALESCE(${setting}, t.safety_stock)`],
    ],
    where: [
      ...moved.map((bucket, i) => `(v${i} >= 0 OR t.${COLUMNS[bucket]} + v${i} >= 0)`),
      `(${least} IS NULL OR ${AVAILABLE} >= ${least})`,
    ],
  });
}
