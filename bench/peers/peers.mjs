/** Our server beside another order system on the same machine: `node bench/peers/peers.mjs --help`. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { findMariaDb, startMariaDb } from '../../scripts/lib/mariadb.mjs';
import { fail } from '../../scripts/lib/run.mjs';
import { databasesFor, fillOurs, urlOf } from '../lib/databases.mjs';
import { measure } from '../lib/measure.mjs';
import { cpuMicrosOf, startLoad, startOurs } from '../lib/processes.mjs';
import { settle } from '../lib/settle.mjs';
import { roundLine, tableOf } from '../lib/table.mjs';
import { atEnd, wholeRun } from '../lib/whole-run.mjs';
import { installPeer } from './install.mjs';
import { readOptions } from './options.mjs';
import { requireSameReads } from './same-reads.mjs';
import { growthOf, placedBeforehand, storedOn } from './stored.mjs';
import { fillVendure, startVendure } from './vendure/start.mjs';
import { WORKLOADS } from './workloads.mjs';

const PEER = 'vendure';
const SIDES = ['ours', PEER];
const MODULE = new URL('workloads.mjs', import.meta.url).href;
/** Of the peer's orders beforehand; rounds begin at 1. */
const FILLING_SEED = 1000;

const options = readOptions(process.argv.slice(2));
const programs = findMariaDb() ?? fail('No MariaDB: install mariadb-server.');
const log = (text) => console.log(text);

await wholeRun(bench);

async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'orderwire-peers-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  log(
    `${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}; clients: ${options.clients}, orders beforehand: ${options.orders}, seed ${options.seed}`,
  );
  const peer = installPeer(options.keep);
  atEnd(peer.remove);
  const database = await startMariaDb(programs);
  atEnd(database.stop);
  log(`${peer.versions}; MariaDB ${await versionOf(database.url)}`);
  const setting = await prepare(database, peer, folder);
  const summaries = [];
  for (const workload of options.workloads) summaries.push(await benchOne(setting, workload));
  log(`\n${tableOf(summaries, { workloads: WORKLOADS, other: PEER })}`);
}

async function versionOf(url) {
  const connection = await mysql.createConnection(url);
  const [[{ version }]] = await connection.query('SELECT VERSION() AS version');
  await connection.end();
  return version;
}

/** Both sides with the same company and as many orders, and their servers. */
async function prepare(database, peer, folder) {
  const facts = {};
  const { urls, drop } = await databasesFor(database.url, SIDES, async (_, of) => {
    await fillOurs(urlOf(database.url, of.ours), { ...options, log });
    const url = urlOf(database.url, of[PEER]);
    facts[PEER] = await timed(`${PEER}'s company`, () => fillVendure(url, peer.folder));
  });
  atEnd(drop);
  const servers = { ours: await startOurs(urls.ours, { folder }) };
  atEnd(servers.ours.stop);
  servers[PEER] = await startVendure(urls[PEER], peer.folder, folder);
  atEnd(servers[PEER].stop);
  const databaseCpu = () => cpuMicrosOf(database.pid);
  const setting = {
    other: PEER,
    urls,
    servers,
    facts,
    databaseCpu,
    settle: () => settle(database.url),
    ...loadOn(servers, facts),
  };
  const filling = { side: PEER, workload: 'place', requests: options.orders, seed: FILLING_SEED };
  await timed(`${PEER}'s orders`, () => whileCounted(setting, () => setting.run(filling)));
  Object.assign(facts[PEER], await placedBeforehand(urls[PEER]));
  return setting;
}

async function timed(what, act) {
  const begin = performance.now();
  const result = await act();
  log(`${what} made in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  return result;
}

/** Gives orders to the process that makes the load; `answered` counts the orders that each side has said it took. */
function loadOn(servers, facts) {
  const load = startLoad();
  atEnd(load.stop);
  const answered = Object.fromEntries(SIDES.map((side) => [side, 0]));
  const run = async ({ side, workload, ...order }) => {
    const { urls, token } = servers[side];
    const { clients, orders } = options;
    const from = { from: MODULE, urls, token, facts: facts[side], clients, orders };
    const seed = order.seed + options.seed;
    const result = await load.run({ ...from, side, workload, ...order, seed });
    if (WORKLOADS[workload].writes) answered[side] += result.latencies.length;
    return result;
  };
  return { run, answered };
}

async function benchOne(setting, workload) {
  log(`\n${WORKLOADS[workload].title}`);
  if (!WORKLOADS[workload].writes) await requireSameReads(setting, workload, options);
  const summary = await whileCounted(setting, () =>
    measure(setting, workload, options, (round, result) => log(roundLine(round, result))),
  );
  return { workload, ...summary };
}

/** What is stored must have grown by what was answered meanwhile. */
async function whileCounted({ urls, answered }, act) {
  const before = { stored: await storedOn(urls), answered: { ...answered } };
  const result = await act();
  const after = { stored: await storedOn(urls), answered };
  for (const side of SIDES) {
    const grown = growthOf(side, before, after);
    if (grown) log(`  ${grown}`);
  }
  return result;
}
