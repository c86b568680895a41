import type { Pool } from 'mysql2';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  addRow,
  allOrNone,
  bigint,
  createTables,
  createTrigger,
  dropColumn,
  dropIndex,
  id,
  int,
  nullable,
  varchar,
  type TableDef,
} from '../../src/persistence/migrations/ddl';
import { migrateMysql } from '../../src/persistence/mysql/mysql-migrations';
import { bindToTerm, LeaseLostError, schemaLease, type Fence } from '../../src/persistence/schema-lease';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../support/databases';
import { migrationSource, standAt, type Door } from '../support/migration-runs';
import { dumpSchema, type SchemaDump } from '../support/schema-dump';
import { until } from '../support/until';

/** The lease is MariaDB's: on the embedded database the lock on the file is what programs wait for. */
const describeMysql = testDatabaseKind() === 'mysql' ? describe : describe.skip;

const ROOMS: TableDef = {
  name: 'rooms',
  columns: { id: id(), size: int(), label: varchar(20) },
  primaryKey: ['id'],
  indexes: [['size'], ['label']],
};

class Rooms1764000000000 implements MigrationInterface {
  readonly name = 'Rooms1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, [ROOMS]);
    for (const room of ['R1', 'R2']) await addRow(runner, 'rooms', 'id', { id: room, size: 1, label: '' });
    await addColumn(runner, 'rooms', 'heated', nullable(bigint()));
    await createTrigger(runner, 'rooms_stay', "BEFORE DELETE ON rooms FOR EACH ROW SIGNAL SQLSTATE '45000'");
  }

  down = (): Promise<void> => Promise.resolve();
}

/** Takes back what the first one did: a step of that one must not come again. */
class Smaller1764000001000 implements MigrationInterface {
  readonly name = 'Smaller1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await allOrNone(runner, async () => {
      await runner.query('UPDATE rooms SET size = 2');
      await runner.query("UPDATE rooms SET label = 'two'");
    });
    await dropColumn(runner, 'rooms', 'heated');
    await dropIndex(runner, 'rooms', ['label']);
    await runner.query('ALTER TABLE rooms MODIFY label VARCHAR(30) NOT NULL');
    await runner.query("UPDATE rooms SET label = 'done'");
  }

  down = (): Promise<void> => Promise.resolve();
}

/** What a server that is in use by then has changed. */
const USED = "UPDATE rooms SET size = 7, label = 'used'";
const MIGRATIONS = [Rooms1764000000000, Smaller1764000001000];
const LEASE_MS = 60;
/** A server that hangs in a transaction: MariaDB ends its connection after so many seconds. */
const IDLE_SECONDS = 1;

/** On the connection that the pool has, and on those that it makes. */
async function endIdleTransactions(source: DataSource): Promise<void> {
  const { pool } = source.driver as unknown as { pool: Pool };
  const statement = `SET SESSION idle_transaction_timeout = ${IDLE_SECONDS}`;
  pool.on('connection', (connection) => {
    connection.on('error', () => undefined);
    connection.query(statement);
  });
  await source.query(statement);
}

