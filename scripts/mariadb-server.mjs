/**
 * A throw-away MariaDB for tests: prints its URL, runs until SIGINT, SIGTERM or SIGHUP, and leaves nothing behind.
 * With `--attached` it also ends when its standard input closes, so that it never outlives whoever started it.
 */
import { findMariaDb, startMariaDb } from './lib/mariadb.mjs';
import { fail } from './lib/run.mjs';

const programs = findMariaDb();
if (!programs) fail('No MariaDB server on this machine (looked for mariadbd and mariadb-install-db).');

const server = startMariaDb(programs);

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await server.then((running) => running.stop()).catch(() => undefined);
  process.exit();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
if (process.argv.includes('--attached')) process.stdin.resume().on('close', stop).on('end', stop);
else setInterval(() => undefined, 60_000);

await server.then(({ url }) => console.log(url)).catch((error) => fail(error.message));
