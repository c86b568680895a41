import type { QueryRunner } from 'typeorm';
import { StartupError } from '../../shared/startup-error';
import { isMysql, presentColumns, presentIndexes, presentTriggers } from './present';

export { isMysql };

/*
 * Every step may be repeated. MariaDB commits each change of the schema by itself, so a migration that was interrupted is begun
 * again from its first step: a step whose outcome is there does nothing.
 */

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

/**
 * Runs a step unless its outcome is there. A program that was taken for dead may run the same step at the same time: the later one
 * fails, and finds the outcome.
 */
async function unless(isDone: () => Promise<boolean>, step: () => Promise<unknown>): Promise<void> {
  if (await isDone()) return;
  try {
    await step();
  } catch (error) {
    if (!(await isDone().catch(() => false))) throw error;
  }
}

/**
 * Creates tables with their keys and indexes, in the order given: a table comes after those it references. A table that is there by
 * then gets the indexes that it lacks; throws a `StartupError` when it lacks columns.
 */
export async function createTables(queryRunner: QueryRunner, tables: readonly TableDef[]): Promise<void> {
  const columns = await presentColumns(queryRunner);
  const indexes = await presentIndexes(queryRunner);
  for (const table of tables) {
    const present = columns.get(table.name);
    if (present) refuseOtherColumns(table, present);
    else await createTable(queryRunner, table);
    const lacking = (table.indexes ?? []).filter(
      (of) => !indexes.get(table.name)?.has(keyName('ix', table.name, of)),
    );
    for (const of of lacking) await createIndex(queryRunner, table.name, of);
  }
}

function createTable(queryRunner: QueryRunner, table: TableDef): Promise<void> {
  return unless(
    async () => (await presentColumns(queryRunner, table.name)).has(table.name),
    () => queryRunner.query(createTableSql(table, isMysql(queryRunner))),
  );
}

/**
 * A table is created by one statement, with all of its columns: one that lacks some comes from something else. Later steps may have
 * added others.
 */
function refuseOtherColumns(table: TableDef, present: ReadonlySet<string>): void {
  const lacking = Object.keys(table.columns).filter((name) => !present.has(name));
  if (lacking.length === 0) return;
  throw new StartupError(
    `The table ${table.name} is not the one that this migration creates: it lacks ${lacking.join(', ')}. ` +
      'Use an empty database, or restore the backup from before the upgrade.',
  );
}

/** Creates an index that is named after its columns, unless it is there. */
export function createIndex(
  queryRunner: QueryRunner,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const name = keyName('ix', table, columns);
  return unless(
    async () => (await presentIndexes(queryRunner, table)).get(table)?.has(name) === true,
    () => queryRunner.query(`CREATE INDEX ${name} ON ${table} (${columns.join(', ')})`),
  );
}

/** Drops an index if it is there. */
export function dropIndex(
  queryRunner: QueryRunner,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const name = keyName('ix', table, columns);
  const of = isMysql(queryRunner) ? ` ON ${table}` : '';
  return unless(
    async () => !(await presentIndexes(queryRunner, table)).get(table)?.has(name),
    () => queryRunner.query(`DROP INDEX ${name}${of}`),
  );
}

/**
 * SQLite changes no column in place: a table of the same name, with the same columns and the definition given, takes over the rows. No
 * other table may reference it. All or nothing of it is done: SQLite takes changes of the schema back as well.
 */
export function rebuildTable(queryRunner: QueryRunner, table: TableDef): Promise<void> {
  const before = `${table.name}_before`;
  const columns = Object.keys(table.columns).join(', ');
  return allOrNone(queryRunner, async () => {
    for (const of of table.indexes ?? []) await dropIndex(queryRunner, table.name, of);
    await queryRunner.query(`ALTER TABLE ${table.name} RENAME TO ${before}`);
    await createTables(queryRunner, [table]);
    await queryRunner.query(
      `INSERT INTO ${table.name} (${columns}) SELECT ${columns} FROM ${before} ORDER BY 1`,
    );
    await queryRunner.query(`DROP TABLE ${before}`);
  });
}

/** Adds a column to a table that may have rows, unless it is there. */
export function addColumn(
  queryRunner: QueryRunner,
  table: string,
  name: string,
  column: ColumnDef,
): Promise<void> {
  return unless(
    async () => (await presentColumns(queryRunner, table)).get(table)?.has(name) === true,
    () =>
      queryRunner.query(`ALTER TABLE ${table} ADD COLUMN ${columnSql(name, column, isMysql(queryRunner))}`),
  );
}

/** Drops a column if it is there. */
export function dropColumn(queryRunner: QueryRunner, table: string, name: string): Promise<void> {
  return unless(
    async () => !(await presentColumns(queryRunner, table)).get(table)?.has(name),
    () => queryRunner.query(`ALTER TABLE ${table} DROP COLUMN ${name}`),
  );
}

/** Creates a trigger unless one of its name is there; `definition` says when it fires and what it does. */
export function createTrigger(queryRunner: QueryRunner, name: string, definition: string): Promise<void> {
  return unless(
    async () => (await presentTriggers(queryRunner)).has(name),
    () => queryRunner.query(`CREATE TRIGGER ${name} ${definition}`),
  );
}

/** Drops those tables that are there, in the opposite of the order in which they were created. */
export async function dropTables(queryRunner: QueryRunner, tables: readonly TableDef[]): Promise<void> {
  for (const table of [...tables].reverse()) await queryRunner.query(`DROP TABLE IF EXISTS ${table.name}`);
}

/** Inserts a row unless one with the same value of `key` is there; a row that is there stays as it is. */
export function addRow(
  queryRunner: QueryRunner,
  table: string,
  key: string,
  row: Readonly<Record<string, string | number>>,
): Promise<void> {
  const columns = Object.keys(row);
  return unless(
    async () => {
      const rows: unknown[] = await queryRunner.query(`SELECT 1 FROM ${table} WHERE ${key} = ?`, [row[key]]);
      return rows.length > 0;
    },
    () =>
      queryRunner.query(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        Object.values(row),
      ),
  );
}

/**
 * Runs statements all of which are carried out, or none; each must be repeatable. On MariaDB they may change rows only: it commits
 * changes of the schema by themselves.
 */
export async function allOrNone(queryRunner: QueryRunner, work: () => Promise<void>): Promise<void> {
  // SQLite: migrations run in one transaction already, which TypeORM does not know of.
  const [begin, commit, rollBack] = isMysql(queryRunner)
    ? (['START TRANSACTION', 'COMMIT', 'ROLLBACK'] as const)
    : (['SAVEPOINT all_or_none', 'RELEASE all_or_none', 'ROLLBACK TO all_or_none'] as const);
  await queryRunner.query(begin);
  try {
    await work();
    await queryRunner.query(commit);
  } catch (error) {
    await queryRunner.query(rollBack).catch(() => undefined);
    throw error;
  }
}
