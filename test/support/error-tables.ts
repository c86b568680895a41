import { CLOSE_CODES } from '../../src/server/close-codes';
import { ERROR_CODES } from '../../src/shared/errors';
import { table } from './docs';

/** The tables of `docs/errors.md`, by the name of their section, made from the tables in code. */
export function errorTables(): Record<string, string> {
  return {
    codes: table(
      ['Code', 'When', 'Details', 'What to do'],
      Object.entries(ERROR_CODES).map(([code, meaning]) => [
        `\`${code}\``,
        meaning.when,
        'details' in meaning ? detailsOf(meaning.details) : '',
        meaning.then,
      ]),
    ),
    closes: table(
      ['Code', 'Reason', 'Meaning'],
      Object.values(CLOSE_CODES).map(({ code, reason, meaning }) => [String(code), reason, meaning]),
    ),
  };
}

function detailsOf(details: Readonly<Record<string, string>>): string {
  return Object.entries(details)
    .map(([name, says]) => `\`${name}\`: ${says}`)
    .join('; ');
}
