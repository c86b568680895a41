import { createHash } from 'node:crypto';
import { Account } from '../../../entities/accounts/account';
import { checkInvariants } from '../../support/invariants';
import { readConfig } from '../../../src/config/config';
import { lacksDemoCompany } from '../../../src/demo/demo-company';
import type { Database } from '../../../src/persistence/database';
import { openDatabase } from '../../../src/persistence/open-database';
import { num, type RawInteger } from '../../../src/persistence/values';
import { CommandLine, type Finished } from '../../support/command-line';
import { expectFolded } from '../../support/fold-events';
import { accountRow } from '../../support/rows';

jest.setTimeout(600_000);

const ANCHOR = new Date('2026-11-02');
const ALLOWED = { ORDERWIRE_DEMO: '1', ORDERWIRE_DEMO_ANCHOR: '2026-11-02' };

let cli: CommandLine;
let made: Finished;
let database: Database;

beforeAll(async () => {
  cli = await CommandLine.create();
  made = await cli.run(['demo'], { env: ALLOWED });
  database = await openDatabase(readConfig(cli.env, cli.folder).database);
});
afterAll(async () => {
  await database?.close();
  await cli.drop();
});

const rows = <R>(sql: string) => database.reader.rows<R>(sql);
const count = async (table: string) =>
  num((await rows<{ n: RawInteger }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]!.n);

it('has some hundreds of accounts and products, a handful of locations, and tells how far its making has come', async () => {
  expect(await count('accounts')).toBeGreaterThanOrEqual(200);
  expect(await count('products')).toBeGreaterThanOrEqual(200);
  expect(await count('locations')).toBeGreaterThanOrEqual(3);
  expect(made).toEqual({
    code: 0,
    signal: null,
    stderr: '',
    stdout: 'Making the demo company: 1 of 104\nMaking the demo company: 104 of 104\n',
  });
});

it('has orders of two years, up to its anchor, in every status that an order reaches so far', async () => {
  const [span] = await rows<{ first: RawInteger; last: RawInteger }>(
    'SELECT MIN(ordered_at) AS first, MAX(ordered_at) AS last FROM orders',
  );
  const days = (moment: RawInteger) => (ANCHOR.getTime() - num(moment)) / 86_400_000;
  expect(days(span!.first)).toBeGreaterThan(700);
  expect(days(span!.last)).toBeGreaterThanOrEqual(0);
  expect(days(span!.last)).toBeLessThan(14);
  const distinct = async (column: string) =>
    (await rows<{ v: string }>(`SELECT DISTINCT ${column} AS v FROM orders ORDER BY 1`)).map(({ v }) => v);
  expect(await distinct('status')).toEqual(['CANCELLED', 'CLOSED', 'COMPLETED', 'CONFIRMED', 'DRAFT']);
  expect(await distinct('fulfillment_status')).toContain('PARTIALLY_FULFILLED');
  expect(await distinct('delivery_status')).toContain('PARTIALLY_DELIVERED');
  expect(await count('order_lines WHERE quantity_backordered > 0')).toBeGreaterThan(0);
  expect(await count('order_holds')).toBeGreaterThan(0);
});

it('is in order: stock is its ledger, and every event has its position', async () => {
  expect(await checkInvariants(database.reader)).toEqual([]);
  const [positions] = await rows<{ first: RawInteger; last: RawInteger }>(
    'SELECT MIN(position) AS first, MAX(position) AS last FROM events',
  );
  expect([num(positions!.first), num(positions!.last)]).toEqual([1, await count('events')]);
});

it('is what its events say, each order and shipment', () => expectFolded(database.reader));

it('is the same for the same seed and anchor, on every database', async () => {
  const orders = await rows<Record<string, unknown>>(
    `SELECT number, account_name, status, fulfillment_status, ordered_at, total_minor, currency_code FROM orders ORDER BY number`,
  );
  const text = orders.map((order) => Object.values(order).map(String).join('|')).join('\n');
  expect(orders).toHaveLength(1448);
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    '361becc7b42b98c7d5b94f9ed97720631db0e44de85ed39458dddcab2ff4132a',
  );
});

it('is not made twice', async () => {
  const before = await count('events');
  const again = await cli.run(['demo'], { env: { ...ALLOWED, ORDERWIRE_DEMO_SEED: '2' } });
  expect(again).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  expect(await count('events')).toBe(before);
});

it('is never made beside other data, nor where it is not allowed', async () => {
  const other = await CommandLine.create();
  const { database: place } = readConfig(other.env, other.folder);
  try {
    const refused = await other.run(['demo']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('ORDERWIRE_DEMO=1')]);
    const empty = await openDatabase(place);
    await empty.migrate();
    expect(await lacksDemoCompany(empty.reader)).toBe(true);
    await empty.transaction((sql) => sql.insert(Account, [accountRow()]));
    expect(await lacksDemoCompany(empty.reader)).toBe(false);
    await empty.close();
    const beside = await other.run(['demo'], { env: ALLOWED });
    expect([beside.code, beside.stderr]).toEqual([
      1,
      'orderwire: The database has data of its own; the demo company needs an empty one.\n',
    ]);
  } finally {
    await other.drop();
  }
});
