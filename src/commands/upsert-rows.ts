import type { Actor } from '../auth/actor';
import { DomainError } from '../shared/errors';
import { mappingOf, type EntityClass } from '../persistence/mapping/entity-mapping';
import { anyOf, inList, type SqlFragment } from '../persistence/sql-fragment';
import { TrackedRows } from '../persistence/tracked-rows';
import type { UnitOfWork } from './unit-of-work';

export interface VersionedRow {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** How an upsert names the row it means: by id, else by natural key. */
export interface UpsertTarget {
  id?: string | null;
  key: string;
  /** Required to change a row, except for the system, which repeats its imports. */
  expectedVersion?: number | null;
}

/** What an upsert use case answers. */
export interface UpsertResult {
  id: string;
  version: number;
  /** False when every value was as asked already. */
  changed: boolean;
}

/**
 * The rows of one table that the upserts of one unit of work find, create and change in memory; locked at the start and
 * stored set-wise at the end. A later command of the list sees what the earlier ones did.
 */
export class UpsertRows<E extends VersionedRow> {
  private readonly tracked: TrackedRows<E>;
  private readonly byId = new Map<string, E>();
  private readonly byKey = new Map<string, E>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly entity: EntityClass<E>,
    /** Property that holds the natural key, or the key's name for people when `keyOf` makes it of several. */
    private readonly keyName: string,
    private readonly keyOf: (row: E) => string = (row) => String(row[keyName as keyof E]),
  ) {
    this.tracked = new TrackedRows(entity);
  }

  /** Locks the rows with these ids or natural keys, in id order: one statement. Rows that are here already stay as they are. */
  async lock(
    ids: readonly (string | null | undefined)[],
    keys: readonly (string | null | undefined)[],
  ): Promise<void> {
    const byId = distinct(ids).filter((id) => !this.byId.has(id));
    const byKey = distinct(keys).filter((key) => !this.byKey.has(key));
    if (byId.length + byKey.length === 0) return;
    const keyColumn = mappingOf(this.entity).columnOf(this.keyName as keyof E & string);
    await this.lockWhere(
      anyOf([
        byId.length > 0 ? inList('t.id', byId) : null,
        byKey.length > 0 ? inList(`t.${keyColumn}`, byKey) : null,
      ]),
    );
  }

  /** Locks the rows, aliased `t`, that a condition selects. */
  async lockWhere({ sql, params }: SqlFragment): Promise<void> {
    const found = await this.uow.sql.selectForUpdate(this.entity, `WHERE ${sql} ORDER BY t.id`, params);
    const rows = found.filter(({ id }) => !this.byId.has(id));
    await this.tracked.loaded(rows);
    for (const row of rows) this.remember(row);
  }

  get(id: string): E | undefined {
    return this.byId.get(id);
  }

  withKey(key: string): E | undefined {
    return this.byKey.get(key);
  }

  all(): E[] {
    return [...this.byId.values()];
  }

  /** The row that an upsert means, or null when it is to be created. Throws `NOT_FOUND`, `DUPLICATE` or `VERSION_CONFLICT`. */
  find({ id, key, expectedVersion }: UpsertTarget, actor: Pick<Actor, 'kind'>): E | null {
    const name = this.entity.name;
    const keyed = this.byKey.get(key) ?? null;
    const row = id ? (this.byId.get(id) ?? null) : keyed;
    if (id && !row) throw noRow(name, id);
    if (row && keyed && keyed !== row) {
      throw new DomainError('DUPLICATE', `Another ${name} has the ${this.keyName} "${key}".`, {
        [this.keyName]: key,
      });
    }
    const current = row?.version ?? 0;
    const repeats = (expectedVersion ?? null) === null && (!row || actor.kind === 'SYSTEM');
    if (repeats || expectedVersion === current) return row;
    throw new DomainError(
      'VERSION_CONFLICT',
      `${name} "${key}" is at version ${current}, not ${expectedVersion ?? 'given'}. Read it again and send that version.`,
      { current },
    );
  }

  /**
   * Creates the row, or sets those values that are given. Raises the version when anything differs, in the row or
   * (`partsChanged`) in what belongs to it; says whether it did.
   */
  put(existing: E | null, values: Partial<E>, partsChanged = false): { row: E; changed: boolean } {
    const row = existing ?? this.create();
    const oldKey = existing && this.keyOf(existing);
    for (const [property, value] of Object.entries(values)) {
      if (value !== undefined) (row as Record<string, unknown>)[property] = value;
    }
    if (this.tracked.takeChanges(row) === null && !partsChanged) return { row, changed: false };
    row.version += 1;
    row.updatedAt = this.uow.recordedAt;
    this.tracked.takeChanges(row);
    if (oldKey !== null) this.byKey.delete(oldKey);
    this.remember(row);
    return { row, changed: true };
  }

  save(): Promise<void> {
    return this.tracked.save(this.uow.sql);
  }

  private create(): E {
    const row = new this.entity();
    this.tracked.created(row);
    return row;
  }

  private remember(row: E): void {
    this.byId.set(row.id, row);
    this.byKey.set(this.keyOf(row), row);
  }
}

/** What an upsert says of an id that names nothing, or nothing that may be seen. */
export function noRow(type: string, id: string): DomainError {
  return new DomainError('NOT_FOUND', `There is no ${type} with this id.`, { type, id });
}

function distinct(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
