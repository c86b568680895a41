import { checkInvariants } from '../../support/invariants';
import { counts, OrderFiles, where } from '../../support/order-files';

let files: OrderFiles;

beforeAll(async () => {
  files = await OrderFiles.open();
});

afterAll(async () => {
  expect(await checkInvariants(files.shop.reader)).toEqual([]);
  await files.close();
});

beforeEach(() => files.next());

const ref = (name: string): string => files.ref(name);

const LIVE = 'externalId,accountNumber,poNumber,sku,quantity,note';
const PAST =
  'externalId,accountNumber,orderedAt,currencyCode,state,tax,sku,quantity,unitPrice,trackingNumber';

const live = () => [LIVE, `${ref('1')},MAIN,,A,1,`, `${ref('1')},,,B,2,`, `${ref('2')},MAIN,,A,3,`];
const past = () => [
  PAST,
  `${ref('1')},MAIN,2018-01-02,USD,SHIPPED,0.10,A,2,1.50,T-1`,
  `${ref('1')},,,,,,B,1,3,`,
  `${ref('2')},MAIN,2018-01-02,USD,CANCELLED,,A,1,1,`,
];

/** As before hashes were stored. */
const forgetHashes = () =>
  files.shop.services.database.transaction((sql) => sql.execute('DELETE FROM order_imports'));

describe.each([
  ['LIVE', live],
  ['HISTORY', past],
] as const)('an order that was imported in mode %s', (mode, rows) => {
  it('from a file that was cut off at a line end is told from the whole one', async () => {
    const [head, first, ...rest] = rows();
    expect(counts(await files.csv([head!, first!], { mode }))).toMatchObject({ imported: 1, rejected: 0 });
    const { lines } = (await files.stored('1'))!;
    const whole = await files.csv([head!, first!, ...rest], { mode });
    expect(counts(whole)).toMatchObject({ imported: 1, asBefore: 0, rejected: 1 });
    expect(where(whole)).toEqual([['orders.csv:3', 'sku', 'EXISTING_DIFFERS']]);
    expect(whole.rejections[0]).toMatchObject({ reference: `file ${ref('1')}` });
    expect(whole.rejections[0]!.message).toMatch(/^2 lines now, 1 line when it came in\. /);
    expect((await files.stored('1'))!.lines).toBe(lines);
    expect(counts(await files.csv([head!, first!], { mode }))).toMatchObject({ asBefore: 1, rejected: 0 });
  });

  it('is as before in whatever form the same content comes', async () => {
    await files.csv(rows(), { mode });
    const before = await files.shop.footprint();
    const [head, ...others] = rows();
    const wide = (row: string) =>
      row
        .replaceAll(',', ' , ')
        .replace(/1\.50/, '1.5')
        .replace(/2018-01-02/, '2018-01-02T00:00:00Z');
    const again = await files.csv(
      [`\uFEFF${head!}`, ...others.map(wide)].map((row) => `${row}\r`),
      { mode },
    );
    expect(counts(again)).toEqual({ orders: 2, imported: 0, asBefore: 2, rejected: 0, withheld: 0 });
    expect(await files.shop.footprint()).toEqual(before);
  });

  it.each([
    ['a quantity', (row: string) => row.replace(',A,', ',B,'), 'sku'],
    ['the account', (row: string) => row.replace('MAIN', 'SUB'), 'accountNumber'],
  ])('differs by %s, at its line', async (_what, change, field) => {
    const [head, first, ...rest] = rows();
    await files.csv(rows(), { mode });
    const before = await files.shop.footprint();
    const report = await files.csv([head!, change(first!), ...rest], { mode });
    expect(counts(report)).toMatchObject({ imported: 0, asBefore: 1, rejected: 1 });
    expect(where(report)).toEqual([['orders.csv:2', field, 'EXISTING_DIFFERS']]);
    expect(await files.shop.footprint()).toEqual(before);
  });

  it('before hashes were stored is compared with what its events say of its coming in', async () => {
    const [head, first, ...rest] = rows();
    await files.csv(rows(), { mode });
    await forgetHashes();
    expect(counts(await files.csv(rows(), { mode }))).toMatchObject({ asBefore: 2, rejected: 0 });
    const report = await files.csv([head!, first!.replace(/,A,\d/, ',A,7'), ...rest], { mode });
    expect(counts(report)).toMatchObject({ asBefore: 1, rejected: 1 });
    expect(where(report)).toEqual([['orders.csv:2', 'quantity', 'EXISTING_DIFFERS']]);
    expect(report.rejections[0]!.message).toMatch(/^7 now, [12] when it came in\. /);
  });

  it('is another one in the other mode', async () => {
    await files.csv(rows(), { mode });
    const [other, otherMode] = mode === 'LIVE' ? [past(), 'HISTORY' as const] : [live(), 'LIVE' as const];
    const report = await files.csv(other, { mode: otherMode });
    expect(counts(report)).toMatchObject({ imported: 0, asBefore: 0, rejected: 2 });
    expect(report.rejections[0]!.message).toMatch(`${otherMode} now, ${mode} when it came in. `);
  });

  it('that differs keeps the other orders of an all-or-nothing file out', async () => {
    const [head, first, , ...rest] = rows();
    await files.csv([head!, first!], { mode });
    const before = await files.shop.footprint();
    const report = await files.csv(rows(), { mode, allOrNothing: true });
    expect(counts(report)).toMatchObject({ imported: 0, rejected: 1, withheld: rest.length });
    expect(await files.shop.footprint()).toEqual(before);
  });
});

it('what is not kept apart differs all the same, and is told as far as that goes', async () => {
  await files.csv(live());
  const [head, first, ...rest] = live();
  const report = await files.csv([head!, `${first!}Ring twice`, ...rest]);
  expect(where(report)).toEqual([['orders.csv:2', 'externalId', 'EXISTING_DIFFERS']]);
  expect(report.rejections[0]!.message).toMatch(/^its tags, note, .* are others than when it came in/);
  const tracked = past().map((row) => row.replace('T-1', 'T-2'));
  files.next();
  await files.csv(past(), { mode: 'HISTORY' });
  const changed = await files.csv(
    tracked.map((row) => row.replace(/^T\d+-/, ref(''))),
    { mode: 'HISTORY' },
  );
  expect(counts(changed)).toMatchObject({ asBefore: 1, rejected: 1 });
});

it('a live order that went on living is still as before', async () => {
  await files.csv(live());
  const { id } = (await files.stored('1'))!;
  const { orders } = files.shop.services.useCases;
  await files.shop.load(orders.cancelOrder, [{ orderId: id, expectedVersion: 2, reason: 'No need' }]);
  for (const forget of [false, true]) {
    if (forget) await forgetHashes();
    expect(counts(await files.csv(live()))).toMatchObject({ asBefore: 2, rejected: 0 });
  }
});
