import { setImmediate as turn } from 'node:timers/promises';
import Libsql from 'libsql/promise';
import { DomainError } from '../../shared/errors';
import { withValues } from '../statement-text';
import { ROWS_PER_TURN, type RunAside } from '../sql';
import { sqliteLiteral } from './sqlite-literal';

/** Reads that may wait for their turn at a time. */
const MAX_WAITING = 64;
/** Memory of the connection; what needs more to be sorted goes to a temporary file. */
const SETTINGS = ['PRAGMA temp_store = FILE', 'PRAGMA cache_size = -65536'];

interface Connection {
  exec(sql: string): Promise<void>;
  prepare(sql: string): Promise<{ all(params: readonly unknown[]): Promise<unknown[]> }>;
  defaultSafeIntegers(on: boolean): void;
  close(): void;
}

type Read = Parameters<RunAside>;

interface Waiting {
  begin(): void;
  giveUp(): void;
}

/**
 * Reads of the embedded database that take long, on a connection of their own and off the server's thread: `exec` is the one call of the
 * driver that runs a statement on another one. It takes no parameters and gives no rows, so that values stand in the text and the
 * rows go to a temporary table, from which they are taken over by and by.
 *
 * One caller at a time, in the order in which they came; the database sees one state for all parts of a read. Nothing interrupts a part
 * (the driver's `interrupt` waits for the statement to end): a read that is given up ends with the part at hand.
 */
export class SqliteAside {
  private connection: Promise<Connection> | null = null;
  private readonly waiting = new Set<Waiting>();
  private busy = false;
  private closed = false;

  constructor(
    private readonly file: string,
    private readonly busyTimeoutMs: number,
  ) {}

  /** What runs the reads of one request: once its signal is given they fail with its reason. */
  until(signal?: AbortSignal): RunAside {
    return (...read) => this.run(read, signal);
  }

  /** Ends after the part at hand. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { giveUp } of this.waiting) giveUp();
    if (this.busy) await this.turn();
    (await this.connection)?.close();
  }

  private async run(read: Read, signal?: AbortSignal): Promise<void> {
    this.check(signal);
    await this.turn(signal);
    try {
      this.connection ??= this.open();
      await readAtOneState(await this.connection, read, () => this.check(signal));
    } finally {
      this.next();
    }
  }

  private check(signal?: AbortSignal): void {
    signal?.throwIfAborted();
    if (this.closed) throw closing();
  }

  /** Resolves when it is the caller's turn, which `next` ends. */
  private turn(signal?: AbortSignal): Promise<void> {
    if (!this.busy) {
      this.busy = true;
      return Promise.resolve();
    }
    if (this.waiting.size >= MAX_WAITING && !this.closed) throw tooManyWait();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting.delete(waiting);
        signal?.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        leave();
        reject(signal!.reason as Error);
      };
      const waiting: Waiting = {
        begin: () => {
          leave();
          resolve();
        },
        giveUp: () => {
          leave();
          reject(closing());
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.waiting.add(waiting);
    });
  }

  private next(): void {
    const [first] = this.waiting;
    if (first) first.begin();
    else this.busy = false;
  }

  private async open(): Promise<Connection> {
    try {
      const connection = new Libsql(this.file, { timeout: this.busyTimeoutMs }) as unknown as Connection;
      connection.defaultSafeIntegers(true);
      for (const setting of SETTINGS) await connection.exec(setting);
      return connection;
    } catch (error) {
      this.connection = null;
      throw error;
    }
  }
}

/** The transaction is one for reading: it holds the state that its first part sees, and writes nothing but the temporary table. */
async function readAtOneState(
  connection: Connection,
  [parts, most, take]: Read,
  check: () => void,
): Promise<void> {
  const [first, ...others] = parts.map(({ sql, params }) => withValues(sql, params, sqliteLiteral));
  try {
    check();
    await connection.exec('BEGIN');
    await connection.exec(`CREATE TEMP TABLE answer AS SELECT * FROM (${first}) LIMIT ${most}`);
    for (const part of others) {
      check();
      await connection.exec(`INSERT INTO temp.answer SELECT * FROM (${part}) LIMIT ${most}`);
    }
    await connection.exec('COMMIT');
    await takeOver(connection, most, (rows) => {
      check();
      take(rows);
    });
  } finally {
    await connection.exec('ROLLBACK').catch(() => undefined);
    await connection.exec('DROP TABLE IF EXISTS temp.answer');
  }
}

async function takeOver(connection: Connection, most: number, take: Read[2]): Promise<void> {
  const statement = await connection.prepare('SELECT * FROM temp.answer WHERE rowid > ? AND rowid <= ?');
  for (let after = 0; after < most; after += ROWS_PER_TURN) {
    const rows = await statement.all([after, Math.min(after + ROWS_PER_TURN, most)]);
    take(rows);
    if (rows.length < ROWS_PER_TURN) return;
    await turn();
  }
}

const closing = (): DomainError => new DomainError('UNAVAILABLE', 'The server is stopping. Ask again.');

const tooManyWait = (): DomainError =>
  new DomainError(
    'UNAVAILABLE',
    `${MAX_WAITING} questions that read much wait for their turn already. Ask again in some seconds.`,
  );
