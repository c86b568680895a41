import { appendFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { checkInvariants } from '../../support/invariants';
import { noProgress } from '../../../src/imports/import-services';
import { counts, faults, OrderFiles, where } from '../../support/order-files';

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
const HEADER = 'externalId,accountNumber,sku,quantity';

/** Imports a file of which nothing may go in. */
async function refused(run: () => Promise<Awaited<ReturnType<OrderFiles['csv']>>>) {
  const before = await files.shop.footprint();
  const report = await run();
  expect(await files.shop.footprint()).toEqual(before);
  expect(report).toMatchObject({ imported: 0, replaced: 0, asBefore: 0 });
  expect(report.faults).not.toEqual([]);
  return report;
}

describe('of a CSV file nothing goes in', () => {
  it('when the rows of an order are not together; put together, all of it does', async () => {
    const [first, other, second] = [`${ref('1')},MAIN,A,1`, `${ref('2')},MAIN,A,1`, `${ref('1')},,B,2`];
    const report = await refused(() => files.csv([HEADER, first, other, second]));
    expect(faults(report)).toEqual([['orders.csv:4', 'externalId', 'DUPLICATE']]);
    expect(report.faults[0]!.message).toBe(
      `order file ${ref('1')} began on line 2 already, and another stands between: put the rows of an order together`,
    );
    expect(counts(report)).toEqual({ orders: 3, imported: 0, asBefore: 0, rejected: 0, withheld: 3 });
    expect(counts(await files.csv([HEADER, first, second, other]))).toMatchObject({ imported: 2 });
    expect(await files.stored('1')).toMatchObject({ lines: 'A×1 B×2' });
  });

  it('when a fragment comes thousands of orders later, and names every other flaw besides', async () => {
    const others = Array.from({ length: 5_000 }, (_, i) => `${ref(`o${i}`)},MAIN,A,1`);
    const bad = `${ref('bad')},MAIN,NONE,1`;
    const nobody = `${ref('nobody')},NOBODY,A,1`;
    const rows = [HEADER, `${ref('1')},MAIN,A,1`, bad, nobody, ...others, `${ref('1')},,B,2`];
    const report = await refused(() => files.csv(rows));
    expect(faults(report)).toEqual([['orders.csv:5005', 'externalId', 'DUPLICATE']]);
    expect(where(report)).toEqual([
      ['orders.csv:3', 'sku', 'INVALID_REFERENCE'],
      ['orders.csv:4', 'accountNumber', 'NOT_FOUND'],
    ]);
    expect(counts(report)).toMatchObject({ orders: 5_004, rejected: 2, withheld: 5_002 });
  });

  it.each([
    ['in a row', (text: string) => text.slice(0, text.lastIndexOf(',')), /has 3 of 4 fields and no line end/],
    [
      'in a quoted cell',
      (text: string) => `${text}4,MAIN,"A`,
      /ends within the quotes that are opened on line 4/,
    ],
    ['in a quoted cell, at a line end', (text: string) => `${text}4,MAIN,"A\n`, /ends within the quotes/],
    ['after a line end in a quoted cell', (text: string) => `${text}4,"x\n5,MAIN`, /ends within the quotes/],
    ['in a character', (text: string) => Buffer.from(`${text}4,MAIN,é`).subarray(0, -1), /not UTF-8/],
  ])('when it is cut off %s', async (_what, cut, message) => {
    const text = `${HEADER}\n${ref('1')},MAIN,A,1\n${ref('2')},MAIN,A,1\n`;
    const report = await refused(() => files.csv(cut(text)));
    expect(report.faults).toHaveLength(1);
    expect(report.faults[0]).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(report.faults[0]!.message).toMatch(message);
    expect(report.faults[0]!.message).toMatch(/copy it again$/);
  });

  it('when it is packed, and the pack is cut off', async () => {
    const packed = gzipSync(`${HEADER}\n${ref('1')},MAIN,A,1\n`.repeat(100)).subarray(0, -20);
    const before = await files.shop.footprint();
    await expect(files.import(files.write('cut.csv.gz', packed))).rejects.toThrow(
      /cannot be read: unexpected/,
    );
    expect(await files.shop.footprint()).toEqual(before);
  });

  it('when an order has other rows than its lineCount says', async () => {
    const head = `${HEADER},lineCount`;
    const rows = [`${ref('1')},MAIN,A,1,`, `${ref('2')},MAIN,A,1,3`, `${ref('2')},MAIN,B,1,3`];
    const cut = await refused(() => files.csv([head, ...rows]));
    expect(faults(cut)).toEqual([['orders.csv:3', 'lineCount', 'VALIDATION_FAILED']]);
    expect(cut.faults[0]!.message).toBe(
      `order file ${ref('2')} says that it has 3 lines, the file has 2 of it. It seems to be cut off: copy it again`,
    );
    const more = [`${ref('2')},,A,5,`, `${ref('2')},,B,5,`];
    const tooMany = await refused(() => files.csv([head, ...rows, ...more]));
    expect(tooMany.faults[0]!.message).toMatch(/the file has 4 of it\. Correct the number/);
    const odd = await files.csv([head, `${ref('3')},MAIN,A,1,some`]);
    expect(where(odd)).toEqual([['orders.csv:2', 'lineCount', 'VALIDATION_FAILED']]);
    expect(counts(await files.csv([head, ...rows, more[0]!]))).toMatchObject({ imported: 2 });
    expect(await files.stored('2')).toMatchObject({ lines: 'A×1 B×1 A×5' });
  });
});

describe('a CSV file', () => {
  it('that is cut off at any byte brings no truncated order, or says that its last value may lack something', async () => {
    const whole = { '1': 'A×1 B×22', '2': 'A×3 B×44' };
    const text = () =>
      `${HEADER},lineCount\n` +
      `${ref('1')},MAIN,A,1,2\n${ref('1')},,B,22,\n${ref('2')},MAIN,A,3,2\n${ref('2')},,B,44,\n`;
    const outcomes = new Set<string>();
    for (let length = text().length - 1; length > `${HEADER},lineCount\n`.length; length--) {
      files.next();
      const report = await files.csv(text().slice(0, length));
      const [first, second] = [await files.stored('1'), await files.stored('2')];
      if (report.faults.length > 0) expect([first, second]).toEqual([null, null]);
      outcomes.add(report.faults.length > 0 ? 'refused' : report.remarks.length > 0 ? 'remark' : 'in');
      if (report.remarks.length > 0) continue;
      for (const [order, lines] of [
        [first, whole['1']],
        [second, whole['2']],
      ] as const) {
        if (order) expect(order.lines).toBe(lines);
      }
    }
    expect([...outcomes].sort()).toEqual(['in', 'refused', 'remark']);
  });

  it('without a last line end goes in, with a remark', async () => {
    const report = await files.csv(`${HEADER}\n${ref('1')},MAIN,A,1`);
    expect(report).toMatchObject({
      imported: 1,
      remarks: [expect.stringMatching(/last line has no line end/)],
    });
    expect(await files.csv(`${HEADER}\n${ref('2')},MAIN,A,1\n`)).toMatchObject({ imported: 1, remarks: [] });
  });

  it('tells orders apart whose system and id read alike, and rows whose id ends alike', async () => {
    const rows = [
      `${HEADER},system`,
      `b ${ref('1')},MAIN,A,1,a`,
      `${ref('1')},MAIN,A,3,`,
      `${ref('1')},MAIN,B,2,a b`,
    ];
    expect(counts(await files.csv(rows))).toMatchObject({ orders: 3, imported: 3 });
    expect(await files.stored('1', 'a b')).toMatchObject({ lines: 'B×2' });
    expect(await files.stored('1')).toMatchObject({ lines: 'A×3' });
  });

  it('that is written to while it is read brings nothing more', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => `${ref(String(i))},MAIN,A,1\n`);
    const file = files.write('growing.csv', `${HEADER}\n${rows.join('')}`);
    const before = await files.shop.count('orders');
    const grow = (at: number) => () => void (at-- === 0 && appendFileSync(file, `${ref('0')},,B,1\n`));
    const whileChecked = files.import(file, {}, { ...noProgress, advance: grow(0) });
    await expect(whileChecked).rejects.toThrow(/was changed while it was read\. Nothing more goes in/);
    expect(await files.shop.count('orders')).toBe(before);
    files.write('growing.csv', `${HEADER}\n${rows.join('')}`);
    const whileImported = files.import(file, {}, { ...noProgress, advance: grow(3) });
    await expect(whileImported).rejects.toThrow(/was changed while it was read/);
    expect(await files.shop.count('orders')).toBe(before + 250);
  });
});

