import { randomUUID } from 'node:crypto';
import type { Services } from '../../resolvers/kit/services';
import { BookingEntry } from '../../entities/orders/booking-entry';
import { ShippedEntry } from '../../entities/orders/shipped-entry';
import type { BookingsDimension } from '../../src/analytics/booking-sums';
import { findBookingsPage } from '../../src/analytics/bookings-page';
import { findBookings, loadGroups, type BookingsRequest } from '../../src/analytics/find-bookings';
import { Role } from '../../src/auth/roles';
import { Sequencer } from '../../src/events/sequencer';
import type { Sql } from '../../src/persistence/sql';
import { startTestApplication, type TestApplication } from '../support/application';
import { commitEvents, eventDraft } from '../support/event-log';
import { projectBookings } from '../support/projected-bookings';
import { bookingEntryRow, shippedEntryRow } from '../support/rows';

/** The least that may be set. */
const LIMIT = 1_000;
const DAY = '2026-03-10';
const WINDOW = { from: '2026-03-01', to: '2026-03-31' };

let app: TestApplication;
let services: Services;
let eventId: string;

beforeAll(async () => {
  app = await startTestApplication({ env: { ORDERWIRE_MAX_BOOKING_ENTRIES: String(LIMIT) } });
  ({ services } = app);
  [eventId] = (await commitEvents(services.database, [eventDraft()])) as [string];
  await book(LIMIT, { day: DAY, bookedDay: DAY });
  await new Sequencer({ database: services.database, onError: () => undefined }).drain();
  while ((await projectBookings(services.database)).hasMore);
});

afterAll(() => app.stop());

async function book(count: number, values: Partial<BookingEntry>): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, i) =>
    bookingEntryRow({ eventId, sku: `S-${i % 4}`, reportingNetMinor: 100n, ...values }),
  );
  await services.database.transaction((sql) => sql.insert(BookingEntry, rows));
  return rows.map(({ id }) => id);
}

async function forget(table: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await services.database.write(`DELETE FROM ${table} WHERE id = ?`, [id]);
}

function asked(groupBy: BookingsDimension[], values: Partial<BookingsRequest> = {}): BookingsRequest {
  const limits = { maxEntries: LIMIT };
  return { ...WINDOW, groupBy, scope: { all: true }, reportingCurrency: 'USD', limits, ...values };
}

const find = (request: BookingsRequest, sql: Sql = services.database.reader) => findBookings(sql, request);
const REFUSED = { code: 'WINDOW_TOO_LARGE', details: { limit: LIMIT, estimatedRows: LIMIT + 1 } };

/** Notes what is read: the statements, and how many rows they give. */
function recording(): { sql: Sql; statements: string[]; rows: () => number } {
  const { reader } = services.database;
  const statements: string[] = [];
  let rows = 0;
  const sql = Object.create(reader) as Sql;
  Object.defineProperties(sql, {
    separately: { value: sql },
    rows: {
      value: async (text: string, params: never[]) => {
        statements.push(text);
        const found = await reader.rows(text, params);
        rows += found.length;
        return found;
      },
    },
    readAside: {
      value: async (...[selects, most, take]: Parameters<Sql['readAside']>) => {
        statements.push(...selects.map((select) => select.sql));
        await reader.readAside(selects, most, (some) => {
          rows += some.length;
          take(some as never);
        });
      },
    },
  });
  return { sql, statements, rows: () => rows };
}

