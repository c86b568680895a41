import type { BookingsDimension } from '../../../src/analytics/booking-sums';
import { BookingEntry } from '../../../entities/orders/booking-entry';
import { ShippedEntry } from '../../../entities/orders/shipped-entry';
import { DomainEvent } from '../../../entities/events/domain-event';
import { checkInvariants } from '../../support/invariants';
import { findBookings } from '../../../src/analytics/find-bookings';
import { rebuildBookings } from '../../../src/analytics/rebuild-bookings';
import { documentAsOf } from '../../../src/documents/past';
import { ORDER } from '../../../src/orders/order-document';
import { systemClock } from '../../../src/shared/clock';
import { bookingsByHand, summedGroups } from '../../support/bookings-by-hand';
import { expectFolded } from '../../support/fold-events';
import { counts, OrderFiles, where } from '../../support/order-files';
import { projectBookings } from '../../support/projected-bookings';
import { until } from '../../support/until';

let files: OrderFiles;

beforeAll(async () => {
  files = await OrderFiles.open();
});
afterAll(() => files.close());
beforeEach(() => files.next());
afterEach(() => addsUp());

const ref = (name: string): string => files.ref(name);
const reader = () => files.shop.reader;

const HEADER =
  'externalId,accountNumber,orderedAt,currencyCode,state,number,tax,freight,tags,note,sku,quantity,unitPrice,lineDiscountPercent,lineDiscountReason,trackingNumber';

const HISTORY = { mode: 'HISTORY' } as const;
const REPLACE = { mode: 'HISTORY', replace: true } as const;

const CONTENT = {
  cut: () => [`${ref('1')},MAIN,2018-01-02,USD,SHIPPED,${ref('N')},0.10,,old,First,A,2,1.50,,,T-1`],
  whole: () => [
    `${ref('1')},MAIN,2018-01-02,USD,SHIPPED,${ref('N')},0.31,4.50,"old;big",Second,A,2,1.50,,,T-1`,
    `${ref('1')},,,,,,,,,,B,3,2.25,10,Old,`,
  ],
  elsewhere: () => [`${ref('1')},SUB,2018-03-04,USD,SHIPPED,,0,,,,B,1,7,,,T-2`],
  open: () => [`${ref('1')},MAIN,2018-01-02,USD,OPEN,,0,,,,A,5,1,,,`],
  cancelled: () => [`${ref('1')},MAIN,2018-01-02,USD,CANCELLED,,0,,,,A,5,1,,,`],
} as const;
type Content = keyof typeof CONTENT;

const send = (content: Content, options: { mode: 'HISTORY'; replace?: boolean } = REPLACE) =>
  files.csv([HEADER, ...CONTENT[content]()], options);

/** Every event has its position. */
async function positioned(): Promise<void> {
  await until(async () => {
    const waiting = await reader().rows('SELECT seq FROM events WHERE position < 0 LIMIT 1');
    return waiting.length === 0;
  }, 60_000);
}

/** Works the whole log into the sums. */
async function project(): Promise<void> {
  await positioned();
  const { database } = files.shop.services;
  for (let more = true; more;) ({ hasMore: more } = await projectBookings(database, 100));
}

const DIMENSIONS: (readonly BookingsDimension[])[] = [
  ...[[], ['DAY'], ['MONTH'], ['SKU'], ['MONTH', 'SKU'], ['ACCOUNT'], ['CHANNEL'], ['CURRENCY', 'CATEGORY']],
] as BookingsDimension[][];
const DAYS = { from: '2018-01-01', to: '2018-12-31' };

/** What the bookings must be: as if only the last content of each order had ever come. */
async function expectBookings(): Promise<void> {
  const last = new Set(
    (
      await reader().rows<{ id: string }>(
        `SELECT e.id FROM events e WHERE e.type IN ('OrderImported', 'OrderReplaced') AND e.aggregate_version =
         (SELECT MAX(l.aggregate_version) FROM events l
          WHERE l.aggregate_id = e.aggregate_id AND l.type IN ('OrderImported', 'OrderReplaced'))`,
      )
    ).map(({ id }) => id),
  );
  const booked = (await reader().select(BookingEntry)).filter(
    ({ eventId, kind }) => (last.has(eventId) && kind === 'CONFIRMATION') || kind === 'CANCELLATION',
  );
  const shipped = (await reader().select(ShippedEntry)).filter(
    ({ eventId, quantity }) => last.has(eventId) && quantity > 0,
  );
  for (const groupBy of DIMENSIONS) {
    const scope = { all: true, accountPaths: [], territoryIds: [], repIds: [] } as const;
    const question = { ...DAYS, groupBy, scope, reportingCurrency: 'USD' };
    const { groups } = await findBookings(reader(), question);
    const expected = bookingsByHand({ booked, shipped }, groupBy, DAYS);
    if (expected.length > 0) expect(summedGroups(groups, groupBy)).toEqual(expected);
  }
}

async function addsUp(): Promise<void> {
  await positioned();
  await expectBookings();
  await project();
  await expectBookings();
  await expectFolded(reader());
  expect(await checkInvariants(reader())).toEqual([]);
}

