import type { QueryRunner } from 'typeorm';

/** What a database has by now, in both dialects. Names come from the migrations themselves, never from outside. */

export function isMysql(queryRunner: QueryRunner): boolean {
  return queryRunner.connection.options.type === 'mysql';
}

export async function presentTables(queryRunner: QueryRunner): Promise<Set<string>> {
  return names(
    queryRunner,
    isMysql(queryRunner)
      ? 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()'
      : "SELECT name FROM sqlite_schema WHERE type = 'table'",
  );
}

export async function presentColumns(queryRunner: QueryRunner, table: string): Promise<Set<string>> {
  return names(
    queryRunner,
    isMysql(queryRunner)
      ? `SELECT column_name AS name FROM information_schema.columns
         WHERE table_schema = DATABASE() AND table_name = '${table}'`
      : `SELECT name FROM pragma_table_info('${table}')`,
  );
}

export async function presentIndexes(queryRunner: QueryRunner, table: string): Promise<Set<string>> {
  return names(
    queryRunner,
    isMysql(queryRunner)
      ? `SELECT index_name AS name FROM information_schema.statistics
         WHERE table_schema = DATABASE() AND table_name = '${table}'`
      : `SELECT name FROM pragma_index_list('${table}')`,
  );
}

export async function presentTriggers(queryRunner: QueryRunner): Promise<Set<string>> {
  return names(
    queryRunner,
    isMysql(queryRunner)
      ? 'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()'
      : "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
  );
}

async function names(queryRunner: QueryRunner, sql: string): Promise<Set<string>> {
  const rows = (await queryRunner.query(sql)) as { name: string }[];
  return new Set(rows.map(({ name }) => name));
}
