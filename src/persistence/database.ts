import type { Reader } from './reader';
import type { Dialect, Param, Sql } from './sql';

/** The one way to the data: a reader that never sees an open transaction, and transactions that commit wholly or not at all. */
export interface Database {
  readonly dialect: Dialect;
  /** For people: `embedded SQLite` or `MariaDB 10.11.6`. */
  readonly label: string;
  /** How statements travel; null where they do not, in the embedded database. */
  readonly wire: Wire | null;
  readonly reader: Reader;
  /**
   * Runs `work` in one transaction: commits when it resolves, rolls back when it throws. MariaDB: READ COMMITTED; embedded: one writer at
   * a time. Throws `OUTCOME_UNKNOWN` when nobody knows whether the commit was carried out; after any other error, nothing was changed.
   * `work` must not go on after a statement that failed: on the awaited wire the transaction fails with it.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /**
   * Runs one write as a transaction of its own, and returns how many rows it matched. On MariaDB it holds no lock beyond the
   * statement, so that a process which hangs afterwards is in nobody's way.
   */
  write(sql: string, params?: readonly Param[]): Promise<number>;
  /**
   * Brings the schema up to date; goes on where a program that was interrupted stopped, and waits for one that is doing it. Writes
   * nothing when there is nothing to do. Throws a `StartupError` when the schema is newer than this program.
   */
  migrate(report?: Report): Promise<void>;
  /** True when every migration of this program, and none besides, has run. */
  isMigrated(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * How statements travel to MariaDB. `pipelined`: several in a packet, inserts in bulk, and nobody waits for what is not asked for.
 * `awaited`: one in a packet, sent when the one before was answered, which is right wherever `pipelined` is not
 * (`docs/adr/0016-two-wires.md`).
 */
export type WireMode = 'pipelined' | 'awaited';

export interface Wire {
  readonly mode: WireMode;
  /** For people: why it was chosen. */
  readonly reason: string;
}

/** Hears, in a sentence for people, what takes long: what is being done or waited for. */
export type Report = (message: string) => void;

export type DatabaseOptions =
  | { kind: 'sqlite'; file: string }
  | {
      kind: 'mysql';
      url: string;
      poolSize?: number;
      /** How long a statement waits for the lock of another transaction, at most; 5 seconds by default. */
      lockWaitSeconds?: number;
      /** `auto`, the default: `pipelined` where that is right. */
      wire?: 'auto' | WireMode;
    };
