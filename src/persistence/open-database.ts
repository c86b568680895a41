import type { Database, DatabaseOptions } from './database';
import { openMysql } from './mysql/mysql-database';
import { openSqlite } from './sqlite/sqlite-database';

/** Opens one of the two kinds of database; a `StartupError` says in one line why it cannot. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.kind === 'sqlite' ? openSqlite(options.file) : openMysql(options);
}
