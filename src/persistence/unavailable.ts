import { QueryFailedError } from 'typeorm';
import { DomainError } from '../shared/errors';

/** Why the database does not do what it is asked for, although nothing is wrong with the request. */
export type Unavailability = 'UNREACHABLE' | 'OVERLOADED' | 'NOT_READY' | 'READ_ONLY' | 'DISK_FULL' | 'BUSY';

const SENTENCES: Readonly<Record<Unavailability, string>> = {
  UNREACHABLE: 'The database cannot be reached at the moment.',
  OVERLOADED: 'The database takes no more connections at the moment.',
  NOT_READY: 'The database is not ready to work at the moment.',
  READ_ONLY: 'The database is read-only at the moment.',
  DISK_FULL: 'The database has no room left on its disk.',
  BUSY: 'The database is busy with other work for too long.',
};

/** What MariaDB and MySQL answer, by number: MySQL and MariaDB name some of them differently. */
const SERVER_ERRORS: Readonly<Record<Unavailability, readonly number[]>> = {
  // Server shutdown, packet errors between server and client, host blocked, access denied, client idle, connection killed.
  UNREACHABLE: [1053, 1152, 1156, 1158, 1159, 1160, 1161, 1184, 1129, 1045, 1698, 1049, 1927, 4031],
  // Too many connections, of all and of this user; no thread, no memory, no resources.
  OVERLOADED: [1040, 1203, 1226, 1135, 1037, 1041],
  // WSREP has not yet prepared the node; replication hook refused.
  NOT_READY: [1047, 3100],
  // --read-only, read-only transaction, super_read_only, table and storage engine opened read-only.
  READ_ONLY: [1036, 1290, 1792, 1836, 1874],
  // Error writing file, disk full (of the file system, the server and the engine), table or tablespace full.
  DISK_FULL: [3, 20, 1021, 1026, 1114],
  // Lock wait timeout, no lock at once, deadlock, record changed, no room to prepare, statement interrupted, statement timeout.
  BUSY: [1205, 3572, 1213, 1020, 1461, 3101, 1317, 1969, 3024],
};
const BY_NUMBER = new Map(
  Object.entries(SERVER_ERRORS).flatMap(([why, numbers]) =>
    numbers.map((errno) => [errno, why as Unavailability] as const),
  ),
);

/** `Got error 28 from storage engine`: what the engine was told by the operating system. */
const ER_GET_ERRNO = 1030;
const BY_ERRNO: Readonly<Record<string, Unavailability>> = {
  28: 'DISK_FULL',
  30: 'READ_ONLY',
  122: 'DISK_FULL',
};

/** Codes of Node, of mysql2 and of SQLite. SQLite's extended codes begin with one of these. */
const BY_CODE: Readonly<Record<string, Unavailability>> = {
  PROTOCOL_CONNECTION_LOST: 'UNREACHABLE',
  PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR: 'UNREACHABLE',
  PROTOCOL_SEQUENCE_TIMEOUT: 'UNREACHABLE',
  ECONNREFUSED: 'UNREACHABLE',
  ECONNRESET: 'UNREACHABLE',
  ECONNABORTED: 'UNREACHABLE',
  EPIPE: 'UNREACHABLE',
  ETIMEDOUT: 'UNREACHABLE',
  EHOSTUNREACH: 'UNREACHABLE',
  EHOSTDOWN: 'UNREACHABLE',
  ENETUNREACH: 'UNREACHABLE',
  ENETDOWN: 'UNREACHABLE',
  ENOTFOUND: 'UNREACHABLE',
  EAI_AGAIN: 'UNREACHABLE',
  EMFILE: 'OVERLOADED',
  ENFILE: 'OVERLOADED',
  EADDRNOTAVAIL: 'OVERLOADED',
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EROFS: 'READ_ONLY',
  SQLITE_FULL: 'DISK_FULL',
  SQLITE_IOERR: 'NOT_READY',
  SQLITE_CANTOPEN: 'UNREACHABLE',
  SQLITE_READONLY: 'READ_ONLY',
  SQLITE_BUSY: 'BUSY',
  SQLITE_LOCKED: 'BUSY',
};

interface DriverError {
  readonly code?: string;
  readonly errno?: number;
  /** The connection is broken (mysql2). */
  readonly fatal?: boolean;
  readonly message?: string;
}

/** What the driver said, without TypeORM around it. */
export function driverError(error: unknown): DriverError {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return typeof cause === 'object' && cause !== null ? cause : {};
}

/** Why the database could not do it; null for any other error. */
export function unavailability(error: unknown): Unavailability | null {
  if (error instanceof DomainError) return null;
  const { code = '', errno, fatal, message = '' } = driverError(error);
  const known = BY_CODE[code] ?? BY_CODE[/^SQLITE_[A-Z]+/.exec(code)?.[0] ?? ''];
  if (known) return known;
  if (errno === ER_GET_ERRNO) return BY_ERRNO[/error (\d+)/.exec(message)?.[1] ?? ''] ?? null;
  return BY_NUMBER.get(errno ?? 0) ?? (fatal === true ? 'UNREACHABLE' : null);
}

/** Nobody is to blame but the state of the database: the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  return unavailability(error) !== null || isCoded(error, 'UNAVAILABLE');
}

/** For people: one sentence. */
export function inWords(why: Unavailability): string {
  return SENTENCES[why];
}

/** What a caller is told when it is certain that nothing was changed. */
export function unavailable(why: Unavailability, cause: unknown): DomainError {
  return withCause(
    new DomainError(
      'UNAVAILABLE',
      `${SENTENCES[why]} Nothing was changed. Send the request again later, with the same idempotency key.`,
    ),
    cause,
  );
}

/** What a caller is told when nobody knows whether the transaction was committed. */
export function outcomeUnknown(cause: unknown): DomainError {
  return withCause(
    new DomainError(
      'OUTCOME_UNKNOWN',
      'The connection to the database failed while the change was being committed: it may have been carried out, or not. ' +
        'Send the same request again with the same idempotency key: it is carried out once.',
    ),
    cause,
  );
}

export function isOutcomeUnknown(error: unknown): error is DomainError {
  return isCoded(error, 'OUTCOME_UNKNOWN');
}

function isCoded(error: unknown, code: DomainError['code']): boolean {
  return error instanceof DomainError && error.code === code;
}

function withCause(error: DomainError, cause: unknown): DomainError {
  error.cause = cause;
  return error;
}
