import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { checkInvariants } from '../../support/invariants';
import { noProgress, type ImportProgress } from '../../../src/imports/import-services';
import { CommandLine } from '../../support/command-line';
import { createTestDatabase } from '../../support/databases';
import { expectFolded } from '../../support/fold-events';
import { OrderWorld } from '../../support/order-fixtures';
import { counts, OrderFiles, type FileOptions } from '../../support/order-files';
import { until } from '../../support/until';

jest.setTimeout(300_000);

const HEADER = 'externalId,accountNumber,orderedAt,currencyCode,state,sku,quantity,unitPrice,lineCount';

describe('an import that is killed, as `kill -9` does it', () => {
  const ORDERS = 1_000;
  let world: OrderWorld;
  let cli: CommandLine;

  beforeAll(async () => {
    const testDatabase = await createTestDatabase();
    world = await OrderWorld.on(testDatabase);
    await world.products({ A: 10, B: 20 });
    cli = CommandLine.on(testDatabase);
  });
  afterAll(async () => {
    await world.drop();
    await cli.drop();
  });

  /** Kills the import once so many orders are in and a moment more has passed, or lets it end before. */
  async function killAt(orders: number, moment: number, args: readonly string[]): Promise<void> {
    let [hasEnded, killing] = [false, Promise.resolve()];
    const kill = async (child: ChildProcess): Promise<void> => {
      await until(async () => hasEnded || (await world.count('orders')) >= orders, 300_000);
      await delay(moment);
      child.kill('SIGKILL');
    };
    await cli.run(args, { onStart: (child) => void (killing = kill(child)) });
    hasEnded = true;
    await killing;
  }

  it('goes on where it was, and ends like one that was not', async () => {
    const rows = Array.from({ length: ORDERS }, (_, i) => [
      `${i},ACME,2019-01-02,USD,SHIPPED,A,${(i % 9) + 1},2.00,2`,
      `${i},,,,,B,${(i % 7) + 1},3.00,`,
    ]);
    const file = cli.write('history.csv', HEADER, ...rows.flat(), '');
    const args = ['import', 'orders', file, '--mode', 'history'];
    await killAt(1, 0, args);
    await killAt(500, 10, args);
    const before = await world.count('orders');
    expect(before).toBeGreaterThanOrEqual(250);
    const { code, stdout } = await cli.run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`imported +${(ORDERS - before).toLocaleString('en')}\n`));
    expect(stdout).toMatch(new RegExp(`as before +${before.toLocaleString('en')}\n`));
    for (const table of ['orders', 'order_imports', 'shipments'])
      expect(await world.count(table)).toBe(ORDERS);
    const { reader } = world.database;
    const ofOrder = 'FROM order_lines GROUP BY order_id HAVING COUNT(*) <> 2';
    expect(await reader.rows(`SELECT order_id ${ofOrder}`)).toEqual([]);
    expect(await world.count('import_checkpoints')).toBe(0);
    expect(await reader.rows('SELECT seq FROM events WHERE position < 0')).toEqual([]);
    expect(await checkInvariants(reader)).toEqual([]);
    await expectFolded(reader);
  }, 600_000);
});

describe('an import whose plug is pulled after a transaction', () => {
  class PulledPlug extends Error {}
  const ORDERS = 1_000;
  let files: OrderFiles;

  beforeAll(async () => {
    files = await OrderFiles.open();
  });
  afterAll(() => files.close());
  beforeEach(() => files.next());

  const ref = (name: string | number): string => files.ref(String(name));
  const HISTORY = { mode: 'HISTORY' } as const;

  /** Ends an import once that many transactions have been committed. */
  function pullPlugAfter(transactions: number): ImportProgress {
    let left = Infinity;
    return {
      ...noProgress,
      begin: (name) => void (left = name.startsWith('Importing') ? transactions : Infinity),
      advance() {
        if (--left === 0) throw new PulledPlug();
      },
    };
  }

  async function interrupt(file: string, transactions: number, options?: FileOptions): Promise<void> {
    const run = files.import(file, options, pullPlugAfter(transactions));
    await expect(run).rejects.toThrow(PulledPlug);
  }

  it.each([1, 2, 4])('brings orders without external ids in once each: after %i', async (transactions) => {
    const order = { accountNumber: 'MAIN', lines: [{ sku: 'A', quantity: 1 }] };
    const lines = Array.from({ length: ORDERS }, (_, i) => JSON.stringify({ ...order, note: ref(i) }));
    const file = files.write('bare.jsonl', `${lines.join('\n')}\n`);
    const before = await files.shop.count('orders');
    await interrupt(file, transactions);
    expect(await files.shop.count('orders')).toBe(before + transactions * 250);
    const report = await files.import(file);
    const imported = ORDERS - transactions * 250;
    expect(counts(report)).toMatchObject({ orders: ORDERS, imported, asBefore: ORDERS - imported });
    expect(await files.shop.count('orders')).toBe(before + ORDERS);
    expect(await files.shop.count('import_checkpoints')).toBe(0);
    expect(counts(await files.import(file))).toMatchObject({ imported: ORDERS });
  });

  const rows = (change = (row: string) => row) => [
    HEADER,
    ...Array.from({ length: ORDERS }, (_, i) => change(`${ref(i)},MAIN,2019-01-02,USD,OPEN,A,${i + 1},2,1`)),
  ];
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

  it('names orders that are rejected again, wherever they stand', async () => {
    const bad = (row: string) => row.replace(`${ref(300)},MAIN`, `${ref(300)},NOBODY`);
    const file = files.write('bad.csv', text(rows(bad)));
    await interrupt(file, 3, HISTORY);
    const report = await files.import(file, HISTORY);
    expect(counts(report)).toMatchObject({ imported: 250, asBefore: 749, rejected: 1 });
    expect(report.rejections).toMatchObject([{ line: 302, code: 'NOT_FOUND' }]);
  });

  it('looks at every order of a file that was changed since', async () => {
    const file = files.write('changed.csv', text(rows()));
    await interrupt(file, 2, HISTORY);
    files.write(
      'changed.csv',
      text(
        rows((row) =>
          row.replace(`${ref(7)},MAIN,2019-01-02,USD,OPEN,A,8`, `${ref(7)},MAIN,2019-01-02,USD,OPEN,A,9`),
        ),
      ),
    );
    const report = await files.import(file, HISTORY);
    expect(counts(report)).toMatchObject({ imported: 500, asBefore: 499, rejected: 1 });
    expect(report.rejections).toMatchObject([{ line: 9, field: 'quantity', code: 'EXISTING_DIFFERS' }]);
  });

  it('replaces each order once', async () => {
    await files.import(files.write('old.csv', text(rows())), HISTORY);
    const file = files.write('new.csv', text(rows((row) => row.replace(',OPEN,', ',SHIPPED,'))));
    const options = { ...HISTORY, replace: true };
    const replaced = `SELECT COUNT(*) AS n FROM events WHERE type = 'OrderReplaced'`;
    const count = async () => Number((await files.shop.reader.rows<{ n: unknown }>(replaced))[0]!.n);
    await interrupt(file, 2, options);
    expect(await count()).toBe(500);
    expect(counts(await files.import(file, options))).toMatchObject({ replaced: 500, asBefore: 500 });
    expect(await count()).toBe(ORDERS);
    expect(await checkInvariants(files.shop.reader)).toEqual([]);
  });
});
