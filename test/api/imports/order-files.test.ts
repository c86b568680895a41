import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkInvariants } from '../../support/invariants';
import { ALL_OR_NOTHING } from '../../../src/imports/order-files/import-order-file';
import { newId } from '../../../src/shared/ids';
import type { ImportShop } from '../../support/import-shop';
import { counts, OrderFiles, where, type FileOptions } from '../../support/order-files';

let files: OrderFiles;
let shop: ImportShop;

beforeAll(async () => {
  files = await OrderFiles.open();
  ({ shop } = files);
});

afterAll(async () => {
  expect(await checkInvariants(shop.reader)).toEqual([]);
  await files.close();
});

beforeEach(() => files.next());

const ref = (name: string): string => files.ref(name);
const stored = (name: string, system?: string) => files.stored(name, system);
const importCsv = (rows: readonly string[] | string | Buffer, options?: FileOptions) =>
  files.csv(rows, options);
const importJsonl = (orders: readonly (object | string)[], options?: FileOptions) =>
  files.jsonl(orders, options);

const HEADER = 'externalId,accountNumber,sku,quantity';

describe('a CSV file', () => {
  it('has one row for each line, and the rows of an order together', async () => {
    const report = await importCsv([
      HEADER,
      `${ref('1')},MAIN,A,1`,
      `${ref('1')},,B,2`,
      `${ref('2')},SUB,A,3`,
    ]);
    expect(report).toMatchObject({ lines: 3, rejections: [] });
    expect(counts(report)).toEqual({ orders: 2, imported: 2, asBefore: 0, rejected: 0, withheld: 0 });
    expect(await stored('1')).toMatchObject({ lines: 'A×1 B×2', status: 'CONFIRMED' });
    expect(await stored('2')).toMatchObject({ lines: 'A×3' });
  });

  it('may begin with a byte order mark, end its lines with CRLF, and quote its fields', async () => {
    const report = await importCsv(
      `\uFEFFexternalId,accountNumber,sku,quantity,note,"tags"\r\n` +
        `${ref('1')}, MAIN ,A,1,"Says ""hello"",\r\nand leaves",edi; rush\r\n\r\n` +
        `${ref('2')},MAIN,"B",2,,\r\n,,,,,\r\n`,
    );
    expect(counts(report)).toMatchObject({ imported: 2, rejected: 0 });
    const { id } = (await stored('1'))!;
    const [note] = await shop.reader.rows<{ text: string }>(
      'SELECT text FROM order_notes WHERE order_id = ?',
      [id],
    );
    expect(note!.text).toBe('Says "hello",\nand leaves');
    const tags = await shop.reader.rows('SELECT tag FROM order_tags WHERE order_id = ? ORDER BY tag', [id]);
    expect(tags).toMatchObject([{ tag: 'edi' }, { tag: 'rush' }]);
  });

  it('carries everything that a live order may have', async () => {
    const columns = {
      externalId: ref('1'),
      system: 'erp',
      accountExternalId: 'C-7',
      sku: 'A',
      quantity: '10',
      channel: 'EDI',
      poNumber: ref('PO'),
      quoteNumber: 'Q-1',
      repCode: 'ROSA',
      territoryCode: 'WEST',
      currencyCode: 'USD',
      orderedAt: '2026-03-01',
      requestedDay: '2026-04-01',
      confirm: 'false',
      paymentTerms: 'NET_10',
      incoterm: 'DAP',
      shippingMethod: 'Ground',
      freight: '12.50',
      discountPercent: '10',
      discountReason: 'Fair',
      lineDiscountAmount: '5.00',
      lineDiscountReason: 'Dent',
      campaign: 'spring',
      shipToLine1: '2 Side St',
      shipToCity: 'Reno',
      shipToCountryCode: 'US',
    };
    const report = await importCsv([Object.keys(columns).join(), Object.values(columns).join()]);
    expect(report.rejections).toEqual([]);
    const { order } = await shop.shop.admin.run(
      `query ($number: String) { order(number: $number) {
        status channel poNumber quoteNumber paymentTerms incoterm shippingMethod orderedAt requestedDay
        account { number } rep { code } territory { code } externalIds { system externalId }
        campaigns { campaign } shipTo { line1 city } total { amount } freight { amount }
      } }`,
      { number: (await stored('1', 'erp'))!.number },
    );
    expect(order).toEqual({
      status: 'DRAFT',
      channel: 'EDI',
      poNumber: ref('PO'),
      quoteNumber: 'Q-1',
      paymentTerms: 'NET_10',
      incoterm: 'DAP',
      shippingMethod: 'Ground',
      orderedAt: '2026-03-01T00:00:00.000Z',
      requestedDay: '2026-04-01',
      account: { number: 'OTHER' },
      rep: { code: 'ROSA' },
      territory: { code: 'WEST' },
      externalIds: [{ system: 'erp', externalId: ref('1') }],
      campaigns: [{ campaign: 'spring' }],
      shipTo: { line1: '2 Side St', city: 'Reno' },
      total: { amount: '98.00' },
      freight: { amount: '12.50' },
    });
  });

  it('can be packed', async () => {
    const text = `${HEADER}\n${ref('1')},MAIN,A,1\n`;
    const report = await files.import(files.write('packed.csv.gz', gzipSync(text)));
    expect(counts(report)).toMatchObject({ orders: 1, imported: 1 });
  });

  it('with names of columns only has no orders', async () => {
    expect(counts(await importCsv(`${HEADER}\n`))).toMatchObject({ orders: 0, rejected: 0 });
  });

  it('reports each bad row with line, field and reason, and the rest goes in', async () => {
    const report = await importCsv([
      `${HEADER},poNumber,orderedAt`,
      `${ref('1')},MAIN,A,1,${ref('P')},`,
      `${ref('2')},MAIN,A,x,,`,
      `${ref('3')},MAIN,A,1,,`,
      `${ref('3')},,NONE,1,,`,
      `${ref('4')},NOBODY,A,1,,`,
      `${ref('5')},MAIN,A,1,,`,
      `${ref('5')},MAIN,FEW,99,,`,
      `${ref('6')},MAIN,A,1,${ref('P')},`,
      `${ref('7')},MAIN,A,1,,31.12.2025`,
      `${ref('8')},MAIN,A,1,,`,
      `${ref('8')},OTHER,A,1,,`,
      `,MAIN,A,1,,`,
      `${ref('9')},MAIN,A,0,,`,
      `${ref('10')},MAIN,A,1,,`,
    ]);
    expect(counts(report)).toEqual({ orders: 11, imported: 2, asBefore: 0, rejected: 9, withheld: 0 });
    expect(where(report)).toEqual([
      ['orders.csv:3', 'quantity', 'VALIDATION_FAILED'],
      ['orders.csv:5', 'sku', 'INVALID_REFERENCE'],
      ['orders.csv:6', 'accountNumber', 'NOT_FOUND'],
      ['orders.csv:8', 'quantity', 'INSUFFICIENT_STOCK'],
      ['orders.csv:9', 'poNumber', 'PO_DUPLICATE'],
      ['orders.csv:10', 'orderedAt', 'VALIDATION_FAILED'],
      ['orders.csv:12', 'accountNumber', 'VALIDATION_FAILED'],
      ['orders.csv:11', null, 'VALIDATION_FAILED'],
      ['orders.csv:13', 'externalId', 'VALIDATION_FAILED'],
      ['orders.csv:14', 'quantity', 'VALIDATION_FAILED'],
    ]);
    expect(report.rejections[0]).toMatchObject({
      reference: `file ${ref('2')}`,
      message: 'Int cannot represent non-integer value: "x"',
    });
    expect(report.rejections[6]!.message).toBe(`"OTHER" differs from "MAIN" on line 11, the order's first`);
    expect([await stored('1'), await stored('10')]).toMatchObject([{ lines: 'A×1' }, { lines: 'A×1' }]);
    expect(await stored('3')).toBeNull();
  });

  it('loses one order to a row of the wrong length', async () => {
    const report = await importCsv([
      HEADER,
      `${ref('1')},MAIN,A,1`,
      `${ref('2')},MAIN,A`,
      `${ref('3')},MAIN,A,1`,
      `${ref('3')},MAIN,A,1,1`,
      `${ref('4')},MAIN,A,1`,
    ]);
    expect(counts(report)).toMatchObject({ imported: 2, rejected: 2 });
    expect(report.rejections.map(({ line, message }) => [line, message])).toEqual([
      [3, 'the row has 3 fields, the header has 4'],
      [5, 'the row has 5 fields, the header has 4'],
    ]);
    expect(await stored('3')).toBeNull();
  });

  it.each([
    ['a quote in the middle of a field', '5" pipe'],
    ['a quote that is closed too early', '"5"x'],
    ['a quote that is never closed', '"5'],
  ])('loses one order to %s', async (_what, sku) => {
    const report = await importCsv([
      HEADER,
      `${ref('1')},MAIN,A,1`,
      `${ref('2')},MAIN,${sku},1`,
      `${ref('3')},MAIN,A,1`,
      `${ref('4')},MAIN,"A",1`,
    ]);
    expect(counts(report)).toMatchObject({ orders: 4, imported: 3, rejected: 1 });
    expect(where(report)).toEqual([['orders.csv:3', null, 'VALIDATION_FAILED']]);
    expect(await stored('4')).not.toBeNull();
  });

  it('does not take in orders beside a row that does not say to which order it belongs', async () => {
    const report = await importCsv([
      HEADER,
      `${ref('1')},MAIN,A,1`,
      `${ref('2')},MAIN,A,1`,
      `"${ref('2')}"x,MAIN,A,1`,
      `${ref('3')},MAIN,A,1`,
      `${ref('4')},MAIN,A,1`,
    ]);
    expect(counts(report)).toMatchObject({ imported: 2, rejected: 3 });
    expect(report.rejections.map(({ line }) => line)).toEqual([3, 4, 5]);
    expect(report.rejections[0]!.message).toBe('line 4 cannot be read and may belong to this order');
    expect([await stored('2'), await stored('3')]).toEqual([null, null]);
  });

  it('that is not UTF-8 loses the lines that are not', async () => {
    const report = await importCsv(
      Buffer.from(`${HEADER},note\n${ref('1')},MAIN,A,1,caf\xe9\n${ref('2')},MAIN,A,1,tea\n`, 'latin1'),
    );
    expect(report.rejections[0]).toMatchObject({ line: 2, message: 'the line is not UTF-8' });
  });

  it.each([
    ['nothing', '', /is empty/],
    ['an unknown column', 'externalId,accountNumber,sku,quantity,colour\n', /"colour"/],
    ['semicolons', 'externalId;accountNumber;sku;quantity\n', /separated by commas/],
    ['a column twice', `${HEADER},sku\n`, /column sku more than once/],
    ['no quantities', 'externalId,accountNumber,sku\n', /lacks a column: quantity/],
    ['no account', 'externalId,sku,quantity\n', /accountNumber or accountId or accountExternalId/],
  ])('with %s is refused as a whole', async (_what, text, message) => {
    const before = await shop.footprint();
    await expect(importCsv(text)).rejects.toThrow(message);
    expect(await shop.footprint()).toEqual(before);
  });

  it('that does not exist, or is of another kind, is refused', async () => {
    await expect(files.import(path.join(files.folder, 'none.csv'))).rejects.toThrow(/cannot be read/);
    await expect(files.import(files.write('orders.xlsx', ''))).rejects.toThrow(/neither .csv nor .jsonl/);
  });

  it('needs the currency of amounts', async () => {
    const report = await importCsv([`${HEADER},freight`, `${ref('1')},MAIN,A,1,3`]);
    expect(where(report)).toEqual([['orders.csv:2', 'freight', 'VALIDATION_FAILED']]);
  });

  it('brings history with its own figures', async () => {
    const report = await importCsv(
      [
        'externalId,accountNumber,orderedAt,currencyCode,state,number,tax,sku,quantity,unitPrice,lineDiscountPercent,lineDiscountReason',
        `${ref('1')},MAIN,2018-01-02,USD,SHIPPED,${ref('N')},0.10,A,2,1.50,50,Old`,
        `${ref('1')},,,,,,,B,1,3,,`,
        `${ref('2')},MAIN,2018-01-02,USD,OPEN,,,A,1,,,`,
      ],
      { mode: 'HISTORY' },
    );
    expect(where(report)).toEqual([['orders.csv:4', 'unitPrice', 'VALIDATION_FAILED']]);
    const [order] = await shop.reader.rows<{ total: unknown; status: string }>(
      'SELECT total_minor AS total, status FROM orders WHERE number = ?',
      [ref('N')],
    );
    expect([Number(order!.total), order!.status]).toEqual([460, 'COMPLETED']);
  });
});

