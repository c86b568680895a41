import { Account } from '../../entities/accounts/account';
import { BookingEntry } from '../../entities/orders/booking-entry';
import type { BookingsDimension, BookingsGroup } from '../../src/analytics/booking-sums';
import { findBookingsPage, type BookingsPage } from '../../src/analytics/bookings-page';
import { findBookings, type BookingsRequest } from '../../src/analytics/find-bookings';
import { Sequencer } from '../../src/events/sequencer';
import { openDatabase } from '../../src/persistence/open-database';
import type { Sql } from '../../src/persistence/sql';
import { addDays } from '../../src/shared/clock';
import { newId } from '../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { commitEvents, eventDraft } from '../support/event-log';
import { projectBookings } from '../support/projected-bookings';
import { accountRow, bookingEntryRow } from '../support/rows';
import { planOf, recordingReads } from '../support/statements';

const FROM = '2026-01-01';
const TO = '2026-06-30';
const EVENTS = 600;
/** Whose amendments take each other back: entries of many SKUs, and no group. */
const NOTHING_ON = ['2026-02-01', '2026-02-02', '2026-02-03'];

let db: TestDatabase;

function fail(error: unknown): never {
  throw error;
}
const accounts = Array.from({ length: 3 }, () => accountRow());
const territories = Array.from({ length: 3 }, newId);

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

/** Orders of 120 of the days, several on each, in two currencies; the days between are empty. */
function someEntries(eventIds: readonly string[]): BookingEntry[] {
  return eventIds.map((eventId, i) =>
    bookingEntryRow({
      eventId,
      day: pick(booked, Math.floor(i * 7.3)),
      accountId: pick(accounts, i).id,
      territoryId: pick([...territories, null], i),
      channel: pick(['DIRECT', 'EDI'] as const, Math.floor(i / 3)),
      currencyCode: pick(['USD', 'EUR'], Math.floor(i / 2)),
      sku: pick(['A', 'B', 'C'], i),
      netMinor: BigInt(i + 1),
    }),
  );
}

const booked = Array.from({ length: 120 }, (_, i) => addDays(FROM, Math.floor(i * 1.5))).filter(
  (day) => !NOTHING_ON.includes(day),
);

function nothings(eventId: string): BookingEntry[] {
  return NOTHING_ON.flatMap((day) =>
    Array.from({ length: 80 }, (_, i) => {
      const entry = bookingEntryRow({ eventId, day, kind: 'AMENDMENT', sku: `N${i}` });
      const { netMinor, listMinor, reportingNetMinor, reportingListMinor } = entry;
      const taken = { netMinor: -netMinor, listMinor: -listMinor, quantity: -1 };
      const reporting = { reportingNetMinor: -reportingNetMinor, reportingListMinor: -reportingListMinor };
      return [entry, Object.assign(new BookingEntry(), { ...entry, id: newId(), ...taken, ...reporting })];
    }).flat(),
  );
}

beforeAll(async () => {
  db = await createTestDatabase();
  const { database } = db;
  const drafts = Array.from({ length: EVENTS }, () => eventDraft());
  const ids = await commitEvents(database, drafts);
  await new Sequencer({ database, onError: fail }).drain();
  await database.transaction((sql) => sql.insert(Account, accounts));
  await database.transaction((sql) => sql.insert(BookingEntry, [...nothings(ids[0]!), ...someEntries(ids)]));
});
afterAll(() => db.drop());

function asked(
  groupBy: readonly BookingsDimension[],
  values: Partial<BookingsRequest> = {},
): BookingsRequest {
  return { from: FROM, to: TO, scope: { all: true }, reportingCurrency: 'USD', ...values, groupBy };
}

async function allOf(request: BookingsRequest): Promise<BookingsGroup[]> {
  return (await findBookings(db.database.reader, request)).groups;
}

