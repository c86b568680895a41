import type { PoolConnection } from 'mysql2';
import type { DataSource, QueryRunner } from 'typeorm';
import { runMigrations } from '../../src/persistence/data-source';
import { ALL_MIGRATIONS } from '../../src/persistence/migrations';
import { bindToTerm, schemaLease } from '../../src/persistence/schema-lease';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { fillVersion } from '../support/migration-rows';
import { migrationSource, standAt, type Door, type MigrationClass } from '../support/migration-runs';
import { dumpSchema, type SchemaDump } from '../support/schema-dump';

const silent = (): void => undefined;

class Died extends Error {}

const opened: TestDatabase[] = [];

async function emptyDatabase(): Promise<TestDatabase> {
  const test = await createTestDatabase({ empty: true });
  opened.push(test);
  return test;
}

afterEach(async () => {
  for (const test of opened.splice(0)) await test.drop();
});

/** Runs `work` on a connection of its own. */
async function onConnection<T>(
  { options }: TestDatabase,
  migrations: readonly MigrationClass[],
  work: (source: DataSource, runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const source = await migrationSource(options, migrations).initialize();
  const runner = source.createQueryRunner();
  // The connection of the embedded database is one and the same runner: what a test has put before it is passed by.
  const query = runner.query.bind(runner);
  try {
    return await work(source, runner);
  } finally {
    // libsql keeps the lock of a transaction beyond the end of its connection, though not of its process.
    if (options.kind === 'sqlite') await query('ROLLBACK').catch(silent);
    await runner.release();
    await source.destroy();
  }
}

/**
 * Starts a program that runs the migrations until one of its lives comes to its end, each up to its death at a door; answers how many
 * died. On MariaDB a connection ends with the life, without a goodbye, and all of them are in one term of the lease. No
 * transaction spans the migrations, on the embedded database neither: that they can be repeated is not left to it.
 */
async function startUntilDone(
  test: TestDatabase,
  migrations: readonly MigrationClass[],
  doorOf: () => Door = () => ({}),
): Promise<number> {
  if (test.options.kind === 'sqlite') {
    const live = (): Promise<boolean> =>
      onConnection(test, migrations, (source, runner) => survives(source, standAt(doorOf(), runner)));
    for (let deaths = 0; ; deaths++) if (await live()) return deaths;
  }
  const lease = await schemaLease(test.database, 0);
  while (!(await lease.keep()));
  return onConnection(test, migrations, async (source) => {
    for (let deaths = 0; ; deaths++) {
      const runner = standAt(doorOf(), source.createQueryRunner());
      bindToTerm(runner, lease.term!, 'compound');
      const survived = await survives(source, runner);
      ((await runner.connect()) as PoolConnection).destroy();
      if (survived) return deaths;
    }
  });
}

async function survives(source: DataSource, runner: QueryRunner): Promise<boolean> {
  try {
    await runMigrations(source, runner, silent);
    return true;
  } catch (error) {
    if (error instanceof Died) return false;
    throw error;
  }
}

const COMPANIONS = /^\s*(START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|UPDATE schema_lease)\b/;

/** A program that is started again and again, and each time dies after the first statement that it has not carried out before. */
class Unlucky {
  deaths = 0;
  readonly statements = new Set<string>();

  constructor(private readonly test: TestDatabase) {}

  async migrate(migrations: readonly MigrationClass[]): Promise<void> {
    this.deaths += await startUntilDone(this.test, migrations, () => this.door(migrations.length));
  }

  private door(version: number): Door {
    let dead = false;
    let step = '';
    let recorded = 0;
    return {
      before: () => {
        if (dead) throw new Died('A dead program sends nothing');
      },
      after: (sql) => {
        if (!COMPANIONS.test(sql)) step = sql;
        if (/INSERT INTO .?schema_migrations/.test(sql)) recorded += 1;
        const statement = [version, recorded, step, sql].join(' ');
        if (this.statements.has(statement)) return;
        this.statements.add(statement);
        dead = true;
        throw new Died('Killed');
      },
    };
  }
}

async function dumpOf(test: TestDatabase): Promise<SchemaDump> {
  return onConnection(test, [], (_source, runner) => dumpSchema(runner));
}

test('killed after every statement, from the first on, migrations are finished by the starts that follow', async () => {
  const undisturbed = await emptyDatabase();
  await undisturbed.database.migrate();
  const test = await emptyDatabase();
  const unlucky = new Unlucky(test);
  await unlucky.migrate(ALL_MIGRATIONS);
  const expected = await dumpOf(undisturbed);
  expect(await dumpOf(test)).toEqual(expected);
  // A table, an index, a trigger, a row of each: every one was a place to die at.
  expect(unlucky.deaths).toBeGreaterThan(Object.keys(expected.definitions).length + ALL_MIGRATIONS.length);
  expect(await test.database.isMigrated()).toBe(true);
}, 900_000);

test('from every past version, with rows, and killed after every statement, the upgrade ends as an undisturbed one', async () => {
  const undisturbed = await emptyDatabase();
  const test = await emptyDatabase();
  const unlucky = new Unlucky(test);
  await startUntilDone(test, ALL_MIGRATIONS.slice(0, 1));
  for (let version = 1; version <= ALL_MIGRATIONS.length; version++) {
    const migrations = ALL_MIGRATIONS.slice(0, version);
    await startUntilDone(undisturbed, migrations);
    await unlucky.migrate(migrations);
    for (const database of [undisturbed, test]) {
      await onConnection(database, migrations, (_source, runner) => fillVersion(runner, version));
    }
    expect({ version, ...(await dumpOf(test)) }).toEqual({ version, ...(await dumpOf(undisturbed)) });
  }
  const { rows } = await dumpOf(test);
  expect(rows.events!.map((row) => String((row as { position: unknown }).position))).toEqual([
    '1',
    '-2',
    '2',
    '-4',
  ]);
  expect(rows.booking_sums).toEqual([]);
  expect(rows.inventory_movements).toMatchObject([
    { id: 'Order', account_id: 'x' },
    { id: 'Shipment', account_id: 'x' },
    { id: 'x', account_id: null },
  ]);
  expect(rows.number_sequences).toContainEqual({ name: 'order', next_value: expect.anything() });
  expect(JSON.stringify(rows.number_sequences)).toContain('100777');
  expect(unlucky.deaths).toBeGreaterThan(2 * ALL_MIGRATIONS.length);
}, 900_000);
