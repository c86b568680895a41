import type { DataSource, QueryRunner } from 'typeorm';
import { runMigrations } from '../../src/persistence/data-source';
import { ALL_MIGRATIONS } from '../../src/persistence/migrations';
import { MovementsOfDocuments1764100000000 } from '../../src/persistence/migrations/1764100000000-movements-of-documents';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { insertRows, rowOfTable } from '../support/migration-rows';
import { migrationSource, standAt, type MigrationClass } from '../support/migration-runs';

const AT = ALL_MIGRATIONS.indexOf(MovementsOfDocuments1764100000000);
const BEFORE = ALL_MIGRATIONS.slice(0, AT);
const AFTER = ALL_MIGRATIONS.slice(0, AT + 1);
/** More than one statement fills. */
const MOVEMENTS = 12_000;

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase({ empty: true });
});
afterEach(() => test.drop());

async function onDatabase<T>(
  migrations: readonly MigrationClass[],
  work: (runner: QueryRunner, source: DataSource) => Promise<T>,
): Promise<T> {
  const source = await migrationSource(test.options, migrations).initialize();
  const runner = source.createQueryRunner();
  try {
    return await work(runner, source);
  } finally {
    await runner.release();
    await source.destroy();
  }
}

const migrate = (migrations: readonly MigrationClass[]) =>
  onDatabase(migrations, (runner, source) => runMigrations(source, runner, () => undefined));

/** What the movements refer to, in turn, and whose they are then. */
const KINDS = [
  { reference: ['Order', 'O1'], owner: ['A1', 'T1', 'R1'] },
  { reference: ['Order', 'O2'], owner: ['A2', null, null] },
  { reference: ['Shipment', 'S1'], owner: ['A1', 'T1', 'R1'] },
  { reference: ['Order', 'GONE'], owner: [null, null, null] },
  { reference: ['Quote', 'O1'], owner: [null, null, null] },
  { reference: [null, null], owner: [null, null, null] },
];
const idOf = (i: number): string => `M${String(i).padStart(6, '0')}`;

async function fill(runner: QueryRunner): Promise<void> {
  const order = (id: string, account_id: string, more: object) =>
    rowOfTable('orders', { id, number: id, account_id, ...more });
  await insertRows(runner, 'orders', [
    order('O1', 'A1', { territory_id: 'T1', rep_id: 'R1' }),
    order('O2', 'A2', { territory_id: null, rep_id: null }),
  ]);
  await insertRows(runner, 'shipments', [
    rowOfTable('shipments', { id: 'S1', number: 'S1', order_id: 'O1' }),
  ]);
  for (let from = 0; from < MOVEMENTS; from += 50) {
    const rows = Array.from({ length: 50 }, (_, i) => {
      const [reference_type, reference_id] = KINDS[(from + i) % KINDS.length]!.reference;
      return rowOfTable('inventory_movements', { id: idOf(from + i), reference_type, reference_id });
    });
    await insertRows(runner, 'inventory_movements', rows);
  }
}

interface Owner {
  account_id: string | null;
  territory_id: string | null;
  rep_id: string | null;
}

const owners = (): Promise<Owner[]> =>
  onDatabase(AFTER, (runner) =>
    runner.query('SELECT account_id, territory_id, rep_id FROM inventory_movements ORDER BY id'),
  );

const EXPECTED: Owner[] = Array.from({ length: MOVEMENTS }, (_, i) => {
  const [account_id, territory_id, rep_id] = KINDS[i % KINDS.length]!.owner as [string, string, string];
  return { account_id, territory_id, rep_id };
});

it('movements of before get the owners of their orders, some thousand with each statement', async () => {
  await migrate(BEFORE);
  await onDatabase(BEFORE, fill);
  const updates: string[] = [];
  await onDatabase(AFTER, (runner, source) => {
    const door = {
      after: (sql: string) => void (/^UPDATE inventory_movements/.test(sql) && updates.push(sql)),
    };
    return runMigrations(source, standAt(door, runner), () => undefined);
  });
  expect(await owners()).toEqual(EXPECTED);
  expect(updates).toHaveLength(6);
});

it('a run that was interrupted goes on: what is filled is not filled again', async () => {
  await migrate(BEFORE);
  await onDatabase(BEFORE, fill);
  let updates = 0;
  const dying = onDatabase(AFTER, (runner, source) => {
    const after = (sql: string) => {
      if (/^UPDATE inventory_movements/.test(sql) && ++updates === 3) throw new Error('Killed');
    };
    return runMigrations(source, standAt({ after }, runner), () => undefined);
  });
  await expect(dying).rejects.toThrow('Killed');
  const filled = (await owners()).filter(({ account_id }) => account_id !== null).length;
  expect(filled).toBeGreaterThan(2_000);
  expect(filled).toBeLessThan(MOVEMENTS / 2);
  const mark = `UPDATE inventory_movements SET rep_id = 'KEPT' WHERE id = '${idOf(0)}'`;
  await onDatabase(AFTER, (runner) => runner.query(mark));
  await migrate(AFTER);
  const [first, ...others] = await owners();
  expect(first).toEqual({ ...EXPECTED[0], rep_id: 'KEPT' });
  expect(others).toEqual(EXPECTED.slice(1));
});
