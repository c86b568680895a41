/** Our server beside the floor: `npm run bench -- --help`. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findMariaDb, startMariaDb } from '../scripts/lib/mariadb.mjs';
import { fail } from '../scripts/lib/run.mjs';
import { requireAgreement } from './lib/agreement.mjs';
import { makeDatabases } from './lib/databases.mjs';
import { measure } from './lib/measure.mjs';
import { readOptions } from './lib/options.mjs';
import { describeProfiles } from './lib/profile.mjs';
import { cpuMicrosOf, startFloor, startLoad, startOurs } from './lib/processes.mjs';
import { measureServedPages } from './lib/served-pages.mjs';
import { settle } from './lib/settle.mjs';
import { roundLine, tableOf } from './lib/table.mjs';
import { atEnd, wholeRun } from './lib/whole-run.mjs';
import { WORKLOADS } from './lib/workloads.mjs';

const options = readOptions(process.argv.slice(2));
const log = (text) => console.log(text);

await wholeRun(bench);
if (options.profile) log(describeProfiles(options.profile));

async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'orderwire-bench-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const database = await databaseServer();
  log(
    `${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}; ${options.orders} orders, seed ${options.seed}`,
  );
  const { urls, drop } = await makeDatabases(database.url, { ...options, log });
  atEnd(drop);
  const setting = {
    ...options,
    urls,
    servers: await startServers(urls, folder),
    databaseCpu: database.cpuMicros,
    settle: database.settle,
    run: null,
  };
  setting.run = loadOn(setting);
  const summaries = [];
  for (const workload of options.workloads) summaries.push(await benchOne(setting, workload));
  if (options.pages) log(`\n${await measureServedPages(setting)}`);
  log(`\n${tableOf(summaries)}`);
}

async function databaseServer() {
  const configured = process.env.BENCH_DATABASE_URL;
  if (configured) return { url: configured, cpuMicros: () => NaN, settle: async () => undefined };
  const programs = findMariaDb();
  if (!programs) fail('No MariaDB: set BENCH_DATABASE_URL, or install mariadb-server.');
  const { url, pid, stop } = await startMariaDb(programs);
  atEnd(stop);
  return { url, cpuMicros: () => cpuMicrosOf(pid), settle: () => settle(url) };
}

async function startServers(urls, folder) {
  if (options.profile) mkdirSync(options.profile, { recursive: true });
  const servers = {};
  for (const [side, start] of Object.entries({ ours: startOurs, floor: startFloor })) {
    servers[side] = await start(urls[side], { ...options, folder });
    atEnd(servers[side].stop);
  }
  return servers;
}

/** Gives orders to the process that makes the load. */
function loadOn({ servers }) {
  const load = startLoad();
  atEnd(load.stop);
  return ({ side, ...order }) => {
    const { urls, token } = servers[side];
    return load.run({ side, urls, token, orders: options.orders, ...order, seed: order.seed + options.seed });
  };
}

async function benchOne(setting, workload) {
  log(`\n${WORKLOADS[workload].title}`);
  const rows = await requireAgreement(setting, workload);
  if (Object.keys(rows).length > 0) log(`  rows per request on both sides: ${JSON.stringify(rows)}`);
  const summary = await measure(setting, workload, options, (round, result) => log(roundLine(round, result)));
  return { workload, ...summary };
}
