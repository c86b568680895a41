import type { Param } from '../persistence/sql';
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

/**
 * One UPDATE for many levels. Every SET reads only its own column (MariaDB sees the new values of the others, SQLite the old);
 * a level whose guards fail is not matched, so that the affected rows tell.
 */
export function levelUpdate(
  changes: readonly LevelChange[],
  updatedAt: number,
): { sql: string; params: Param[] } {
  const params: Param[] = [];
  const sets = ['version = version + 1', 'updated_at = ?'];
  params.push(updatedAt);
  for (const bucket of BUCKETS) {
    const sum = addition(changes, bucket, params);
    if (sum) sets.push(`${COLUMNS[bucket]} = ${COLUMNS[bucket]} + ${sum}`);
  }
  const settings = changes.filter(({ safetyStock }) => safetyStock !== null);
  if (settings.length > 0) {
    const cases = caseByLevel(settings, ({ safetyStock }) => safetyStock, params);
    sets.push(`safety_stock = ${cases} ELSE safety_stock END`);
  }
  const guards = changes.map((change) => guarded(change, params));
  return { sql: `UPDATE inventory_levels SET ${sets.join(', ')} WHERE ${guards.join(' OR ')}`, params };
}

/** The term that adds each level's delta to a bucket; null when no level changes it. */
function addition(changes: readonly LevelChange[], bucket: StockBucket, params: Param[]): string | null {
  const first = changes[0]!.deltas[bucket];
  if (changes.every(({ deltas }) => deltas[bucket] === first)) {
    if (first === 0) return null;
    params.push(first);
    return '?';
  }
  const moved = changes.filter(({ deltas }) => deltas[bucket] !== 0);
  return `${caseByLevel(moved, ({ deltas }) => deltas[bucket], params)} ELSE 0 END`;
}

function caseByLevel(
  changes: readonly LevelChange[],
  value: (change: LevelChange) => number | null,
  params: Param[],
): string {
  for (const change of changes) params.push(change.sku, change.locationId, value(change));
  return `CASE ${'WHEN sku = ? AND location_id = ? THEN ? '.repeat(changes.length).trimEnd()}`;
}

function guarded({ sku, locationId, deltas, availableAtLeast }: LevelChange, params: Param[]): string {
  const terms = ['sku = ?', 'location_id = ?'];
  params.push(sku, locationId);
  for (const bucket of BUCKETS) {
    if (deltas[bucket] >= 0) continue;
    terms.push(`${COLUMNS[bucket]} >= ?`);
    params.push(-deltas[bucket]);
  }
  if (availableAtLeast !== null) {
    terms.push('on_hand - allocated - reserved - unavailable - safety_stock >= ?');
    params.push(availableAtLeast);
  }
  return `(${terms.join(' AND ')})`;
}
