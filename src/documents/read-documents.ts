import { DomainEvent } from '../../entities/events/domain-event';
import { mappingOf, type Columns } from '../persistence/mapping/entity-mapping';
import { placeholders, type Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import type { Document, DocumentRow, NamedPart, Root } from './document';

/** The roots with these ids, locked in id order. */
export async function lockRoots<A extends object, C>(
  sql: Sql,
  { type, root, locking }: Document<A, C>,
  ids: readonly string[],
): Promise<Root<A>[]> {
  if ('under' in locking) throw new Error(`${type} is locked with the ${locking.under} that it is under`);
  const sorted = [...new Set(ids)].sort();
  if (sorted.length === 0) return [];
  return sql.selectForUpdate(
    root.entity,
    `WHERE t.id IN (${placeholders(sorted.length)}) ORDER BY t.id`,
    sorted,
  );
}

/** The roots under other documents, oldest first; and those of them of which no event tells the present version. */
export async function readRootsUnder<A extends object, C>(
  sql: Sql,
  document: Document<A, C>,
  ownerIds: readonly string[],
): Promise<{ roots: Root<A>[]; untold: Root<A>[] }> {
  const ids = [...new Set(ownerIds)];
  const untold: Root<A>[] = [];
  if (ids.length === 0) return { roots: [], untold };
  const { root, events } = document;
  const tail = `WHERE ${ownerColumn(document)} IN (${placeholders(ids.length)}) ORDER BY t.id`;
  const columns = events.missing && withUntold(document, untold);
  return { roots: await sql.select(root.entity, tail, ids, columns), untold };
}

/** The documents under which documents are, by the ids of these; those that do not exist are left out. */
export async function findOwners<A extends object, C>(
  sql: Sql,
  document: Document<A, C>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { table } = mappingOf(document.root.entity);
  const { sql: where, params } = inList('t.id', [...new Set(ids)]);
  const rows = await sql.rows<{ id: string; owner: string }>(
    `SELECT t.id, ${ownerColumn(document)} AS owner FROM ${table} t WHERE ${where}`,
    params,
  );
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

function ownerColumn<A extends object, C>({ type, root, locking }: Document<A, C>): string {
  if (!('under' in locking)) throw new Error(`${type} is locked by itself`);
  return `t.${mappingOf(root.entity).columnOf(locking.by)}`;
}

/** All columns; beside them rows of which no event tells the present version go to `untold`. */
function withUntold<A extends object, C>(
  { type, root }: Document<A, C>,
  untold: Root<A>[],
): Columns<Root<A>> {
  const { columnList, fromRow } = mappingOf(root.entity);
  const { table } = mappingOf(DomainEvent);
  const told = `SELECT 1 FROM ${table} e WHERE e.aggregate_type = '${type}' AND e.aggregate_id = t.id AND e.aggregate_version = t.version`;
  return {
    columnList: `${columnList}, EXISTS (${told}) AS told`,
    fromRow(row) {
      const made = fromRow(row);
      if (Number(row.told) === 0) untold.push(made);
      return made;
    },
  };
}

/** The rows of all parts, by the name of the part: one statement for each. */
export async function readParts<A extends object, C>(
  sql: Sql,
  { partList }: Document<A, C>,
  roots: readonly DocumentRow[],
): Promise<Map<string, DocumentRow[]>> {
  const rows = new Map<string, DocumentRow[]>();
  for (const part of partList) {
    const owners = part.documentId === undefined ? rows.get(part.under!.part)! : roots;
    rows.set(part.name, owners.length === 0 ? [] : await readPart(sql, part, owners));
  }
  return rows;
}

/** The rows of a part, in any order. */
function readPart(
  sql: Sql,
  { entity, documentId, under, where }: NamedPart,
  owners: readonly DocumentRow[],
): Promise<DocumentRow[]> {
  const column = mappingOf(entity).columnOf((documentId ?? under!.by) as keyof DocumentRow);
  const found = inList(
    `t.${column}`,
    owners.map(({ id }) => id),
  );
  return sql.select(entity, `WHERE ${found.sql}${where ? ` AND ${where}` : ''}`, found.params);
}
