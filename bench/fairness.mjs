/** What others wait for while a single client does large things: `node bench/fairness.mjs --help`. */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findMariaDb, startMariaDb } from '../scripts/lib/mariadb.mjs';
import { fail, ROOT } from '../scripts/lib/run.mjs';
import { copyToSqlite } from './lib/copy-to-sqlite.mjs';
import { databasesFor, fillOurs, urlOf } from './lib/databases.mjs';
import { LargeWorks, ORDER_WORKS, QUESTIONS } from './lib/large-works.mjs';
import { median } from './lib/measure.mjs';
import { startOurs } from './lib/processes.mjs';
import { align, times } from './lib/table.mjs';
import { atEnd, wholeRun } from './lib/whole-run.mjs';
import { WORLD } from './lib/world.mjs';

const HELP = `node bench/fairness.mjs [options]
  --database both      sqlite, mariadb or both
  --lines 1000000      lines of orders in the tables beforehand
  --order 500x50       lines of the large order, and parts of each
  --rounds 3           how often each large thing is done
  --minutes 30         ends after so many, whatever is left to do
Needs a MariaDB server, for the embedded database as well: it makes the rows. A private one is started, or
BENCH_DATABASE_URL=mysql://user:password@host:3306/ names one.`;

/** Probes run so long before and after each large thing, and with nothing else to do. */
const AROUND_MS = 300;
const IDLE_MS = 5_000;

const options = readOptions(process.argv.slice(2));
const log = (text) => console.log(text);

setTimeout(() => {
  console.error(`Not done after ${options.minutes} minutes.`);
  process.kill(process.pid, 'SIGTERM');
}, options.minutes * 60_000).unref();

await wholeRun(bench);

function readOptions(args) {
  const text = { type: 'string' };
  const { values } = parseArgs({
    args,
    options: {
      database: { ...text, default: 'both' },
      lines: { ...text, default: '1000000' },
      order: { ...text, default: '500x50' },
      rounds: { ...text, default: '3' },
      minutes: { ...text, default: '30' },
      help: { type: 'boolean', default: false },
    },
  });
  const [lines, parts] = values.order.split('x').map(Number);
  const kinds = values.database === 'both' ? ['sqlite', 'mariadb'] : [values.database];
  const numbers = [Number(values.lines), Number(values.rounds), Number(values.minutes), lines, parts];
  const wrong = numbers.some((n) => !(n > 0)) || !kinds.every((kind) => ['sqlite', 'mariadb'].includes(kind));
  if (values.help || wrong) {
    (wrong ? console.error : console.log)(HELP);
    process.exit(wrong ? 1 : 0);
  }
  return {
    kinds,
    orders: Math.ceil(numbers[0] / WORLD.linesPerOrder),
    rounds: numbers[1],
    minutes: numbers[2],
    size: { lines, parts },
  };
}

async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'orderwire-fairness-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const serverUrl = await databaseServer();
  log(`${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}; load ${load()}`);
  const { urls, drop } = await databasesFor(serverUrl, ['mariadb'], (_server, { mariadb }) =>
    fillOurs(urlOf(serverUrl, mariadb), { orders: options.orders, seed: 1, log }),
  );
  atEnd(drop);
  for (const kind of options.kinds) {
    const data = path.join(folder, kind);
    mkdirSync(data);
    if (kind === 'sqlite') await copyToSqlite(urls.mariadb, data, log);
    await benchOn(kind, await startOurs(kind === 'sqlite' ? undefined : urls.mariadb, { folder: data }));
  }
}

async function databaseServer() {
  if (process.env.BENCH_DATABASE_URL) return process.env.BENCH_DATABASE_URL;
  const programs = findMariaDb();
  if (!programs) fail('No MariaDB: set BENCH_DATABASE_URL, or install mariadb-server.');
  const { url, stop } = await startMariaDb(programs);
  atEnd(stop);
  return url;
}

