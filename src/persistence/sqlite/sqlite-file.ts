import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { StartupError } from '../../shared/startup-error';
import { isLockedOut } from '../conflicts';

/** Of the owner alone: there are prices, people and hashes of keys in it. */
const OWNER_ONLY = { file: 0o600, directory: 0o700 };
const OTHERS = 0o007;
/** Files of at most so many bytes are read through at each start, which takes 0.6 ms of CPU for each MB (`docs/security.md`). */
const READ_THROUGH_UP_TO = 256 * 1024 * 1024;

/**
 * Makes the file and its directory where they are missing, for their owner alone, and takes what all others may do with present files
 * away; what its group may do, somebody has allowed. SQLite gives its write-ahead log the mode of the file. Throws a `StartupError`.
 */
export function prepareFile(file: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: OWNER_ONLY.directory });
    closeSync(openSync(file, 'a', OWNER_ONLY.file));
  } catch (error) {
    throw cannotOpen(file, error);
  }
  for (const suffix of ['', '-wal', '-shm']) keepOthersOut(file + suffix);
}

function keepOthersOut(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats || (stats.mode & OTHERS) === 0) return;
  try {
    chmodSync(file, OWNER_ONLY.file);
  } catch {
    // Somebody else's file that we may write to: its owner decides.
  }
}

/** Throws a `StartupError` when a file of ordinary size is damaged anywhere, and a larger one where its schema stands. */
export async function requireSound(dataSource: DataSource, file: string): Promise<void> {
  try {
    await dataSource.query('SELECT COUNT(*) AS tables FROM sqlite_master');
    if (statSync(file).size > READ_THROUGH_UP_TO) return;
    const [found] = (await dataSource.query('PRAGMA quick_check(1)')) as { quick_check: string }[];
    if (found?.quick_check !== 'ok') throw new Error(found?.quick_check.trim().split('\n').at(-1));
  } catch (error) {
    if (isLockedOut(error)) throw cannotOpen(file, error);
    throw new StartupError(
      `The database file ${file} is damaged (${(error as Error).message}). Restore it from a backup, or recover what can be read with "sqlite3 ${file} .recover".`,
    );
  }
}

export function cannotOpen(file: string, error: unknown): StartupError {
  return new StartupError(`The database file ${file} cannot be opened: ${(error as Error).message}`);
}