function page(
  request: BookingsRequest,
  first: number,
  after: string | null = null,
  sql: Sql = db.database.reader,
): Promise<BookingsPage> {
  return findBookingsPage(sql, request, { first, after });
}

/** Every page from the beginning to the end. */
async function walk(request: BookingsRequest, first: number): Promise<BookingsPage[]> {
  const pages: BookingsPage[] = [];
  for (let after: string | null = null; ; after = pages.at(-1)!.groups.at(-1)!.key) {
    pages.push(await page(request, first, after));
    if (!pages.at(-1)!.hasNextPage) return pages;
  }
}

async function expectSamePageByPage(request: BookingsRequest, first: number): Promise<void> {
  const all = await allOf(request);
  const pages = await walk(request, first);
  expect(pages.flatMap(({ groups }) => groups)).toEqual(all);
  expect(pages).toHaveLength(Math.ceil(all.length / first));
  expect(pages.map(({ hasPreviousPage }) => hasPreviousPage)).toEqual(pages.map((_, i) => i > 0));
  for (const { from, to, position } of pages)
    expect({ from, to, position }).toEqual({ from: request.from, to: request.to, position: BigInt(EVENTS) });
}

async function project(through: number): Promise<void> {
  for (;;) {
    const { position } = await projectBookings(db.database, 100);
    if (position >= BigInt(through)) return;
  }
}

const GROUPINGS: BookingsDimension[][] = [
  ['DAY'],
  ['DAY', 'TERRITORY'],
  ['TERRITORY', 'DAY', 'CURRENCY'],
  ['DAY', 'CHANNEL'],
  ['DAY', 'SKU'],
  ['WEEK', 'TERRITORY'],
  ['SKU'],
];

describe.each([
  ['nothing', 0],
  ['a part', 300],
  ['everything', EVENTS],
])('with %s of the log in the projection', (_name, through) => {
  beforeAll(() => (through > 0 ? project(through) : undefined));

  test.each(GROUPINGS.flatMap((groupBy) => [7, 60, 1_000].map((first) => [groupBy, first] as const)))(
    'the pages by %j of %i groups are the whole answer, in its order',
    (groupBy, first) => expectSamePageByPage(asked(groupBy), first),
  );

  test('they are for each group of its own, too', () => expectSamePageByPage(asked(['DAY', 'CURRENCY']), 1));

  test('a limited scope gets what it may see, page by page', async () => {
    const scope = {
      all: false,
      accountPaths: [accounts[0]!.path],
      territoryIds: [territories[1]!],
      repIds: [],
    } as const;
    const request = asked(['DAY', 'TERRITORY'], { scope });
    expect((await allOf(request)).length).toBeLessThan((await allOf(asked(['DAY', 'TERRITORY']))).length);
    await expectSamePageByPage(request, 25);
    const nobody = { all: false, accountPaths: [], territoryIds: [], repIds: [] } as const;
    expect(await page(asked(['DAY'], { scope: nobody }), 5)).toMatchObject({
      groups: [],
      hasNextPage: false,
    });
  });
});

