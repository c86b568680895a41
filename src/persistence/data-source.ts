import {
  AbstractLogger,
  DataSource,
  MigrationExecutor,
  type DataSourceOptions,
  type QueryRunner,
} from 'typeorm';
import { ALL_ENTITIES } from '../../entities';
import { StartupError } from '../shared/startup-error';
import type { Report } from './database';
import { ALL_MIGRATIONS } from './migrations';

/** TypeORM would write to the console, whatever `logging` says, that a migration failed; its error says so to whoever started it. */
class Silence extends AbstractLogger {
  protected override writeLog(): void {}
}

/** What both databases share: the mapped entities and the hand-written migrations; the schema is never synchronised. */
export const COMMON_OPTIONS = {
  entities: ALL_ENTITIES,
  migrations: ALL_MIGRATIONS,
  migrationsTableName: 'schema_migrations',
  synchronize: false,
  logging: false,
  logger: new Silence(),
} satisfies Partial<DataSourceOptions>;

/** Names of the migrations that have run, oldest first; none when there is no table yet. */
async function executedMigrations(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable(COMMON_OPTIONS.migrationsTableName))) return [];
    const rows = (await runner.query(
      `SELECT name FROM ${COMMON_OPTIONS.migrationsTableName} ORDER BY id`,
    )) as {
      name: string;
    }[];
    return rows.map(({ name }) => name);
  } finally {
    await runner.release();
  }
}

/** Names of the source's migrations that have not run, oldest first, and of those that have run and are not among them. */
async function compareMigrations(dataSource: DataSource): Promise<{ pending: string[]; unknown: string[] }> {
  const executed = new Set(await executedMigrations(dataSource));
  const known = new Set(dataSource.migrations.map(({ name }) => name!));
  return {
    pending: [...known].filter((name) => !executed.has(name)),
    unknown: [...executed].filter((name) => !known.has(name)),
  };
}

/** Names of the migrations that have not run, oldest first. Throws a `StartupError` when some have run that this program does not know. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const { pending, unknown } = await compareMigrations(dataSource);
  if (unknown.length > 0) {
    throw new StartupError(
      `The database schema is newer than this program: it has the migration ${unknown.at(-1)}. Run a newer version of Orderwire.`,
    );
  }
  return pending;
}

/** True when exactly this program's migrations have run. */
export async function isMigrated(dataSource: DataSource): Promise<boolean> {
  const { pending, unknown } = await compareMigrations(dataSource);
  return pending.length + unknown.length === 0;
}

/**
 * Runs the pending migrations one after the other on one connection, and records each when it has come to its end. Throws a
 * `StartupError` as `pendingMigrations` does.
 */
export async function runMigrations(
  dataSource: DataSource,
  queryRunner: QueryRunner,
  report: Report,
): Promise<void> {
  const pending = await pendingMigrations(dataSource);
  if (pending.length === 0) return;
  report(`Migrating the database: ${pending.length} to go, from ${pending[0]}.`);
  const executor = new MigrationExecutor(dataSource, queryRunner);
  executor.transaction = 'none';
  await executor.executePendingMigrations();
}
