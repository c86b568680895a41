import { constants, copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Database, DatabaseOptions } from '../../src/persistence/database';
import { openDatabase } from '../../src/persistence/open-database';
import {
  newDatabaseName,
  onServer,
  runFolder,
  isPlain,
  mysqlOptions,
  templateFile,
  templateScript,
  testDatabaseKind,
} from './template';

export { isPlain, testDatabaseKind };

export interface TestDatabase {
  readonly database: Database;
  /** What `openDatabase` takes, for one more connection as another process would have it. */
  readonly options: DatabaseOptions;
  /** Closes `database` and deletes the data. */
  drop(): Promise<void>;
}

/**
 * A database of the caller's own on the kind that this run of jest is on: migrated and without data, or with
 * `empty` without a schema, too. Make it in `beforeAll`, drop it in `afterAll`.
 */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const { options, remove } = testDatabaseKind() === 'sqlite' ? cloneFile(empty) : await cloneSchema(empty);
  const database = await openDatabase(options);
  return {
    database,
    options,
    drop: async () => {
      await database.close();
      await remove();
    },
  };
}

interface Clone {
  options: DatabaseOptions;
  remove: () => Promise<void>;
}

function cloneFile(empty: boolean): Clone {
  const file = path.join(runFolder(), `${newDatabaseName()}.sqlite`);
  if (!empty) copyFileSync(templateFile(), file, constants.COPYFILE_FICLONE);
  return {
    options: { kind: 'sqlite', file },
    remove: async () => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    },
  };
}

async function cloneSchema(empty: boolean): Promise<Clone> {
  const name = newDatabaseName();
  await onServer('', (connection) => connection.query(`CREATE DATABASE ${name}`));
  if (!empty) await onServer(name, (connection) => connection.query(templateScript()));
  return {
    options: mysqlOptions(name),
    remove: () =>
      onServer('', (connection) => connection.query(`DROP DATABASE ${name}`)).then(() => undefined),
  };
}
