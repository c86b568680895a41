import type Libsql from 'libsql';
import LibsqlApart from 'libsql/promise';
import { LRUCache } from 'lru-cache';
import { breathe } from '../../shared/turns';
import { isRolledBack } from '../conflicts';
import { createSql, type Param, type ReadEach, type RunQuery, type Sql } from '../sql';
import { outcomeUnknown } from '../unavailable';
import { storable } from '../values';

type Statement = Libsql.Statement;

/** Prepared forms that are kept. */
const MAX_PREPARED = 500;
/** libsql hands rows over in hundreds. */
const ROWS_PER_LOOK = 100;
/** Values given to the statements of a transaction from which on it is large: some 2,000 rows. */
const MUCH = 50_000;
const OVER = 'The transaction is over';

/** The connection on which all writes are, one transaction after the other. */
export class WritingConnection {
  private readonly prepared = new LRUCache<string, Statement>({ max: MAX_PREPARED });

  constructor(private readonly connection: Libsql.Database) {}

  /** How many rows a statement matched. One that gives rows is read to its end, or it would stay open. */
  execute(sql: string, params: readonly Param[] = []): number {
    return this.using(sql, (statement) => {
      if (!statement.reader) return statement.run(valuesOf(params)).changes;
      statement.all(valuesOf(params));
      return 0;
    });
  }

  /** The driver ends the process when a closed connection is asked. */
  get inTransaction(): boolean {
    return this.connection.open && this.connection.inTransaction;
  }

  set(pragma: string, value: number): void {
    this.execute(`PRAGMA ${pragma} = ${value}`);
  }

  /** Runs a statement without parameters on a thread of libsql's. Nothing else may be done on the connection meanwhile. */
  executeApart(sql: string): Promise<void> {
    return LibsqlApart.prototype.exec.call(this.connection, sql) as Promise<void>;
  }

  /** Runs a statement; its rows are as the driver gives them. */
  async run(sql: string, params: readonly Param[]): ReturnType<RunQuery> {
    return this.using(sql, async (statement) => {
      if (!statement.reader) return { rows: [], affected: statement.run(valuesOf(params)).changes };
      return { rows: await readInSteps(statement, params, (row) => row), affected: 0 };
    });
  }

  /** Makes something of each row as it is read, so that a large answer is in memory once. */
  each: ReadEach = (sql, params, make) =>
    this.using(sql, (statement) => readInSteps(statement, params, make));

  /** The prepared form is nobody else's until the work has ended, or two statements of the same text would share one cursor. */
  private using<R>(sql: string, work: (statement: Statement) => R): R {
    const statement = this.take(sql);
    const giveBack = () => void this.prepared.set(sql, statement);
    let result: R | undefined;
    try {
      result = work(statement);
      return result;
    } finally {
      if (result instanceof Promise) result.then(giveBack, giveBack);
      else giveBack();
    }
  }

  private take(sql: string): Statement {
    const known = this.prepared.get(sql);
    if (!known) return this.connection.prepare(sql);
    this.prepared.delete(sql);
    return known;
  }
}

/** Rows are read in steps between which others have their turn. */
async function readInSteps<R>(
  statement: Statement,
  params: readonly Param[],
  make: (row: Record<string, unknown>) => R,
): Promise<R[]> {
  const made: R[] = [];
  for (const row of statement.iterate(valuesOf(params))) {
    made.push(make(row as Record<string, unknown>));
    if (made.length % ROWS_PER_LOOK === 0) await breathe();
  }
  return made;
}

/** What libsql gets, which is nothing but what `storable` lets through. */
function valuesOf(params: readonly Param[]): unknown[] {
  return params.map(storable);
}

/**
 * One transaction. Each statement keeps the thread to itself, but a transaction of many lets everybody else have turns between them: the
 * connection is this transaction's alone until it has ended. What was begun in it and is not waited for any more, as when a part of
 * the unit has failed, ends before the transaction does, and can do nothing afterwards. SQLite ends a transaction by itself when the disk is
 * full or fails; what is asked for besides would then be committed statement by statement.
 */
export class SqliteTransaction {
  readonly sql: Sql;
  private last: Promise<unknown> = Promise.resolve();
  /** What statements fail with from now on. */
  private over: unknown;
  private written = 0;

  constructor(private readonly connection: WritingConnection) {
    this.sql = createSql(
      'sqlite',
      (sql, params) => this.run(params, () => this.connection.run(sql, params)),
      { each: (sql, params, make) => this.run(params, () => this.connection.each(sql, params, make)) },
    );
  }

  /** Much of it is to be written to the disk at its end. */
  get isLarge(): boolean {
    return this.written > MUCH;
  }

  /** IMMEDIATE takes the write lock first: a deferred one fails at its first write when another process has committed since its first read. */
  begin(): void {
    this.connection.execute('BEGIN IMMEDIATE');
  }

  async commit(): Promise<void> {
    await this.end();
    try {
      if (this.isLarge) await this.connection.executeApart('COMMIT');
      else this.connection.execute('COMMIT');
    } catch (error) {
      throw isRolledBack(error) ? error : outcomeUnknown(error);
    }
  }

  async rollBack(): Promise<void> {
    await this.end();
    this.connection.execute('ROLLBACK');
  }

  private async end(): Promise<void> {
    this.over ??= new Error(OVER);
    await this.last;
  }

  /** One statement after the other. */
  private run<R>(params: readonly Param[], statement: () => Promise<R>): Promise<R> {
    const result = this.last.then(() => this.runNext(params, statement));
    this.last = result.catch(() => undefined);
    return result;
  }

  private async runNext<R>(params: readonly Param[], statement: () => Promise<R>): Promise<R> {
    await breathe();
    if (this.over) throw this.over;
    this.written += params.length;
    try {
      return await statement();
    } catch (error) {
      if (!this.connection.inTransaction) this.over ??= error;
      throw error;
    }
  }
}
