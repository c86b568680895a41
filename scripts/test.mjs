/**
 * The whole check of the project: types, lint, boundaries, format, generated files, and beside them jest on the embedded database,
 * then the API suite on MariaDB.
 *
 *   npm test                                  everything; what the machine lacks is skipped and said so
 *   npm test -- --only lint,unit              some parts: the checks' names, unit, api, browser, mariadb
 *   npm test -- --only mariadb place-order    further words go to jest as path patterns
 *   npm test -- --plain                       the API suite on each database with ORDERWIRE_PLAIN=1 (docs/adr/0016-two-wires.md)
 *   npm test -- --require mariadb,chromium    absence is a failure (also ORDERWIRE_REQUIRE=mariadb,chromium)
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import programs from './lib/find-program.cjs';
import { mariaDbForTests } from './lib/mariadb-for-tests.mjs';
import { endWithChildren, fail, hasPackage, packageFile, run, runNode } from './lib/run.mjs';

if (!hasPackage('jest')) fail('The tests need the development packages: run `npm ci` without --omit=dev.');

const CHECKS = ['types', 'lint', 'boundaries', 'format', 'codegen', 'schema', 'docs'];
const PARTS = [...CHECKS, 'unit', 'api', 'browser', 'mariadb'];
const CHECKS_AT_A_TIME = 2;

const { values, positionals: patterns } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    plain: { type: 'boolean', default: false },
    require: { type: 'string' },
  },
});
const only = listOf(values.only ?? (values.plain ? 'api,mariadb' : ''), PARTS);
const required = listOf(values.require ?? process.env.ORDERWIRE_REQUIRE, ['mariadb', 'chromium']);
const wanted = (part) => only.length === 0 || only.includes(part);

const failures = [];
const ranOn = [];
const skipped = [];
const counts = { passed: 0, failed: 0, skipped: 0 };
/** Everything temporary of this run, the tests' own files included; gone at its end. */
const scratch = mkdtempSync(path.join(tmpdir(), 'orderwire-run-'));

if (values.plain) process.env.ORDERWIRE_PLAIN = '1';
endWithChildren();
process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

if (['api', 'browser', 'mariadb'].some(wanted)) await step('build', () => build());
// Tests wait for much of their time, which is enough for the checks.
const checks = runChecks(CHECKS.filter(wanted));
await testEmbedded(['unit', 'api', 'browser'].filter(wanted));
if (wanted('mariadb')) await testMariaDb();
await checks;
close();

function listOf(text, allowed) {
  const list = (text ?? '').split(',').filter(Boolean);
  const unknown = list.find((item) => !allowed.includes(item));
  if (unknown) fail(`Unknown "${unknown}"; choose from ${allowed.join(', ')}.`);
  return list;
}

/** Runs one part, prints how it went and how long it took; its output only when it failed. */
async function step(name, work) {
  const start = performance.now();
  const problem = await work().then(
    () => undefined,
    (error) => error,
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${problem ? 'FAILED' : 'ok'}  ${name} (${seconds} s)`);
  if (!problem) return;
  failures.push(name);
  console.log(problem.message);
}

async function runChecks(names) {
  const queue = [...names];
  const lane = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) await check(name);
  };
  await Promise.all(Array.from({ length: CHECKS_AT_A_TIME }, lane));
}

function check(name) {
  return step(`check:${name}`, async () => {
    const { code, output } = await run('npm', ['run', '--silent', `check:${name}`], { background: true });
    if (code !== 0) throw new Error(output.trim());
  });
}

async function testEmbedded(projects) {
  if (projects.includes('browser') && !programs.findChromium()) {
    skip('chromium', 'browser tests (no chromium)');
    projects.splice(projects.indexOf('browser'), 1);
  }
  if (projects.length === 0) return;
  await jest('embedded database', projects, { ORDERWIRE_TEST_DB: 'sqlite' });
  if (projects.includes('api')) ranOn.push('embedded SQLite');
  if (projects.includes('browser')) ranOn.push('Chromium');
}

async function testMariaDb() {
  const server = await mariaDbForTests().catch((error) => {
    failures.push('MariaDB');
    console.log(`MariaDB cannot be used: ${error.message}`);
    return null;
  });
  if (server === undefined) skip('mariadb', 'MariaDB (no TEST_DATABASE_URL and no server binary)');
  if (!server) return;
  try {
    const smoke =
      patterns.length === 0 && !values.plain ? step('bench:smoke', () => smokeBench(server.url)) : undefined;
    await jest(server.label, ['api'], { ORDERWIRE_TEST_DB: 'mysql', TEST_DATABASE_URL: server.url });
    ranOn.push(server.label);
    await smoke;
  } finally {
    await server.stop();
  }
}

/** Few requests of every workload, so that the bench keeps running and both of its sides keep doing the same. */
async function smokeBench(url) {
  const { code, output } = await run('npm', ['run', '--silent', 'bench', '--', '--smoke'], {
    env: { BENCH_DATABASE_URL: url },
  });
  if (code !== 0) throw new Error(output.trim());
}

function skip(requirement, what) {
  skipped.push(what);
  console.log(`skipped: ${what}`);
  if (required.includes(requirement)) failures.push(`${requirement} is required and absent`);
}

/** One run of jest; its counts are added up from its JSON report. A file or a whole run that broke counts as one failure. */
async function jest(title, projects, env) {
  console.log(`\njest on ${title}: ${projects.join(', ')}${values.plain ? ', plain' : ''}`);
  const report = path.join(scratch, `${title.replace(/\W+/g, '-')}.json`);
  const args = ['--selectProjects', ...projects, '--json', `--outputFile=${report}`];
  if (patterns.length > 0) args.push('--testPathPatterns', ...patterns);
  const { code } = await runNode(packageFile('jest/bin/jest.js'), args, {
    env: { ...env, TMPDIR: scratch },
    show: true,
  });
  if (code !== 0) failures.push(`jest on ${title}`);
  if (!existsSync(report)) {
    counts.failed += 1;
    return;
  }
  const result = JSON.parse(readFileSync(report, 'utf8'));
  counts.passed += result.numPassedTests;
  counts.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  counts.skipped += result.numPendingTests + result.numTodoTests;
}

function close() {
  console.log('');
  if (failures.length > 0) console.log(`Failed: ${failures.join(', ')}`);
  const absent = skipped.length > 0 ? `; skipped: ${skipped.join(', ')}` : '';
  console.log(`Tests ran on: ${ranOn.join(', ') || 'no database'}${absent}`);
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
