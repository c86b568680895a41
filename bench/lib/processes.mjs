import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/free-port.mjs';
import { ROOT } from '../../scripts/lib/run.mjs';
import { attachProfiler } from './profiler.mjs';

const SECRET = 'a secret that is only good for benchmarks';
const START_TIMEOUT = 30_000;
/** Both servers run with the flags of `npm start`. */
const NODE_FLAGS = ['--max-semi-space-size=64', '--min-semi-space-size=16'];
/** The limits count, and refuse nobody. */
const MANY_POINTS = '1000000000';
/** Linux counts CPU time in hundredths of a second. */
const TICK_US = 10_000;

/**
 * Our server as `npm start` runs it in production, in one process or several; its log goes to a file. `root` is the checkout that is
 * run, `extraEnv` what it gets besides.
 */
export async function startOurs(
  databaseUrl,
  { folder, profile, servers: count = 1, root = ROOT, name = 'ours', extraEnv = {} },
) {
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    ORDERWIRE_SECRET: SECRET,
    ORDERWIRE_DATA_DIR: folder,
    ORDERWIRE_RATE_LIMIT: MANY_POINTS,
    ...extraEnv,
  };
  const inspectorPort = profile && (await freePort());
  const flags = profile ? [`--inspect=127.0.0.1:${inspectorPort}`] : [];
  const bin = path.join(root, 'bin', 'orderwire.js');
  const token = await output([bin, 'token', '--role', 'ADMIN'], env);
  const servers = [];
  for (let i = 1; i <= count; i++) {
    const args = i === 1 ? [...flags, bin, 'serve'] : [bin, 'serve'];
    servers.push(await startServer(`${name}-${i}`, args, env, { folder, ready: '/readyz' }));
  }
  const profiler = profile && (await attachProfiler(inspectorPort, profile));
  const stop = async () => {
    profiler?.close();
    for (const server of servers) await server.stop();
  };
  return { ...together(servers), token, profiler, stop };
}

/** Several processes as one: clients choose among their addresses, and what they use is added up. */
function together(servers) {
  const sum = (figure) => servers.reduce((total, server) => total + server[figure](), 0);
  return {
    urls: servers.flatMap(({ urls }) => urls),
    cpuMicros: () => sum('cpuMicros'),
    rssMb: () => sum('rssMb'),
  };
}

export function startFloor(databaseUrl, { folder, pool }) {
  const script = path.join(ROOT, 'bench', 'floor', 'server.mjs');
  const env = { DATABASE_URL: databaseUrl, POOL_SIZE: String(pool) };
  return startServer('floor', [script], env, { folder, ready: '/ready' });
}

export async function startServer(name, args, env, { folder, ready }) {
  const port = await freePort();
  const logFile = path.join(folder, `${name}.log`);
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [...NODE_FLAGS, ...args], {
    env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', log],
  });
  closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url + ready, logFile);
  return {
    urls: [url],
    cpuMicros: () => cpuMicrosOf(child.pid),
    rssMb: () => rssOf(child.pid),
    stop: () => stop(child),
  };
}

async function untilReady(child, url, logFile) {
  for (const deadline = Date.now() + START_TIMEOUT; ; await sleep(50)) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`The server did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
    }
  }
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(timer);
}

/** User and system time of a process so far, in microseconds. */
export function cpuMicrosOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}

function rssOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1]) / 1024;
}

async function output(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with code ${code}`);
  return text.trim();
}

/** The process that makes the load; `run` gives it one order, waits for it, and resolves to its result. */
export function startLoad() {
  const child = fork(path.join(ROOT, 'bench', 'lib', 'load-process.mjs'));
  let answer = () => undefined;
  child.on('message', (result) => answer(result));
  child.on('exit', () => answer({ error: 'The load process ended' }));
  return {
    async run(order) {
      const result = await new Promise((resolve) => {
        answer = resolve;
        child.send(order);
      });
      if (result.error) throw new Error(result.error);
      return result;
    },
    stop: () => stop(child),
  };
}
