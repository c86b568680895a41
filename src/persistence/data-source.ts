import { DataSource, type DataSourceOptions } from 'typeorm';
import { ALL_ENTITIES } from '../../entities';
import { StartupError } from '../shared/startup-error';
import { ALL_MIGRATIONS } from './migrations';

/** What both databases share: the mapped entities and the hand-written migrations; the schema is never synchronised. */
export const COMMON_OPTIONS = {
  entities: ALL_ENTITIES,
  migrations: ALL_MIGRATIONS,
  migrationsTableName: 'schema_migrations',
  synchronize: false,
  logging: false,
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

/** Throws a `StartupError` when the database has migrations that this program does not know. */
export async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const known = new Set(ALL_MIGRATIONS.map(({ name }) => name));
  const unknown = (await executedMigrations(dataSource)).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StartupError(
      `The database schema is newer than this program: it has the migration ${unknown.at(-1)}. Run a newer version of Orderwire.`,
    );
  }
}

/** True when exactly this program's migrations have run. */
export async function isMigrated(dataSource: DataSource): Promise<boolean> {
  const executed = new Set(await executedMigrations(dataSource));
  return executed.size === ALL_MIGRATIONS.length && ALL_MIGRATIONS.every(({ name }) => executed.has(name));
}
