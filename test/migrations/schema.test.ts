import Libsql from 'libsql';
import { DataSource, type EntityMetadata, type QueryRunner } from 'typeorm';
import type { DatabaseOptions } from '../../src/persistence/database';
import { COMMON_OPTIONS } from '../../src/persistence/data-source';
import { ALL_MIGRATIONS } from '../../src/persistence/migrations';
import type { Dialect } from '../../src/persistence/sql';
import { createTestDatabase, type TestDatabase } from '../support/databases';

const ORDER_LISTS = [
  ['', 'ordered_at'],
  ['', 'reporting_total_minor'],
  ['', 'account_name'],
  ['', 'po_number'],
  ['account_id', 'ordered_at'],
  ['account_id', 'reporting_total_minor'],
  ['status', 'ordered_at'],
  ['fulfillment_status', 'ordered_at'],
  ['channel', 'ordered_at'],
  ['rep_id', 'ordered_at'],
  ['territory_id', 'ordered_at'],
] as const;

async function openDataSource(options: DatabaseOptions): Promise<DataSource> {
  const dataSource =
    options.kind === 'sqlite'
      ? new DataSource({ ...COMMON_OPTIONS, type: 'better-sqlite3', driver: Libsql, database: options.file })
      : new DataSource({ ...COMMON_OPTIONS, type: 'mysql', url: options.url });
  return dataSource.initialize();
}

/** Columns of a table with whether they may be null. */
async function realColumns(
  runner: QueryRunner,
  dialect: Dialect,
  table: string,
): Promise<Record<string, boolean>> {
  const rows: { name: string; optional: unknown }[] =
    dialect === 'sqlite'
      ? await runner.query(
          `SELECT name, "notnull" = 0 AND pk = 0 AS optional FROM pragma_table_info('${table}')`,
        )
      : await runner.query(
          `SELECT column_name AS name, is_nullable = 'YES' AS optional
           FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?`,
          [table],
        );
  return Object.fromEntries(rows.map(({ name, optional }) => [name, Number(optional) === 1]));
}

function mappedColumns({ columns }: EntityMetadata): Record<string, boolean> {
  return Object.fromEntries(columns.map(({ databaseName, isNullable }) => [databaseName, isNullable]));
}

async function tableNames(runner: QueryRunner, dialect: Dialect): Promise<string[]> {
  const rows: { name: string }[] = await runner.query(
    dialect === 'sqlite'
      ? `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'`
      : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()`,
  );
  return rows.map(({ name }) => name).sort();
}

describe('the migrated schema', () => {
  let test: TestDatabase;
  let dataSource: DataSource;
  let runner: QueryRunner;

  beforeAll(async () => {
    test = await createTestDatabase();
    dataSource = await openDataSource(test.options);
    runner = dataSource.createQueryRunner();
  });

  afterAll(async () => {
    await runner.release();
    await dataSource.destroy();
    await test.drop();
  });

  it('has the columns of every entity and no others, with the same nullability', async () => {
    for (const entity of dataSource.entityMetadatas) {
      const real = await realColumns(runner, test.database.dialect, entity.tableName);
      expect({ [entity.tableName]: real }).toEqual({ [entity.tableName]: mappedColumns(entity) });
    }
  });

  it('has a table for every entity, and none besides but those of the migrations themselves', async () => {
    const mapped = dataSource.entityMetadatas.map(({ tableName }) => tableName);
    const real = await tableNames(runner, test.database.dialect);
    const lease = test.database.dialect === 'mysql' ? ['schema_lease'] : [];
    expect(real).toEqual([...mapped, COMMON_OPTIONS.migrationsTableName, ...lease].sort());
  });

  it('has the primary key of every entity', async () => {
    for (const entity of dataSource.entityMetadatas) {
      const table = await runner.getTable(entity.tableName);
      const real = table!.primaryColumns.map(({ name }) => name).sort();
      expect([entity.tableName, real]).toEqual([
        entity.tableName,
        entity.primaryColumns.map(({ databaseName }) => databaseName).sort(),
      ]);
    }
  });

  it('starts the counters at their first values', async () => {
    const [sequence] = await runner.query('SELECT last_position FROM event_sequence WHERE id = 1');
    const numbers = await runner.query('SELECT name, next_value FROM number_sequences ORDER BY name');
    expect(Number(sequence.last_position)).toBe(0);
    expect(numbers.map((row: Record<string, unknown>) => [row.name, Number(row.next_value)])).toEqual([
      ['order', 100_001],
      ['shipment', 100_001],
    ]);
  });

  it('counts events by itself', async () => {
    const entity = dataSource.entityMetadatas.find(({ tableName }) => tableName === 'events')!;
    expect(
      entity.columns.filter(({ isGenerated }) => isGenerated).map(({ databaseName }) => databaseName),
    ).toEqual(['seq']);
  });

  it.each(ORDER_LISTS)(
    'reads orders by "%s" and sorted by %s from an index, in both directions',
    async (by, sort) => {
      if (test.database.dialect !== 'sqlite') return;
      const where = by ? `WHERE ${by} = 'x'` : '';
      for (const direction of ['ASC', 'DESC']) {
        const plan: { detail: string }[] = await runner.query(
          `EXPLAIN QUERY PLAN SELECT * FROM orders ${where} ORDER BY ${sort} ${direction}, id ${direction} LIMIT 50`,
        );
        const index = ['ix_orders', by, sort, 'id'].filter(Boolean).join('_');
        expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining(`USING INDEX ${index}`)]);
      }
    },
  );
});

describe('the migrations', () => {
  it('can be taken back and run again', async () => {
    const test = await createTestDatabase({ empty: true });
    const dataSource = await openDataSource(test.options);
    const runner = dataSource.createQueryRunner();
    try {
      await dataSource.runMigrations();
      const tables = await tableNames(runner, test.database.dialect);
      for (let left = ALL_MIGRATIONS.length; left > 0; left--) await dataSource.undoLastMigration();
      expect(await tableNames(runner, test.database.dialect)).toEqual([COMMON_OPTIONS.migrationsTableName]);
      await dataSource.runMigrations();
      expect(await tableNames(runner, test.database.dialect)).toEqual(tables);
    } finally {
      await runner.release();
      await dataSource.destroy();
      await test.drop();
    }
  });
});
