/** `FROM` part with the numbers 1 … count, or from … to, as the column `name`. */
export function series(count, name, from = 1) {
  return `(SELECT seq AS ${name} FROM seq_${from}_to_${from + count - 1}) AS s_${name}`;
}

/** Inserts what a SELECT over `from` makes: `columns` maps each column to its SQL expression. */
export function inserterInto(connection) {
  return async (table, columns, from) => {
    const names = Object.keys(columns).join(', ');
    const values = Object.values(columns).join(', ');
    await connection.query(`INSERT INTO ${table} (${names}) SELECT ${values} FROM ${from}`);
  };
}

/** Every table of the database the connection is on, but the list of migrations. */
export async function tablesOf(connection) {
  const [rows] = await connection.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'schema_migrations'`,
  );
  return rows.map(({ name }) => name);
}

/** How many rows each table has. */
export async function countRows(connection) {
  const counts = {};
  for (const table of await tablesOf(connection)) {
    const [[{ n }]] = await connection.query(`SELECT COUNT(*) AS n FROM ${table}`);
    counts[table] = Number(n);
  }
  return counts;
}

/** Table → rows more than before, for the tables that grew. */
export function growth(before, after) {
  const grown = Object.keys(after).filter((table) => after[table] !== before[table]);
  return Object.fromEntries(grown.sort().map((table) => [table, after[table] - before[table]]));
}