async function benchOn(kind, server) {
  const [url] = server.urls;
  const probes = startProbes({ url, token: server.token });
  const works = new LargeWorks(url, server.token, options.size);
  log(
    `\n${kind}: ${options.orders * WORLD.linesPerOrder} lines beforehand, ${sizeText(options.size)}; load ${load()}`,
  );
  const waits = [['nothing else', await measure({ probes, server }, () => sleep(IDLE_MS))]];
  for (const [name, work] of Object.entries({ ...ORDER_WORKS, ...QUESTIONS })) {
    waits.push([name, await measureWork({ probes, server, works }, work)]);
    log(`  ${name}`);
  }
  log(`\n${waitsTable(waits)}`);
  log(`\n${await growthTable(server, url)}`);
  works.close();
  probes.kill();
  await server.stop();
}

async function measureWork({ probes, server, works }, [prepare, run]) {
  const rounds = [];
  for (let round = 1; round <= options.rounds; round++) {
    const prepared = await prepare(works);
    rounds.push(await measure({ probes, server }, () => run(works, prepared)));
  }
  return {
    waits: merged(rounds.map(({ waits }) => waits)),
    ms: median(rounds.map(({ ms }) => ms)),
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
    outcome: rounds.at(-1).outcome,
  };
}

async function measure({ probes, server }, work) {
  await probes.begin();
  await sleep(AROUND_MS);
  const [begin, cpu] = [performance.now(), server.cpuMicros()];
  const outcome = await work();
  const figures = { ms: performance.now() - begin, cpuMs: (server.cpuMicros() - cpu) / 1000, outcome };
  await sleep(AROUND_MS);
  return { ...figures, waits: await probes.end() };
}

function merged(rounds) {
  const names = Object.keys(rounds[0]);
  return Object.fromEntries(
    names.map((name) => [name, rounds.flatMap((waits) => waits[name]).sort((a, b) => a - b)]),
  );
}

function startProbes(target) {
  const child = fork(path.join(ROOT, 'bench', 'lib', 'probe-process.mjs'));
  atEnd(() => void child.kill());
  return {
    begin: async () => void child.send({ begin: target }),
    end: () =>
      new Promise((resolve, reject) => {
        child.once('message', ({ waits, error }) => (error ? reject(new Error(error)) : resolve(waits)));
        child.send({ end: true });
      }),
    kill: () => child.kill(),
  };
}

function waitsTable(rows) {
  const header = [
    'meanwhile',
    ...['__typename', 'healthz', 'small order'].map((name) => `${name} p50 / p99 / max ms`),
    'its own s',
    'CPU s',
    'outcome',
  ];
  const cells = rows.map(([name, { waits, ms, cpuMs, outcome }]) => [
    name,
    ...['typename', 'healthz', 'placeOrder'].map((probe) => percentiles(waits[probe])),
    (ms / 1000).toFixed(2),
    (cpuMs / 1000).toFixed(2),
    typeof outcome === 'string' ? outcome : '',
  ]);
  return align([header, ...cells], 1);
}

function percentiles(waits) {
  const at = (share) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? NaN;
  return [at(0.5), at(0.99), at(1)].map((ms) => ms.toFixed(0)).join(' / ');
}

/** Nothing else asks meanwhile: CPU of the whole order and of one with half of the parts. */
async function growthTable(server, url) {
  const half = { ...options.size, parts: Math.ceil(options.size.parts / 2) };
  const cpu = { half: {}, whole: {} };
  for (const [which, size] of Object.entries({ half, whole: options.size })) {
    const works = new LargeWorks(url, server.token, size);
    for (const [name, [prepare, run]] of Object.entries(ORDER_WORKS)) {
      const rounds = [];
      for (let round = 1; round <= options.rounds; round++) {
        const prepared = await prepare(works);
        await sleep(AROUND_MS);
        const before = server.cpuMicros();
        await run(works, prepared);
        await sleep(AROUND_MS);
        rounds.push((server.cpuMicros() - before) / 1000);
      }
      cpu[which][name] = median(rounds);
    }
    works.close();
  }
  const rows = Object.keys(ORDER_WORKS).map((name) => [
    name,
    cpu.half[name].toFixed(0),
    cpu.whole[name].toFixed(0),
    times(cpu.whole[name] / cpu.half[name]),
  ]);
  return align([['CPU ms', sizeText(half), sizeText(options.size), 'ratio'], ...rows], 1);
}

function sizeText({ lines, parts }) {
  return `${lines} × ${parts}`;
}

function load() {
  return os.loadavg()[0].toFixed(1);
}
