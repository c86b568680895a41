import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PLAIN, TEST_SECRET, type TestApplication } from './application';

const BIN = resolve(__dirname, '../../bin/orderwire.js');
/** The first start makes the demo company; on a busy machine that takes a while. */
const READY_WITHIN_MS = 150_000;
const STOP_WITHIN_MS = 10_000;

export interface ProcessOptions {
  /** Of Node. */
  flags?: readonly string[];
  /** An embedded database that is there already. */
  databaseFile?: string;
  /** Hears what the server writes to stdout. */
  onOutput?: (text: string) => void;
}

/** A server in a process of its own on the database of another one, taking the same tokens. */
export async function startBeside(
  { databaseOptions }: TestApplication,
  options: Omit<ProcessOptions, 'databaseFile'> = {},
): Promise<ServerProcess> {
  const settings = { ORDERWIRE_SECRET: TEST_SECRET, ORDERWIRE_DEMO: '0' };
  return databaseOptions.kind === 'mysql'
    ? ServerProcess.start({ ...settings, DATABASE_URL: databaseOptions.url }, options)
    : ServerProcess.start(settings, { ...options, databaseFile: databaseOptions.file });
}

/** The server as people start it: the built program, in a process of its own, on a fresh embedded database unless told otherwise. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Resolves when the server is ready; rejects with its last output when it ends or takes too long. */
  static async start(
    settings: Readonly<Record<string, string>> = {},
    { flags = [], databaseFile, onOutput }: ProcessOptions = {},
  ): Promise<ServerProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'orderwire-server-'));
    if (databaseFile) {
      await mkdir(join(folder, 'data'));
      await symlink(databaseFile, join(folder, 'data', 'orderwire.db'));
    }
    const port = await freePort();
    const child = spawn(process.execPath, [...flags, BIN, 'serve'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'warn',
        ...PLAIN,
        ORDERWIRE_DATA_DIR: join(folder, 'data'),
        ...settings,
      },
    });
    const server = new ServerProcess(`http://127.0.0.1:${port}`, child, folder);
    const output = lastOutputOf(child);
    if (onOutput) child.stdout.on('data', onOutput);
    try {
      await server.ready();
      return server;
    } catch (error) {
      await server.stop();
      throw new Error(`${(error as Error).message} Its last output:\n${output()}`, { cause: error });
    }
  }

  async stop(): Promise<void> {
    if (this.running()) {
      const gone = once(this.child, 'exit');
      const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_WITHIN_MS);
      this.child.kill('SIGTERM');
      await gone;
      clearTimeout(timer);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline) {
      if (!this.running())
        throw new Error(`The server ended (${this.child.exitCode ?? this.child.signalCode}).`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await delay(250);
    }
    throw new Error(`The server was not ready within ${READY_WITHIN_MS} ms.`);
  }
}

/** Collects the output of both streams, and answers its end. */
function lastOutputOf(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text = (text + chunk).slice(-4_000)));
  }
  return () => text;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
