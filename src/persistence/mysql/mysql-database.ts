import type { PoolConnection } from 'mysql2';
import type { DataSource } from 'typeorm';
import { StartupError } from '../../shared/startup-error';
import { COMMON_OPTIONS, isMigrated } from '../data-source';
import type { Database, DatabaseOptions, Report, Wire, WireMode } from '../database';
import { createReader, type Reader } from '../reader';
import { createSql, type Param, type Sql } from '../sql';
import { AwaitedTransaction } from './awaited-transaction';
import { migrateMysql } from './mysql-migrations';
import { RequestReads } from './mysql-requests';
import { explain, isMariaDb, poolOf, sourceOf, type Place } from './mysql-source';
import { runOnPool, takeConnection } from './mysql-statements';
import type { MysqlTransaction } from './mysql-transaction';
import { readUrl } from './mysql-url';
import { lookAt, wireFor } from './mysql-wire';
import { PipelinedTransaction } from './pipelined-transaction';

/** Connections of each pool. */
const POOL_SIZE = 16;
const ISOLATION = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';
/** Nothing is cut to fit, and a backslash in a text is what the driver takes it for, whatever the server's own setting. */
const SQL_MODE =
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";
/**
 * A server that hangs in the middle of a transaction gives its locks back after so many seconds, on MariaDB; MySQL has no such
 * setting, and keeps them until the connection ends.
 */
const IDLE_TRANSACTION = 'SET SESSION idle_transaction_timeout = 30';
/**
 * Nobody waits longer for a row that another transaction keeps, in seconds, than the server's own setting and this: a unit of work is run
 * again, and its client hears of it before its request has taken too long.
 */
const LOCK_WAIT_SECONDS = 5;

/**
 * MariaDB (or MySQL) behind two pools of the same size: reads and single writes never wait for a connection behind transactions, so that
 * events get their positions and reach subscribers however many orders are on their way. Every session reads committed data.
 */
export async function openMysql({
  url,
  poolSize = POOL_SIZE,
  lockWaitSeconds = LOCK_WAIT_SECONDS,
  wire: asked = 'auto',
}: MysqlOptions): Promise<Database> {
  const place = readUrl(url);
  const { wire, transactions, reads } = await connect(place, poolSize, asked).catch((error: unknown) => {
    throw new StartupError(explain(error, url));
  });
  const label = await serverLabel(transactions);
  const lockWait = `SET SESSION innodb_lock_wait_timeout = LEAST(@@innodb_lock_wait_timeout, ${lockWaitSeconds})`;
  const session = [SQL_MODE, ISOLATION, lockWait, ...(label.startsWith('MariaDB') ? [IDLE_TRANSACTION] : [])];
  await setUpSessions(transactions, session);
  await setUpSessions(reads, session);
  return new MysqlDatabase(transactions, reads, label, wire);
}

type MysqlOptions = Extract<DatabaseOptions, { kind: 'mysql' }>;

async function connect(place: Place, poolSize: number, asked: 'auto' | WireMode) {
  const wire: Wire = asked === 'auto' ? await wireTo(place) : { mode: asked, reason: 'it is configured' };
  const transactions = await sourceOf(place, poolSize, wire.mode, COMMON_OPTIONS).initialize();
  const reads = await sourceOf(place, poolSize, wire.mode).initialize();
  return { wire, transactions, reads };
}

/** Looks at two sessions, which a balancer would give to two servers. */
async function wireTo(place: Place): Promise<Wire> {
  const probe = await sourceOf(place, 2, 'pipelined').initialize();
  try {
    const connections = await Promise.all([takeConnection(poolOf(probe)), takeConnection(poolOf(probe))]);
    const sessions = await Promise.all(connections.map(lookAt));
    for (const connection of connections) connection.release();
    return wireFor(sessions);
  } finally {
    await probe.destroy();
  }
}

/**
 * The pool's first connection exists by now; the later ones announce themselves. The pool drops one that fails; unheard, its error would
 * end the process. One that cannot be set up is not used: it would read backslashes otherwise.
 */
async function setUpSessions(dataSource: DataSource, statements: readonly string[]): Promise<void> {
  poolOf(dataSource).on('connection', (connection: PoolConnection) => {
    connection.on('error', () => undefined);
    for (const statement of statements) {
      connection.query(statement, (error) => error && connection.destroy());
    }
  });
  for (const statement of statements) await dataSource.query(statement);
}

async function serverLabel(dataSource: DataSource): Promise<string> {
  const [row] = (await dataSource.query('SELECT VERSION() AS version')) as { version: string }[];
  const version = row?.version ?? '';
  return isMariaDb(version) ? `MariaDB ${version.split('-')[0]}` : `MySQL ${version}`;
}

class MysqlDatabase implements Database {
  readonly dialect = 'mysql';
  readonly reader: Reader;
  private readonly running = new Set<Promise<unknown>>();
  private closing = false;

  constructor(
    private readonly transactions: DataSource,
    private readonly reads: DataSource,
    readonly label: string,
    readonly wire: Wire,
  ) {
    const pool = poolOf(reads);
    this.reader = createReader('mysql', runOnPool(pool), (signal) => {
      const { together, separately } = new RequestReads(signal, pool, poolOf(transactions), wire.mode);
      return createSql('mysql', together, { separately });
    });
  }

  private async withConnection<T>(work: (connection: PoolConnection) => Promise<T>): Promise<T> {
    const connection = await takeConnection(poolOf(this.transactions));
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  }

  private on(connection: PoolConnection): MysqlTransaction {
    return this.wire.mode === 'pipelined'
      ? new PipelinedTransaction(connection)
      : new AwaitedTransaction(connection);
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    if (this.closing) throw new Error('The database is closed');
    const transaction = this.run(work);
    this.running.add(transaction);
    return transaction.finally(() => this.running.delete(transaction));
  }

  private run<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.withConnection(async (connection) => {
      const transaction = this.on(connection);
      try {
        await transaction.begin();
        const result = await work(transaction.sql);
        await transaction.commit();
        return result;
      } catch (error) {
        await transaction.rollBack();
        throw error;
      }
    });
  }

  write(sql: string, params: readonly Param[] = []): Promise<number> {
    return this.reader.execute(sql, params);
  }

  migrate(report: Report = () => undefined): Promise<void> {
    return migrateMysql({ dataSource: this.transactions, door: this, report });
  }

  isMigrated(): Promise<boolean> {
    return isMigrated(this.transactions);
  }

  /** Transactions that have begun end first: the pool would close their connections between two statements. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.allSettled(this.running);
    await this.transactions.destroy();
    await this.reads.destroy();
  }
}