describe('a JSONL file', () => {
  const order = (name: string, values: object = {}) => ({
    externalId: { system: 'file', externalId: ref(name) },
    accountNumber: 'MAIN',
    lines: [{ sku: 'A', quantity: 1 }],
    ...values,
  });

  it('has one order on each line, in the form of the API', async () => {
    const report = await importJsonl([
      order('1', {
        lines: [
          { sku: 'A', quantity: 5 },
          { sku: 'B', quantity: 1, discount: { percent: '5', reason: 'x' } },
        ],
      }),
      '',
      order('2', { freight: { currencyCode: 'USD', amount: '3.00' }, customAttributes: { desk: 7 } }),
    ]);
    expect(counts(report)).toMatchObject({ orders: 2, imported: 2, rejected: 0 });
    expect(await stored('1')).toMatchObject({ lines: 'A×5 B×1' });
  });

  it('reports each bad line with its number and the path of the field, and the rest goes in', async () => {
    const report = await importJsonl([
      order('1'),
      '{"externalId":',
      order('2', { lines: [{ sku: 'A', quantity: 1.5 }] }),
      order('2b', { lines: undefined }),
      'null',
      order('3', { colour: 'red' }),
      order('4', {
        lines: [
          { sku: 'A', quantity: 1 },
          { sku: 'NONE', quantity: 1 },
        ],
      }),
      order('5', { orderedAt: 'yesterday', channel: 'PIGEON' }),
      order('6'),
    ]);
    expect(counts(report)).toMatchObject({ orders: 9, imported: 2, rejected: 7 });
    expect(where(report)).toEqual([
      ['orders.jsonl:2', null, 'VALIDATION_FAILED'],
      ['orders.jsonl:3', 'lines.0.quantity', 'VALIDATION_FAILED'],
      ['orders.jsonl:4', 'lines', 'VALIDATION_FAILED'],
      ['orders.jsonl:5', null, 'VALIDATION_FAILED'],
      ['orders.jsonl:6', 'colour', 'VALIDATION_FAILED'],
      ['orders.jsonl:7', 'lines.1.sku', 'INVALID_REFERENCE'],
      ['orders.jsonl:8', 'orderedAt', 'VALIDATION_FAILED'],
      ['orders.jsonl:8', 'channel', 'VALIDATION_FAILED'],
    ]);
  });

  it('passes over a line that is too long', async () => {
    const report = await importJsonl([order('1'), order('2', { note: 'x'.repeat(1_000_001) }), order('3')]);
    expect(counts(report)).toMatchObject({ imported: 2, rejected: 1 });
    expect(report.rejections).toMatchObject([
      { line: 2, message: 'the line is longer than 1,000,000 bytes' },
    ]);
  });

  it('that is empty has no orders', async () => {
    expect(counts(await importJsonl(['']))).toMatchObject({ orders: 0, rejected: 0 });
  });

  it('brings orders without an external id each time', async () => {
    const bare = { accountNumber: 'MAIN', lines: [{ sku: 'A', quantity: 1 }] };
    expect(counts(await importJsonl([bare, bare]))).toMatchObject({ imported: 2 });
  });
});

