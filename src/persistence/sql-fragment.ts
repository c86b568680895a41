import { placeholders, type Param } from './sql';

/** A piece of SQL with the values of its placeholders, in order. */
export interface SqlFragment {
  readonly sql: string;
  readonly params: readonly Param[];
}

export function fragment(sql: string, params: readonly Param[] = []): SqlFragment {
  return { sql, params };
}

/** `column IN (…)`; for an empty list a condition that is never true. */
export function inList(column: string, values: readonly Param[]): SqlFragment {
  return values.length === 0
    ? fragment('1 = 0')
    : fragment(`${column} IN (${placeholders(values.length)})`, values);
}

/** Text that begins with another: a range, which an index serves on every database. The last code point that there is closes it. */
export function startsWith(column: string, text: string): SqlFragment {
  return fragment(`${column} >= ? AND ${column} < ?`, [text, `${text}\u{10FFFF}`]);
}

/** All conditions hold; true for none. Null conditions are left out. */
export function allOf(conditions: readonly (SqlFragment | null | undefined)[]): SqlFragment {
  return joined(conditions, ' AND ', '1 = 1');
}

/** At least one condition holds; never true for none. Null conditions are left out. */
export function anyOf(conditions: readonly (SqlFragment | null | undefined)[]): SqlFragment {
  return joined(conditions, ' OR ', '1 = 0');
}

/** The rows of all selects. */
export function unionAll(selects: readonly SqlFragment[]): SqlFragment {
  return fragment(
    selects.map(({ sql }) => sql).join('\nUNION ALL '),
    selects.flatMap(({ params }) => params),
  );
}

function joined(
  conditions: readonly (SqlFragment | null | undefined)[],
  glue: string,
  none: string,
): SqlFragment {
  const given = conditions.filter((condition) => condition !== null && condition !== undefined);
  if (given.length === 0) return fragment(none);
  if (given.length === 1) return given[0]!;
  return fragment(
    `(${given.map(({ sql }) => `(${sql})`).join(glue)})`,
    given.flatMap(({ params }) => params),
  );
}
