import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import mysql from 'mysql2/promise';
import { findMariaDb } from './mariadb.mjs';
import { ROOT } from './run.mjs';

/**
 * The server of the MariaDB tests: `TEST_DATABASE_URL`, or a private one of ours; undefined when there is neither.
 * `label` names its version, `stop` ends a private one.
 */
export async function mariaDbForTests() {
  const configured = process.env.TEST_DATABASE_URL;
  if (configured) return { url: configured, label: await labelOf(configured), stop: async () => undefined };
  if (!findMariaDb()) return undefined;
  const { url, stop } = await startAttached();
  return { url, label: await labelOf(url), stop };
}

/** In a process group of its own, so that Ctrl-C does not hit it; it ends with us, because we hold its standard input. */
async function startAttached() {
  const script = path.join(ROOT, 'scripts', 'mariadb-server.mjs');
  const child = spawn(process.execPath, [script, '--attached'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const url = once(createInterface(child.stdout), 'line').then(([line]) => line);
  const ready = await Promise.race([url, exit.then(() => undefined)]);
  if (!ready) throw new Error('The private MariaDB server did not start.');
  return {
    url: ready,
    stop: async () => {
      child.stdin.end();
      await exit;
    },
  };
}

async function labelOf(url) {
  const connection = await mysql.createConnection(url);
  try {
    const [[{ version }]] = await connection.query('SELECT VERSION() AS version');
    return /mariadb/i.test(version) ? `MariaDB ${version.split('-')[0]}` : `MySQL ${version}`;
  } finally {
    await connection.end();
  }
}
