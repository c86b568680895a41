import type { QueryRunner } from 'typeorm';

/** A column in both dialects. */
export interface ColumnDef {
  mysql: string;
  sqlite: string;
  nullable: boolean;
  default?: string | number;
}

export interface ForeignKey {
  column: string;
  /** Referenced by its `id`. */
  table: string;
}

export interface TableDef {
  name: string;
  columns: Readonly<Record<string, ColumnDef>>;
  primaryKey: readonly string[];
  unique?: readonly (readonly string[])[];
  indexes?: readonly (readonly string[])[];
  foreignKeys?: readonly ForeignKey[];
}

const MAX_IDENTIFIER = 64;

const define = (mysql: string, sqlite: string): ColumnDef => ({ mysql, sqlite, nullable: false });
const ascii = (length: number): ColumnDef =>
  define(`VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`, `VARCHAR(${length})`);

/** A ULID: the row's own or another's. */
export const id = (): ColumnDef => ascii(26);
/** Text that is compared exactly, of at most `length` characters. */
export const varchar = (length: number): ColumnDef => define(`VARCHAR(${length})`, `VARCHAR(${length})`);
/** Name of an enum's value. */
export const enumeration = (): ColumnDef => ascii(30);
export const currency = (): ColumnDef => ascii(3);
/** `YYYY-MM-DD` */
export const day = (): ColumnDef => ascii(10);
/** `YYYY-MM` */
export const month = (): ColumnDef => ascii(7);
export const int = (): ColumnDef => define('INT', 'INTEGER');
/** Amounts, unit prices, percentages, rates, positions. */
export const bigint = (): ColumnDef => define('BIGINT', 'BIGINT');
/** Milliseconds since 1970 (UTC). */
export const instant = bigint;
/** 1 or 0 */
export const flag = (): ColumnDef => define('SMALLINT', 'SMALLINT');
/** Text of any length, JSON too. */
export const longText = (): ColumnDef => define('LONGTEXT', 'TEXT');
/** A primary key that the database counts up. SQLite wants the key stated with the column. */
export const autoIncrement = (): ColumnDef =>
  define('BIGINT NOT NULL AUTO_INCREMENT', 'INTEGER PRIMARY KEY AUTOINCREMENT');

export const nullable = (column: ColumnDef): ColumnDef => ({ ...column, nullable: true });
export const withDefault = (column: ColumnDef, value: string | number): ColumnDef => ({
  ...column,
  default: value,
});

/** Version and times of a row that is changed in place. */
export const versioned = (): Record<string, ColumnDef> => ({
  version: int(),
  created_at: instant(),
  updated_at: instant(),
});

export function isMysql(queryRunner: QueryRunner): boolean {
  return queryRunner.connection.options.type === 'mysql';
}

function columnSql(name: string, column: ColumnDef, mysql: boolean): string {
  const type = mysql ? column.mysql : column.sqlite;
  if (isCounted(column)) return `${name} ${type}`;
  const fallback = typeof column.default === 'string' ? `'${column.default}'` : column.default;
  const defaultSql = fallback === undefined ? '' : ` DEFAULT ${fallback}`;
  return `${name} ${type}${column.nullable ? ' NULL' : ' NOT NULL'}${defaultSql}`;
}

function isCounted(column: ColumnDef): boolean {
  return column.mysql.endsWith('AUTO_INCREMENT');
}

/** Keys are named after what they cover, so that both databases and later migrations know them by the same name. */
function keyName(prefix: string, table: string, columns: readonly string[]): string {
  const name = [prefix, table, ...columns].join('_');
  if (name.length > MAX_IDENTIFIER) throw new Error(`${name} is longer than ${MAX_IDENTIFIER} characters`);
  return name;
}

function createTableSql(table: TableDef, mysql: boolean): string {
  const parts = Object.entries(table.columns).map(([name, column]) => columnSql(name, column, mysql));
  const countedInSqlite = !mysql && table.primaryKey.some((name) => isCounted(table.columns[name]!));
  if (!countedInSqlite) parts.push(`PRIMARY KEY (${table.primaryKey.join(', ')})`);
  for (const columns of table.unique ?? []) {
    parts.push(`CONSTRAINT ${keyName('uq', table.name, columns)} UNIQUE (${columns.join(', ')})`);
  }
  for (const { column, table: referenced } of table.foreignKeys ?? []) {
    parts.push(
      `CONSTRAINT ${keyName('fk', table.name, [column])} FOREIGN KEY (${column}) REFERENCES ${referenced} (id)`,
    );
  }
  const options = mysql ? ' ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
  return `CREATE TABLE ${table.name} (\n  ${parts.join(',\n  ')}\n)${options}`;
}

/** Creates tables with their keys and indexes, in the order given: a table comes after those it references. */
export async function createTables(queryRunner: QueryRunner, tables: readonly TableDef[]): Promise<void> {
  for (const table of tables) {
    await queryRunner.query(createTableSql(table, isMysql(queryRunner)));
    for (const columns of table.indexes ?? []) await createIndex(queryRunner, table.name, columns);
  }
}

export async function createIndex(
  queryRunner: QueryRunner,
  table: string,
  columns: readonly string[],
): Promise<void> {
  await queryRunner.query(
    `CREATE INDEX ${keyName('ix', table, columns)} ON ${table} (${columns.join(', ')})`,
  );
}

export async function dropIndex(
  queryRunner: QueryRunner,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const of = isMysql(queryRunner) ? ` ON ${table}` : '';
  await queryRunner.query(`DROP INDEX ${keyName('ix', table, columns)}${of}`);
}

/**
 * SQLite changes no column in place: a table of the same name, with the same columns and the definition given, takes over the rows. No
 * other table may reference it.
 */
export async function rebuildTable(queryRunner: QueryRunner, table: TableDef): Promise<void> {
  const before = `${table.name}_before`;
  for (const columns of table.indexes ?? []) await dropIndex(queryRunner, table.name, columns);
  await queryRunner.query(`ALTER TABLE ${table.name} RENAME TO ${before}`);
  await createTables(queryRunner, [table]);
  const columns = Object.keys(table.columns).join(', ');
  await queryRunner.query(
    `INSERT INTO ${table.name} (${columns}) SELECT ${columns} FROM ${before} ORDER BY 1`,
  );
  await queryRunner.query(`DROP TABLE ${before}`);
}

/** Adds a column to a table that may have rows. */
export async function addColumn(
  queryRunner: QueryRunner,
  table: string,
  name: string,
  column: ColumnDef,
): Promise<void> {
  await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN ${columnSql(name, column, isMysql(queryRunner))}`);
}

export async function dropColumn(queryRunner: QueryRunner, table: string, name: string): Promise<void> {
  await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN ${name}`);
}

/** Drops tables in the opposite of the order in which they were created. */
export async function dropTables(queryRunner: QueryRunner, tables: readonly TableDef[]): Promise<void> {
  for (const table of [...tables].reverse()) await queryRunner.query(`DROP TABLE ${table.name}`);
}
