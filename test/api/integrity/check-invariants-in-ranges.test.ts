import { Projection } from '../../../entities/events/projection';
import { type CheckedUpTo } from '../../../src/integrity/check-invariants';
import { checkInvariants } from '../../support/invariants';
import { INVARIANTS } from '../../../src/server/areas';
import { inventoryUseCases } from '../../../src/inventory/use-cases';
import { CommandRunner } from '../../../src/commands/command-runner';
import type { Sql } from '../../../src/persistence/sql';
import { systemClock } from '../../../src/shared/clock';
import { DomainError } from '../../../src/shared/errors';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { projectBookings } from '../../support/projected-bookings';
import { insertSoundOrder } from '../../support/sound-order';
import { clearStock, commandOf, insertLocations, insertProducts, nobodyWaits } from '../../support/stock';

const { receiveInventory } = inventoryUseCases({ stockArrival: nobodyWaits });
const COUNT = 5;
const PLACES = { first: 1, middle: 3, last: COUNT } as const;

/** Things of the n-th order, which is the only one of its SKU and of its month. */
const skuOf = (n: number): string => `S-${n}`;
const monthOf = (n: number): string => `2026-0${n}`;

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});

afterAll(() => db.drop());

beforeEach(async () => {
  const numbers = Array.from({ length: COUNT }, (_, i) => i + 1);
  await insertProducts(db.database, numbers.map(skuOf));
  const [locationId] = (await insertLocations(db.database, ['WEST'])) as [string];
  const runner = new CommandRunner({ database: db.database, clock: systemClock });
  const lines = numbers.map((n) => ({ sku: skuOf(n), locationId, quantity: 10 }));
  await runner.run(receiveInventory, commandOf({ lines }));
  await corrupt('DELETE FROM events');
  for (const n of numbers) {
    const day = `${monthOf(n)}-15`;
    const order = { number: `SO-${n}`, sku: skuOf(n), locationId, position: BigInt(n), day };
    await insertSoundOrder(db.database, order);
  }
  await corrupt(`UPDATE event_sequence SET last_position = ${COUNT}`);
  await projectBookings(db.database, 100);
});

afterEach(async () => {
  await clearStock(db.database);
  for (const table of ['booking_sums', 'product_sums', 'shipped_entries'])
    await corrupt(`DELETE FROM ${table}`);
  await corrupt('UPDATE projections SET position = 0');
  await corrupt('UPDATE event_sequence SET last_position = 0');
});

const corrupt = (sql: string) => db.database.transaction((writer) => writer.execute(sql));
const smallRanges = { rowsPerRange: 1 };

/** What is found wrong after a change of something of the n-th order. */
type Corruption = readonly [name: string, sql: (n: number) => string[], kinds: readonly string[]];

const ofSku = (n: number): string => `WHERE sku = '${skuOf(n)}'`;
const ofOrder = (n: number): string =>
  `WHERE order_id = (SELECT o.id FROM orders o WHERE o.number = 'SO-${n}')`;
const sumOf = (level: number) => (n: number) => [
  `UPDATE booking_sums SET net_minor = net_minor + 1 WHERE level = ${level} AND day LIKE '${monthOf(n)}-%'`,
];

