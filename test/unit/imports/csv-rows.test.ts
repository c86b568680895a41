import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { countRows, csvColumns, csvRows, type CsvRow } from '../../../src/imports/csv-rows';

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'orderwire-csv-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function rowsOf(file: string, ...columns: string[]): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of csvRows(file, new Set(columns))) rows.push(row);
  return rows;
}

const TEXT = '\ufeffid,note,name\n1,"two\nlines",Ann\n\n2,,"B, C"\n3,x,\n';

describe('the rows of a CSV file', () => {
  it('hold the wanted columns, and the line that they begin on', async () => {
    expect(await rowsOf(written('a.csv', TEXT), 'id', 'name')).toEqual([
      { line: 2, values: { id: '1', name: 'Ann' } },
      { line: 5, values: { id: '2', name: 'B, C' } },
      { line: 6, values: { id: '3', name: '' } },
    ]);
  });

  it('come out of a gzipped file, too', async () => {
    const file = written('a.csv.gz', gzipSync(TEXT));
    expect(await csvColumns(file)).toEqual(['id', 'note', 'name']);
    expect((await rowsOf(file, 'id')).map(({ values }) => values.id)).toEqual(['1', '2', '3']);
  });

  it('are refused from one with too many fields on', async () => {
    const rows = rowsOf(written('b.csv', 'id,name\n1,A\n2,B,C\n'), 'id');
    await expect(rows).rejects.toThrow('Invalid Record Length');
  });

  it('are counted by their line breaks', async () => {
    expect(await countRows(written('c.csv', 'id\n1\n2\n3\n'))).toBe(3);
    expect(await countRows(written('d.csv', ''))).toBe(0);
  });

  it('fail where the file ends early', async () => {
    const file = written('e.csv.gz', gzipSync(TEXT).subarray(0, 30));
    await expect(rowsOf(file, 'id')).rejects.toThrow('unexpected end of file');
  });

  it('have no columns in an empty file', async () => {
    expect(await csvColumns(written('f.csv', ''))).toEqual([]);
  });
});
