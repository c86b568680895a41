import { setImmediate as turn } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import Libsql from 'libsql';
import { DataSource } from 'typeorm';
import { turnBegan } from '../../shared/turns';
import { isLockedOut } from '../conflicts';
import { COMMON_OPTIONS, isMigrated, pendingMigrations, runMigrations } from '../data-source';
import type { Database, Report } from '../database';
import { createReader, type Reader } from '../reader';
import { SqliteAside } from './sqlite-aside';
import { createSql, runOn, type Param, type RunQuery, type Sql } from '../sql';
import { SqliteCheckpoints } from './sqlite-checkpoints';
import { cannotOpen, prepareFile, requireSound } from './sqlite-file';
import { SqliteTransaction, WritingConnection } from './sqlite-transaction';

/** How long a statement waits for another process's write, in milliseconds. */
const BUSY_TIMEOUT = 10_000;
/** How long a request reads before it lets others have a turn. */
const TURN_AFTER_MS = 20;

/** Pages of the write-ahead log after which a commit moves it into the file: SQLite's own default. */
const WAL_PAGES = 1000;

interface LibsqlConnection {
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
  return new SqliteDatabase(file, writer, reader, new SqliteAside(file, BUSY_TIMEOUT));
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

/** TypeORM's driver has it, and no name for it in its types. */
function connectionOf(dataSource: DataSource): Libsql.Database {
  return (dataSource.driver as unknown as { databaseConnection: Libsql.Database }).databaseConnection;
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
  readonly wire = null;
  readonly reader: Reader;
  private readonly writer: WritingConnection;
  private readonly checkpoints: SqliteCheckpoints;
  private readonly writeQueue = new Mutex();
  /** What a large transaction has written is being moved into the file. */
  private moving: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    file: string,
    private readonly writerSource: DataSource,
    private readonly readerSource: DataSource,
    private readonly aside: SqliteAside,
  ) {
    const run = runOn(readerSource.createQueryRunner());
    const until = (signal: AbortSignal): Sql =>
      createSql('sqlite', runUntil(signal, run), { aside: aside.until(signal) });
    this.reader = createReader('sqlite', run, until, { aside: aside.until() });
    this.writer = new WritingConnection(connectionOf(writerSource));
    this.checkpoints = new SqliteCheckpoints(file, BUSY_TIMEOUT);
  }

  /**
   * Each transaction lets the event loop turn once before it begins: sockets and timers are served however many wait. One that has
   * much to do lets it turn again and again; what writes meanwhile waits for its end.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.writeQueue.runExclusive(async () => {
      await turn();
      turnBegan();
      this.requireOpen();
      const transaction = new SqliteTransaction(this.writer);
      try {
        transaction.begin();
        const result = await work(transaction.sql);
        await this.commit(transaction);
        return result;
      } catch (error) {
        await transaction.rollBack().catch(() => undefined);
        throw error;
      }
    });
  }

  /**
   * The commit after which the write-ahead log is long also moves it into the file, which takes as long again: not here when much was
   * written, but on a thread of its own.
   */
  private async commit(transaction: SqliteTransaction): Promise<void> {
    if (!transaction.isLarge) return transaction.commit();
    this.writer.set('wal_autocheckpoint', 0);
    try {
      await transaction.commit();
    } finally {
      this.moving = this.checkpoints
        .make()
        .then(() => this.writeQueue.runExclusive(() => this.checkpointAgain()));
    }
  }

  private checkpointAgain(): void {
    if (!this.closed) this.writer.set('wal_autocheckpoint', WAL_PAGES);
  }

  private requireOpen(): void {
    if (this.closed) throw new Error('The database is closed');
  }

  async write(sql: string, params: readonly Param[] = []): Promise<number> {
    return this.writeQueue.runExclusive(() => {
      this.requireOpen();
      return this.writer.execute(sql, params);
    });
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
    await this.moving;
    await this.writeQueue.runExclusive(async () => {
      this.closed = true;
      await this.checkpoints.close();
      await this.readerSource.destroy();
      await this.writer.run('PRAGMA wal_checkpoint(PASSIVE)', []);
      await this.writerSource.destroy();
    });
  }
}