async function storyOf(orderId: string): Promise<string[]> {
  const events = await reader().select(DomainEvent, 'WHERE t.order_id = ? ORDER BY t.seq', [orderId]);
  return events.map(({ type }) => type);
}

const ofOrder = (table: string, columns: string, id: string) =>
  reader().rows<Record<string, unknown>>(`SELECT ${columns} FROM ${table} WHERE order_id = ? ORDER BY 1`, [
    id,
  ]);

describe('an order of history that came in from a file that was cut off', () => {
  it('takes the content of the whole one, as one unit', async () => {
    await send('cut', HISTORY);
    const before = (await files.stored('1'))!;
    const refused = await send('whole', HISTORY);
    expect(counts(refused)).toMatchObject({ rejected: 1 });
    expect(refused.rejections.every(({ message }) => message.includes('import it with replace'))).toBe(true);
    const report = await send('whole');
    expect(counts(report)).toEqual({
      ...{ orders: 1, imported: 0, replaced: 1, asBefore: 0, rejected: 0, withheld: 0 },
    });
    const { id, number } = before;
    expect(await files.stored('1')).toEqual({ id, number, status: 'COMPLETED', lines: 'A×2 B×3' });
    expect(await storyOf(id)).toEqual([
      'OrderImported',
      'ShipmentShipped',
      'OrderReplaced',
      'ShipmentReplaced',
    ]);
    expect(await ofOrder('order_tags', 'tag', id)).toMatchObject([{ tag: 'big' }, { tag: 'old' }]);
    expect(await ofOrder('order_notes', 'text', id)).toMatchObject([{ text: 'Second' }]);
    const shipments = await reader().rows<{ sku: string; quantity: unknown }>(
      `SELECT l.sku, l.quantity FROM shipment_lines l JOIN shipments s ON s.id = l.shipment_id
       JOIN order_lines o ON o.id = l.order_line_id WHERE s.order_id = ? ORDER BY l.sku`,
      [id],
    );
    expect(shipments.map(({ sku, quantity }) => `${sku}×${String(quantity)}`)).toEqual(['A×2', 'B×3']);
  });

  it('has been replaced once when the same file comes again', async () => {
    await send('cut', HISTORY);
    await send('whole');
    const before = await files.shop.footprint();
    expect(counts(await send('whole'))).toMatchObject({ asBefore: 1 });
    expect(counts(await send('whole', HISTORY))).toMatchObject({ asBefore: 1, rejected: 0 });
    expect(await files.shop.footprint()).toEqual(before);
    expect(counts(await send('cut', HISTORY))).toMatchObject({ rejected: 1 });
  });

  it('without a hash, as before there were any, is replaced likewise', async () => {
    await send('cut', HISTORY);
    await files.shop.services.database.transaction((sql) => sql.execute('DELETE FROM order_imports'));
    expect(counts(await send('whole'))).toMatchObject({ replaced: 1 });
    expect(counts(await send('whole', HISTORY))).toMatchObject({ asBefore: 1 });
  });
});

it.each<Content[]>([
  ['cut', 'elsewhere', 'whole'],
  ['whole', 'cancelled', 'whole'],
  ['whole', 'open', 'cancelled', 'open', 'whole'],
  ['open', 'elsewhere', 'open'],
  ['cancelled', 'cut', 'elsewhere', 'cancelled'],
])('an order that was %s may be replaced again and again: %s', async (...contents) => {
  const expected = { cut: 'A×2', whole: 'A×2 B×3', elsewhere: 'B×1', open: 'A×5', cancelled: 'A×5' };
  const status = (content: Content) =>
    ({ open: 'CONFIRMED', cancelled: 'CANCELLED' })[content as string] ?? 'COMPLETED';
  const [first, ...others] = contents;
  expect(counts(await send(first!, HISTORY))).toMatchObject({ imported: 1 });
  const { id } = (await files.stored('1'))!;
  for (const content of others) {
    expect(counts(await send(content))).toMatchObject({ replaced: 1, rejected: 0 });
    expect(await files.stored('1')).toMatchObject({ id, lines: expected[content], status: status(content) });
    await addsUp();
  }
});

it('what an order was before it was replaced can still be asked for', async () => {
  await send('cut', HISTORY);
  const { id } = (await files.stored('1'))!;
  await send('whole');
  await project();
  const totals = await Promise.all(
    [1, 2].map(async (version) => (await documentAsOf(reader(), ORDER, id, { version }))!.totalMinor),
  );
  // 2 × 1.50 + 0.10; 2 × 1.50 + 3 × 2.25 less 10 % = 6.08 (rounded half to even), 0.31 of tax, 4.50 of freight.
  expect(totals).toEqual([310n, 1_389n]);
});

it('a rebuild of the sums comes to the same', async () => {
  await send('cut', HISTORY);
  await send('elsewhere');
  await project();
  await rebuildBookings({ database: files.shop.services.database, clock: systemClock });
});

