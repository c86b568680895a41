/**
 * The import of AdventureWorks beside loading the same rows by hand: `node bench/import.mjs DIR [--rounds 3]`, DIR with its CSV files.
 * Needs a MariaDB server, as the other benchmarks do.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import mysql from 'mysql2/promise';
import { build } from '../scripts/build.mjs';
import { findMariaDb, startMariaDb } from '../scripts/lib/mariadb.mjs';
import { fail, ROOT } from '../scripts/lib/run.mjs';
import { countRows } from './lib/bulk-sql.mjs';
import { settle } from './lib/settle.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' } },
});
const [folder] = positionals;
const programs = findMariaDb();
if (!folder) fail('Say where the files of AdventureWorks are: node bench/import.mjs DIR');
if (!programs) fail('No MariaDB: install mariadb-server.');

/** Rows in one statement of the load by hand, and in one of its transactions. */
const ROWS_PER_STATEMENT = 200;
const ROWS_PER_TRANSACTION = 10_000;

await build();
const { url, stop } = await startMariaDb(programs);
try {
  for (let round = 1; round <= Number(values.rounds); round++) await measure(round);
} finally {
  await stop();
}

async function measure(round) {
  const [imported, loaded] = [await freshDatabase('imported'), await freshDatabase('loaded')];
  await settle(url);
  const begin = performance.now();
  await orderwire(['import', 'adventureworks', path.resolve(folder)], imported);
  const importSeconds = (performance.now() - begin) / 1000;
  await settle(url);
  const { seconds, rows } = await loadByHand(imported, loaded);
  const orders = (await counts(imported)).orders;
  console.log(
    `round ${round}: ${orders} orders, ${rows} rows; imported in ${importSeconds.toFixed(1)} s, ` +
      `loaded by hand in ${seconds.toFixed(1)} s, × ${(seconds / importSeconds).toFixed(2)} of its speed`,
  );
}

async function freshDatabase(name) {
  const connection = await mysql.createConnection(url);
  await connection.query(`DROP DATABASE IF EXISTS ${name}`);
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.end();
  await orderwire(['migrate'], url + name);
  return url + name;
}

async function orderwire(args, databaseUrl) {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin', 'orderwire.js'), ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`orderwire ${args.join(' ')} ended with code ${code}`);
}

/**
 * Every row that the import has made, with its indexes and keys, by prepared multi-row inserts. Only writing is timed: the rows are in
 * memory, there is no file to read, nothing to look up, to compute or to check.
 */
async function loadByHand(from, to) {
  const source = await mysql.createConnection({ uri: from, rowsAsArray: true, supportBigNumbers: true });
  const target = await mysql.createConnection({ uri: to, charset: 'utf8mb4' });
  await target.query('SET SESSION foreign_key_checks = 0');
  let [seconds, rows] = [0, 0];
  for (const table of Object.keys(await counts(from))) {
    const [content, fields] = await source.query(`SELECT * FROM ${table}`);
    await target.query(`DELETE FROM ${table}`);
    const columns = fields.map(({ name }) => name);
    const begin = performance.now();
    await insertAll(target, table, columns, content);
    seconds += (performance.now() - begin) / 1000;
    rows += content.length;
  }
  const [wanted, got] = [await counts(from), await counts(to)];
  const different = Object.keys(wanted).filter((table) => wanted[table] !== got[table]);
  if (different.length > 0) throw new Error(`Loaded other numbers of rows: ${different.join(', ')}`);
  await source.end();
  await target.end();
  return { seconds, rows };
}

async function insertAll(target, table, columns, content) {
  const group = `(${columns.map(() => '?').join(', ')})`;
  for (let i = 0; i < content.length; i += ROWS_PER_STATEMENT) {
    if (i % ROWS_PER_TRANSACTION === 0) await target.query('START TRANSACTION');
    const part = content.slice(i, i + ROWS_PER_STATEMENT);
    await target.execute(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${part.map(() => group).join(', ')}`,
      part.flat(),
    );
    const next = i + ROWS_PER_STATEMENT;
    if (next % ROWS_PER_TRANSACTION === 0 || next >= content.length) await target.query('COMMIT');
  }
}

async function counts(databaseUrl) {
  const connection = await mysql.createConnection(databaseUrl);
  const all = await countRows(connection);
  await connection.end();
  return all;
}
