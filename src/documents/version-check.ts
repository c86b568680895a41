import { DomainError } from '../shared/errors';
import { namesOf } from './document-names';

/** Throws `VERSION_CONFLICT` when the client has seen another version of the document than the one there is. */
export function requireVersion(
  lifecycle: { readonly name: string },
  { number, version }: { number: string; version: number },
  expected: number,
): void {
  if (version === expected) return;
  const { title, numberKey } = namesOf(lifecycle);
  throw new DomainError(
    'VERSION_CONFLICT',
    `${title} ${number} has version ${version}, not ${expected}. Read it again, then decide anew.`,
    { [numberKey]: number, expected, current: version },
  );
}
