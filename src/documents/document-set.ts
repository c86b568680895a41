import type { CommandContext } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { mappingOf, type EntityClass, type Values } from '../persistence/mapping/entity-mapping';
import { chunks, type Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { TrackedRows } from '../persistence/tracked-rows';
import { eachInSteps } from '../shared/turns';
import { assemble } from './assemble';
import {
  rootOf,
  rowsOf,
  valueOf,
  type Document,
  type DocumentRow,
  type NamedPart,
  type PartName,
  type Root,
  type RootRow,
  type ScopedRow,
} from './document';
import { lockRoots, readParts, readRootsUnder } from './read-documents';

const ROWS_PER_DELETE = 400;

interface Recording<Context> {
  /** What the event says beside the changed values. */
  extra?: object;
  /** The row of the document through which this one is seen, where that is another. */
  scopedBy?: ScopedRow;
  context?: Context;
}

/** The documents of one type in one unit of work: locked or new, changed in memory, described by events, stored set-wise. */
export class DocumentSet<A extends object, Context = void, Type extends string = string> {
  private readonly aggregates = new Map<string, A>();
  private readonly roots: TrackedRows<RootRow>;
  private readonly parts: readonly TrackedPart[];
  /** Rows that are to be deleted, by the ids of their documents. */
  private readonly replaced = new Map<string, Partial<Pick<A, PartName<A>>>>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly document: Document<A, Context, Type>,
  ) {
    this.roots = new TrackedRows(document.root.entity as EntityClass<RootRow>);
    this.parts = document.partList.map((part) => ({ part, rows: new TrackedRows(part.entity) }));
  }

  /** Locks documents in id order and reads their parts: one statement, and one for each part, for any number of documents. */
  static async lock<A extends object, Context, Type extends string>(
    uow: UnitOfWork,
    document: Document<A, Context, Type>,
    ids: readonly string[],
  ): Promise<DocumentSet<A, Context, Type>> {
    const set = new DocumentSet(uow, document);
    await set.takeUp(await lockRoots(uow.sql, document, ids));
    return set;
  }

  /** Reads the documents under others, which must be locked, oldest first; as many statements as `lock`. */
  static async under<A extends object, Context, Type extends string>(
    uow: UnitOfWork,
    document: Document<A, Context, Type>,
    ownerIds: readonly string[],
  ): Promise<DocumentSet<A, Context, Type>> {
    const set = new DocumentSet(uow, document);
    const { roots, untold } = await readRootsUnder(uow.sql, document, ownerIds);
    await set.takeUp(roots, untold);
    return set;
  }

  /** `untold`: documents whose events do not say what they are now. */
  private async takeUp(roots: readonly Root<A>[], untold: readonly Root<A>[] = []): Promise<void> {
    if (roots.length === 0) return;
    const rows = await readParts(this.uow.sql, this.document, roots);
    for (const aggregate of await assemble(this.document, roots, rows))
      this.aggregates.set(rootOf(this.document, aggregate).id, aggregate);
    await this.roots.loaded(roots);
    for (const { part, rows: tracked } of this.parts) await tracked.loaded(rows.get(part.name)!);
    for (const root of untold) await this.tellAll(this.aggregates.get(root.id)!);
  }

  private async tellAll(aggregate: A): Promise<void> {
    this.roots.undescribed(rootOf(this.document, aggregate));
    for (const { part, rows } of this.parts)
      await eachInSteps(rowsOf(aggregate, part), (row) => rows.undescribed(row));
  }

  get(id: string): A | undefined {
    return this.aggregates.get(id);
  }

  all(): A[] {
    return [...this.aggregates.values()];
  }

  /** A new document; its parts are taken up when its first event is recorded. */
  add(aggregate: A): void {
    const root = rootOf(this.document, aggregate);
    this.aggregates.set(root.id, aggregate);
    this.roots.created(root);
  }

  /** The document stays as it is stored, whatever was changed on it in memory. */
  discard(aggregate: A): void {
    const root = rootOf(this.document, aggregate);
    this.aggregates.delete(root.id);
    this.replaced.delete(root.id);
    this.roots.forget(root);
    for (const { part, rows } of this.parts) for (const row of rowsOf(aggregate, part)) rows.forget(row);
  }

  /** The aggregate gets other rows for these, all of some of its parts, which go when the set is saved. */
  replace(aggregate: A, old: Partial<Pick<A, PartName<A>>>): void {
    const { id } = rootOf(this.document, aggregate);
    // Rows that take the place of replaced ones are not stored yet.
    this.replaced.set(id, { ...old, ...this.replaced.get(id) });
    for (const { part, rows } of this.parts) for (const row of rowsOf(old, part)) rows.forget(row);
  }

  /**
   * Brings what follows from the content up to date, raises the version and records an event with everything that changed since the
   * document's last one. Returns the event's id.
   */
  async record(
    aggregate: A,
    type: Type,
    command: CommandContext,
    { extra, scopedBy, context }: Recording<Context> = {},
  ): Promise<string> {
    const { document, uow } = this;
    const root = rootOf(document, aggregate);
    for (const { part, rows } of this.parts)
      await eachInSteps(rowsOf(aggregate, part), (row) => rows.created(row));
    document.derive?.(aggregate, context as Context);
    root.version += 1;
    root.updatedAt = uow.recordedAt;
    const scoped = document.scope === 'own' ? (root as unknown as ScopedRow) : scopedBy;
    if (!scoped) throw new Error(`${document.type} is seen through another document, which must be given`);
    return uow.append({
      type,
      aggregateType: document.type,
      aggregateId: root.id,
      aggregateVersion: root.version,
      occurredAt: command.occurredAt,
      actorId: command.actor.principalId,
      commandId: command.id,
      orderId: idIn(root, document.events.order),
      accountId: scoped.accountId,
      territoryId: scoped.territoryId,
      repId: scoped.repId,
      locationId: idIn(root, document.events.location),
      data: Object.assign(await this.changes(aggregate, root), extra),
    });
  }

  private async changes(aggregate: A, root: RootRow): Promise<Record<string, unknown>> {
    const changes: Record<string, unknown> = {
      [this.document.root.name]: this.roots.takeChanges(root) ?? {},
    };
    for (const { part, rows } of this.parts) {
      const changed = await changedRows(rowsOf(aggregate, part), rows, part.leftOut);
      if (changed.length > 0) changes[part.name] = changed;
    }
    return changes;
  }

  /** Stores every change: at most one insert, one update and, where rows are replaced, one delete for each table. */
  async save(): Promise<void> {
    const { sql } = this.uow;
    await this.roots.save(sql);
    for (const { part } of this.parts.toReversed()) {
      const gone = [...this.replaced.values()].flatMap((old) => rowsOf(old, part));
      await deleteRows(sql, part, gone);
    }
    for (const { rows } of this.parts) await rows.save(sql);
  }
}

interface TrackedPart {
  part: NamedPart;
  rows: TrackedRows<DocumentRow>;
}

/** The changed rows of a part, each with its id. */
async function changedRows(
  rows: readonly DocumentRow[],
  tracked: TrackedRows<DocumentRow>,
  leftOut: readonly string[],
): Promise<Values[]> {
  const changed: Values[] = [];
  await eachInSteps(rows, (row) => {
    const values = tracked.takeChanges(row);
    if (!values) return;
    for (const property of leftOut) delete values[property];
    values.id = row.id;
    changed.push(values);
  });
  return changed;
}

async function deleteRows(sql: Sql, { entity }: NamedPart, rows: readonly DocumentRow[]): Promise<void> {
  for (const chunk of chunks(rows, ROWS_PER_DELETE)) {
    const { sql: where, params } = inList(
      'id',
      chunk.map(({ id }) => id),
    );
    await sql.execute(`DELETE FROM ${mappingOf(entity).table} WHERE ${where}`, params);
  }
}

function idIn(root: RootRow, property: string | undefined): string | null {
  return property === undefined ? null : (valueOf(root, property) as string | null);
}
