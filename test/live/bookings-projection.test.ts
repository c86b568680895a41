import { systemActor } from '../../src/auth/actor';
import { checkInvariants } from '../support/invariants';
import { rebuildBookings } from '../../src/analytics/rebuild-bookings';
import type { UseCase } from '../../src/commands/commands';
import { big, type RawInteger } from '../../src/persistence/values';
import { fromGlobalId } from '../../src/shared/global-id';
import { activeGeneration } from '../support/projected-bookings';
import { commandOf } from '../support/stock';
import { until } from '../support/until';
import { Shop, type PlacedOrder } from './shop';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});

afterAll(() => shop.stop());

const ASK = `{
  bookings(window: { period: TODAY }) {
    groups { bookings { amount } backlog { amount } cancellations { amount } orders units }
  }
}`;

async function run<I, R>(useCase: UseCase<I, R>, input: I): Promise<R> {
  const { runner } = shop.app.services;
  return (await runner.run(useCase, commandOf(input, { actor: systemActor }))).result;
}

/** Ships everything of an order, or a part of it. */
async function ship({ id }: PlacedOrder, quantity?: number): Promise<void> {
  const { useCases, database } = shop.app.services;
  const [row] = await database.reader.rows<{ id: string; line: string }>(
    `SELECT f.id AS id, l.id AS line FROM fulfillment_orders f
     JOIN fulfillment_order_lines l ON l.fulfillment_order_id = f.id WHERE f.order_id = ?`,
    [fromGlobalId('Order', id)],
  );
  const { createShipment, markShipped } = useCases.fulfillment;
  const lines = quantity === undefined ? null : [{ fulfillmentOrderLineId: row!.line, quantity }];
  const { shipmentId } = await run(createShipment, { fulfillmentOrderId: row!.id, lines });
  await run(markShipped, { shipmentId });
}

async function total() {
  await shop.settle();
  const [group] = (await shop.admin.run(ASK)).bookings.groups;
  return {
    bookings: group.bookings.amount as string,
    backlog: group.backlog.amount as string,
    cancellations: group.cancellations.amount as string,
    orders: group.orders as number,
    units: group.units as string,
  };
}

/** The projection has come to the end of the log. */
async function projected(): Promise<void> {
  const end = BigInt(await shop.settle());
  const { reader } = shop.app.services.database;
  await until(async () => {
    const [row] = await reader.rows<{ position: RawInteger }>(
      'SELECT position FROM projections WHERE active = 1',
    );
    return big(row?.position) >= end;
  });
}

async function expectExact(): Promise<void> {
  expect(await checkInvariants(shop.app.services.database.reader)).toEqual([]);
}

test('the backlog is what is booked, less what has shipped or was cancelled, and comes to nothing in the end', async () => {
  const order = await shop.place({ quantity: 7 });
  const before = await total();
  expect(before).toMatchObject({ bookings: '70.00', backlog: '70.00' });
  await ship(order, 3);
  expect(await total()).toMatchObject({ bookings: '70.00', backlog: '40.00', units: '7' });
  await ship(order, 3);
  expect(await total()).toMatchObject({ bookings: '70.00', backlog: '10.00' });
  await ship(order);
  expect(await total()).toMatchObject({ bookings: '70.00', backlog: '0.00' });
  const other = await shop.place({ sku: 'B', quantity: 2 });
  expect(await total()).toMatchObject({ bookings: '110.00', backlog: '40.00' });
  await shop.cancel(other);
  expect(await total()).toMatchObject({ bookings: '70.00', backlog: '0.00', cancellations: '40.00' });
  await projected();
  await expectExact();
});

test('under concurrent orders, cancellations and shipments, with rebuilds meanwhile, the sums stay exact', async () => {
  const { database, clock } = shop.app.services;
  const writer = async (account: string, sku: string) => {
    for (let i = 0; i < 12; i++) {
      const order = await shop.place({ account, sku, quantity: 1 + (i % 5) });
      if (i % 3 === 1) await shop.cancel(order);
      if (i % 3 === 2) await ship(order, 1);
    }
  };
  let writing = true;
  const writers = Promise.all(
    [
      ['MAIN', 'A'],
      ['SUB', 'B'],
      ['OTHER', 'A'],
      ['OTHER', 'B'],
    ].map(([account, sku]) => writer(account!, sku!)),
  ).finally(() => (writing = false));
  const before = await activeGeneration(database);
  let rebuilds = 0;
  while (writing) {
    await rebuildBookings({ database, clock });
    rebuilds++;
    await expectExact();
  }
  await writers;
  await rebuildBookings({ database, clock });
  expect(await activeGeneration(database)).toBe(before + rebuilds + 1);
  const whole = await total();
  await projected();
  await expectExact();
  expect(await total()).toEqual(whole);
});
