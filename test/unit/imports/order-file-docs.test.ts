import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CSV_COLUMNS } from '../../../src/imports/order-files/csv-columns';
import { PACKAGE_ROOT } from '../../../src/shared/package-root';

it('docs/order-files.md lists exactly the columns that a CSV file may have', () => {
  const text = readFileSync(path.join(PACKAGE_ROOT, 'docs', 'order-files.md'), 'utf8');
  const [, tables] = text.split('### Columns of the order');
  const firstCells = tables!.split('\n').flatMap((line) => /^\| (`[^|]*) \|/.exec(line)?.[1] ?? []);
  const documented = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(documented.sort()).toEqual(CSV_COLUMNS.map(({ name }) => name).sort());
});
