import { resolveWindow, type Window } from '../../../src/analytics/window';

const TODAY = '2026-11-25';

test.each<[Window, string]>([
  [{ period: 'TODAY' }, '2026-11-25'],
  [{ period: 'LAST_7_DAYS' }, '2026-11-19'],
  [{ period: 'MONTH_TO_DATE' }, '2026-11-01'],
  [{ period: 'QUARTER_TO_DATE' }, '2026-10-01'],
  [{ period: 'YEAR_TO_DATE' }, '2026-01-01'],
  [{ period: 'LAST_N_DAYS', n: 30 }, '2026-10-27'],
  [{ period: 'LAST_N_WEEKS', n: 1 }, '2026-11-23'],
  [{ period: 'LAST_N_WEEKS', n: 3 }, '2026-11-09'],
  [{ period: 'LAST_N_MONTHS', n: 12 }, '2025-12-01'],
  [{ from: '2025-02-28' }, '2025-02-28'],
])('%j goes from %s to today', (window, from) => {
  expect(resolveWindow(window, TODAY)).toEqual({ from, to: TODAY });
});

test('days given are taken as they are, both included', () => {
  expect(resolveWindow({ from: '2024-01-01', to: '2024-01-01' }, TODAY)).toEqual({
    from: '2024-01-01',
    to: '2024-01-01',
  });
});

test.each<[Window, RegExp]>([
  [{}, /Give a `period`, or `from`/],
  [{ to: '2026-01-01' }, /Give a `period`, or `from`/],
  [{ period: 'TODAY', from: '2026-01-01' }, /not both/],
  [{ period: 'LAST_N_DAYS' }, /LAST_N_DAYS needs `n` from 1 to 1000/],
  [{ period: 'LAST_N_WEEKS', n: 0 }, /needs `n`/],
  [{ period: 'TODAY', n: 3 }, /TODAY takes no `n`/],
  [{ from: '2026-01-01', n: 3 }, /`n` belongs to a `period`/],
  [{ from: '2026-02-01', to: '2026-01-01' }, /`from` \(2026-02-01\) is after `to` \(2026-01-01\)/],
])('%j is refused', (window, message) => {
  expect(() => resolveWindow(window, TODAY)).toThrow(message);
});
