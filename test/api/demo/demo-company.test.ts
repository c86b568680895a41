import { createHash } from 'node:crypto';
import { checkInvariants } from '../../../src/analytics/check-invariants';
import { ensureDemoCompany } from '../../../src/demo/demo-company';
import { num, type RawInteger } from '../../../src/persistence/values';
import { startTestApplication, type TestApplication } from '../../support/application';
import { expectFolded } from '../../support/fold-events';

jest.setTimeout(240_000);

const COMPANY = { seed: 1, anchor: new Date('2026-11-02T09:00:00Z') };

let app: TestApplication;
let progress: [number, number][];

beforeAll(async () => {
  app = await startTestApplication();
  progress = [];
  await ensureDemoCompany(app.services, { ...COMPANY, onProgress: (...step) => progress.push(step) });
});
afterAll(() => app.stop());

const rows = <R>(sql: string) => app.services.database.reader.rows<R>(sql);
const count = async (table: string) =>
  num((await rows<{ n: RawInteger }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]!.n);

it('has some hundreds of accounts and products, a handful of locations, and tells how far its making has come', async () => {
  expect(await count('accounts')).toBeGreaterThanOrEqual(200);
  expect(await count('products')).toBeGreaterThanOrEqual(200);
  expect(await count('locations')).toBeGreaterThanOrEqual(3);
  expect(progress[0]).toEqual([1, 104]);
  expect(progress.at(-1)).toEqual([104, 104]);
});

it('has orders of two years, up to its anchor, in every status that an order reaches so far', async () => {
  const [span] = await rows<{ first: RawInteger; last: RawInteger }>(
    'SELECT MIN(ordered_at) AS first, MAX(ordered_at) AS last FROM orders',
  );
  const days = (moment: RawInteger) => (COMPANY.anchor.getTime() - num(moment)) / 86_400_000;
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
  expect(await checkInvariants(app.services.database.reader)).toEqual([]);
  await app.services.hub.stop();
  const [positions] = await rows<{ n: RawInteger; last: RawInteger }>(
    'SELECT COUNT(*) AS n, MAX(position) AS last FROM events WHERE position > 0',
  );
  expect(num(positions!.last)).toBe(num(positions!.n));
});

it('is what its events say, each order and shipment', () => expectFolded(app.services.database.reader));

it('is the same for the same seed and anchor, on every database', async () => {
  const orders = await rows<Record<string, unknown>>(
    `SELECT number, account_name, status, fulfillment_status, ordered_at, total_minor, currency_code FROM orders ORDER BY number`,
  );
  const text = orders.map((order) => Object.values(order).map(String).join('|')).join('\n');
  expect(orders).toHaveLength(1448);
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    'ebb1062dba99ae0d4f44d9ef25f86e7292ebefccb1fb7b724f202ce8717b4e0b',
  );
});

it('is not made twice, and never beside other data', async () => {
  const before = await count('events');
  expect(await ensureDemoCompany(app.services, { seed: 2, anchor: new Date('2026-01-01') })).toBe(true);
  expect(await count('events')).toBe(before);
});
