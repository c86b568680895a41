import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CommandLine, type Finished } from '../../support/command-line';
import { createTestDatabase } from '../../support/databases';
import { OrderWorld } from '../../support/order-fixtures';

let world: OrderWorld;
let cli: CommandLine;

beforeAll(async () => {
  const testDatabase = await createTestDatabase();
  world = await OrderWorld.on(testDatabase);
  await world.products({ A: 10 });
  await world.receive(await world.location('EAST'), { A: 100 });
  cli = CommandLine.on(testDatabase);
});

afterAll(async () => {
  await world.drop();
  await cli.drop();
});

const run = (...args: string[]): Promise<Finished> => cli.run(['import', 'orders', ...args]);
const write = (name: string, ...lines: string[]): string => cli.write(name, ...lines);

jest.setTimeout(600_000);

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
  const json = path.join(cli.folder, 'report.json');
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

it('takes nothing of a file that is not sound, says where, writes the report, and ends with 1', async () => {
  const before = await world.count('orders');
  const file = write('split.csv', HEADER, '31,ACME,A,1', '32,ACME,A,1', '31,ACME,A,2', '');
  const json = path.join(cli.folder, 'refused.json');
  const { code, stdout } = await run(file, '--json', json);
  expect(code).toBe(1);
  expect(stdout).toContain(
    'The file is not sound:\n  split.csv:4: externalId: DUPLICATE: order file 31 began on',
  );
  expect(stdout).toContain('Nothing went in, because the file is not sound.');
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
    ...{ orders: 3, imported: 0, rejected: 0, withheld: 3 },
    faults: [{ where: 'split.csv:4', line: 4, field: 'externalId', code: 'DUPLICATE' }],
  });
  expect(await world.count('orders')).toBe(before);
});

it('ends with 1 when the whole file comes after one that was cut at a line end, until history is replaced', async () => {
  const head = 'externalId,accountNumber,orderedAt,currencyCode,state,sku,quantity,unitPrice';
  const rows = ['41,ACME,2019-01-02,USD,SHIPPED,A,1,2.00', '41,,,,,A,5,2.00'];
  expect(await run(write('cut.csv', head, rows[0]!, ''), '--mode', 'history')).toMatchObject({ code: 0 });
  const whole = write('whole.csv', head, ...rows, '');
  const refused = await run(whole, '--mode', 'history');
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stdout).toMatch(
    /whole\.csv:3: sku: EXISTING_DIFFERS: 2 lines now, 1 line when it came in\./,
  );
  const replaced = await run(whole, '--mode', 'history', '--replace');
  expect(replaced).toMatchObject({ code: 0 });
  expect(replaced.stdout).toMatch(/replaced +1\n/);
  expect(await run(whole, '--mode', 'history')).toMatchObject({ code: 0 });
  const live = await run(whole, '--replace');
  expect(live).toMatchObject({ code: 1, stdout: '' });
  expect(live.stderr).toContain('--replace is for --mode history');
});
