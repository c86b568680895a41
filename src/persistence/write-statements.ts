import type { Dialect } from './dialect';
import type { EntityMapping, Param } from './mapping/entity-mapping';
import { updateFrom } from './update-from';

/** Characters of rows in one insert that does not go in bulk; a packet may hold 16 MB by MariaDB's default. */
const MAX_TEXT = 1_000_000;

/** `?, ?, ?` for a list of n parameters. */
export function placeholders(n: number): string {
  return new Array(n).fill('?').join(', ');
}

/**
 * The columns and rows of inserts that do not go in bulk. MariaDB is sent text: made at once it takes little more than half of the
 * time that question marks and parameters take, and it has no columns that are null in all rows, as MariaDB takes long to read it
 * (`bench/README.md`). SQLite keeps a prepared form of each text, and had better see few.
 */
export function valuesOf<E extends object>(
  dialect: Dialect,
  { insertable }: EntityMapping<E>,
  rows: readonly Partial<E>[],
): { sql: string; params: Param[] }[] {
  if (dialect === 'mysql') {
    const { columns, text } = insertable.filledBy(rows);
    return byLength(rows.map(text), MAX_TEXT).map((texts) => ({
      sql: `(${columns.join(', ')}) VALUES ${texts.join(', ')}`,
      params: [],
    }));
  }
  const { columns } = insertable;
  const params: Param[] = [];
  for (const row of rows) insertable.push(row, params);
  return [{ sql: questionMarks(columns, rows.length), params }];
}

/** Texts in lists of at most so many characters, unless a single one has more. */
function byLength(texts: readonly string[], most: number): string[][] {
  const lists: string[][] = [];
  let length = Infinity;
  for (const text of texts) {
    length += text.length;
    if (length > most) {
      lists.push([]);
      length = text.length;
    }
    lists.at(-1)!.push(text);
  }
  return lists;
}

/** The columns, and so many rows of placeholders. */
export function questionMarks(columns: readonly string[], rows: number): string {
  const row = `(${placeholders(columns.length)})`;
  return `(${columns.join(', ')}) VALUES ${new Array(rows).fill(row).join(', ')}`;
}

/** Sets properties of rows that are found by their ids. */
export function updateStatement<E extends { id: string }>(
  dialect: Dialect,
  mapping: EntityMapping<E>,
  rows: readonly E[],
  properties: readonly (keyof E & string)[],
): { sql: string; params: Param[] } {
  return updateFrom(dialect, {
    table: mapping.table,
    keys: [{ column: 'id', ascii: true }],
    rows: rows.map((row) => [row.id, ...properties.map((name) => mapping.toParam(name, row[name]))]),
    sets: properties.map((name, i) => [mapping.columnOf(name), `v${i}`]),
  });
}
