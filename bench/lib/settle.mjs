import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';

/** How long the database may take to work off what a run has left, in milliseconds; then the next begins all the same. */
const WITHIN = 120_000;
/** What a server that does nothing keeps: pages of its own housekeeping, old versions of rows. */
const FEW_PAGES = 100;
const FEW_VERSIONS = 100;

/** As fast as the disk allows, and all of it. */
const HURRY = { innodb_io_capacity_max: 20_000, innodb_io_capacity: 20_000, innodb_max_dirty_pages_pct: 0 };

/** Waits until a MariaDB of our own has written and purged what was done before, so that each run pays for its own work alone. */
export async function settle(url) {
  const connection = await mysql.createConnection(url);
  const usual = await settingsOf(connection);
  await set(connection, Object.entries(HURRY));
  for (const deadline = Date.now() + WITHIN; ; await sleep(250)) {
    const dirty = await statusOf(connection, 'Innodb_buffer_pool_pages_dirty');
    const versions = await statusOf(connection, 'Innodb_history_list_length');
    if (dirty < FEW_PAGES && versions < FEW_VERSIONS) break;
    if (Date.now() < deadline) continue;
    console.log(`not settled: ${dirty} pages to write, ${versions} old versions to purge`);
    break;
  }
  await set(connection, usual.toReversed());
  await connection.end();
}

async function settingsOf(connection) {
  const names = Object.keys(HURRY);
  const [[row]] = await connection.query(`SELECT ${names.map((name) => `@@${name} AS ${name}`).join(', ')}`);
  return names.map((name) => [name, Number(row[name])]);
}

async function set(connection, settings) {
  for (const [name, value] of settings) await connection.query(`SET GLOBAL ${name} = ?`, [value]);
}

async function statusOf(connection, name) {
  const [[{ Value }]] = await connection.query('SHOW GLOBAL STATUS LIKE ?', [name]);
  return Number(Value);
}
