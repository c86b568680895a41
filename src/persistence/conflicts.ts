import { QueryFailedError } from 'typeorm';

/** Other work changed what this unit had planned on: roll back and run the whole unit again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/**
 * Deadlock, lock wait timeout, record changed since read, no room for prepared statements, which do without next time (MariaDB); busy
 * and its snapshot form (SQLite).
 */
const RETRYABLE = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'ER_MAX_PREPARED_STMT_COUNT_REACHED',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
]);
const DUPLICATE = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);
const UNAVAILABLE = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_CON_COUNT_ERROR',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);
/** A word or setting of MariaDB that another server of its kind does not have. */
const UNSUPPORTED = new Set(['ER_PARSE_ERROR', 'ER_UNKNOWN_SYSTEM_VARIABLE']);

function driverCode(error: unknown): string {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

/** A unique key was violated. */
export function isDuplicateKey(error: unknown): boolean {
  return DUPLICATE.has(driverCode(error));
}

/** Another transaction was in the way, or may have been: the same statements may succeed when run again. */
export function isLockedOut(error: unknown): boolean {
  return RETRYABLE.has(driverCode(error));
}

/**
 * The unit may succeed when run again. A duplicate key counts: some other unit stored the same thing first,
 * and the next run sees it and answers properly.
 */
export function isRetryable(error: unknown): boolean {
  return error instanceof ConflictError || isLockedOut(error) || isDuplicateKey(error);
}

/** The database cannot be reached, or the connection to it broke. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.has(driverCode(error));
}

/** The server does not know the statement. */
export function isUnsupported(error: unknown): boolean {
  return UNSUPPORTED.has(driverCode(error));
}
