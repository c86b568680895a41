import Libsql from 'libsql';
import mysql from 'mysql2';
import { testDatabaseKind } from './databases';

/**
 * What happens at one statement. Of MariaDB: the connection breaks before the statement has reached the server, or after the server has
 * done it; or the server refuses it. Of SQLite, which has no connection: it fails before, or after it was done.
 */
export type Fault = 'LOST_BEFORE' | 'LOST_AFTER' | 'DISK_FULL' | 'READ_ONLY' | 'NOT_READY' | 'CONFLICT';

export const FAULTS: readonly Fault[] =
  testDatabaseKind() === 'mysql'
    ? ['LOST_BEFORE', 'LOST_AFTER', 'DISK_FULL', 'READ_ONLY', 'NOT_READY', 'CONFLICT']
    : ['LOST_BEFORE', 'LOST_AFTER', 'DISK_FULL', 'READ_ONLY', 'CONFLICT'];

type Refusal = Exclude<Fault, 'LOST_BEFORE' | 'LOST_AFTER'>;

const MYSQL_REFUSALS: Readonly<Record<Refusal, [code: string, errno: number]>> = {
  DISK_FULL: ['ER_RECORD_FILE_FULL', 1114],
  READ_ONLY: ['ER_OPTION_PREVENTS_STATEMENT', 1290],
  NOT_READY: ['ER_UNKNOWN_COM_ERROR', 1047],
  CONFLICT: ['ER_LOCK_DEADLOCK', 1213],
};
const SQLITE_FAILURES: Readonly<Record<Fault, string>> = {
  LOST_BEFORE: 'SQLITE_IOERR_READ',
  LOST_AFTER: 'SQLITE_IOERR_WRITE',
  DISK_FULL: 'SQLITE_FULL',
  READ_ONLY: 'SQLITE_READONLY',
  NOT_READY: 'SQLITE_IOERR_LOCK',
  CONFLICT: 'SQLITE_BUSY_SNAPSHOT',
};

/** A command as mysql2's queue takes it: a query of one or more statements, or a bulk insert. */
interface Command {
  sql?: string;
  onResult?: (error: Error | null, ...rest: unknown[]) => void;
  emit?: (event: string, ...rest: unknown[]) => boolean;
}

interface Connection {
  addCommand(command: Command): Command;
  destroy(): void;
}

/** The ways of libsql to run a prepared statement. "all" goes by way of "iterate". */
interface Ways {
  run(...params: unknown[]): unknown;
  get(...params: unknown[]): unknown;
  iterate(...params: unknown[]): unknown;
}

/** Has statements run by `run`; answers how to undo that. */
function patchWays(prototype: Ways, run: <R>(statement: object, way: () => R) => R): () => void {
  const names = ['run', 'get', 'iterate'] as const;
  const original = names.map((name) => prototype[name]);
  names.forEach((name, i) => {
    prototype[name] = function (this: object, ...params) {
      return run(this, () => original[i]!.apply(this, params));
    };
  });
  return () => names.forEach((name, i) => (prototype[name] = original[i]!));
}

/** Stands between this process and its database: counts statements, and makes one of them fail. Closed, it lets everything pass. */
export class SqlDoor {
  /** Statements since the door was last set. */
  statements: string[] = [];
  /** The statement that failed; null while none has. */
  failedAt: string | null = null;
  private target = -1;
  private fault: Fault = 'LOST_BEFORE';
  private readonly restore: () => void;

  constructor() {
    this.restore = testDatabaseKind() === 'mysql' ? this.watchMysql() : this.watchSqlite();
  }

  /** Counts from zero; the statement with the number `target` meets the fault, once. */
  set(target = -1, fault: Fault = 'LOST_BEFORE'): void {
    this.statements = [];
    this.failedAt = null;
    this.target = target;
    this.fault = fault;
  }

  close(): void {
    this.restore();
  }

  /** Which of the next statements is to fail; -1 for none. */
  private meets(statements: readonly string[]): number {
    const index = this.target - this.statements.length;
    this.statements.push(...statements);
    if (this.target < 0 || this.failedAt !== null || index < 0 || index >= statements.length) return -1;
    this.failedAt = statements[index]!;
    return index;
  }

  /** Of every way to run a statement, as long as it was prepared after the door was made. */
  private watchSqlite(): () => void {
    const texts = new WeakMap<object, string>();
    const { prototype } = Libsql as unknown as { prototype: { prepare(text: string): object } };
    const { prepare } = prototype;
    let restore = (): void => undefined;
    let patched = false;
    const run = <R>(statement: object, way: () => R): R => this.passSqlite(texts.get(statement) ?? '', way);
    prototype.prepare = function (this: object, text) {
      const statement = prepare.call(this, text);
      texts.set(statement, text);
      if (!patched) restore = patchWays(Object.getPrototypeOf(statement) as Ways, run);
      patched = true;
      return statement;
    };
    return () => {
      prototype.prepare = prepare;
      restore();
    };
  }

  private passSqlite<R>(text: string, way: () => R): R {
    if (text.startsWith('PRAGMA') || this.meets([text]) < 0) return way();
    if (this.fault === 'LOST_AFTER') way();
    const code = SQLITE_FAILURES[this.fault];
    throw Object.assign(new Error(`door: ${code}`), { code });
  }

  private watchMysql(): () => void {
    const { prototype } = (mysql as unknown as { Connection: { prototype: Connection } }).Connection;

    const { addCommand } = prototype;
    const pass = (connection: Connection, command: Command): Command =>
      this.passMysql(command, (altered) => addCommand.call(connection, altered), connection);
    prototype.addCommand = function (this: Connection, command: Command): Command {
      return pass(this, command);
    };
    return () => {
      prototype.addCommand = addCommand;
    };
  }

  private passMysql(command: Command, send: (command: Command) => Command, connection: Connection): Command {
    const statements = statementsOf(command);
    const index = this.meets(statements);
    if (index < 0) return send(command);
    const lost = this.fault === 'LOST_BEFORE' || this.fault === 'LOST_AFTER';
    const failure = lost ? lostConnection() : refusalOf(this.fault as Refusal);
    const done = this.fault === 'LOST_AFTER' ? index + 1 : index;
    const answer = command.onResult!;
    command.onResult = (error) => {
      if (lost) connection.destroy();
      answer(error ?? failure);
    };
    if (lost) muteAnswers(command);
    if (done === 0) {
      setImmediate(() => {
        command.onResult!(null);
        command.emit?.('end');
      });
      return command;
    }
    if (command.sql !== undefined) command.sql = statements.slice(0, done).join('; ');
    return send(command);
  }
}

/** None of what only prepares a connection or a statement. */
function statementsOf({ sql, constructor: { name } }: Command): string[] {
  if (name === 'BulkCommand') return ['bulk insert'];
  return name === 'Query' && !sql!.startsWith('SET SESSION') ? sql!.split('; ') : [];
}

/** The server has done it, but what it says does not arrive. A bulk insert tells nothing but its end. */
function muteAnswers(command: Command): void {
  const { emit } = command;
  if (emit) command.emit = (event, ...rest) => event === 'fields' || emit.call(command, event, ...rest);
}

function lostConnection(): Error {
  return Object.assign(new Error('door: connection lost'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true });
}

function refusalOf(fault: Refusal): Error {
  const [code, errno] = MYSQL_REFUSALS[fault];
  return Object.assign(new Error(`door: ${code}`), { code, errno });
}