describe('importing a file again', () => {
  it.each(['LIVE', 'HISTORY'] as const)('changes nothing, in mode %s', async (mode) => {
    const rows =
      mode === 'LIVE'
        ? [HEADER, `${ref('1')},MAIN,A,1`, `${ref('2')},MAIN,NONE,1`, `${ref('3')},MAIN,A,1`]
        : [
            `${HEADER},orderedAt,currencyCode,state,unitPrice`,
            `${ref('1')},MAIN,A,1,2018-01-02,USD,SHIPPED,1`,
            `${ref('2')},MAIN,NONE,1,2018-01-02,USD,SHIPPED,1`,
            `${ref('3')},MAIN,A,1,2018-01-02,USD,OPEN,1`,
          ];
    expect(counts(await importCsv(rows, { mode }))).toMatchObject({ imported: 2, rejected: 1 });
    const before = await shop.footprint();
    const again = await importCsv(rows, { mode });
    expect(counts(again)).toEqual({ orders: 3, imported: 0, asBefore: 2, rejected: 1, withheld: 0 });
    expect(await shop.footprint()).toEqual(before);
    const mended = rows.map((row) => row.replace('NONE', 'B'));
    expect(counts(await importCsv(mended, { mode }))).toMatchObject({ imported: 1, asBefore: 2 });
  });

  it('under another system is another file', async () => {
    const rows = [HEADER, `${ref('1')},MAIN,A,1`];
    await importCsv(rows);
    expect(counts(await importCsv(rows, { system: 'other' }))).toMatchObject({ imported: 1 });
  });
});

