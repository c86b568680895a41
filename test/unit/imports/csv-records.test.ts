import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { csvRecords, type CsvRecord } from '../../../src/imports/order-files/csv-records';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'orderwire-records-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function records(text: string): Promise<CsvRecord[]> {
  const file = path.join(folder, 'records.csv');
  writeFileSync(file, text);
  const read: CsvRecord[] = [];
  for await (const record of csvRecords(file)) read.push(record);
  return read;
}

it.each([
  'a,b,c',
  ' a ,\tb\t, c ',
  ',,x,',
  'a,\u00a0b\u00a0,\u2003c\u3000',
  'x,\vz\v,\fy\f',
  'é,ß,漢字',
  "it's,a;b,1.5",
  '\u200ba,\u0085b',
])('splits %j as it does with its cells in quotes', async (line) => {
  const [record] = await records(`${line}\n`);
  const [parsed] = parse(line, { trim: true, relax_column_count: true }) as string[][];
  expect(record).toEqual({ line: 1, cells: parsed });
});

it('says which record the file ends in, without a line end or within quotes', async () => {
  expect(await records('a,b\nc,d')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['c', 'd'], unended: true },
  ]);
  expect(await records('a,"b\nc,d\n')).toMatchObject([
    { line: 1, problem: expect.stringContaining('quotes do not match'), unclosed: true },
    { line: 2, cells: ['c', 'd'] },
  ]);
});
