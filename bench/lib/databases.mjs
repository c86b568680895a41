import { spawnSync } from 'node:child_process';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { ROOT } from '../../scripts/lib/run.mjs';
import { inserterInto, tablesOf } from './bulk-sql.mjs';
import { fillCompany } from './fill-company.mjs';
import { fillOrders } from './fill-orders.mjs';

/** Two equal databases on one server, one for each side, so that neither grows by what the other writes. */
export async function makeDatabases(serverUrl, { orders, seed, log }) {
  const tag = `${process.pid}_${Date.now().toString(36)}`;
  const names = { ours: `bench_ours_${tag}`, floor: `bench_floor_${tag}` };
  const server = await mysql.createConnection(serverUrl);
  const drop = async () => {
    for (const name of Object.values(names)) await server.query(`DROP DATABASE IF EXISTS ${name}`);
    await server.end();
  };
  try {
    for (const name of Object.values(names)) {
      await server.query(`CREATE DATABASE ${name}`);
      migrate(urlOf(serverUrl, name));
    }
    await fill(serverUrl, names.ours, { orders, seed, log });
    await copy(server, names);
    await requireDurability(server);
  } catch (error) {
    await drop();
    throw error;
  }
  return { urls: { ours: urlOf(serverUrl, names.ours), floor: urlOf(serverUrl, names.floor) }, drop };
}

function urlOf(serverUrl, name) {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function migrate(url) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'bin', 'orderwire.js'), 'migrate'],
    {
      env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'error' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The migrations failed:\n${stderr}`);
}

async function fill(serverUrl, name, { orders, seed, log }) {
  const connection = await mysql.createConnection(urlOf(serverUrl, name));
  try {
    await connection.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
    const insert = inserterInto(connection);
    await fillCompany(insert);
    const onProgress = (done, count) => log(`orders ${done} of ${count}`);
    await fillOrders(connection, insert, { count: orders, seed, onProgress });
  } finally {
    await connection.end();
  }
}

async function copy(server, { ours, floor }) {
  await server.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
  await server.query(`USE ${ours}`);
  for (const table of await tablesOf(server)) {
    await server.query(`DELETE FROM ${floor}.${table}`);
    await server.query(`INSERT INTO ${floor}.${table} SELECT * FROM ${ours}.${table}`);
  }
  for (const name of [ours, floor]) {
    await server.query(`USE ${name}`);
    await server.query(`ANALYZE TABLE ${(await tablesOf(server)).join(', ')}`);
  }
}

async function requireDurability(server) {
  const [[{ flush }]] = await server.query('SELECT @@innodb_flush_log_at_trx_commit AS flush');
  if (Number(flush) !== 1)
    throw new Error('The server must flush its log at each commit (innodb_flush_log_at_trx_commit=1).');
}
