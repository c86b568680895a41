import {
  asMonths,
  isoWeek,
  monthsBefore,
  monthStart,
  quarterStart,
  weekStart,
  wholeMonths,
  yearStart,
} from '../../../src/analytics/calendar';

test.each([
  ['2026-11-23', '2026-W48', '2026-11-23'],
  ['2026-11-29', '2026-W48', '2026-11-23'],
  ['2026-01-01', '2026-W01', '2025-12-29'],
  ['2025-12-29', '2026-W01', '2025-12-29'],
  ['2027-01-01', '2026-W53', '2026-12-28'],
  ['2021-01-03', '2020-W53', '2020-12-28'],
  ['2024-12-30', '2025-W01', '2024-12-30'],
  ['2012-07-01', '2012-W26', '2012-06-25'],
])('%s lies in the ISO week %s that begins on %s', (day, week, monday) => {
  expect(isoWeek(day)).toBe(week);
  expect(weekStart(day)).toBe(monday);
});

test('months, quarters and years begin on their first day', () => {
  expect(monthStart('2026-11-23')).toBe('2026-11-01');
  expect(['2026-01-31', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterStart)).toEqual([
    '2026-01-01',
    '2026-01-01',
    '2026-04-01',
    '2026-10-01',
  ]);
  expect(yearStart('2026-11-23')).toBe('2026-01-01');
});

test.each([
  ['2026-01-01', '2026-03-31', '2026-01-01', '2026-03-31'],
  ['2026-01-02', '2026-03-30', '2026-02-01', '2026-02-28'],
  ['2025-11-15', '2026-02-15', '2025-12-01', '2026-01-31'],
  ['2024-02-01', '2024-02-29', '2024-02-01', '2024-02-29'],
])('the whole months from %s to %s begin on %s and end on %s', (from, to, first, last) => {
  expect(wholeMonths({ from, to })).toEqual({ from: first, to: last });
});

test('there is no whole month in a part of one, or in parts of two', () => {
  expect(wholeMonths({ from: '2024-02-01', to: '2024-02-28' })).toBeNull();
  expect(wholeMonths({ from: '2025-12-02', to: '2026-01-30' })).toBeNull();
  expect(wholeMonths({ from: '2026-01-31', to: '2026-01-31' })).toBeNull();
});

test.each([
  ['2026-01-01', '2026-03-31', '2026-01..2026-03', [], []],
  ['2026-01-15', '2026-03-16', '2026-01..2026-03', [], ['2026-01-01..2026-01-14', '2026-03-17..2026-03-31']],
  ['2026-01-16', '2026-03-15', '2026-02..2026-02', ['2026-01-16..2026-01-31', '2026-03-01..2026-03-15'], []],
  ['2025-12-20', '2026-01-30', '2026-01..2026-01', ['2025-12-20..2025-12-31'], ['2026-01-31..2026-01-31']],
  ['2024-02-05', '2024-02-20', '2024-02..2024-02', [], ['2024-02-01..2024-02-04', '2024-02-21..2024-02-29']],
  ['2024-02-05', '2024-02-10', null, ['2024-02-05..2024-02-10'], []],
  ['2024-02-16', '2024-03-15', null, ['2024-02-16..2024-03-15'], []],
])('the days from %s to %s are the months %s with %j and without %j', (from, to, months, lacking, excess) => {
  const found = asMonths({ from, to });
  const named = found.months && `${found.months.from.slice(0, 7)}..${found.months.to.slice(0, 7)}`;
  expect(named).toBe(months);
  expect(found.lacking.map(({ from, to }) => `${from}..${to}`)).toEqual(lacking);
  expect(found.excess.map(({ from, to }) => `${from}..${to}`)).toEqual(excess);
});

test('months are counted back over the turn of the year', () => {
  expect([0, 1, 10, 11, 23].map((months) => monthsBefore('2026-11-23', months))).toEqual([
    '2026-11-01',
    '2026-10-01',
    '2026-01-01',
    '2025-12-01',
    '2024-12-01',
  ]);
});
