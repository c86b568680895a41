import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { CommandLine } from '../support/command-line';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../support/databases';
import { migrationSource } from '../support/migration-runs';
import { dumpSchema, type SchemaDump } from '../support/schema-dump';
import { ServerProcess } from '../support/server-process';
import { TEST_SECRET } from '../support/application';
import { until } from '../support/until';

const PATIENCE_MS = 300_000;
const onMysql = testDatabaseKind() === 'mysql' ? test : test.skip;

let cli: CommandLine;

beforeEach(async () => {
  cli = await CommandLine.create();
});

afterEach(() => cli.drop());

async function dumpOf(options: TestDatabase['options']): Promise<SchemaDump> {
  const source = await migrationSource(options, []).initialize();
  try {
    return await dumpSchema(source.createQueryRunner());
  } finally {
    await source.destroy();
  }
}

async function expectUndisturbed(): Promise<void> {
  const template = await createTestDatabase();
  try {
    expect(await dumpOf(cli.databaseOptions)).toEqual(await dumpOf(template.options));
  } finally {
    await template.drop();
  }
}

async function countTables(): Promise<number> {
  return Object.keys((await dumpOf(cli.databaseOptions)).definitions).length;
}

test('migrations of a process that is killed are finished by the next one', async () => {
  if (testDatabaseKind() === 'mysql') {
    for (const killAt of [1, 12, 30, 46]) {
      let child: ChildProcess | undefined;
      const run = cli.run(['migrate'], { onStart: (started) => (child = started) });
      await until(async () => (await countTables()) >= killAt, PATIENCE_MS);
      child!.kill('SIGKILL');
      expect((await run).signal).toBe('SIGKILL');
    }
  } else {
    for (const afterMs of [0, 15, 40, 80]) {
      const onLine = (_line: string, child: ChildProcess): void => {
        setTimeout(() => child.kill('SIGKILL'), afterMs);
      };
      await cli.run(['migrate'], { onLine });
    }
  }
  expect(await cli.run(['migrate'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('is up to date'),
  });
  await expectUndisturbed();
}, 900_000);

test('servers that start at once on an empty database all come up', async () => {
  const settings = { ORDERWIRE_SECRET: TEST_SECRET, ORDERWIRE_DEMO: '0' };
  const { databaseOptions: options } = cli;
  if (options.kind === 'sqlite') mkdirSync(path.dirname(options.file));
  const start = (): Promise<ServerProcess> =>
    options.kind === 'mysql'
      ? ServerProcess.start({ ...settings, DATABASE_URL: options.url })
      : ServerProcess.start(settings, { databaseFile: options.file });
  const servers = await Promise.all([start(), start()]);
  for (const server of servers) await server.stop();
  const { rows } = await dumpOf(options);
  const template = await createTestDatabase();
  expect(rows.schema_migrations).toEqual((await dumpOf(template.options)).rows.schema_migrations);
  await template.drop();
}, 900_000);

onMysql(
  'a process that is stopped in the middle is waited for, then replaced, and does no harm when it goes on',
  async () => {
    let stopped: ChildProcess | undefined;
    const first = cli.run(['migrate'], {
      onLine: (line, child) => {
        if (!line.startsWith('Migrating')) return;
        child.kill('SIGSTOP');
        stopped = child;
      },
    });
    await until(() => stopped !== undefined, PATIENCE_MS);
    const others = await Promise.all([cli.run(['migrate']), cli.run(['migrate'])]);
    for (const { code, stdout, stderr } of others) {
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('is up to date') });
      expect(stderr).toMatch(
        /^Waiting for process \d+ on \S+, which is migrating the database; \d+ to go, next is \w+\.$/m,
      );
    }
    expect(others.map(({ stderr }) => stderr).join('')).toContain(`Waiting for process ${stopped!.pid} on `);
    expect(others.filter(({ stderr }) => stderr.includes('Migrating the database'))).toHaveLength(1);
    await expectUndisturbed();
    stopped!.kill('SIGCONT');
    expect(await first).toMatchObject({ code: 0, stdout: expect.stringContaining('is up to date') });
    await expectUndisturbed();
  },
  900_000,
);
