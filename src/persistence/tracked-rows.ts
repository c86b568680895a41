import { exactValue } from '../shared/json-safe';
import { eachInSteps } from '../shared/turns';
import { mappingOf, type EntityClass, type EntityMapping, type Values } from './mapping/entity-mapping';
import type { Sql } from './sql';

type Row = { id: string };

/**
 * Rows of one table that a unit of work has locked or made: knows what changed since they were stored (for one UPDATE)
 * and since they were last described (for the next event).
 */
export class TrackedRows<E extends Row> {
  private readonly mapping: EntityMapping<E>;
  /** Null for a row that is not in the table yet. */
  private readonly stored = new Map<E, Values | null>();
  private readonly described = new Map<E, Values | null>();

  constructor(private readonly entity: EntityClass<E>) {
    this.mapping = mappingOf(entity);
  }

  loaded(rows: readonly E[]): Promise<void> {
    return eachInSteps(rows, (row) => {
      const values = this.mapping.copy(row);
      this.stored.set(row, values);
      this.described.set(row, values);
    });
  }

  /** No event has told a loaded row yet: all of it counts as changed for the next one. */
  undescribed(row: E): void {
    this.described.set(row, null);
  }

  /** The row is new and will be inserted. */
  created(row: E): void {
    if (this.stored.has(row)) return;
    this.stored.set(row, null);
    this.described.set(row, null);
  }

  /** The row is neither stored nor updated from here on. */
  forget(row: E): void {
    this.stored.delete(row);
    this.described.delete(row);
  }

  /** The full values, by property, that changed since the last call, bigints and dates as text; null when nothing did. */
  takeChanges(row: E): Values | null {
    const before = this.described.get(row) ?? null;
    const changed = before && this.mapping.differences(before, row);
    if (changed?.length === 0) return null;
    this.described.set(row, this.mapping.copy(row));
    if (changed === null) return this.mapping.describe(row);
    const values: Values = {};
    for (const property of changed) values[property] = exactValue(row[property]);
    return values;
  }

  /** Ends the tracking: one update for the changed rows, then, as they may free a unique key, one insert for the new ones. */
  async save(sql: Sql): Promise<void> {
    const inserts: E[] = [];
    const updates: E[] = [];
    const changed = new Set<keyof E & string>();
    await eachInSteps(this.stored, ([row, before]) => {
      if (before === null) {
        inserts.push(row);
        return;
      }
      const differences = this.mapping.differences(before, row);
      if (differences.length === 0) return;
      updates.push(row);
      for (const property of differences) changed.add(property);
    });
    await sql.updateRows(this.entity, updates, [...changed]);
    await sql.insert(this.entity, inserts);
    this.stored.clear();
    this.described.clear();
  }
}
