import { Account } from '../../entities/accounts/account';
import { BookingEntry } from '../../entities/orders/booking-entry';
import type { BookingsDimension } from '../../src/analytics/booking-sums';
import { isoWeek } from '../../src/analytics/calendar';
import { findBookings, type BookingsRequest } from '../../src/analytics/find-bookings';
import type { Scope } from '../../src/auth/row-scope';
import { Sequencer } from '../../src/events/sequencer';
import { addDays } from '../../src/shared/clock';
import { newId } from '../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { commitEvents, eventDraft } from '../support/event-log';
import { accountRow, bookingEntryRow } from '../support/rows';

const FROM = '2026-01-05';
const TO = '2026-03-25';

let db: TestDatabase;
const entries: BookingEntry[] = [];
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
  await database.transaction((sql) => sql.insert(BookingEntry, entries));
  await database.transaction((sql) => sql.insert(Account, accounts));
});

afterAll(() => db.drop());

const PARTS: Record<BookingsDimension, (entry: BookingEntry) => string | null> = {
  DAY: ({ day }) => day,
  WEEK: ({ day }) => isoWeek(day),
  MONTH: ({ day }) => day.slice(0, 7),
  TERRITORY: ({ territoryId }) => territoryId,
  REP: ({ repId }) => repId,
  CATEGORY: ({ categoryId }) => categoryId,
  SKU: ({ sku }) => sku,
  ACCOUNT: ({ accountId }) => accountId,
  CHANNEL: ({ channel }) => channel,
  CURRENCY: ({ currencyCode }) => currencyCode,
};

/** The same sums by hand. */
function byHand(chosen: readonly BookingEntry[], groupBy: readonly BookingsDimension[]): unknown[] {
  const groups = new Map<string, BookingEntry[]>();
  for (const entry of chosen) {
    const key = JSON.stringify(groupBy.map((dimension) => PARTS[dimension](entry)));
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const total = (list: BookingEntry[], value: (entry: BookingEntry) => bigint | number) =>
    list.reduce((sum, entry) => sum + BigInt(value(entry)), 0n);
  return [...groups.values()].map((group) => {
    const confirmed = group.filter(({ kind }) => kind === 'CONFIRMATION');
    const taken = group.filter(({ kind }) => kind !== 'CONFIRMATION');
    return {
      dimensions: groupBy.map((dimension) => PARTS[dimension](group[0]!)),
      netMinor: total(group, (entry) => entry.reportingNetMinor),
      listMinor: total(group, (entry) => entry.reportingListMinor),
      cancelledMinor: -total(taken, (entry) => entry.reportingNetMinor),
      orderNetMinor: total(group, (entry) => entry.netMinor),
      orders: new Set(confirmed.map(({ orderId }) => orderId)).size,
      lines: confirmed.length,
      units: total(group, (entry) => entry.quantity),
    };
  });
}

const FIELDS: Record<
  BookingsDimension,
  'period' | 'territoryId' | 'repId' | 'categoryId' | 'sku' | 'accountId' | 'channel' | 'currencyCode'
> = {
  DAY: 'period',
  WEEK: 'period',
  MONTH: 'period',
  TERRITORY: 'territoryId',
  REP: 'repId',
  CATEGORY: 'categoryId',
  SKU: 'sku',
  ACCOUNT: 'accountId',
  CHANNEL: 'channel',
  CURRENCY: 'currencyCode',
};

async function answer(groupBy: readonly BookingsDimension[], values: Partial<BookingsRequest> = {}) {
  const request = { from: FROM, to: TO, scope: { all: true }, reportingCurrency: 'USD', ...values } as const;
  const { groups } = await findBookings(db.database.reader, { ...request, groupBy });
  return groups.map(
    ({ netMinor, listMinor, cancelledMinor, orderNetMinor, orders, lines, units, ...group }) => ({
      dimensions: groupBy.map((dimension) => group[FIELDS[dimension]]),
      ...{ netMinor, listMinor, cancelledMinor, orderNetMinor, orders, lines, units },
    }),
  );
}

const byDimensions = (a: unknown, b: unknown): number => {
  const [x, y] = [a, b].map((group) => JSON.stringify((group as { dimensions: unknown }).dimensions));
  return x! < y! ? -1 : 1;
};

const inWindow = ({ day }: BookingEntry): boolean => day >= FROM && day <= TO;

test.each<BookingsDimension[][]>([
  [[]],
  [['DAY']],
  [['WEEK']],
  [['MONTH']],
  [['TERRITORY']],
  [['REP']],
  [['CATEGORY']],
  [['SKU']],
  [['ACCOUNT']],
  [['CHANNEL']],
  [['CURRENCY']],
  [['WEEK', 'TERRITORY', 'CHANNEL']],
  [['MONTH', 'SKU', 'CURRENCY', 'REP', 'CATEGORY', 'ACCOUNT']],
])('grouped by %j they are the sums by hand', async (groupBy) => {
  const sums = await answer(groupBy);
  expect(sums.sort(byDimensions)).toEqual(byHand(entries.filter(inWindow), groupBy).sort(byDimensions));
});

test('a scope sees the sums of its own entries only', async () => {
  const scope: Scope = {
    all: false,
    accountPaths: [accounts[0]!.path],
    territoryIds: [territories![1]!],
    repIds: [],
  };
  const visible = entries.filter(
    (entry) =>
      inWindow(entry) && (entry.accountId === accounts[0]!.id || entry.territoryId === territories![1]),
  );
  expect((await answer(['WEEK'], { scope })).sort(byDimensions)).toEqual(
    byHand(visible, ['WEEK']).sort(byDimensions),
  );
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

test('more groups than the limit are refused', async () => {
  const many = Array.from({ length: 5_001 }, (_, i) => bookingEntryRow({ day: '2020-01-01', sku: `M${i}` }));
  await db.database.transaction((sql) => sql.insert(BookingEntry, many));
  await expect(answer(['SKU'], { from: '2020-01-01', to: '2020-01-01' })).rejects.toMatchObject({
    code: 'WINDOW_TOO_LARGE',
    details: { limit: 5_000 },
  });
});