describe('single entries', () => {
  test('are read up to the limit, and added up exactly', async () => {
    const { groups } = await find(asked(['SKU', 'TERRITORY']));
    expect(groups.reduce((sum, { netMinor }) => sum + netMinor, 0n)).toBe(100n * BigInt(LIMIT));
  });

  const over: readonly [name: string, table: string, add: () => Promise<string[]>][] = [
    ['a day', 'booking_entries', () => book(1, { day: DAY, bookedDay: '2020-01-01' })],
    ['the day of the booking', 'booking_entries', () => book(1, { day: '2020-01-01', bookedDay: DAY })],
    [
      'shipped goods',
      'shipped_entries',
      async () => {
        const row = shippedEntryRow(bookingEntryRow({ eventId, day: DAY, bookedDay: DAY }), { eventId });
        await services.database.transaction((sql) => sql.insert(ShippedEntry, [row]));
        return [row.id];
      },
    ],
  ];

  test.each(over)('beyond the limit, by %s, are refused before any is read', async (_name, table, add) => {
    const ids = await add();
    const { sql, statements, rows } = recording();
    await expect(find(asked(['SKU', 'TERRITORY']), sql)).rejects.toMatchObject(REFUSED);
    for (const text of statements) expect(text).not.toMatch(/_minor/);
    expect(rows()).toBeLessThan(20);
    await forget(table, ids);
    expect((await find(asked(['SKU', 'TERRITORY']))).groups).not.toEqual([]);
  });

  test('are counted no further than the limit', async () => {
    const { sql, statements } = recording();
    await expect(find(asked(['SKU', 'DAY'], { limits: { maxEntries: 10 } }), sql)).rejects.toMatchObject({
      code: 'WINDOW_TOO_LARGE',
      details: { limit: 10 },
    });
    const counted = statements.filter((text) => /COUNT\(\*\).*_entries/s.test(text));
    expect(counted).not.toEqual([]);
    for (const text of counted)
      expect(text.match(/FROM \w+_entries/g)!.length).toBe(text.match(/LIMIT \d+/g)!.length);
  });
});

describe('more entries than the limit', () => {
  let ids: string[];
  beforeAll(async () => {
    // Fifty on each of the other days of the month.
    const days = Array.from({ length: 31 }, (_, i) => `2026-03-${String(i + 1).padStart(2, '0')}`);
    const others = days.filter((day) => day !== DAY);
    ids = (await Promise.all(others.map((day) => book(50, { day, bookedDay: day })))).flat();
  });
  afterAll(() => forget('booking_entries', ids));

  const FROM_SUMS: BookingsDimension[][] = [
    [],
    ['TERRITORY'],
    ['DAY', 'TERRITORY'],
    ['MONTH', 'TERRITORY'],
    ['ACCOUNT', 'MONTH'],
    ['SKU'],
    ['SKU', 'MONTH'],
    ['CATEGORY', 'MONTH', 'CURRENCY'],
  ];
  test.each(FROM_SUMS.map((groupBy) => [groupBy]))('are no matter to sums: %j', async (groupBy) => {
    expect((await find(asked(groupBy))).groups).not.toEqual([]);
  });

  test('are refused to a page as they are to all, but by day only those of the page count', async () => {
    const page = { first: 1, after: null };
    const { reader } = services.database;
    const bySku = asked(['SKU', 'REP']);
    await expect(findBookingsPage(reader, bySku, page)).rejects.toMatchObject({ code: 'WINDOW_TOO_LARGE' });
    const byDay = await findBookingsPage(reader, asked(['DAY', 'SKU']), page);
    expect(byDay).toMatchObject({ hasNextPage: true, groups: [{ period: '2026-03-01' }] });
  });

  test('are refused to a live view', async () => {
    const request = asked(['SKU', 'REP']);
    await expect(loadGroups(services.database.reader, request)).rejects.toMatchObject({
      code: 'WINDOW_TOO_LARGE',
    });
  });

  test('are refused to queries and subscriptions with the estimate, the limit and the next step', async () => {
    const fields = `bookings(window: { from: "${WINDOW.from}", to: "${WINDOW.to}" }, groupBy: [SKU, TERRITORY])`;
    const viewer = await app.as(Role.VIEWER);
    const refused = await viewer.fail(`{ ${fields} { groups { units } } }`);
    const expected = {
      code: 'WINDOW_TOO_LARGE',
      details: {
        limit: LIMIT,
        estimatedRows: expect.any(Number),
        suggestion: expect.stringContaining('shorter'),
      },
    };
    expect(refused).toMatchObject({
      message: expect.stringContaining('the limit is 1000'),
      extensions: expected,
    });
    const live = (await app.liveAs(Role.VIEWER)).subscribe(`subscription { ${fields} { position } }`, {});
    await expect(live.next()).rejects.toMatchObject({ errors: [{ extensions: expected }] });
  });
});

test('a question whose request has ended reads nothing more', async () => {
  const gone = new AbortController();
  const sql = services.database.reader.until(gone.signal);
  const limits = { maxEntries: LIMIT, rowsAtOnce: 0, rowsPerPart: 1 };
  const reason = new Error(`gone ${randomUUID()}`);
  const question = find(asked(['SKU', 'TERRITORY'], { limits }), sql);
  gone.abort(reason);
  await expect(question).rejects.toBe(reason);
});
