import type { QueryRunner } from 'typeorm';

/*
 * What a database has by now, in both dialects: names by table, in one look at all tables, or at the one that is named. Names come
 * from the migrations themselves, never from outside.
 */

export type NamesByTable = ReadonlyMap<string, ReadonlySet<string>>;

export function isMysql(queryRunner: QueryRunner): boolean {
  return queryRunner.connection.options.type === 'mysql';
}

/** Every table with its columns. */
export function presentColumns(queryRunner: QueryRunner, table?: string): Promise<NamesByTable> {
  return namesByTable(
    queryRunner,
    isMysql(queryRunner)
      ? `SELECT table_name AS owner, column_name AS name FROM information_schema.columns ${ofSchema(table)}`
      : `SELECT t.name AS owner, c.name AS name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ${ofFile(table)}`,
  );
}

/** The tables that have indexes, with these. */
export function presentIndexes(queryRunner: QueryRunner, table?: string): Promise<NamesByTable> {
  return namesByTable(
    queryRunner,
    isMysql(queryRunner)
      ? `SELECT table_name AS owner, index_name AS name FROM information_schema.statistics ${ofSchema(table)}`
      : `SELECT t.name AS owner, i.name AS name FROM sqlite_schema t JOIN pragma_index_list(t.name) i ${ofFile(table)}`,
  );
}

export async function presentTriggers(queryRunner: QueryRunner): Promise<ReadonlySet<string>> {
  const rows = (await queryRunner.query(
    isMysql(queryRunner)
      ? 'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()'
      : "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
  )) as { name: string }[];
  return new Set(rows.map(({ name }) => name));
}

function ofSchema(table?: string): string {
  return `WHERE table_schema = DATABASE()${table ? ` AND table_name = '${table}'` : ''}`;
}

function ofFile(table?: string): string {
  return `WHERE t.type = 'table'${table ? ` AND t.name = '${table}'` : ''}`;
}

async function namesByTable(queryRunner: QueryRunner, sql: string): Promise<NamesByTable> {
  const rows = (await queryRunner.query(sql)) as { owner: string; name: string }[];
  const names = new Map<string, Set<string>>();
  for (const { owner, name } of rows) names.set(owner, (names.get(owner) ?? new Set()).add(name));
  return names;
}
