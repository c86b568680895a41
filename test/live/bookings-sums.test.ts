import { Account } from '../../entities/accounts/account';
import { BookingEntry } from '../../entities/orders/booking-entry';
import { ShippedEntry } from '../../entities/orders/shipped-entry';
import type { BookingsDimension } from '../../src/analytics/booking-sums';
import { bookingSumsInvariants } from '../../src/analytics/booking-sums-invariant';
import { checkInvariants, type InvariantViolation } from '../support/invariants';
import { rebuildBookings } from '../../src/analytics/rebuild-bookings';
import { findBookings, loadGroups, type BookingsRequest } from '../../src/analytics/find-bookings';
import type { Scope } from '../../src/auth/row-scope';
import { Sequencer } from '../../src/events/sequencer';
import { addDays, systemClock } from '../../src/shared/clock';
import { newId } from '../../src/shared/ids';
import { bookingsByHand, summedGroups, type SummedGroup } from '../support/bookings-by-hand';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { commitEvents, eventDraft } from '../support/event-log';
import { activeGeneration, projectBookings } from '../support/projected-bookings';
import { accountRow, bookingEntryRow, shippedEntryRow } from '../support/rows';

const FROM = '2026-01-05';
const TO = '2026-03-25';

let db: TestDatabase;
const entries: BookingEntry[] = [];
const shipped: ShippedEntry[] = [];
const accounts = Array.from({ length: 4 }, () => accountRow());
const [territories, reps, categories] = [3, 2, 3].map((n) => Array.from({ length: n }, () => newId()));

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

/** Confirmed orders of one to three lines on ninety days, of which some were cancelled in part on a later day. */
function someEntries(events: { id: string; cancelId: string }[]): BookingEntry[] {
  return events.flatMap(({ id, cancelId }, i) => {
    const order = {
      orderId: newId(),
      eventId: id,
      day: addDays('2026-01-01', i % 90),
      bookedDay: addDays('2026-01-01', i % 90),
      accountId: pick(accounts, i).id,
      territoryId: pick([...territories!, null], i),
      repId: pick([null, ...reps!], Math.floor(i / 2)),
      channel: pick(['DIRECT', 'EDI'] as const, Math.floor(i / 3)),
      currencyCode: pick(['USD', 'EUR'], i),
    };
    const lines = Array.from({ length: (i % 3) + 1 }, (_, line) =>
      bookingEntryRow({
        ...order,
        sku: pick(['A', 'B', 'C', 'D'], i + line),
        categoryId: pick([...categories!, null], i + line),
        quantity: line + 1,
        listMinor: BigInt(1000 + i * 7),
        netMinor: BigInt(900 + i * 5),
        reportingListMinor: BigInt(1100 + i * 7),
        reportingNetMinor: BigInt(990 + i * 5),
      }),
    );
    if (i % 4 > 0) return lines;
    const [line] = lines;
    const taken = {
      ...line!,
      id: newId(),
      eventId: cancelId,
      kind: pick(['CANCELLATION', 'SHORT_CLOSE'] as const, i / 4),
      day: addDays(line!.day, 2),
      quantity: -1,
    };
    for (const name of ['listMinor', 'netMinor', 'reportingListMinor', 'reportingNetMinor'] as const)
      taken[name] /= -2n;
    return [...lines, Object.assign(new BookingEntry(), taken)];
  });
}

/** A part of every third confirmed line left, with a later event. */
function someShipped(booked: readonly BookingEntry[], ids: readonly string[]): ShippedEntry[] {
  return booked
    .filter(({ kind }, i) => kind === 'CONFIRMATION' && i % 3 === 0)
    .map((entry, i) =>
      shippedEntryRow(entry, {
        eventId: ids[((i * 7) % 250) + 250]!,
        netMinor: entry.netMinor / 3n,
        reportingNetMinor: entry.reportingNetMinor / 3n,
      }),
    );
}

beforeAll(async () => {
  db = await createTestDatabase();
  const { database } = db;
  const onError = (error: unknown) => {
    throw error;
  };
  const ids = await commitEvents(
    database,
    Array.from({ length: 500 }, () => eventDraft()),
  );
  await new Sequencer({ database, onError }).drain();
  entries.push(
    ...someEntries(Array.from({ length: 250 }, (_, i) => ({ id: ids[i]!, cancelId: ids[i + 250]! }))),
  );
  shipped.push(...someShipped(entries, ids));
  await database.transaction((sql) => sql.insert(BookingEntry, entries));
  await database.transaction((sql) => sql.insert(ShippedEntry, shipped));
  await database.transaction((sql) => sql.insert(Account, accounts));
});

