import { setImmediate as turn } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import Libsql from 'libsql';
import { DataSource } from 'typeorm';
import { isLockedOut, isRolledBack } from './conflicts';
import { COMMON_OPTIONS, isMigrated, pendingMigrations, runMigrations } from './data-source';
import type { Database, Report } from './database';
import { createReader, type Reader } from './reader';
import { SqliteAside } from './sqlite-aside';
import { createSql, runOn, type Param, type RunQuery, type Sql } from './sql';
import { cannotOpen, prepareFile, requireSound } from './sqlite-file';
import { outcomeUnknown } from './unavailable';

/** How long a statement waits for another process's write, in milliseconds. */
const BUSY_TIMEOUT = 10_000;
/** How long a request reads before it lets others have a turn. */
const TURN_AFTER_MS = 20;

interface LibsqlConnection {
  readonly inTransaction: boolean;
  defaultSafeIntegers(on: boolean): void;
}

/**
 * The embedded database: one file, opened three times. All writes share one connection, one transaction after the other
 * (two overlapping transactions on a connection would be one); reads use the second connection and see committed data only; those
 * that take long use the third, which is opened for the first of them.
 */
export async function openSqlite(file: string): Promise<Database> {
  prepareFile(file);
  const writer = await connect(file);
  try {
    await requireSound(writer, file);
  } catch (error) {
    await writer.destroy();
    throw error;
  }
  const reader = await connect(file);
  return new SqliteDatabase(writer, reader, new SqliteAside(file, BUSY_TIMEOUT));
}

async function connect(file: string): Promise<DataSource> {
  const dataSource = new DataSource({
    ...COMMON_OPTIONS,
    type: 'better-sqlite3',
    driver: Libsql,
    database: file,
    enableWAL: true,
    timeout: BUSY_TIMEOUT,
    statementCacheSize: 500,
    prepareDatabase: (connection) => (connection as LibsqlConnection).defaultSafeIntegers(true),
  });
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw cannotOpen(file, error);
  }
}

/**
 * Runs the statements of one request until its signal is given. Nothing can interrupt a statement, which keeps the thread to itself, nor
 * does the end of one let timers and sockets have their turn: a request that has read for a while gives them one before it goes on.
 */
function runUntil(signal: AbortSignal, run: RunQuery): RunQuery {
  let since = performance.now();
  return async (sql, params) => {
    if (performance.now() - since > TURN_AFTER_MS) {
      await turn();
      since = performance.now();
    }
    signal.throwIfAborted();
    return run(sql, params);
  };
}

class SqliteDatabase implements Database {
  readonly dialect = 'sqlite';
  readonly label = 'embedded SQLite';
  readonly reader: Reader;
  private readonly runWrite: RunQuery;
  private readonly writeQueue = new Mutex();

  constructor(
    private readonly writerSource: DataSource,
    private readonly readerSource: DataSource,
    private readonly aside: SqliteAside,
  ) {
    const run = runOn(readerSource.createQueryRunner());
    const until = (signal: AbortSignal): Sql =>
      createSql('sqlite', runUntil(signal, run), { aside: aside.until(signal) });
    this.reader = createReader('sqlite', run, until, { aside: aside.until() });
    this.runWrite = runOn(writerSource.createQueryRunner());
  }

  /**
   * IMMEDIATE takes the write lock first: a deferred one fails at its first write when another process has committed since its first
   * read. Statements run synchronously, so each transaction lets the event loop turn once: sockets and timers are served however
   * many wait.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.writeQueue.runExclusive(async () => {
      await turn();
      const within = this.runWithin();
      try {
        await this.runWrite('BEGIN IMMEDIATE', []);
        const result = await work(createSql('sqlite', within.run));
        await this.commit();
        return result;
      } catch (error) {
        await this.runWrite('ROLLBACK', []).catch(() => undefined);
        throw error;
      } finally {
        within.end();
      }
    });
  }

  /**
   * Runs statements in the transaction that has begun and in no other, one after the other. SQLite ends a transaction by itself when the
   * disk is full or fails; what is asked for besides would then be committed statement by statement.
   */
  private runWithin(): { run: RunQuery; end: () => void } {
    let over: unknown;
    let last: Promise<unknown> = Promise.resolve();
    const runNext: RunQuery = async (sql, params) => {
      if (over) throw over;
      try {
        return await this.runWrite(sql, params);
      } catch (error) {
        if (!this.connection.inTransaction) over ??= error;
        throw error;
      }
    };
    return {
      end: () => (over ??= new Error('The transaction is over')),
      run: (sql, params) => {
        const result = last.then(() => runNext(sql, params));
        last = result.catch(() => undefined);
        return result;
      },
    };
  }

  private async commit(): Promise<void> {
    try {
      await this.runWrite('COMMIT', []);
    } catch (error) {
      throw isRolledBack(error) ? error : outcomeUnknown(error);
    }
  }

  private get connection(): LibsqlConnection {
    return (this.writerSource.driver as unknown as { databaseConnection: LibsqlConnection })
      .databaseConnection;
  }

  write(sql: string, params: readonly Param[] = []): Promise<number> {
    return this.writeQueue.runExclusive(async () => (await this.runWrite(sql, params)).affected);
  }

  /** In one transaction: a program that is killed meanwhile leaves nothing of it. The lock on the file is waited for. */
  async migrate(report: Report = () => undefined): Promise<void> {
    for (;;) {
      const pending = await pendingMigrations(this.readerSource);
      if (pending.length === 0) return;
      try {
        await this.transaction(() =>
          runMigrations(this.writerSource, this.writerSource.createQueryRunner(), report),
        );
      } catch (error) {
        if (!isLockedOut(error)) throw error;
        report(
          `Waiting for another process that writes to the database; ${pending.length} migrations to go.`,
        );
      }
    }
  }

  isMigrated(): Promise<boolean> {
    return isMigrated(this.readerSource);
  }

  /** libsql leaves the write-ahead log as it is; moved into the file, the file alone is the whole database. Waits for no other process. */
  async close(): Promise<void> {
    await this.aside.close();
    await this.writeQueue.runExclusive(async () => {
      await this.readerSource.destroy();
      await this.runWrite('PRAGMA wal_checkpoint(PASSIVE)', []);
      await this.writerSource.destroy();
    });
  }
}
