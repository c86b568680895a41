import { QueryFailedError } from 'typeorm';
import { isRolledBack } from '../../../src/persistence/conflicts';
import {
  isUnavailable,
  outcomeUnknown,
  unavailability,
  unavailable,
} from '../../../src/persistence/unavailable';
import { DomainError } from '../../../src/shared/errors';

const coded = (code: string, rest: object = {}) => Object.assign(new Error(code), { code, ...rest });
const bySqlite = (code: string) => new QueryFailedError('INSERT', [], coded(code));
const byServer = (errno: number, message = '') =>
  Object.assign(new Error(message), { errno, code: `ER_${errno}` });

describe('why the database does not do what it is asked for', () => {
  it.each([
    [
      'DISK_FULL',
      [byServer(1021), byServer(1114), byServer(3), byServer(1026), coded('ENOSPC'), bySqlite('SQLITE_FULL')],
    ],
    ['DISK_FULL', [byServer(1030, 'Got error 28 "No space left on device" from storage engine InnoDB')]],
    [
      'READ_ONLY',
      [byServer(1290), byServer(1792), byServer(1836), coded('EROFS'), bySqlite('SQLITE_READONLY_DBMOVED')],
    ],
    ['NOT_READY', [byServer(1047), bySqlite('SQLITE_IOERR_FSYNC'), bySqlite('SQLITE_IOERR')]],
    ['OVERLOADED', [byServer(1040), byServer(1203), byServer(1226), coded('EMFILE')]],
    ['UNREACHABLE', [byServer(1053), byServer(1927), coded('ECONNRESET'), coded('EAI_AGAIN')]],
    ['UNREACHABLE', [Object.assign(new Error('closed state'), { fatal: true })]],
    ['BUSY', [byServer(1205), byServer(1213), byServer(1969), bySqlite('SQLITE_BUSY_SNAPSHOT')]],
  ])('is %s', (why, errors) => {
    expect(errors.map(unavailability)).toEqual(errors.map(() => why));
    expect(errors.every(isUnavailable)).toBe(true);
  });

  it('is nothing for what is wrong with a statement or with the program', () => {
    const others = [
      ...[byServer(1062), byServer(1064), byServer(1030, 'Got error 150'), byServer(1146), new Error('bug')],
      ...[
        bySqlite('SQLITE_CONSTRAINT_UNIQUE'),
        bySqlite('SQLITE_ERROR'),
        bySqlite('SQLITE_CORRUPT'),
        null,
        'text',
      ],
      new DomainError('CONFLICT', 'x'),
    ];
    expect(others.map(unavailability)).toEqual(others.map(() => null));
    expect(others.some(isUnavailable)).toBe(false);
  });

  it('is told in words, with what to do and whether anything was changed', () => {
    const cause = byServer(1114);
    expect(unavailable('DISK_FULL', cause)).toMatchObject({
      code: 'UNAVAILABLE',
      message:
        'The database has no room left on its disk. Nothing was changed. Send the request again later, with the same idempotency key.',
      cause,
    });
    expect(outcomeUnknown(cause)).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: expect.stringMatching(/the same request again with the same idempotency key/),
      cause,
    });
  });
});

describe('an answer to COMMIT', () => {
  it.each([
    ['does', [byServer(1290), bySqlite('SQLITE_FULL'), bySqlite('SQLITE_BUSY'), coded('ER_LOCK_DEADLOCK')]],
    [
      'does not',
      [byServer(1180), byServer(1053), byServer(1047), byServer(1026), bySqlite('SQLITE_IOERR_WRITE')],
    ],
  ])('%s prove that nothing was committed', (does, errors) => {
    expect(errors.map(isRolledBack)).toEqual(errors.map(() => does === 'does'));
  });
});