describe('of a JSONL file nothing goes in', () => {
  const order = (name: string, quantity = 1) => ({
    externalId: { system: 'file', externalId: ref(name) },
    accountNumber: 'MAIN',
    lines: [{ sku: 'A', quantity }],
  });

  it('when an order stands in it twice', async () => {
    const report = await refused(() => files.jsonl([order('1'), order('2'), order('1', 2)]));
    expect(faults(report)).toEqual([['orders.jsonl:3', 'externalId', 'DUPLICATE']]);
    expect(report.faults[0]!.message).toBe(
      `order file ${ref('1')} stands on line 1 already: give each order once`,
    );
  });

  it('when its last line breaks off', async () => {
    const text = `${JSON.stringify(order('1'))}\n${JSON.stringify(order('2'))}`;
    const report = await refused(() => files.import(files.write('orders.jsonl', text.slice(0, -1))));
    expect(faults(report)).toEqual([['orders.jsonl:2', null, 'VALIDATION_FAILED']]);
    expect(report.faults[0]!.message).toMatch(/It seems to be cut off: copy it again$/);
    expect(counts(await files.import(files.write('orders.jsonl', text)))).toMatchObject({ imported: 2 });
  });

  it('but a bad line that has its end is the flaw of one order', async () => {
    const text = `${JSON.stringify(order('1'))}\n{"externalId":\n`;
    const report = await files.import(files.write('orders.jsonl', text));
    expect(counts(report)).toMatchObject({ imported: 1, rejected: 1 });
  });
});
