import { storable } from './values';

/** What ends a literal in single quotes, or is not itself within one. A double quote is, so that JSON stays as it is. */
const SPECIAL = /['\\\0]/;
const ALL_SPECIAL = new RegExp(SPECIAL, 'g');
const ESCAPED: Readonly<Record<string, string>> = { "'": "''", '\\': '\\\\', '\0': '\\0' };

/**
 * A statement with its values in place of the question marks; for sessions whose text is utf8mb4 and whose `sql_mode` lets a backslash
 * escape. mysql2's own way looks at every character for quotes and comments, once to put the values in and once more to find that
 * nothing is left to do, which was 12 % of an order (`bench/README.md`): our statements have neither around a question mark.
 */
export function statementText(sql: string, values: readonly unknown[]): string {
  return withValues(sql, values, literal);
}

/** A statement with its values, as `asText` writes them, in place of the question marks. */
export function withValues(
  sql: string,
  values: readonly unknown[],
  asText: (value: unknown) => string,
): string {
  if (values.length === 0) return sql;
  let text = '';
  let from = 0;
  let marks = 0;
  for (let at = sql.indexOf('?'); at >= 0; at = sql.indexOf('?', from)) {
    if (marks < values.length) text += sql.slice(from, at) + asText(values[marks]);
    marks += 1;
    from = at + 1;
  }
  if (marks !== values.length) {
    throw new Error(`${values.length} values for ${marks} question marks in: ${sql.slice(0, 200)}`);
  }
  return text + sql.slice(from);
}

/** A value as it stands in a statement. Throws as `storable` does. */
export function literal(value: unknown): string {
  const stored = storable(value);
  if (typeof stored === 'string') {
    return SPECIAL.test(stored)
      ? `'${stored.replace(ALL_SPECIAL, (character) => ESCAPED[character]!)}'`
      : `'${stored}'`;
  }
  if (stored === null) return 'NULL';
  return typeof stored === 'object' ? `x'${stored.toString('hex')}'` : String(stored);
}
