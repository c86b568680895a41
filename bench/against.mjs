/** Our server beside another build, or another setting, of it: `node bench/against.mjs --help`. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findMariaDb, startMariaDb } from '../scripts/lib/mariadb.mjs';
import { fail } from '../scripts/lib/run.mjs';
import { makeDatabasesFor } from './lib/databases.mjs';
import { measure } from './lib/measure.mjs';
import { cpuMicrosOf, startLoad, startOurs } from './lib/processes.mjs';
import { settle } from './lib/settle.mjs';
import { roundLine, tableOf } from './lib/table.mjs';
import { atEnd, wholeRun } from './lib/whole-run.mjs';
import { WORKLOADS } from './lib/workloads.mjs';

const HELP = `node bench/against.mjs DIR [options]
  DIR                    another checkout of this project, built; . for this one with another --env
  --env NAME=VALUE       for the other side only; may be given several times
  --name other           what the other side is called
  --only place-16,place-64,page,order
  --rounds 4  --seconds 6  --warm-up 15  --orders 10000`;

const options = readOptions(process.argv.slice(2));
const log = (text) => console.log(text);

await wholeRun(bench);

function readOptions(args) {
  const text = { type: 'string' };
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      env: { ...text, multiple: true, default: [] },
      name: { ...text, default: 'other' },
      only: { ...text, default: 'place-16,place-64,page,order' },
      rounds: { ...text, default: '4' },
      seconds: { ...text, default: '6' },
      'warm-up': { ...text, default: '15' },
      orders: { ...text, default: '10000' },
      help: { type: 'boolean', default: false },
    },
  });
  const workloads = values.only.split(',');
  const [rounds, seconds, warmUp, orders] = ['rounds', 'seconds', 'warm-up', 'orders'].map((name) =>
    Number(values[name]),
  );
  const wrong =
    positionals.length !== 1 ||
    workloads.some((name) => !(name in WORKLOADS)) ||
    [rounds, seconds, warmUp, orders].some((n) => !(n > 0)) ||
    values.env.some((pair) => !pair.includes('='));
  if (values.help || wrong) {
    (wrong ? console.error : console.log)(HELP);
    process.exit(wrong ? 1 : 0);
  }
  const extraEnv = Object.fromEntries(values.env.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  return {
    root: path.resolve(positionals[0]),
    name: values.name,
    extraEnv,
    workloads,
    rounds,
    seconds,
    warmUp,
    orders,
  };
}

async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'orderwire-against-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const programs = findMariaDb();
  if (!programs) fail('No MariaDB: install mariadb-server.');
  const database = await startMariaDb(programs);
  atEnd(database.stop);
  log(
    `${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}; load ${os.loadavg()[0].toFixed(1)}`,
  );
  const { urls, drop } = await makeDatabasesFor(options.root, database.url, {
    orders: options.orders,
    seed: 1,
    log,
  });
  atEnd(drop);
  const { name, root, extraEnv } = options;
  const servers = {
    ours: await startOurs(urls.ours, { folder }),
    [name]: await startOurs(urls.other, { folder, root, name, extraEnv }),
  };
  for (const { stop } of Object.values(servers)) atEnd(stop);
  const setting = {
    run: loadOn(servers),
    servers,
    databaseCpu: () => cpuMicrosOf(database.pid),
    settle: () => settle(database.url),
    other: name,
  };
  const summaries = [];
  for (const workload of options.workloads) {
    log(`\n${WORKLOADS[workload].title}`);
    const summary = await measure(setting, workload, options, (round, result) =>
      log(roundLine(round, result)),
    );
    summaries.push({ workload, ...summary });
  }
  log(`\n${tableOf(summaries, { other: name })}`);
}

/** Both sides are asked in our words. */
function loadOn(servers) {
  const load = startLoad();
  atEnd(load.stop);
  return ({ side, ...order }) => {
    const { urls, token } = servers[side];
    return load.run({ side, words: 'ours', urls, token, orders: options.orders, ...order });
  };
}
