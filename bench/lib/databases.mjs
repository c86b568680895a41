import { spawnSync } from 'node:child_process';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { ROOT } from '../../scripts/lib/run.mjs';
import { inserterInto, tablesOf } from './bulk-sql.mjs';
import { fillCompany } from './fill-company.mjs';
import { fillOrders } from './fill-orders.mjs';

/** Two equal databases on one server, one for each side, so that neither grows by what the other writes. */
export function makeDatabases(serverUrl, options) {
  return databasesFor(serverUrl, ['ours', 'floor'], async (server, names) => {
    for (const name of Object.values(names)) migrate(urlOf(serverUrl, name));
    await fill(urlOf(serverUrl, names.ours), options);
    await copy(server, names);
  });
}

/** A database for each side on one server; `make` gets a connection and their names and puts into them what must be there. */
export async function databasesFor(serverUrl, sides, make) {
  const tag = `${process.pid}_${Date.now().toString(36)}`;
  const names = Object.fromEntries(sides.map((side) => [side, `bench_${side}_${tag}`]));
  const server = await mysql.createConnection(serverUrl);
  const drop = async () => {
    for (const name of Object.values(names)) await server.query(`DROP DATABASE IF EXISTS ${name}`);
    await server.end();
  };
  try {
    await requireDurability(server);
    for (const name of Object.values(names)) await server.query(`CREATE DATABASE ${name}`);
    await make(server, names);
  } catch (error) {
    await drop();
    throw error;
  }
  const urls = Object.fromEntries(sides.map((side) => [side, urlOf(serverUrl, names[side])]));
  return { urls, drop };
}

/** The schema, the company and so many orders in an empty database of ours. */
export async function fillOurs(url, options) {
  migrate(url);
  await fill(url, options);
}

/**
 * Two databases of one server with the same rows, one migrated by this checkout, one by the checkout `root`. Columns that only one of
 * them knows keep their default there.
 */
export function makeDatabasesFor(root, serverUrl, options) {
  return databasesFor(serverUrl, ['ours', 'other'], async (server, names) => {
    migrate(urlOf(serverUrl, names.ours));
    migrate(urlOf(serverUrl, names.other), root);
    await fill(urlOf(serverUrl, names.ours), options);
    await copy(server, { ours: names.ours, floor: names.other });
  });
}

export function urlOf(serverUrl, name) {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function migrate(url, root = ROOT) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'bin', 'orderwire.js'), 'migrate'],
    {
      env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'error' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The migrations failed:\n${stderr}`);
}

async function fill(url, { orders, seed, log }) {
  const connection = await mysql.createConnection(url);
  try {
    await connection.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
    const insert = inserterInto(connection);
    await fillCompany(insert);
    const onProgress = (done, count) => log(`orders ${done} of ${count}`);
    await fillOrders(connection, insert, { count: orders, seed, onProgress });
    await analyze(connection);
  } finally {
    await connection.end();
  }
}

async function copy(server, { ours, floor }) {
  await server.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
  await server.query(`USE ${ours}`);
  for (const table of await tablesOf(server)) {
    const columns = await commonColumns(server, [ours, floor], table);
    if (columns === '') continue;
    await server.query(`DELETE FROM ${floor}.${table}`);
    await server.query(`INSERT INTO ${floor}.${table} (${columns}) SELECT ${columns} FROM ${ours}.${table}`);
  }
  await server.query(`USE ${floor}`);
  await analyze(server);
}

/** The columns, as a list in SQL, that a table has in both databases. */
async function commonColumns(server, databases, table) {
  const [rows] = await server.query(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_name = ? AND table_schema IN (?) GROUP BY column_name HAVING COUNT(*) = 2`,
    [table, databases],
  );
  return rows.map(({ name }) => `\`${name}\``).join(', ');
}

/** Tells the server what is in the tables, so that it chooses indexes by it. */
export async function analyze(connection) {
  const tables = (await tablesOf(connection)).map((table) => `\`${table}\``);
  await connection.query(`ANALYZE TABLE ${tables.join(', ')}`);
}

async function requireDurability(server) {
  const [[{ flush }]] = await server.query('SELECT @@innodb_flush_log_at_trx_commit AS flush');
  if (Number(flush) !== 1)
    throw new Error('The server must flush its log at each commit (innodb_flush_log_at_trx_commit=1).');
}
