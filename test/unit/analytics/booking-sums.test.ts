import {
  averageDealMinor,
  BookingGroups,
  discountPpm,
  type BookingSums,
  type SummedRow,
} from '../../../src/analytics/booking-sums';

const row = (values: Partial<SummedRow>): SummedRow => ({
  reporting_currency: 'USD',
  net: 0,
  list: 0,
  cancelled: 0,
  backlog: 0,
  order_net: 0,
  order_backlog: 0,
  orders: 0,
  line_count: 0,
  units: 0,
  ...values,
});

const sums = (values: Partial<BookingSums>): BookingSums => ({
  netMinor: 0n,
  listMinor: 0n,
  cancelledMinor: 0n,
  backlogMinor: 0n,
  orderNetMinor: 0n,
  orderBacklogMinor: 0n,
  orders: 0,
  lines: 0,
  units: 0n,
  ...values,
});

test('days are rolled up into ISO weeks, across the turn of a year', () => {
  const groups = new BookingGroups(['WEEK']);
  for (const day of ['2025-12-29', '2026-01-04', '2026-01-05'])
    groups.add(row({ day, net: '100', orders: 1 }));
  expect(groups.list()).toMatchObject([
    { period: '2026-W01', periodStart: '2025-12-29', netMinor: 200n, orders: 2 },
    { period: '2026-W02', periodStart: '2026-01-05', netMinor: 100n, orders: 1 },
  ]);
});

test('rows of the same group add up, and what comes to nothing is forgotten', () => {
  const groups = new BookingGroups(['SKU']);
  groups.add(row({ sku: 'A', net: 500, units: 5, line_count: 2 }));
  groups.add(row({ sku: 'A', net: -200, units: '-2', backlog: 70 }));
  groups.add(row({ sku: 'B', backlog: 100 }));
  groups.add(row({ sku: 'B', backlog: -100 }));
  groups.dropEmpty();
  expect(groups.list()).toMatchObject([{ sku: 'A', netMinor: 300n, units: 3n, lines: 2, backlogMinor: 70n }]);
});

test('a group that has come to nothing is in a change that names it, and not among all', () => {
  const groups = new BookingGroups(['SKU']);
  groups.add(row({ sku: 'A', units: 1 }));
  const key = groups.touch(row({ sku: 'B', units: 7 }));
  expect(groups.list()).toMatchObject([{ sku: 'A' }]);
  expect(groups.list(new Set([key]))).toMatchObject([{ sku: 'B', units: 0n }]);
  const total = new BookingGroups([]);
  total.touch(row({}));
  expect(total.list()).toMatchObject([{ units: 0n }]);
});

test('a missing dimension is a group of its own, and no text can pass for another group', () => {
  const groups = new BookingGroups(['SKU', 'REP']);
  for (const [sku, rep_id] of [
    ['A', null],
    ['A', ''],
    ['A","B', 'C'],
    ['A', 'B","C'],
  ] as const) {
    groups.add(row({ sku, rep_id }));
  }
  expect(groups.size).toBe(4);
});

test('amounts in different reporting currencies stay apart', () => {
  const groups = new BookingGroups([]);
  groups.addEmpty('USD');
  groups.add(row({ net: 100 }));
  groups.add(row({ net: 100, reporting_currency: 'EUR' }));
  expect(groups.list().map(({ netMinor, reportingCurrency }) => [netMinor, reportingCurrency])).toEqual([
    [100n, 'EUR'],
    [100n, 'USD'],
  ]);
});

test('lists copies, of all groups or of those asked for', () => {
  const groups = new BookingGroups(['SKU']);
  const a = groups.add(row({ sku: 'A', net: 1 }));
  groups.add(row({ sku: 'B', net: 2 }));
  const [before] = groups.list(new Set([a]));
  groups.add(row({ sku: 'A', net: 10 }));
  expect(before!.netMinor).toBe(1n);
  expect(groups.list()).toHaveLength(2);
});

test('the average deal is bookings by confirmed orders, rounded to the minor unit', () => {
  expect(averageDealMinor(sums({ netMinor: 1001n, orders: 2 }), 'HALF_EVEN')).toBe(500n);
  expect(averageDealMinor(sums({ netMinor: 1001n, orders: 2 }), 'HALF_UP')).toBe(501n);
  expect(averageDealMinor(sums({ netMinor: 1001n }), 'HALF_EVEN')).toBeNull();
});

test('the discount rate is weighted by list value', () => {
  expect(discountPpm(sums({ netMinor: 875n, listMinor: 1000n }), 'HALF_EVEN')).toBe(125_000n);
  expect(discountPpm(sums({ netMinor: -875n, listMinor: -1000n }), 'HALF_EVEN')).toBe(125_000n);
  expect(discountPpm(sums({ netMinor: 5n }), 'HALF_EVEN')).toBeNull();
});
