import { spawnSync } from 'node:child_process';
import path from 'node:path';
import Libsql from 'libsql';
import mysql from 'mysql2';
import { ROOT } from '../../scripts/lib/run.mjs';
import { tablesOf } from './bulk-sql.mjs';

/** An embedded database in a folder with the same rows as one on a MariaDB server. */
export async function copyToSqlite(url, folder, log) {
  const env = { ...process.env, DATABASE_URL: undefined, ORDERWIRE_DATA_DIR: folder, LOG_LEVEL: 'error' };
  const migrated = spawnSync(process.execPath, [path.join(ROOT, 'bin', 'orderwire.js'), 'migrate'], { env });
  if (migrated.status !== 0) throw new Error(`The migrations failed:\n${migrated.stderr}`);
  const target = new Libsql(path.join(folder, 'orderwire.db'));
  const source = mysql.createConnection({ uri: url, supportBigNumbers: true });
  try {
    target.exec('PRAGMA foreign_keys = OFF');
    target.exec('PRAGMA synchronous = OFF');
    for (const table of await tablesOf(source.promise()))
      if (hasTable(target, table)) log(`${table}: ${await copyTable(source, target, table)} rows`);
    target.exec('ANALYZE');
    target.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    source.end();
    target.close();
  }
}

/** Some tables are one database's own: the lease of the migrations is MariaDB's. */
function hasTable(target, table) {
  return (
    target.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined
  );
}

/** Row by row, in one transaction: neither side ever holds a table in memory. */
async function copyTable(source, target, table) {
  const columns = target
    .prepare(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => name);
  const marks = columns.map(() => '?').join(', ');
  target.exec('BEGIN');
  target.exec(`DELETE FROM ${table}`);
  const insert = target.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`);
  let count = 0;
  const rows = source
    .query({ sql: `SELECT ${columns.join(', ')} FROM ${table}`, rowsAsArray: true })
    .stream();
  for await (const row of rows) {
    insert.run(
      row.map((value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value)),
    );
    count += 1;
  }
  target.exec('COMMIT');
  return count;
}