const CORRUPTIONS: readonly Corruption[] = [
  [
    'a level that differs from its movements',
    (n) => [`UPDATE inventory_levels SET on_hand = 11 ${ofSku(n)}`],
    ['LEVEL_EQUALS_MOVEMENTS'],
  ],
  [
    'movements and allocations without a level',
    (n) => [`DELETE FROM inventory_levels ${ofSku(n)}`],
    ['LEVEL_EQUALS_MOVEMENTS', 'ALLOCATED_EQUALS_ALLOCATIONS'],
  ],
  [
    'a bucket below zero',
    (n) => [`UPDATE inventory_levels SET safety_stock = -1 ${ofSku(n)}`],
    ['NO_NEGATIVE_BUCKET'],
  ],
  [
    'more allocated than there are allocations',
    (n) => [
      `UPDATE inventory_levels SET allocated = 4 ${ofSku(n)}`,
      `UPDATE inventory_movements SET allocated_delta = 4 ${ofSku(n)}`,
    ],
    ['ALLOCATED_EQUALS_ALLOCATIONS'],
  ],
  [
    'an allocation of no schedule line',
    (n) => [`UPDATE allocations SET schedule_line_id = '${newId()}' ${ofSku(n)}`],
    ['ALLOCATED_EQUALS_ALLOCATIONS'],
  ],
  [
    'more reserved than there are reservations',
    (n) => [
      `UPDATE inventory_levels SET reserved = 1 ${ofSku(n)}`,
      `UPDATE inventory_movements SET reserved_delta = 1 ${ofSku(n)}`,
    ],
    ['RESERVED_EQUALS_RESERVATIONS'],
  ],
  [
    'quantities of a line that do not add up',
    (n) => [`UPDATE order_lines SET quantity_open = 1 ${ofSku(n)}`],
    ['LINE_QUANTITIES_ADD_UP', 'LINE_EQUALS_SCHEDULE'],
  ],
  [
    'quantities of a schedule line that do not add up',
    (n) => [`UPDATE order_schedule_lines SET quantity_open = 1 ${ofSku(n)}`],
    ['SCHEDULE_QUANTITIES_ADD_UP', 'LINE_EQUALS_SCHEDULE'],
  ],
  [
    'a line that has more allocated than its allocations',
    (n) => [
      `UPDATE order_lines SET quantity_allocated = 4, quantity_backordered = 1 ${ofSku(n)}`,
      `UPDATE order_schedule_lines SET quantity_allocated = 4, quantity_backordered = 1 ${ofSku(n)}`,
    ],
    ['LINE_EQUALS_ALLOCATIONS'],
  ],
  [
    'an order that differs from its lines',
    (n) => [`UPDATE orders SET tax_minor = 51, total_minor = 551 WHERE number = 'SO-${n}'`],
    ['ORDER_EQUALS_LINES'],
  ],
  [
    'bookings that differ from their line',
    (n) => [`UPDATE booking_entries SET net_minor = net_minor + 1 ${ofOrder(n)}`],
    ['BOOKINGS_EQUAL_LINES'],
  ],
  [
    'bookings of a line that are not there',
    (n) => [`UPDATE booking_entries SET order_line_id = '${newId()}' ${ofOrder(n)}`],
    ['BOOKINGS_EQUAL_LINES'],
  ],
  [
    'shipped goods without an entry',
    (n) => [
      `UPDATE order_lines SET quantity_shipped = 2, quantity_backordered = 0 ${ofSku(n)}`,
      `UPDATE order_schedule_lines SET quantity_shipped = 2, quantity_backordered = 0 ${ofSku(n)}`,
    ],
    ['SHIPPED_ENTRIES_EQUAL_LINES'],
  ],
  ['sums by account that differ from the entries', sumOf(0), ['BOOKING_SUMS_EQUAL_ENTRIES']],
  ['sums by territory that differ from the entries', sumOf(3), ['BOOKING_SUMS_EQUAL_ENTRIES']],
  ['sums by month that differ from the entries', sumOf(4), ['BOOKING_SUMS_EQUAL_ENTRIES']],
  [
    'sums of products that differ from the entries',
    (n) => [`UPDATE product_sums SET units = units + 1 WHERE month = '${monthOf(n)}'`],
    ['BOOKING_SUMS_EQUAL_ENTRIES'],
  ],
  [
    'orders of a category that differ from the entries',
    (n) => [`UPDATE product_sums SET category_orders = category_orders + 1 WHERE month = '${monthOf(n)}'`],
    ['BOOKING_SUMS_EQUAL_ENTRIES'],
  ],
];

/** What is read with, and what is to happen before each read. */
function before(read: (count: number) => void, sql: Sql = db.database.reader): Sql {
  let count = 0;
  const readAside: Sql['readAside'] = (...args) => {
    read((count += 1));
    return sql.readAside(...args);
  };
  return Object.create(sql, { readAside: { value: readAside } }) as Sql;
}

