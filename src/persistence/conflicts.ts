import { driverError, unavailability } from './unavailable';

/** Other work changed what this unit had planned on: roll back and run the whole unit again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** Waited too long, or not at all, for a lock (MariaDB, MySQL), or for another process that writes (SQLite). */
const LOCK_WAIT = new Set(['ER_LOCK_WAIT_TIMEOUT', 'ER_LOCK_NOWAIT', 'SQLITE_BUSY', 'SQLITE_BUSY_TIMEOUT']);
/**
 * Deadlock, also one that a cluster finds at the commit, record changed since read, no room for prepared statements, which do without next
 * time (MariaDB), rolled back by the replication (MySQL); busy with a snapshot (SQLite).
 */
const RETRYABLE = new Set([
  ...LOCK_WAIT,
  'ER_LOCK_DEADLOCK',
  'ER_CHECKREAD',
  'ER_MAX_PREPARED_STMT_COUNT_REACHED',
  'ER_TRANSACTION_ROLLBACK_DURING_COMMIT',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_BUSY_RECOVERY',
]);
const DUPLICATE = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);
/** A word or setting of MariaDB that another server of its kind does not have. */
const UNSUPPORTED = new Set(['ER_PARSE_ERROR', 'ER_UNKNOWN_SYSTEM_VARIABLE']);

function codeOf(error: unknown): string {
  return driverError(error).code ?? '';
}

/** A unique key was violated. */
export function isDuplicateKey(error: unknown): boolean {
  return DUPLICATE.has(codeOf(error));
}

/** Others have kept a lock for longer than one is waited for. */
export function isLockWait(error: unknown): boolean {
  return LOCK_WAIT.has(codeOf(error));
}

/** Another transaction was in the way, or may have been: the same statements may succeed when run again. */
export function isLockedOut(error: unknown): boolean {
  return RETRYABLE.has(codeOf(error));
}

/**
 * The unit may succeed when run again. A duplicate key counts: some other unit stored the same thing first,
 * and the next run sees it and answers properly.
 */
export function isRetryable(error: unknown): boolean {
  return error instanceof ConflictError || isLockedOut(error) || isDuplicateKey(error);
}

/**
 * An answer to `COMMIT` by which the transaction is surely not committed: a conflict, a read-only database, or a full disk where SQLite
 * says so. Others, such as `Got error 5 during COMMIT`, a shutdown or an input/output error, do not say how far the commit got.
 */
export function isRolledBack(error: unknown): boolean {
  return isRetryable(error) || unavailability(error) === 'READ_ONLY' || codeOf(error) === 'SQLITE_FULL';
}

/** The server does not know the statement. */
export function isUnsupported(error: unknown): boolean {
  return UNSUPPORTED.has(codeOf(error));
}
