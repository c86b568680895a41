import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { ROOT } from '../../../scripts/lib/run.mjs';
import programs from '../../../scripts/lib/find-program.cjs';

const START_WITHIN_MS = 60_000;
const TELL_WITHIN_MS = 30_000;

/** A program that is killed, frozen and started again. */
class Child extends EventEmitter {
  child = null;

  get pid() {
    return this.child?.pid;
  }

  get alive() {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Without a goodbye. */
  async kill() {
    if (!this.alive) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  freeze() {
    this.child.kill('SIGSTOP');
  }

  thaw() {
    this.child.kill('SIGCONT');
  }
}

/** One Orderwire server in a process of its own, always on the same port. */
export class Server extends Child {
  /** When it last said that it gives the positions; null when another has said so since it was started. */
  leadingSince = null;
  /** Errors that it logged. */
  errors = [];

  constructor(name, port, env) {
    super();
    this.name = name;
    this.port = port;
    this.env = env;
  }

  static async create(name, env) {
    return new Server(name, await freePort(), env);
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  async start() {
    this.leadingSince = null;
    this.child = spawn(process.execPath, [path.join(ROOT, 'bin', 'orderwire.js'), 'serve'], {
      env: { ...process.env, ...this.env, PORT: String(this.port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    createInterface(this.child.stderr).on('line', (line) => this.read(line));
    await this.untilReady();
  }

  read(line) {
    const entry = parsed(line);
    if (entry.msg === 'this server gives the positions') this.leadingSince = performance.now();
    if (entry.msg === 'memory') this.emit('memory', entry.bytes);
    if (entry.level >= 50) this.errors.push(line);
  }

  async untilReady() {
    for (const deadline = Date.now() + START_WITHIN_MS; ; await sleep(50)) {
      if (!this.alive) throw new Error(`${this.name} ended while it started:\n${this.errors.join('\n')}`);
      if (Date.now() > deadline) throw new Error(`${this.name} is not ready after ${START_WITHIN_MS} ms`);
      const ready = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (ready) return;
    }
  }

  /** What is left when garbage is collected, outside of the heap too. The server must have been started with report-memory.cjs. */
  async heapMb() {
    const told = once(this, 'memory', { signal: AbortSignal.timeout(TELL_WITHIN_MS) });
    this.child.kill('SIGUSR2');
    return (await told)[0] / 2 ** 20;
  }

  residentMb() {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
  }
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { level: 50, msg: line };
  }
}

/** Redis in memory; what it held is gone when it is killed. */
export class RedisServer extends Child {
  static installed = Boolean(programs.findProgram('redis-server'));

  static async create() {
    const redis = new RedisServer();
    redis.port = await freePort();
    await redis.start();
    return redis;
  }

  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start() {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.child = spawn(programs.findProgram('redis-server'), options, { stdio: 'ignore' });
  }
}
