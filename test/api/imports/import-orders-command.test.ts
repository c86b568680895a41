import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PACKAGE_ROOT } from '../../../src/shared/package-root';
import { createTestDatabase } from '../../support/databases';
import { OrderWorld } from '../../support/order-fixtures';

let world: OrderWorld;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'orderwire-command-'));
  const testDatabase = await createTestDatabase();
  world = await OrderWorld.on(testDatabase);
  await world.products({ A: 10 });
  await world.receive(await world.location('EAST'), { A: 100 });
  const { options } = testDatabase;
  if (options.kind === 'sqlite') symlinkSync(options.file, path.join(folder, 'orderwire.db'));
  environment = {
    ORDERWIRE_DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    ...(options.kind === 'mysql' && { DATABASE_URL: options.url }),
  };
});

afterAll(async () => {
  await world.drop();
  rmSync(folder, { recursive: true });
});

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `orderwire import orders` on the world's database, as a person would. */
function run(...args: string[]): Promise<Run> {
  const program = path.join(PACKAGE_ROOT, 'bin', 'orderwire.js');
  const { PATH } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, 'import', 'orders', ...args],
      { cwd: folder, env: { PATH, ...environment } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

function write(name: string, ...lines: string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

const HEADER = 'externalId,accountNumber,sku,quantity';

it('places the orders of a file, reports, gives their events positions, and ends with 0', async () => {
  const file = write('good.csv', HEADER, '1,ACME,A,1', '2,ACME,A,2');
  const { code, stdout, stderr } = await run(file);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: 'Checking order lines: 2 of 2\nImporting order lines: 2 of 2\n',
  });
  expect(stdout).toMatch(/imported +2\n/);
  expect(await world.count('orders')).toBe(2);
  const unpositioned = await world.database.reader.rows('SELECT seq FROM events WHERE position < 0');
  expect(unpositioned).toEqual([]);
  expect((await run(file)).stdout).toMatch(/as before +2\n/);
  expect(await world.count('orders')).toBe(2);
});

it('names what was rejected, writes the report as JSON, and ends with 1', async () => {
  const file = write('mixed.csv', HEADER, '11,ACME,A,1', '12,ACME,NONE,1');
  const json = path.join(folder, 'report.json');
  const { code, stdout } = await run(file, '--json', json);
  expect(code).toBe(1);
  expect(stdout).toContain('mixed.csv:3: sku: INVALID_REFERENCE: There is no product with the SKU "NONE".');
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
    file,
    mode: 'LIVE',
    orders: 2,
    imported: 1,
    rejected: 1,
    rejections: [
      { where: 'mixed.csv:3', line: 3, field: 'sku', reference: 'file 12', code: 'INVALID_REFERENCE' },
    ],
  });
});

it('takes in nothing of a file with a bad row, all or nothing', async () => {
  const before = await world.count('orders');
  const file = write('strict.csv', HEADER, '21,ACME,A,1', '22,ACME,A,0');
  const { code, stdout } = await run(file, '--all-or-nothing');
  expect(code).toBe(1);
  expect(stdout).toContain('Nothing went in');
  expect(await world.count('orders')).toBe(before);
});

it('takes over history from JSONL under the name of its system', async () => {
  const order = {
    externalId: { system: 'old', externalId: '7' },
    accountNumber: 'ACME',
    currencyCode: 'USD',
    orderedAt: '2019-01-02T03:04:05Z',
    state: 'SHIPPED',
    lines: [{ sku: 'A', quantity: 2, unitPrice: { currencyCode: 'USD', amount: '3.33' } }],
  };
  const file = write('old.jsonl', JSON.stringify(order));
  expect(await run(file, '--mode', 'history')).toMatchObject({ code: 0 });
  const rows = await world.database.reader.rows<{ total: unknown; status: string }>(
    `SELECT o.total_minor AS total, o.status FROM external_ids e JOIN orders o ON o.id = e.entity_id
     WHERE e.system_name = 'old'`,
  );
  expect(rows.map(({ total, status }) => [Number(total), status])).toEqual([[666, 'COMPLETED']]);
});

it('says in one line what is wrong with a file', async () => {
  const file = write('odd.csv', `${HEADER},colour`);
  const { code, stdout, stderr } = await run(file);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^orderwire: .*odd\.csv has columns that orders do not have: "colour"\..*\n$/m);
});
