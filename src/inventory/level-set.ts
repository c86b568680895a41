import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { ConflictError } from '../persistence/conflicts';
import { chunks, placeholders } from '../persistence/sql';
import type { UnitOfWork } from '../commands/unit-of-work';
import { MAX_LISTED } from '../persistence/update-from';
import type { StockView } from './allocation-policy';
import { LevelEntry } from './level-entry';
import { levelUpdate } from './level-update';
import type { CommandStamp, Movement } from './movement';
import { BUCKETS, requireMovable, type Deltas } from './stock-rules';

export type { Movement } from './movement';

const SKUS_PER_STATEMENT = 2_000;

/**
 * Every level of some SKUs, locked for this unit of work. Movements are made in memory, so that a plan sees what was planned
 * before it; `save` writes them all.
 */
export class LevelSet implements StockView {
  private readonly entries = new Map<string, LevelEntry>();
  private readonly bySku = new Map<string, LevelEntry[]>();
  private readonly locations: ReadonlyMap<string, Location>;
  private readonly undo: (() => void)[] = [];
  private attempting = false;

  private constructor(
    private readonly uow: UnitOfWork,
    skus: readonly string[],
    levels: readonly InventoryLevel[],
    locations: readonly Location[],
  ) {
    this.locations = new Map(locations.map((location) => [location.id, location]));
    for (const sku of skus) this.bySku.set(sku, []);
    for (const level of levels) this.add(new LevelEntry(level, false));
  }

  /**
   * Locks every level of the SKUs in (sku, location) order and reads their locations, and those of `destinations`, where a
   * level may not exist yet. Lock once per unit of work, with all SKUs.
   */
  static async lock(
    uow: UnitOfWork,
    skus: readonly string[],
    destinations: readonly string[] = [],
  ): Promise<LevelSet> {
    const distinct = [...new Set(skus)].sort();
    const levels: InventoryLevel[] = [];
    for (const part of chunks(distinct, SKUS_PER_STATEMENT)) {
      const tail = `WHERE t.sku IN (${placeholders(part.length)}) ORDER BY t.sku, t.location_id`;
      levels.push(...(await uow.sql.selectForUpdate(InventoryLevel, tail, part)));
    }
    const locationIds = [...new Set([...levels.map(({ locationId }) => locationId), ...destinations])];
    const locations =
      locationIds.length === 0
        ? []
        : await uow.sql.select(Location, `WHERE t.id IN (${placeholders(locationIds.length)})`, locationIds);
    return new LevelSet(uow, distinct, levels, locations);
  }

  /** What may still be promised, after the moves made on this set so far. */
  available(sku: string, locationId: string): number {
    return this.level(sku, locationId)?.available ?? 0;
  }

  /** Active locations that have a level of the SKU, by priority and code. */
  locationsOf(sku: string): Location[] {
    return (this.bySku.get(sku) ?? [])
      .flatMap(({ level }) => this.locations.get(level.locationId) ?? [])
      .filter(({ active }) => active)
      .sort((a, b) => a.priority - b.priority || (a.code < b.code ? -1 : 1));
  }

  /** A location that was read with the levels. */
  location(id: string): Location | undefined {
    return this.locations.get(id);
  }

  level(sku: string, locationId: string): Readonly<InventoryLevel> | undefined {
    return this.entries.get(keyOf(sku, locationId))?.level;
  }

  /** The version that a client must have seen to set a value: 0 before the level exists. */
  version(sku: string, locationId: string): number {
    const entry = this.entries.get(keyOf(sku, locationId));
    return entry ? entry.level.version + (entry.changed ? 1 : 0) : 0;
  }

  /** SKUs of which more is available somewhere than when they were locked, and who brought the last of it; null when there are none. */
  arrivals(): { skus: string[]; command: CommandStamp } | null {
    const risen = [...this.entries.values()].filter((entry) => entry.hasRisen());
    const command = risen.at(-1)?.lastCommand;
    return command ? { skus: [...new Set(risen.map(({ level }) => level.sku))], command } : null;
  }