afterAll(() => db.drop());

function byHand(
  groupBy: readonly BookingsDimension[],
  visible: (entry: BookingEntry | ShippedEntry) => boolean = () => true,
  days = { from: FROM, to: TO },
): SummedGroup[] {
  const seen = { booked: entries.filter(visible), shipped: shipped.filter(visible) };
  return bookingsByHand(seen, groupBy, days);
}

async function answer(
  groupBy: readonly BookingsDimension[],
  values: Partial<BookingsRequest> = {},
): Promise<SummedGroup[]> {
  const request = { from: FROM, to: TO, scope: { all: true }, reportingCurrency: 'USD', ...values } as const;
  const { groups } = await findBookings(db.database.reader, { ...request, groupBy });
  const inParts = await findBookings(db.database.reader, { ...request, groupBy, limits: MANY_PARTS });
  expect(inParts.groups).toEqual(groups);
  return summedGroups(groups, groupBy);
}

/** As if there were so much to read that it had to be read aside, and in many parts. */
const MANY_PARTS = { rowsAtOnce: 0, rowsPerPart: 10 };

/** Works the events up to a position into the projection, in steps of a size that nothing depends on. */
async function project(through: bigint, generation = 1): Promise<void> {
  for (;;) {
    const size = 1 + Math.floor(Math.random() * 60);
    const { position } = await projectBookings(db.database, size, generation);
    if (position >= through) return;
  }
}

const GROUPINGS: BookingsDimension[][] = [
  [],
  ['DAY'],
  ['WEEK'],
  ['MONTH'],
  ['TERRITORY'],
  ['REP'],
  ['CATEGORY'],
  ['SKU'],
  ['ACCOUNT'],
  ['CHANNEL'],
  ['CURRENCY'],
  ['WEEK', 'TERRITORY', 'CHANNEL'],
  ['DAY', 'CATEGORY'],
  ['MONTH', 'SKU'],
  ['CATEGORY', 'CURRENCY'],
  ['CATEGORY', 'SKU'],
  ['TERRITORY', 'SKU'],
  ['WEEK', 'SKU'],
  ['MONTH', 'SKU', 'CURRENCY', 'REP', 'CATEGORY', 'ACCOUNT'],
];

/** With whole months and parts of some, in every mixture. */
const WINDOWS = [
  ['2026-01-01', '2026-03-31'],
  ['2025-12-15', '2026-04-15'],
  ['2026-01-20', '2026-02-28'],
  ['2026-02-01', '2026-03-10'],
  ['2026-02-03', '2026-02-20'],
  ['2026-02-03', '2026-02-12'],
  ['2026-02-18', '2026-02-20'],
  ['2026-01-18', '2026-03-14'],
  ['2026-01-15', '2026-03-16'],
  ['2026-01-31', '2026-02-01'],
] as const;

const OF_WINDOWS: BookingsDimension[][] = [
  [],
  ['MONTH'],
  ['TERRITORY'],
  ['MONTH', 'TERRITORY'],
  ['CURRENCY'],
  ['SKU'],
  ['MONTH', 'CATEGORY'],
  ['MONTH', 'SKU', 'CATEGORY', 'CURRENCY'],
];

describe.each([
  ['nothing', 0n],
  ['a part', 210n],
  ['more', 333n],
  ['everything', 500n],
])('with %s of the log in the projection', (_name, through) => {
  beforeAll(() => project(through));

  test.each(GROUPINGS.map((groupBy) => [groupBy]))(
    'grouped by %j they are the sums by hand',
    async (groupBy) => {
      expect(await answer(groupBy)).toEqual(byHand(groupBy));
    },
  );

  test.each(WINDOWS)('from %s to %s they are those of its days', async (from, to) => {
    for (const groupBy of OF_WINDOWS) {
      const expected = byHand(groupBy, undefined, { from, to });
      expect(expected.length).toBeGreaterThan(0);
      expect(await answer(groupBy, { from, to })).toEqual(expected);
    }
  });

  test('a scope sees the sums of its own entries only', async () => {
    const scope: Scope = {
      all: false,
      accountPaths: [accounts[0]!.path],
      territoryIds: [territories![1]!],
      repIds: [],
    };
    const visible = ({ accountId, territoryId }: BookingEntry | ShippedEntry) =>
      accountId === accounts[0]!.id || territoryId === territories![1];
    expect(await answer(['WEEK'], { scope })).toEqual(byHand(['WEEK'], visible));
    expect(await answer(['SKU'], { scope })).toEqual(byHand(['SKU'], visible));
  });
});

