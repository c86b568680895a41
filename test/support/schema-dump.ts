import type { QueryRunner } from 'typeorm';

/** How often the program took the lease is not part of what migrations make. */
const NOT_COMPARED = new Set(['schema_lease']);
/** What a crash takes back may leave a hole in the ids. */
const ROWS: Readonly<Record<string, string>> = {
  schema_migrations: 'SELECT name FROM schema_migrations ORDER BY id',
};

/** Definitions and rows of everything that migrations make, to compare two databases by. */
export interface SchemaDump {
  definitions: Record<string, string>;
  rows: Record<string, unknown[]>;
}

export async function dumpSchema(runner: QueryRunner): Promise<SchemaDump> {
  const definitions =
    runner.connection.options.type === 'mysql'
      ? await mysqlDefinitions(runner)
      : await sqliteDefinitions(runner);
  const rows: SchemaDump['rows'] = {};
  for (const name of Object.keys(definitions).filter((key) => key.startsWith('table '))) {
    const table = name.slice('table '.length);
    const found: Record<string, unknown>[] = await runner.query(
      ROWS[table] ?? `SELECT * FROM ${table} ORDER BY 1, 2`,
    );
    rows[table] = found.map(withoutChance);
  }
  return { definitions, rows };
}

/** Every database has an epoch of its own, made by chance: of which form it is, is compared. */
function withoutChance(row: Record<string, unknown>): Record<string, unknown> {
  if (typeof row.log_epoch !== 'string') return row;
  return { ...row, log_epoch: row.log_epoch.replaceAll(/[\w-]/g, '*') };
}

async function sqliteDefinitions(runner: QueryRunner): Promise<Record<string, string>> {
  const found: { type: string; name: string; sql: string }[] = await runner.query(
    'SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name',
  );
  const own = found.filter(({ name }) => !name.startsWith('sqlite_'));
  return Object.fromEntries(own.map(({ type, name, sql }) => [`${type} ${name}`, sql]));
}

async function mysqlDefinitions(runner: QueryRunner): Promise<Record<string, string>> {
  const definitions: Record<string, string> = {};
  for (const row of await runner.query('SHOW TABLES')) {
    const table = String(Object.values(row)[0]);
    if (NOT_COMPARED.has(table)) continue;
    const [created] = await runner.query(`SHOW CREATE TABLE ${table}`);
    definitions[`table ${table}`] = String(created['Create Table']).replace(/ AUTO_INCREMENT=\d+/, '');
  }
  for (const { Trigger } of await runner.query('SHOW TRIGGERS')) {
    const [created] = await runner.query(`SHOW CREATE TRIGGER ${Trigger}`);
    // With its definer, where there is one; never with the time of its creation.
    definitions[`trigger ${Trigger}`] = String(created['SQL Original Statement']);
  }
  return definitions;
}
