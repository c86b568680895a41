/** A value as it stands in a statement for SQLite, where a quote is the only character that a literal in quotes has to double. */
export function sqliteLiteral(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.includes('\0')
        ? `CAST(X'${Buffer.from(value).toString('hex')}' AS TEXT)`
        : `'${value.replaceAll("'", "''")}'`;
    case 'bigint':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError(`${value} is not a number that can be stored`);
      return String(value);
    default:
      if (value === null) return 'NULL';
      throw new TypeError(`A value of type ${typeof value} cannot stand in a statement`);
  }
}
