import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DatabaseOptions } from '../../src/persistence/database';
import { createTestDatabase, type TestDatabase } from './databases';
import { PLAIN, TEST_SECRET } from './application';

export interface Finished {
  /** Null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Hears each line of stderr, and may end the run. */
  onLine?: (line: string, child: ChildProcess) => void;
  /** Hears of the process, and may end the run. */
  onStart?: (child: ChildProcess) => void;
  /** Beside those of the command line. */
  env?: Readonly<Record<string, string>>;
}

const PROGRAM = path.join(__dirname, '..', '..', 'bin', 'orderwire.js');

/** The command line, as built, on a database of its own that a server may share. */
export class CommandLine {
  private readonly running = new Set<ChildProcess>();

  private constructor(
    /** The working directory of every run; holds the embedded database. */
    readonly folder: string,
    /** What names the database and signs tokens. */
    readonly env: Readonly<Record<string, string>>,
    /** The database that the program uses. */
    readonly databaseOptions: DatabaseOptions,
    private readonly remove: () => Promise<void>,
  ) {}

  static async create(): Promise<CommandLine> {
    const folder = mkdtempSync(path.join(tmpdir(), 'orderwire-cli-'));
    const common = { ORDERWIRE_SECRET: TEST_SECRET, LOG_LEVEL: 'silent', ORDERWIRE_DEMO: '0', PORT: '0' };
    const { options, drop } = await createTestDatabase({ empty: true });
    const place: Record<string, string> = options.kind === 'mysql' ? { DATABASE_URL: options.url } : {};
    const own: DatabaseOptions =
      options.kind === 'mysql'
        ? options
        : { kind: 'sqlite', file: path.join(folder, 'data', 'orderwire.db') };
    return new CommandLine(folder, { ...common, ...place }, own, drop);
  }

  /** On a database that a test has made, and drops itself. */
  static on({ options }: TestDatabase): CommandLine {
    const folder = mkdtempSync(path.join(tmpdir(), 'orderwire-cli-'));
    const place: Record<string, string> = options.kind === 'mysql' ? { DATABASE_URL: options.url } : {};
    if (options.kind === 'sqlite') symlinkSync(options.file, path.join(folder, 'orderwire.db'));
    const env = { ORDERWIRE_DATA_DIR: folder, LOG_LEVEL: 'silent', ...place };
    return new CommandLine(folder, env, options, () => Promise.resolve());
  }

  /** Puts a file into the folder, its lines separated by line ends. */
  write(name: string, ...lines: string[]): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, lines.join('\n'));
    return file;
  }

  /** Runs `orderwire` to its end. */
  async run(args: readonly string[], { onLine, onStart, env }: RunOptions = {}): Promise<Finished> {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, ...PLAIN, ...this.env, ...env },
    });
    this.running.add(child);
    onStart?.(child);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    createInterface({ input: child.stderr }).on('line', (line) => {
      stderr += `${line}\n`;
      onLine?.(line, child);
    });
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.on('error', reject).on('close', (...end) => resolve(end));
    });
    this.running.delete(child);
    return { code, signal, stdout, stderr };
  }

  async drop(): Promise<void> {
    for (const child of this.running) child.kill('SIGKILL');
    await this.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
