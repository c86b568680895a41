import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Path of a package's file, whether or not the package is installed. */
export const packageFile = (file) => path.join(ROOT, 'node_modules', file);

export const hasPackage = (name) => existsSync(packageFile(`${name}/package.json`));

const running = new Set();
let ending = false;

/**
 * Runs a program in the project's folder. Resolves to its exit code and output; the output is empty when it goes
 * straight to the terminal (`show`). In the `background` it takes what others leave of the processor. Ended by a signal counts as code 1.
 */
export function run(program, args, { env = {}, show = false, background = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    running.add(child);
    if (background && child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      if (!ending) resolve({ code: code ?? 1, output });
    });
  });
}

export const runNode = (file, args, options) => run(process.execPath, [file, ...args], options);

/** On SIGINT, SIGTERM or SIGHUP: ends what runs, waits for it for five seconds at most, and exits with the usual code. */
export function endWithChildren() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => {
      ending = true;
      for (const child of running) child.kill(signal);
      setInterval(() => running.size === 0 && process.exit(code), 50);
      setTimeout(() => process.exit(code), 5000);
    });
  }
}

/** Ends the script with a message for a person and code 1. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}