describeMysql('migrations under a lease', () => {
  let test: TestDatabase;
  const sources: DataSource[] = [];

  beforeAll(async () => {
    test = await createTestDatabase({ empty: true });
  });

  afterAll(async () => {
    for (const source of sources.splice(0)) await source.destroy();
    await test.drop();
  });

  async function sourceBehind(door: Door): Promise<DataSource> {
    const source = await migrationSource(test.options, MIGRATIONS).initialize();
    sources.push(source);
    const create = source.createQueryRunner.bind(source);
    source.createQueryRunner = (...args) => standAt(door, create(...args));
    return source;
  }

  async function onPlainRunner<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const source = await migrationSource(test.options, []).initialize();
    try {
      return await work(source.createQueryRunner());
    } finally {
      await source.destroy();
    }
  }

  const dump = (): Promise<SchemaDump> => onPlainRunner(dumpSchema);

  async function empty(): Promise<void> {
    await onPlainRunner((runner) =>
      runner.query('DROP TABLE IF EXISTS rooms, schema_migrations, schema_lease'),
    );
  }

  /** A program that hangs before it sends its nth write, as do its signs of life, until it is woken. */
  class Sleeper {
    asleep = false;
    wake: () => void = () => undefined;
    private readonly woken = new Promise<void>((resolve) => (this.wake = resolve));
    private writes = 0;
    readonly said: string[] = [];

    constructor(private readonly nth: number) {}

    readonly door: Door = {
      before: async () => {
        this.writes += 1;
        if (this.writes !== this.nth) return;
        this.asleep = true;
        await this.woken;
      },
    };

    async migrate(): Promise<void> {
      const dataSource = await sourceBehind(this.door);
      await endIdleTransactions(dataSource);
      const write: TestDatabase['database']['write'] = async (...args) => {
        if (this.asleep) await this.woken;
        return test.database.write(...args);
      };
      const door = { reader: test.database.reader, write };
      await migrateMysql({ dataSource, door, report: (text) => this.said.push(text), leaseMs: LEASE_MS });
    }
  }

  async function migrate(leaseMs = LEASE_MS, door: Door = {}, said: string[] = []): Promise<void> {
    const dataSource = await sourceBehind(door);
    await migrateMysql({ dataSource, door: test.database, report: (text) => said.push(text), leaseMs });
  }

  it('leave no trace of a holder that hung before any of its statements and woke up when others had finished', async () => {
    await empty();
    await migrate();
    await onPlainRunner((runner) => runner.query(USED));
    const expected = await dump();
    expect(expected.rows.rooms).toEqual([
      { id: 'R1', size: 7, label: 'used' },
      { id: 'R2', size: 7, label: 'used' },
    ]);
    let slept = 0;
    for (let nth = 1; ; nth++) {
      await empty();
      const sleeper = new Sleeper(nth);
      const sleeping = sleeper.migrate();
      let over = false;
      void sleeping.finally(() => (over = true)).catch(() => undefined);
      await until(() => sleeper.asleep || over, 60_000);
      if (over) break;
      slept += 1;
      await migrate();
      await onPlainRunner((runner) => runner.query(USED));
      sleeper.wake();
      await sleeping;
      expect({ nth, ...(await dump()) }).toEqual({ nth, ...expected });
      for (const source of sources.splice(0)) await source.destroy();
    }
    // Two tables, two indexes, four rows with their transactions, and what the second one does.
    expect(slept).toBeGreaterThan(30);
  }, 900_000);

  it('are run by one of several programs that start at once, and the others say for whom they wait', async () => {
    await empty();
    const writers = new Set<number>();
    const others = Array.from({ length: 3 }, (): string[] => []);
    let go: () => void = () => undefined;
    const going = new Promise<void>((resolve) => (go = resolve));
    const programs = others.map((said, i) => {
      const door: Door = {
        before: async () => {
          writers.add(i);
          await going;
        },
      };
      return migrate(600_000, door, said);
    });
    await until(
      () => others.filter(([first]) => first?.startsWith('Waiting for process')).length === 2,
      60_000,
    );
    expect(others.flat().filter((text) => text.includes(`process ${process.pid} on`))).toHaveLength(2);
    go();
    await Promise.all(programs);
    const done = others.flat().filter((text) => !text.startsWith('Waiting'));
    expect(done).toEqual(['Migrating the database: 2 to go, from Rooms1764000000000.']);
    expect(writers.size).toBe(1);
    expect((await dump()).rows.schema_migrations).toHaveLength(2);
  }, 600_000);

  it.each<[Fence, several: boolean]>([
    ['compound', false],
    ['compound', true],
    ['packet', true],
  ])(
    'change the schema within the term only, behind the fence %s (several statements: %s)',
    async (fence, several) => {
      await empty();
      const lease = await schemaLease(test.database);
      await lease.keep();
      const source = await migrationSource(test.options, [], { multipleStatements: several }).initialize();
      sources.push(source);
      const runner = source.createQueryRunner();
      bindToTerm(runner, lease.term!, fence);
      await runner.query("CREATE TABLE rooms (id INT, label VARCHAR(20) DEFAULT 'it''s \\\\; so')");
      await createTrigger(
        runner,
        'rooms_stay',
        "BEFORE DELETE ON rooms FOR EACH ROW SIGNAL SQLSTATE '45000'",
      );
      const { definitions } = await dump();
      expect(definitions).toMatchObject({
        'table rooms': expect.stringContaining("DEFAULT 'it''s \\\\; so'"),
        'trigger rooms_stay': expect.stringContaining('BEFORE DELETE ON rooms'),
      });
      await test.database.write('UPDATE schema_lease SET term = term + 1 WHERE id = 1');
      await expect(runner.query('ALTER TABLE rooms ADD size INT')).rejects.toThrow(LeaseLostError);
      expect((await dump()).definitions).toEqual(definitions);
      await runner.release();
    },
  );

  it('write nothing, and take no lease, when there is nothing to do', async () => {
    await empty();
    await migrate();
    const lease = await schemaLease(test.database);
    const written: string[] = [];
    const door = { reader: test.database.reader, write: async (sql: string) => written.push(sql) };
    const dataSource = await sourceBehind({ before: (sql) => void written.push(sql) });
    await migrateMysql({ dataSource, door, report: (text) => written.push(text) });
    expect(written).toEqual([]);
    expect(await lease.whoHolds()).toBeNull();
  });

  it('refuse a table of the same name that lacks columns', async () => {
    await empty();
    await onPlainRunner((runner) => runner.query('CREATE TABLE rooms (id INT, price INT)'));
    await expect(migrate()).rejects.toThrow(
      'The table rooms is not the one that this migration creates: it lacks size, label.',
    );
    expect((await dump()).rows.schema_migrations).toEqual([]);
    await onPlainRunner((runner) => runner.query('DROP TABLE rooms'));
    await migrate();
  });
});
