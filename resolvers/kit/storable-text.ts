import type { BrokenField } from '../../src/shared/invalid-input';
import { everyInSteps } from '../../src/shared/turns';

const RULE = 'storableText';
const MESSAGE = 'it has a character that cannot be stored: NUL, or half of a surrogate pair';

/** Every text in a value that the databases would not return unchanged. */
export function unstorableTexts(value: unknown, path: string): BrokenField[] {
  return isStorable(value) ? [] : brokenTexts(value, path);
}

/** As `unstorableTexts`, for an input: searches its lists, which may be long, in steps. */
export async function unstorableTextsOf(input: object): Promise<BrokenField[]> {
  for (const [key, value] of Object.entries(input)) {
    const storable = Array.isArray(value) ? await everyInSteps(value, isStorable) : isStorable(value);
    if (!storable || !isStorable(key)) return brokenTexts(input, '');
  }
  return [];
}

/** Searches without paths: almost no input has such a text. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  if (Array.isArray(value)) return value.every(isStorable);
  for (const key of Object.keys(value)) {
    if (!isStorable(key) || !isStorable((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function brokenTexts(value: unknown, path: string): BrokenField[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [{ path, rule: RULE, message: MESSAGE }];
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [...brokenTexts(key, place), ...brokenTexts(item, place)];
  });
}