describe('a page by day', () => {
  const BY_TERRITORY = asked(['DAY', 'TERRITORY']);

  /** Rows of sums that are handed out for it. */
  async function rowsRead(request: BookingsRequest, first: number, after: string | null): Promise<number> {
    let count = 0;
    const counting: Sql = Object.assign(Object.create(db.database.reader) as Sql, {
      rows: async (text: string, params: readonly never[]) => {
        const rows = await db.database.reader.rows<object>(text, params);
        count += rows.length;
        return rows;
      },
    });
    Object.defineProperty(counting, 'apart', { value: counting });
    await page(request, first, after, counting);
    return count;
  }

  test('reads what is on its own days, wherever it begins', async () => {
    const all = await allOf(BY_TERRITORY);
    expect(all.length).toBeGreaterThan(350);
    for (const after of [null, all[100]!.key]) {
      const count = await rowsRead(BY_TERRITORY, 20, after);
      expect(count).toBeGreaterThan(20);
      expect(count).toBeLessThan(250);
    }
  });

  test('finds its last day by the index, without sorting', async () => {
    const { sql, statements } = recordingReads(db.database.reader);
    await page(BY_TERRITORY, 20, null, sql);
    // On a connection of its own: libsql keeps what a connection sees as it is once it has explained a statement.
    const other = await openDatabase(db.options);
    const plan = await planOf(other.reader, statements[0]!);
    await other.close();
    expect(plan.find(({ table }) => table === 'b')).toEqual({
      table: 'b',
      index: 'ix_booking_sums_generation_level_day_territory_id',
      sorted: false,
    });
  });

  test('goes on behind a group that has gone', async () => {
    const all = await allOf(BY_TERRITORY);
    const gone = JSON.stringify([all[50]!.period, `${all[50]!.territoryId}~`, 'USD']);
    expect((await page(BY_TERRITORY, 10, gone)).groups).toEqual(all.slice(51, 61));
    const onNothing = JSON.stringify([NOTHING_ON[1], null, 'USD']);
    const later = all.filter(({ period }) => period! > NOTHING_ON[1]!);
    expect((await page(BY_TERRITORY, 10, onNothing)).groups).toEqual(later.slice(0, 10));
  });

  test('is empty behind the end', async () => {
    const last = (await allOf(BY_TERRITORY)).at(-1)!.key;
    for (const after of [last, '["2026-07-01",null,"USD"]', '["9999-12-31"']) {
      const answer = await page(BY_TERRITORY, 10, after);
      expect(answer).toMatchObject({
        groups: [],
        hasNextPage: false,
        hasPreviousPage: true,
        from: FROM,
        to: TO,
      });
      expect(answer.position).toBe(BigInt(EVENTS));
    }
  });

  test('begins with the window behind a day before it', async () => {
    const all = await allOf(BY_TERRITORY);
    const answer = await page(BY_TERRITORY, 10, '["2020-01-01",null,"USD"]');
    expect(answer).toMatchObject({ groups: all.slice(0, 10), hasPreviousPage: false, hasNextPage: true });
  });

  test.each([
    '',
    '[',
    '["2026-03-01',
    '["2026-13-45",1',
    '["0000-00-00"',
    '["ÿ٣-01-01"',
    '{"a":1}',
    '\u{10FFFF}',
    '["01ARZ3",null]',
    "['2026-03-01'",
  ])('is of the groups with greater keys, whatever its cursor is: %j', async (after) => {
    const greater = (await allOf(BY_TERRITORY)).filter(({ key }) => key > after);
    const answer = await page(BY_TERRITORY, 10, after);
    expect(answer.groups).toEqual(greater.slice(0, 10));
    expect(answer.hasNextPage).toBe(greater.length > 10);
  });

  test('comes of a window that has more groups than can be asked for otherwise', async () => {
    const [eventId] = await commitEvents(db.database, [eventDraft()]);
    const skus = Array.from({ length: 5_100 }, (_, i) => `M${i}`);
    const many = ['2020-01-01', '2020-01-02'].flatMap((day) =>
      skus.map((sku) => bookingEntryRow({ eventId, day, sku })),
    );
    await db.database.transaction((sql) => sql.insert(BookingEntry, many));
    await new Sequencer({ database: db.database, onError: fail }).drain();
    const window = { from: '2020-01-01', to: '2020-01-31' };
    const first = await page(asked(['DAY', 'SKU'], window), 1_000);
    expect(first).toMatchObject({ hasNextPage: true, ...window });
    expect(first.groups).toHaveLength(1_000);
    await project(EVENTS + 1);
    expect(await page(asked(['DAY', 'SKU'], window), 1_000)).toEqual(first);
    await expect(page(asked(['ACCOUNT', 'SKU'], window), 1_000)).rejects.toMatchObject({
      code: 'WINDOW_TOO_LARGE',
      details: { limit: 10_000 },
    });
  });
});
