import { DomainError } from './errors';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** A page of orders makes hundreds of ids: they share the bytes that they are written to. */
const scratch = Buffer.alloc(256);
const MAX_UTF8_BYTES = 3;

/** The opaque id that clients see: base64url of `Type:id`. */
export function toGlobalId(type: string, id: string): string {
  const text = `${type}:${id}`;
  if (text.length * MAX_UTF8_BYTES > scratch.length) return Buffer.from(text, 'utf8').toString('base64url');
  return scratch.toString('base64url', 0, scratch.write(text, 'utf8'));
}

/** The two parts of a global id, or null when the text is not one. */
export function parseGlobalId(value: string): { type: string; id: string } | null {
  const text = Buffer.from(value, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || toGlobalId(text.slice(0, colon), text.slice(colon + 1)) !== value) return null;
  return { type: text.slice(0, colon), id: text.slice(colon + 1) };
}

/** The ULID inside a global id of one type. Throws `INVALID_ID` for any other text. */
export function fromGlobalId(type: string, value: string): string {
  const parsed = parseGlobalId(value);
  if (parsed?.type === type && ULID.test(parsed.id)) return parsed.id;
  throw new DomainError(
    'INVALID_ID',
    `"${value.slice(0, 100)}" is not the id of a ${type}. Use the id that the API returned for it.`,
    { type, value: value.slice(0, 100) },
  );
}
