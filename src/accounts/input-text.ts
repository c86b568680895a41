import { invalidInput } from '../shared/invalid-input';

/** A text of an input without surrounding blanks. Throws when nothing is left, or more than `max` characters. */
export function requiredText(path: string, text: string, max: number): string {
  const trimmed = optionalText(path, text, max);
  if (trimmed === null) throw invalidInput(path, 'required', 'it is empty');
  return trimmed;
}

/** As `requiredText`, but null for an empty text or null. */
export function optionalText(path: string, text: string | null, max: number): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length > max)
    throw invalidInput(path, 'maxLength', `it has ${trimmed.length} characters; at most ${max} are stored`, {
      max,
    });
  return trimmed === '' ? null : trimmed;
}

/** A two-letter country code of ISO 3166-1. */
export function requiredCountry(path: string, text: string): string {
  if (/^[A-Z]{2}$/.test(text)) return text;
  throw invalidInput(
    path,
    'countryCode',
    `"${text.slice(0, 20)}" is not a two-letter ISO 3166-1 code such as DE`,
  );
}