describe('what cannot be replaced is refused, with the reason', () => {
  it('a live order', async () => {
    await files.csv(['externalId,accountNumber,sku,quantity', `${ref('1')},MAIN,A,1`]);
    const before = await files.shop.footprint();
    const report = await send('whole');
    expect(where(report)).toEqual([['orders.csv:2', 'externalId', 'EXISTING_DIFFERS']]);
    expect(report.rejections[0]!.message).toMatch(/HISTORY now, LIVE when it came in\. .*cannot be replaced/);
    expect(await files.shop.footprint()).toEqual(before);
  });

  it('an order of history that something has happened to here', async () => {
    await send('open', HISTORY);
    const { id } = (await files.stored('1'))!;
    const { orders } = files.shop.services.useCases;
    await files.shop.load(orders.cancelOrder, [{ orderId: id, expectedVersion: 1, reason: 'Never came' }]);
    const before = await files.shop.footprint();
    const report = await send('whole');
    expect(counts(report)).toEqual({ orders: 1, imported: 0, asBefore: 0, rejected: 1, withheld: 0 });
    expect(report.rejections[0]!.message).toMatch(/was changed here since, and cannot be replaced/);
    expect(await files.shop.footprint()).toEqual(before);
    expect(counts(await send('open'))).toMatchObject({ asBefore: 1 });
  });

  it('by a number that another order has', async () => {
    await send('cut', HISTORY);
    await files.csv([HEADER, ...CONTENT.cut().map((row) => row.replaceAll(ref(''), ref('x')))], HISTORY);
    const taken = CONTENT.whole().map((row) => row.replace(ref('N'), ref('xN')));
    const report = await files.csv([HEADER, ...taken], REPLACE);
    expect(where(report)).toEqual([['orders.csv:2', 'number', 'DUPLICATE']]);
    expect(await files.stored('1')).toMatchObject({ lines: 'A×2' });
  });
});

it('through the API it takes the right to import, and says what was replaced', async () => {
  const past = (quantity: number) => ({
    externalId: { system: 'api', externalId: ref('1') },
    accountNumber: 'MAIN',
    currencyCode: 'USD',
    orderedAt: '2018-05-06T00:00:00Z',
    state: 'SHIPPED',
    lines: [{ sku: 'A', quantity, unitPrice: { currencyCode: 'USD', amount: '1.00' } }],
  });
  const batch = (quantity: number, replace: boolean) => ({
    mode: 'HISTORY' as const,
    replace,
    orders: [past(quantity)],
  });
  const operations = await files.shop.operations();
  await files.shop.send(batch(1, false), operations);
  const seller = await files.shop.shop.app.as('SALES_REP');
  expect(await files.shop.refusal(batch(2, true), seller)).toMatchObject({ code: 'FORBIDDEN' });
  const key = { idempotencyKey: ref('key') };
  const answer = await files.shop.send({ ...batch(2, true), ...key }, operations);
  expect(answer).toMatchObject({ replaced: 1, imported: 0, existing: 0, rejected: 0 });
  expect(answer.results[0]).toMatchObject({
    outcome: 'REPLACED',
    order: { lines: [{ quantityOrdered: 2 }] },
  });
  const again = await files.shop.send({ ...batch(2, true), ...key }, operations);
  expect(again).toMatchObject({ replayed: true, replaced: 1 });
  const [order] = answer.results;
  const elsewhere = await Promise.all(
    Array.from({ length: 4 }, () => files.shop.send(batch(3, true), operations)),
  );
  const outcomes = elsewhere.map(({ results: [result] }) => result.outcome as string).sort();
  expect(outcomes).toEqual(['EXISTING', 'EXISTING', 'EXISTING', 'REPLACED']);
  expect(elsewhere[0].results[0].order.id).toBe(order.order.id);
});

it('through the API it takes nobody further than the accounts in their rows', async () => {
  const past = (accountNumber: string) => ({
    externalId: { system: 'api', externalId: ref('1') },
    accountNumber,
    currencyCode: 'USD',
    orderedAt: '2018-05-06T00:00:00Z',
    state: 'SHIPPED',
    lines: [{ sku: 'A', quantity: 1, unitPrice: { currencyCode: 'USD', amount: '1.00' } }],
  });
  const { accounts } = files.shop.shop;
  const scoped = await files.shop.operations({ accountIds: [accounts.get('MAIN')!] });
  const send = async (accountNumber: string, replace: boolean) => {
    const batch = { mode: 'HISTORY' as const, replace, orders: [past(accountNumber)] };
    const [result] = (await files.shop.send(batch, scoped)).results;
    return [result.outcome, result.error?.code ?? null];
  };
  expect(await send('MAIN', false)).toEqual(['IMPORTED', null]);
  for (const replace of [false, true]) {
    expect(await send('OTHER', replace)).toEqual(['REJECTED', 'NOT_FOUND']);
    expect(await send('NOBODY', replace)).toEqual(['REJECTED', 'NOT_FOUND']);
    expect(await send('MAIN', replace)).toEqual(['EXISTING', null]);
  }
  expect(await send('SUB', true)).toEqual(['REPLACED', null]);
});