  /** Changes a level in memory and creates it when it is missing. Throws as `requireMovable` does. */
  move(movement: Movement): void {
    const deltas = deltasOf(movement);
    if (BUCKETS.every((bucket) => deltas[bucket] === 0)) return;
    const entry = this.entryOf(movement.sku, movement.locationId);
    requireMovable(entry.level, movement.type, deltas, movement.command.actor);
    const undo = entry.apply(movement, deltas, this.uow.recordedAt);
    if (this.attempting) this.undo.push(undo);
  }

  setSafetyStock(sku: string, locationId: string, quantity: number, command: CommandStamp): void {
    const entry = this.entryOf(sku, locationId);
    if (entry.level.safetyStock === quantity) return;
    const undo = entry.setSafetyStock(quantity, command);
    if (this.attempting) this.undo.push(undo);
  }

  /** Runs one command's moves: all of them count, or, when one throws, none. Throws what was thrown. */
  async allOrNone(work: () => void | Promise<void>): Promise<void> {
    this.attempting = true;
    try {
      await work();
    } catch (error) {
      while (this.undo.length > 0) this.undo.pop()!();
      throw error;
    } finally {
      this.attempting = false;
      this.undo.length = 0;
    }
  }

  /**
   * Writes what was moved: guarded relative updates, new levels, movements, and one `InventoryLevelChanged` per level, on
   * behalf of the last command that touched it. Throws `ConflictError` when a guard fails.
   */
  async save(): Promise<void> {
    const changed = [...this.entries.values()].filter((entry) => entry.changed).sort(byKey);
    await this.update(changed.filter(({ isNew }) => !isNew));
    for (const { level } of changed) {
      level.version += 1;
      level.updatedAt = this.uow.recordedAt;
    }
    const added = changed.filter(({ isNew }) => isNew).map(({ level }) => level);
    if (added.length > 0) await this.uow.sql.insert(InventoryLevel, added);
    const movements = changed.flatMap((entry) => entry.movements);
    if (movements.length > 0) await this.uow.sql.insert(InventoryMovement, movements);
    for (const entry of changed) {
      this.uow.append(await entry.event());
      entry.settle();
    }
  }

  private async update(entries: readonly LevelEntry[]): Promise<void> {
    for (const part of chunks(entries, MAX_LISTED)) {
      const changes = part.map((entry) => entry.change());
      const { sql, params } = levelUpdate(this.uow.sql.dialect, changes, this.uow.recordedAt.getTime());
      const affected = await this.uow.sql.execute(sql, params);
      if (affected !== part.length)
        throw new ConflictError(`${affected} of ${part.length} levels could be updated`);
    }
  }

  private entryOf(sku: string, locationId: string): LevelEntry {
    const entry = this.entries.get(keyOf(sku, locationId));
    if (entry) return entry;
    if (!this.bySku.has(sku)) throw new Error(`the levels of ${sku} are not locked`);
    return this.add(LevelEntry.empty(sku, locationId));
  }

  private add(entry: LevelEntry): LevelEntry {
    const { sku, locationId } = entry.level;
    this.entries.set(keyOf(sku, locationId), entry);
    this.bySku.get(sku)!.push(entry);
    return entry;
  }
}

const keyOf = (sku: string, locationId: string): string => `${sku}@${locationId}`;

function byKey({ level: a }: LevelEntry, { level: b }: LevelEntry): number {
  if (a.sku !== b.sku) return a.sku < b.sku ? -1 : 1;
  return a.locationId < b.locationId ? -1 : 1;
}

function deltasOf(movement: Movement): Deltas {
  return {
    onHand: movement.onHand ?? 0,
    allocated: movement.allocated ?? 0,
    reserved: movement.reserved ?? 0,
    unavailable: movement.unavailable ?? 0,
    incoming: movement.incoming ?? 0,
  };
}
