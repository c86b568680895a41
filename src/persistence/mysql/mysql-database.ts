import type { Pool, PoolConnection } from 'mysql2';
import { DataSource } from 'typeorm';
import { StartupError } from '../../shared/startup-error';
import { COMMON_OPTIONS, isMigrated } from '../data-source';
import type { Database, Report } from '../database';
import { openStream } from './mysql-bulk';
import { migrateMysql } from './mysql-migrations';
import { RequestReads } from './mysql-requests';
import { runOnPool, takeConnection } from './mysql-statements';
import { statementText } from './mysql-text';
import { MysqlTransaction } from './mysql-transaction';
import { createReader, type Reader } from '../reader';
import { createSql, type Param, type Sql } from '../sql';

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
export async function openMysql(
  url: string,
  poolSize: number,
  lockWaitSeconds = LOCK_WAIT_SECONDS,
): Promise<Database> {
  const transactions = sourceOf(url, poolSize, COMMON_OPTIONS);
  const reads = sourceOf(url, poolSize, {});
  try {
    await transactions.initialize();
    await reads.initialize();
  } catch (error) {
    throw new StartupError(explain(error, url));
  }
  const label = await serverLabel(transactions);
  const lockWait = `SET SESSION innodb_lock_wait_timeout = LEAST(@@innodb_lock_wait_timeout, ${lockWaitSeconds})`;
  const session = [SQL_MODE, ISOLATION, lockWait, ...(label.startsWith('MariaDB') ? [IDLE_TRANSACTION] : [])];
  await setUpSessions(transactions, session);
  await setUpSessions(reads, session);
  return new MysqlDatabase(transactions, reads, label);
}

/** Statements travel together in one packet: every value must be in its text as `statementText` writes it. */
function sourceOf(url: string, poolSize: number, options: Partial<typeof COMMON_OPTIONS>): DataSource {
  return new DataSource({
    ...options,
    type: 'mysql',
    url: checkedUrl(url),
    charset: 'utf8mb4',
    supportBigNumbers: true,
    bigNumberStrings: false,
    extra: { queryFormat: statementText, stream: openStream },
    multipleStatements: true,
    connectTimeout: 10_000,
    poolSize,
  });
}

function checkedUrl(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new StartupError('DATABASE_URL is not a URL. Use mysql://user:password@host:3306/database.');
  }
  if (!['mysql:', 'mariadb:'].includes(parsed.protocol) || parsed.pathname.length < 2) {
    throw new StartupError('DATABASE_URL must have the form mysql://user:password@host:3306/database.');
  }
  return url.replace(/^mariadb:/, 'mysql:');
}

/** One line for a person; never the password. */
function explain(error: unknown, url: string): string {
  const { host, pathname, username } = new URL(url);
  const { code, message } = error as { code?: string; message: string };
  switch (code) {
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_DBACCESS_DENIED_ERROR':
      return `The database at ${host} refused the user "${username}". Check user, password and rights in DATABASE_URL.`;
    case 'ER_BAD_DB_ERROR':
      return `The database "${pathname.slice(1)}" does not exist at ${host}. Create it, or correct DATABASE_URL.`;
    default:
      return `The database at ${host} cannot be reached (${code ?? message}). Check DATABASE_URL and that the server runs.`;
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

function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { pool: Pool }).pool;
}

async function serverLabel(dataSource: DataSource): Promise<string> {
  const [row] = (await dataSource.query('SELECT VERSION() AS version')) as { version: string }[];
  const version = row?.version ?? '';
  return /mariadb/i.test(version) ? `MariaDB ${version.split('-')[0]}` : `MySQL ${version}`;
}

class MysqlDatabase implements Database {
  readonly dialect = 'mysql';
  readonly reader: Reader;

  constructor(
    private readonly transactions: DataSource,
    private readonly reads: DataSource,
    readonly label: string,
  ) {
    const pool = poolOf(reads);
    this.reader = createReader('mysql', runOnPool(pool), (signal) => {
      const { together, separately } = new RequestReads(signal, pool, poolOf(transactions));
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

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.withConnection(async (connection) => {
      const transaction = new MysqlTransaction(connection);
      await transaction.begin();
      try {
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

  async close(): Promise<void> {
    await this.transactions.destroy();
    await this.reads.destroy();
  }
}
