import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import programs from './find-program.cjs';
import { freePort } from './free-port.mjs';

const START_TIMEOUT = 180_000;
const STOP_TIMEOUT = 20_000;

/** Paths of the server and its installer; undefined when the machine has no MariaDB server. */
export function findMariaDb() {
  const server = programs.findProgram('mariadbd', 'mysqld');
  const installer = programs.findProgram('mariadb-install-db');
  return server && installer ? { server, installer } : undefined;
}

/**
 * A private MariaDB in a temporary folder on a free port of 127.0.0.1, with the server's own defaults (full durability,
 * its character set), and one user with a random password. `pid` is the server's process; `stop` ends it and removes the folder;
 * `kill` ends it without a goodbye, and `restart` brings it up again with the same data on the same port.
 */
export async function startMariaDb({ server, installer }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'orderwire-mariadb-'));
  let child;
  const stop = async () => {
    if (child) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    install(installer, folder);
    const port = await freePort();
    const password = randomBytes(12).toString('hex');
    const url = `mysql://orderwire:${password}@127.0.0.1:${port}/`;
    const launch = async () => {
      child = spawn(server, serverOptions(folder, port, password), { detached: true, stdio: 'ignore' });
      await untilReady(child, url, path.join(folder, 'error.log'));
    };
    await launch();
    return { url, pid: child.pid, stop, kill: () => kill(child), restart: launch };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The server refuses to run as root unless told to. */
const asRoot = () => (process.getuid?.() === 0 ? ['--user=root'] : []);

function install(installer, folder) {
  const options = [
    `--datadir=${path.join(folder, 'data')}`,
    `--tmpdir=${folder}`,
    '--skip-test-db',
    ...asRoot(),
  ];
  const { status, stdout, stderr } = spawnSync(installer, ['--no-defaults', ...options], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${installer} failed:\n${stdout}${stderr}`);
}

function serverOptions(folder, port, password) {
  const initFile = path.join(folder, 'init.sql');
  const user = `'orderwire'@'127.0.0.1'`;
  writeFileSync(
    initFile,
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO ${user} WITH GRANT OPTION;\n`,
    {
      mode: 0o600,
    },
  );
  return [
    '--no-defaults',
    `--datadir=${path.join(folder, 'data')}`,
    `--tmpdir=${folder}`,
    `--socket=${path.join(folder, 'socket')}`,
    `--pid-file=${path.join(folder, 'pid')}`,
    `--log-error=${path.join(folder, 'error.log')}`,
    `--init-file=${initFile}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--max-connections=500',
    '--innodb-buffer-pool-size=512M',
    ...asRoot(),
  ];
}

async function untilReady(child, url, log) {
  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    try {
      const connection = await mysql.createConnection(url);
      await connection.end();
      return;
    } catch (error) {
      if (child.exitCode !== null)
        throw new Error(`MariaDB did not start:\n${lastLines(log)}`, { cause: error });
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

function lastLines(log) {
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-10).join('\n') : '';
}

async function kill(child) {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

async function end(child) {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
  await ended;
  clearTimeout(timer);
}
