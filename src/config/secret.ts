import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../shared/startup-error';
import type { Config } from './config';

const SECRET_FILE = 'secret';
const MIN_LENGTH = 32;

/**
 * The key that signs tokens: the configured one, else one made once and kept in the data directory, readable by its owner only.
 * When several processes start at once, one file wins and all of them use it.
 */
export async function tokenSecret(config: Pick<Config, 'secret' | 'dataDirectory'>): Promise<string> {
  if (config.secret !== null) return config.secret;
  const file = path.join(config.dataDirectory, SECRET_FILE);
  try {
    return await keptSecret(file);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      `The secret cannot be kept in ${file}: ${(error as Error).message}. Set ORDERWIRE_SECRET.`,
    );
  }
}

async function keptSecret(file: string): Promise<string> {
  const kept = await readIfThere(file);
  if (kept === null) await createOnce(file);
  const secret = kept ?? (await readFile(file, 'utf8')).trim();
  if (secret.length >= MIN_LENGTH) return secret;
  throw new StartupError(
    `The secret in ${file} has less than ${MIN_LENGTH} characters. Delete the file or set ORDERWIRE_SECRET.`,
  );
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes the whole secret beside its place first; a link, unlike a rename, never replaces one that is there. */
async function createOnce(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
