/** Rows by a key of theirs that is unique. */
export function byKey<R>(rows: Iterable<R>, keyOf: (row: R) => string): Map<string, R> {
  const known = new Map<string, R>();
  for (const row of rows) known.set(keyOf(row), row);
  return known;
}

/** Adds a row to the group of a key. */
export function put<R>(groups: Map<string, R[]>, key: string, row: R): void {
  const group = groups.get(key);
  if (group) group.push(row);
  else groups.set(key, [row]);
}

/** Rows by a key that several share, each group in the order of the rows. */
export function grouped<R>(rows: Iterable<R>, keyOf: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) put(groups, keyOf(row), row);
  return groups;
}
