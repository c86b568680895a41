import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isComplete, type ImportReport } from '../../../src/imports/import-report';
import { noProgress, type ImportProgress } from '../../../src/imports/import-services';
import { northwind } from '../../../src/imports/samples/northwind/northwind';
import { ImportWorld, sourceFigures, unexplained } from '../../support/import-world';
import { describeWithData } from '../../support/source-data';

class PulledPlug extends Error {}

/** Ends an import once that many transactions of a step have been committed. */
function pullPlugIn(step: string, transactions: number): ImportProgress {
  let left = Infinity;
  return {
    ...noProgress,
    begin: (name) => void (left = name === step ? transactions : Infinity),
    advance() {
      if (--left === 0) throw new PulledPlug();
    },
  };
}

const stepOf = (report: ImportReport, name: string) => report.steps.find((step) => step.name === name)!;

describeWithData('an import', 'northwind', (folder) => {
  let world: ImportWorld;
  beforeEach(async () => {
    world = await ImportWorld.create();
  });
  afterEach(() => world.drop());

  it('that was interrupted goes on where it was, and ends like one that was not', async () => {
    const interrupted = world.import(northwind, folder, { progress: pullPlugIn('orders', 2) });
    await expect(interrupted).rejects.toThrow(PulledPlug);
    const { n } = (await world.row('SELECT COUNT(*) AS n FROM orders')) as { n: number };
    expect(n).toBeGreaterThan(0);
    const report = await world.import(northwind, folder);
    expect(stepOf(report, 'accounts')).toMatchObject({ source: 91, resumed: 91, written: 0, unchanged: 0 });
    const orders = stepOf(report, 'orders');
    expect(orders).toMatchObject({ source: 830, written: 830 - n });
    expect(orders.resumed).toBeGreaterThan(0);
    // What was stored when the plug was pulled, and not noted yet, is found again.
    expect(orders.resumed + orders.unchanged).toBe(n);
    expect(isComplete(report)).toBe(true);
    expect(sourceFigures(report, 'all', ['orders', 'lines'])).toEqual({ '': ['830', '2155'] });
    expect(await world.violations()).toEqual([]);
    expect(await world.row('SELECT COUNT(*) AS n FROM import_checkpoints')).toEqual({ n: 0 });
  });

  it('of the orders before a day leaves out the others, which a later one adds', async () => {
    const first = await world.import(northwind, folder, { until: '1997-01-01' });
    expect(sourceFigures(first, 'year', ['orders', 'lines', 'units'])).toEqual({
      1996: ['152', '405', '9581'],
    });
    expect(unexplained(first)).toEqual([]);
    expect(first.remarks[0]).toEqual({ what: 'orders of 1997-01-01 and later', why: expect.any(String) });
    const rest = await world.import(northwind, folder);
    expect(stepOf(rest, 'orders')).toMatchObject({ unchanged: 152, written: 678 });
    const repeated = await world.import(northwind, folder, { until: '1997-01-01' });
    expect(isComplete(repeated)).toBe(true);
  });
});

describeWithData('an import of a folder with bad rows', 'northwind', (folder) => {
  let world: ImportWorld;
  let copy: string;
  beforeAll(async () => {
    world = await ImportWorld.create();
    copy = mkdtempSync(path.join(tmpdir(), 'orderwire-source-'));
    cpSync(folder, copy, { recursive: true });
  });
  afterAll(async () => {
    await world.drop();
    rmSync(copy, { recursive: true, force: true });
  });

  function edit(table: string, from: string, to: string): void {
    const file = path.join(copy, `${table}.csv`);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    rmSync(file);
    writeFileSync(file, text.replace(from, to));
  }

  it('names each with its line and code, takes the others, and adds them once they are put right', async () => {
    edit('Orders', '10250,HANAR,4,1996-07-08', '10250,HANAR,4,1996-02-30');
    edit('Customers', 'Graz,,8010,Austria', 'Graz,,8010,Ruritania');
    const report = await world.import(northwind, copy);
    const ofErnsh = report.rejections.filter(({ code }) => code === 'INVALID_REFERENCE');
    expect(report.rejections.filter(({ code }) => code !== 'INVALID_REFERENCE')).toEqual([
      {
        where: 'Customers.csv line 21',
        code: 'VALIDATION_FAILED',
        message: expect.stringContaining('"Ruritania" is no country of the source'),
      },
      {
        where: 'Orders.csv line 4',
        code: 'VALIDATION_FAILED',
        message: expect.stringContaining('"1996-02-30" does not begin with a day'),
      },
    ]);
    expect(ofErnsh[0]).toMatchObject({ message: expect.stringContaining('There is no address "ERNSH"') });
    expect(stepOf(report, 'orders')).toMatchObject({
      rejected: ofErnsh.length + 1,
      written: 829 - ofErnsh.length,
    });
    expect(isComplete(report)).toBe(false);
    expect(await world.violations()).toEqual([]);

    edit('Orders', '1996-02-30', '1996-07-08');
    edit('Customers', 'Ruritania', 'Austria');
    const corrected = await world.import(northwind, copy);
    expect(stepOf(corrected, 'orders')).toMatchObject({ written: ofErnsh.length + 1, rejected: 0 });
    expect(isComplete(corrected)).toBe(true);
  });
});

describeWithData('an import of a folder with a table that was cut off', 'northwind', (folder) => {
  let world: ImportWorld;
  let copy: string;
  beforeAll(async () => {
    world = await ImportWorld.create();
    copy = mkdtempSync(path.join(tmpdir(), 'orderwire-source-'));
    cpSync(folder, copy, { recursive: true });
  });
  afterAll(async () => {
    await world.drop();
    rmSync(copy, { recursive: true, force: true });
  });

  it('is told from the whole one by the order that lacks lines, which can be replaced', async () => {
    const file = path.join(copy, 'OrderDetails.csv');
    const whole = readFileSync(file, 'utf8').trimEnd();
    rmSync(file);
    writeFileSync(file, whole.slice(0, whole.lastIndexOf('\n') + 1));
    const cut = await world.import(northwind, copy);
    expect(sourceFigures(cut, 'all', ['orders', 'lines'])).toEqual({ '': ['830', '2154'] });

    const later = await world.import(northwind, folder);
    expect(stepOf(later, 'orders')).toMatchObject({ written: 0, unchanged: 829, rejected: 1 });
    expect(later.rejections).toMatchObject([{ code: 'EXISTING_DIFFERS', where: 'Orders.csv line 831' }]);
    expect(isComplete(later)).toBe(false);

    const replaced = await world.import(northwind, folder, { replace: true });
    expect(stepOf(replaced, 'orders')).toMatchObject({ written: 1, unchanged: 829, rejected: 0 });
    expect(isComplete(replaced)).toBe(true);
    await world.position();
    await world.project();
    expect(await world.violations()).toEqual([]);
    expect(await world.row('SELECT COUNT(*) AS n FROM order_lines')).toEqual({ n: 2155 });
  }, 300_000);
});
