import Libsql from 'libsql';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { COMMON_OPTIONS } from '../../src/persistence/data-source';
import type { DatabaseOptions } from '../../src/persistence/database';

export type MigrationClass = new () => MigrationInterface;

/** Hears each statement that may write something, before it is sent and when it has been carried out; the program dies with its error. */
export interface Door {
  before?: (sql: string) => void | Promise<void>;
  after?: (sql: string) => void;
}

/** A source of these migrations on a database, as the program has it, without the mapping of the rows. */
export function migrationSource(
  options: DatabaseOptions,
  migrations: readonly MigrationClass[],
  { multipleStatements = true } = {},
): DataSource {
  const { migrationsTableName, logger } = COMMON_OPTIONS;
  const common = { migrations: [...migrations], migrationsTableName, logger };
  return options.kind === 'sqlite'
    ? new DataSource({ ...common, type: 'better-sqlite3', driver: Libsql, database: options.file })
    : new DataSource({ ...common, type: 'mysql', url: options.url, multipleStatements, poolSize: 3 });
}

/** Lets whatever the connection is told to write pass the door. */
export function standAt(door: Door, runner: QueryRunner): QueryRunner {
  const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
  const guarded = async (sql: string, ...others: unknown[]): Promise<unknown> => {
    if (!mayWrite(sql)) return query(sql, ...others);
    await door.before?.(sql);
    const result = await query(sql, ...others);
    door.after?.(sql);
    return result;
  };
  runner.query = guarded as QueryRunner['query'];
  return runner;
}

/** A look at the lease may lead the way of a change of the schema, in one packet. */
function mayWrite(sql: string): boolean {
  return sql.includes('; ') || !/^\s*(SELECT|SHOW|PRAGMA)\b/i.test(sql);
}