it('finds nothing when all is well, rule by rule and range by range', async () => {
  let reads = 0;
  expect(
    await checkInvariants(
      before(() => (reads += 1)),
      smallRanges,
    ),
  ).toEqual([]);
  // The last range of these is what comes behind the last key; nothing has been shipped; sums have a range a month.
  const ranges = {
    STOCK: COUNT + 1,
    ORDERS: COUNT + 1,
    FULFILLMENT: 1,
    BOOKING_ENTRIES: COUNT + 1,
    BOOKING_SUMS: COUNT,
  };
  expect(INVARIANTS.map(({ name }) => name)).toEqual(Object.keys(ranges));
  const expected = INVARIANTS.map(({ name, rules }) => rules.length * ranges[name as keyof typeof ranges]);
  expect(reads).toBe(expected.reduce((sum, each) => sum + each));
});

describe.each(Object.entries(PLACES))('in the %s range', (_place, n) => {
  it.each(CORRUPTIONS)('finds %s', async (_name, sqlOf, kinds) => {
    for (const sql of sqlOf(n)) expect(await corrupt(sql)).toBe(1);
    const found = await checkInvariants(db.database.reader, smallRanges);
    expect([...new Set(found.map(({ kind }) => kind))]).toEqual(kinds);
    const place = new RegExp(`^(${skuOf(n)} WEST|SO-${n} |${monthOf(n)}[- ])`);
    for (const { key } of found) expect(key).toMatch(place);
    // As in one range.
    expect(await checkInvariants(db.database.reader)).toEqual(found);
  });
});

it.each([
  ['few', {}],
  ['many', { listedEvents: 0 }],
])(
  'takes entries of %s events that the projection has not come to for no violation',
  async (_name, options) => {
    const check = () => checkInvariants(db.database.reader, { ...smallRanges, ...options });
    await corrupt("UPDATE projections SET position = 4 WHERE name = 'bookings'");
    await db.database.write('DELETE FROM booking_sums WHERE day LIKE ?', [`${monthOf(5)}-%`]);
    await db.database.write('DELETE FROM product_sums WHERE month = ?', [monthOf(5)]);
    expect(await check()).toEqual([]);
    await corrupt('UPDATE events SET position = -1 WHERE position = 3');
    await db.database.write('DELETE FROM booking_sums WHERE day LIKE ?', [`${monthOf(3)}-%`]);
    await db.database.write('DELETE FROM product_sums WHERE month = ?', [monthOf(3)]);
    expect(await check()).toEqual([]);
    await corrupt('UPDATE events SET position = 3 WHERE position = -1');
    const keys = new Set((await check()).map(({ key }) => key.slice(0, 7)));
    expect([...keys]).toEqual([monthOf(3)]);
  },
);

it('goes on where it has had no time to go on, and comes to its end', async () => {
  await corrupt(`UPDATE inventory_levels SET on_hand = 11 ${ofSku(2)}`);
  await corrupt(`UPDATE orders SET tax_minor = 51, total_minor = 551 WHERE number = 'SO-4'`);
  const found: string[] = [];
  let places = 0;
  let after: CheckedUpTo | null = null;
  for (let ended = false; !ended;) {
    const options = {
      ...smallRanges,
      after,
      endsAt: 0,
      cursorOf: (place: CheckedUpTo) => JSON.stringify(place),
    };
    const answer = await checkInvariants(db.database.reader, options).catch((error: unknown) => error);
    if (Array.isArray(answer)) {
      found.push(...answer.map(({ key }) => key as string));
      ended = true;
    } else {
      expect(answer).toMatchObject({ code: 'TIMEOUT' });
      const { details } = answer as DomainError;
      found.push(...(details.violations as { key: string }[]).map(({ key }) => key));
      after = JSON.parse(details.after as string) as CheckedUpTo;
      places += 1;
    }
  }
  expect(found).toEqual(['S-2 WEST onHand', 'SO-4 tax']);
  expect(places).toBe(3 * (COUNT + 1) + 1 + COUNT - 1);
});

it('reads nothing more once nobody waits for it', async () => {
  const gone = new AbortController();
  let reads = 0;
  const sql = before((count) => {
    reads = count;
    if (count === 4) gone.abort(new DomainError('TIMEOUT', 'gone'));
  }, db.database.reader.until(gone.signal));
  await expect(checkInvariants(sql, smallRanges)).rejects.toThrow('gone');
  expect(reads).toBe(4);
  const [projection] = await db.database.reader.select(Projection);
  expect(projection!.position).toBe(BigInt(COUNT));
});