/** Checked without the entries, which are of orders that are not there. */
async function wrongSums(): Promise<InvariantViolation[]> {
  const after = { rules: bookingSumsInvariants.name, key: '' };
  return checkInvariants(db.database.reader, { after });
}

test('several at a time work every event in once, and a rebuild comes to the same', async () => {
  expect(await wrongSums()).toEqual([]);
  const rebuilds = rebuildBookings({ database: db.database, clock: systemClock });
  const steps = Array.from({ length: 4 }, () => project(500n, 1).catch(() => undefined));
  expect(await rebuilds).toBe(500n);
  await Promise.all(steps);
  expect(await activeGeneration(db.database)).toBe(2);
  expect(await answer(['MONTH', 'SKU', 'CURRENCY'])).toEqual(byHand(['MONTH', 'SKU', 'CURRENCY']));
  for (const table of ['booking_sums', 'product_sums'])
    expect(await db.database.reader.rows(`SELECT generation FROM ${table} WHERE generation <> 2`)).toEqual(
      [],
    );
});

test.each([
  ['booking_sums', 'net_minor', 'level = 3', ' net'],
  ['product_sums', 'net_minor', "sku = 'A'", ' A net'],
  ['product_sums', 'category_orders', "sku = 'A'", ' - orders'],
])('sums that are not those of the entries are found: %s, %s', async (table, column, where, key) => {
  const { database } = db;
  const change = (by: number) =>
    database.write(`UPDATE ${table} SET ${column} = ${column} + ? WHERE ${where}`, [by]);
  await change(1);
  const found = await wrongSums();
  expect(found[0]).toMatchObject({ key: expect.stringContaining(key) });
  expect(found[0]!.actual - found[0]!.expected).toBeGreaterThan(0n);
  await change(-1);
});

test('without dimensions there is one group, also while nothing is booked', async () => {
  const [total, ...others] = await answer([], { from: '1999-01-01', to: '1999-12-31' });
  expect(total).toMatchObject({ netMinor: 0n, orders: 0, units: 0n });
  expect(others).toEqual([]);
  expect(await answer(['DAY'], { from: '1999-01-01', to: '1999-12-31' })).toEqual([]);
});

test('entries of events that have no position yet are not in the sums', async () => {
  const { database } = db;
  const before = await answer(['SKU']);
  const [eventId] = await commitEvents(database, [eventDraft()]);
  const late = bookingEntryRow({ eventId, day: FROM, sku: 'LATE' });
  await database.transaction((sql) =>
    sql.insert(BookingEntry, [late, bookingEntryRow({ ...late, id: newId(), sku: 'A' })]),
  );
  expect(await answer(['SKU'])).toEqual(before);
  const onError = (error: unknown) => {
    throw error;
  };
  await new Sequencer({ database, onError }).drain();
  const after = await answer(['SKU']);
  expect(after.find(({ dimensions }) => dimensions[0] === 'LATE')).toMatchObject({
    netMinor: 900n,
    orders: 1,
  });
});

test('two periods at once are refused', async () => {
  await expect(answer(['DAY', 'WEEK'])).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('more groups than a live view may have, or a question, are refused', async () => {
  const [eventId] = await commitEvents(db.database, [eventDraft()]);
  const many = Array.from({ length: 5_001 }, (_, i) =>
    bookingEntryRow({ eventId, day: '2020-01-01', sku: `M${i}` }),
  );
  await db.database.transaction((sql) => sql.insert(BookingEntry, many));
  await new Sequencer({ database: db.database, onError: () => undefined }).drain();
  const day = { from: '2020-01-01', to: '2020-01-01' };
  expect(await answer(['SKU'], day)).toHaveLength(5_001);
  const asked: BookingsRequest = { ...day, groupBy: ['SKU'], scope: { all: true }, reportingCurrency: 'USD' };
  await expect(loadGroups(db.database.reader, asked)).rejects.toMatchObject({
    code: 'WINDOW_TOO_LARGE',
    details: { limit: 5_000 },
  });
  await expect(loadGroups(db.database.reader, asked, 5_000)).rejects.toThrow('more than 5000 groups');
});
