import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesUnder, fingerprint } from './lib/files.mjs';
import { fail, packageFile, ROOT, runNode } from './lib/run.mjs';

const SERVER_SOURCES = ['src', 'entities', 'resolvers', 'subscriptions'];
const COMMON_INPUTS = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs'];

const PARTS = [
  { name: 'server', inputs: [...SERVER_SOURCES, ...COMMON_INPUTS], build: buildServer },
  { name: 'playground', inputs: ['playground', ...COMMON_INPUTS], build: buildPlayground },
];

/** Builds what has changed since the last build into `dist/`; throws with the compiler's messages. */
export async function build() {
  mkdirSync(path.join(ROOT, 'dist'), { recursive: true });
  for (const part of PARTS) {
    const stamp = path.join(ROOT, 'dist', `.${part.name}.fingerprint`);
    const current = fingerprint(...part.inputs);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) continue;
    rmSync(stamp, { force: true });
    await part.build();
    writeFileSync(stamp, current);
  }
}

async function buildServer() {
  await compile('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  const compiled = SERVER_SOURCES.map((folder) => path.join('dist', folder));
  for (const file of filesUnder(...compiled)) {
    const source = path.relative('dist', file).replace(/\.js$/, '.ts');
    if (!existsSync(path.join(ROOT, source))) rmSync(path.join(ROOT, file));
  }
}

async function buildPlayground() {
  const config = filesUnder('playground').find((file) => /^playground.vite\.config\.[cm]?[jt]s$/.test(file));
  if (!config) return;
  await compile('vite/bin/vite.js', ['build', '--config', config, '--logLevel', 'warn']);
}

async function compile(program, args) {
  const { code, output } = await runNode(packageFile(program), args);
  if (code !== 0) throw new Error(`${program} failed:\n${output.trim()}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build().catch((error) => fail(error.message));
}
