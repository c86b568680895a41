import type { BrokenField } from '../src/shared/invalid-input';

const UNSTORABLE = /\0|\p{Surrogate}/u;
const RULE = 'storableText';
const MESSAGE = 'it has a character that cannot be stored: NUL, or half of a surrogate pair';

/** Whether there is any such text: most inputs have none, and to name the place of each text takes long. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  if (Array.isArray(value)) return value.every(isStorable);
  return Object.entries(value).every((entry) => entry.every(isStorable));
}

/** Every text in a value that the databases would not give back as it came. */
export function unstorableTexts(value: unknown, path: string): BrokenField[] {
  return isStorable(value) ? [] : placesOf(value, path);
}

function placesOf(value: unknown, path: string): BrokenField[] {
  if (typeof value === 'string') {
    return UNSTORABLE.test(value) ? [{ path, rule: RULE, message: MESSAGE }] : [];
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [...placesOf(key, place), ...placesOf(item, place)];
  });
}
