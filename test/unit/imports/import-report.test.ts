import {
  compareTotals,
  isComplete,
  unexplainedIn,
  type ImportReport,
} from '../../../src/imports/import-report';
import { reportText } from '../../../src/imports/report-text';
import { SourceTotals, type SourceOrder } from '../../../src/imports/source-totals';
import { Totals } from '../../../src/imports/totals';

const KEYS = { year: '2011', channel: 'DIRECT', territory: 'Eastern', rep: 'R-1', shippingMethod: 'Van' };
const PLAN = { measures: ['orders', 'net', 'total'], dimensions: ['year'] } as const;

/** An order of two lines at 10.004 and 20.006 with a tax of 0.5. */
const ORDER: SourceOrder = {
  keys: KEYS,
  units: 2,
  gross: [],
  lineNet: [10_004_000n, 20_006_000n],
  net: null,
  tax: 500_000n,
  freight: 0n,
  total: null,
};

function compared(ourNet: bigint) {
  const source = new SourceTotals('HALF_EVEN');
  source.add(ORDER);
  const ours = new Totals();
  ours.add(KEYS, { orders: 1n, lines: 2n, units: 2n, net: ourNet, total: ourNet + 500_000n });
  return compareTotals(PLAN, source.exact, source.rounded, ours);
}

function reportOf(ourNet: bigint, rejections: ImportReport['rejections'] = []): ImportReport {
  return {
    source: 'shop',
    directory: '/data/shop',
    until: null,
    startedAt: '2026-03-16T10:00:00.000Z',
    seconds: 1.25,
    peakMemoryMb: 100,
    steps: [{ name: 'orders', source: 1, written: 1, unchanged: 0, resumed: 0, rejected: rejections.length }],
    totals: compared(ourNet),
    remarks: [{ what: 'fax numbers', why: 'contacts have none' }],
    rejections,
  };
}

describe('the totals of a source beside ours', () => {
  it('explain by rounding what each line loses when it is rounded as ours are', () => {
    const [all] = compared(30_010_000n);
    expect(all!.figures).toEqual([
      { measure: 'orders', source: '1', ours: '1', difference: '0', rounding: '0', unexplained: '0' },
      { measure: 'net', source: '30.01', ours: '30.01', difference: '0', rounding: '0', unexplained: '0' },
      { measure: 'total', source: '30.51', ours: '30.51', difference: '0', rounding: '0', unexplained: '0' },
    ]);
  });

  it('leave unexplained what rounding does not make', () => {
    const groups = compared(29_000_000n);
    expect(groups.map(({ by, key }) => [by, key])).toEqual([
      ['all', ''],
      ['year', '2011'],
    ]);
    expect(groups[1]!.figures[1]).toMatchObject({ difference: '-1.01', rounding: '0', unexplained: '-1.01' });
    expect(unexplainedIn(groups)).toBe(4);
  });

  it('count a group that only one side has', () => {
    const ours = new Totals();
    ours.add({ ...KEYS, year: '2012' }, { orders: 1n });
    const groups = compareTotals(PLAN, new Totals(), new Totals(), ours);
    expect(groups[1]).toMatchObject({ by: 'year', key: '2012' });
    expect(groups[1]!.figures[0]).toMatchObject({ source: '0', ours: '1', unexplained: '1' });
  });
});

describe('the report of an import', () => {
  it('says that everything is here when it is', () => {
    const report = reportOf(30_010_000n);
    expect(isComplete(report)).toBe(true);
    expect(reportText(report).split('\n')).toEqual([
      'Import of shop from /data/shop',
      '',
      '        source rows  written  as before  resumed  rejected',
      'orders            1        1          0        0         0',
      '',
      'By year of order date:',
      '  Orders  source  ours  difference  by rounding  unexplained',
      '    2011       1     1           0            0            0',
      '    all        1     1           0            0            0',
      '',
      '  Net (without tax and freight)  source   ours  difference  by rounding  unexplained',
      '    2011                          30.01  30.01           0            0            0',
      '    all                           30.01  30.01           0            0            0',
      '',
      '  Total   source   ours  difference  by rounding  unexplained',
      '    2011   30.51  30.51           0            0            0',
      '    all    30.51  30.51           0            0            0',
      '',
      'Taken over otherwise, or not at all:',
      '  - fax numbers: contacts have none',
      '',
      'Every row is here, and every difference comes of rounding alone.',
      'Done in 1.3 s; peak memory 100 MB.',
      '',
    ]);
  });

  it('names rows that were rejected, and counts figures that differ', () => {
    const rejection = {
      where: 'Orders.csv line 2',
      code: 'INVALID_REFERENCE',
      message: 'There is no account "X".',
    };
    const text = reportText(reportOf(29_000_000n, [rejection]));
    expect(isComplete(reportOf(30_010_000n, [rejection]))).toBe(false);
    expect(isComplete(reportOf(29_000_000n))).toBe(false);
    expect(text).toContain(
      'Rejected (1):\n  Orders.csv line 2: INVALID_REFERENCE: There is no account "X".\n',
    );
    expect(text).toContain('1 row was rejected, and 4 figures differ by more than rounding.');
  });

  it('shows fifty rejected rows and counts the rest', () => {
    const rejections = Array.from({ length: 53 }, (_, i) => ({
      where: `line ${i}`,
      code: 'DUPLICATE',
      message: '',
    }));
    expect(reportText(reportOf(30_010_000n, rejections))).toContain('  … and 3 more\n');
  });
});
