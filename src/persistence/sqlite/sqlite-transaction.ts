import type Libsql from 'libsql';
import LibsqlApart from 'libsql/promise';
import { LRUCache } from 'lru-cache';
import { breathe } from '../../shared/turns';
import { isRolledBack } from '../conflicts';
import { createSql, type Param, type RunQuery, type Sql } from '../sql';
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

  get inTransaction(): boolean {
    return this.connection.inTransaction;
  }

  set(pragma: string, value: number): void {
    this.execute(`PRAGMA ${pragma} = ${value}`);
  }

  /** Runs a statement without parameters on a thread of libsql's. Nothing else may be done on the connection meanwhile. */
  executeApart(sql: string): Promise<void> {
    return LibsqlApart.prototype.exec.call(this.connection, sql) as Promise<void>;
  }

  /**
   * Runs a statement. Rows are read in steps between which others have their turn. The prepared form is nobody else's until the last
   * row has been read, or two statements of the same text would share one cursor.
   */
  async run(sql: string, params: readonly Param[]): ReturnType<RunQuery> {
    const statement = this.take(sql);
    try {
      if (!statement.reader) return { rows: [], affected: statement.run(valuesOf(params)).changes };
      const rows: unknown[] = [];
      for (const row of statement.iterate(valuesOf(params))) {
        rows.push(row);
        if (rows.length % ROWS_PER_LOOK === 0) await breathe();
      }
      return { rows, affected: 0 };
    } finally {
      this.prepared.set(sql, statement);
    }
  }

  private using<R>(sql: string, work: (statement: Statement) => R): R {
    const statement = this.take(sql);
    try {
      return work(statement);
    } finally {
      this.prepared.set(sql, statement);
    }
  }

  private take(sql: string): Statement {
    const known = this.prepared.get(sql);
    if (!known) return this.connection.prepare(sql);
    this.prepared.delete(sql);
    return known;
  }
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
    this.sql = createSql('sqlite', (sql, params) => this.run(sql, params));
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
  private run(sql: string, params: readonly Param[]): ReturnType<RunQuery> {
    const result = this.last.then(() => this.runNext(sql, params));
    this.last = result.catch(() => undefined);
    return result;
  }

  private async runNext(sql: string, params: readonly Param[]): ReturnType<RunQuery> {
    await breathe();
    if (this.over) throw this.over;
    this.written += params.length;
    try {
      return await this.connection.run(sql, params);
    } catch (error) {
      if (!this.connection.inTransaction) this.over ??= error;
      throw error;
    }
  }
}
