import type { RequestHooks } from './request-hooks';

interface Told {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}

const UNKNOWN_DIRECTIVE = 'Unknown directive ';

/**
 * Errors without those that say again of another place in the document what one before has said, unknown directives whatever their
 * names: a short document would have a long answer. Errors of fields that ran have a path, and are told each.
 */
export function toldOnce<E extends Told>(errors: readonly E[]): E[] {
  const told = new Set<string>();
  return errors.filter(({ message, path }) => {
    if (path) return true;
    const mistake = message.startsWith(UNKNOWN_DIRECTIVE) ? UNKNOWN_DIRECTIVE : message;
    if (told.has(mistake)) return false;
    told.add(mistake);
    return true;
  });
}

/** `toldOnce` over HTTP. */
export const mistakesOnce: RequestHooks = {
  willSendResponse({ response: { body } }) {
    if (body.kind !== 'single' || !body.singleResult.errors) return;
    body.singleResult.errors = toldOnce(body.singleResult.errors);
  },
};
