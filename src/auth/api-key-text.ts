import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX_BYTES = 6;
const SECRET_BYTES = 32;
const FORM = /^(owk_[\w-]{8})_[\w-]{43}$/;

/** A new API key, `owk_<8 characters>_<43 characters>`; all but `text` is kept. */
export interface NewKey {
  readonly text: string;
  readonly prefix: string;
  readonly secretHash: string;
}

export function newApiKey(): NewKey {
  const prefix = `owk_${randomBytes(PREFIX_BYTES).toString('base64url')}`;
  const text = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { text, prefix, secretHash: hashOf(text) };
}

/** The part of an API key by which it is found; null for any other text. */
export function prefixOf(text: string): string | null {
  return FORM.exec(text)?.[1] ?? null;
}

/** Whether a key is the one of a hash, in a time that tells nothing. A key has 256 random bits: one round of SHA-256 keeps it. */
export function matchesHash(text: string, secretHash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(text), 'hex'), Buffer.from(secretHash, 'hex'));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