describe('all or nothing', () => {
  const rows = (count: number, bad?: string) => [
    HEADER,
    ...Array.from({ length: count }, (_, i) => `${ref(String(i))},MAIN,A,1`),
    ...(bad === undefined ? [] : [bad]),
  ];

  it('takes in a file in which every order is good', async () => {
    const report = await importCsv(rows(300), { allOrNothing: true });
    expect(counts(report)).toEqual({ orders: 300, imported: 300, asBefore: 0, rejected: 0, withheld: 0 });
  });

  it.each([
    ['a row that cannot be read', 'BAD,MAIN,A'],
    ['an unknown SKU', 'BAD,MAIN,NONE,1'],
    ['too little stock', 'BAD,MAIN,FEW,99'],
  ])('leaves no trace of a file with %s, however late it comes', async (_what, bad) => {
    const before = await shop.footprint();
    const report = await importCsv(rows(300, bad), { allOrNothing: true });
    expect(counts(report)).toMatchObject({ imported: 0, rejected: 1 });
    expect(report.withheld).toBeGreaterThanOrEqual(299);
    expect(report.rejections.map(({ line }) => line)).toContain(302);
    expect(await shop.footprint()).toEqual(before);
  });

  it('refuses a file that is too large for one transaction, before anything goes in', async () => {
    const before = await shop.footprint();
    const tooMany = importCsv(rows(ALL_OR_NOTHING.orders + 1), { allOrNothing: true });
    await expect(tooMany).rejects.toThrow(/more than 2,000 orders/);
    expect(await shop.footprint()).toEqual(before);
  });
});

describe('a large file', () => {
  it('goes in whole, in transactions of its own, and tells how far it has come, when it is checked and when it goes in', async () => {
    const prefix = newId();
    const rows = Array.from({ length: 1_200 }, (_, i) => `${prefix}-${Math.floor(i / 2)},MAIN,A,1`);
    const seen: number[] = [];
    const file = files.write('large.csv', [HEADER, ...rows].join('\n'));
    const report = await files.import(
      file,
      {},
      { begin: (_name, total) => seen.push(total), advance: (done) => seen.push(done), end: () => undefined },
    );
    expect(counts(report)).toMatchObject({ orders: 600, imported: 600 });
    const steps = [1_200, 501, 1_001, 1_201];
    expect(seen).toEqual([...steps, ...steps]);
  });
});
