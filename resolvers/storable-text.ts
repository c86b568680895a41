import type { BrokenField } from '../src/shared/invalid-input';

const UNSTORABLE = /\0|\p{Surrogate}/u;
const RULE = 'storableText';
const MESSAGE = 'it has a character that cannot be stored: NUL, or half of a surrogate pair';

/** Every text in a value that the databases would not give back as it came. */
export function unstorableTexts(value: unknown, path: string): BrokenField[] {
  if (typeof value === 'string') {
    return UNSTORABLE.test(value) ? [{ path, rule: RULE, message: MESSAGE }] : [];
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [...unstorableTexts(key, place), ...unstorableTexts(item, place)];
  });
}
