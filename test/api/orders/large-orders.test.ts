import type { UpdateDraftInput } from '../../../src/orders/order-inputs';
import { countReadsOfParts, readsOfPartsDuring } from '../../support/count-reads';
import { expectFolded } from '../../support/fold-events';
import { OrderWorld, type StoredOrder } from '../../support/order-fixtures';

let world: OrderWorld;
let east: string;

countReadsOfParts();

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST');
  await world.products({ A: 10, SCARCE: 5 });
  await world.receive(east, { A: 900_000 });
});
afterAll(() => world.drop());

const SMALL = { lines: 20, parts: 10 };
const TWICE_THE_LINES = { lines: 40, parts: 10 };
const TWICE_THE_PARTS = { lines: 20, parts: 20 };
type Size = typeof SMALL;

const linesOf = ({ lines, parts }: Size, sku = 'A', quantity = 2) =>
  Array.from({ length: lines }, () => ({
    sku,
    quantity: quantity * parts,
    schedule: Array.from({ length: parts }, () => ({ quantity })),
  }));
const place = (size: Size) => world.place({ lines: linesOf(size) });
const draft = (size: Size) => world.place({ lines: linesOf(size), confirm: false });
const version = async (orderId: string) => {
  const { order } = await world.stored(orderId);
  return { orderId, expectedVersion: order.version };
};
const orders = () => world.useCases.orders;
const fulfillment = () => world.useCases.fulfillment;

/** What is done to an order of a size that is there already, or begins with `prepare`. */
interface Step<T> {
  prepare(size: Size): Promise<T>;
  run(prepared: T, size: Size): Promise<unknown>;
}

const step = <T>(prepare: Step<T>['prepare'], run: Step<T>['run']): Step<unknown> =>
  ({ prepare, run }) as Step<unknown>;
const none = () => Promise.resolve(null);
const withFulfillment = async (size: Size) => world.stored(await place(size));
const shipmentOf = async ({ fulfillmentOrders: [first] }: StoredOrder) =>
  (await world.run(fulfillment().createShipment, { fulfillmentOrderId: first!.id })).shipmentId;

const STEPS: Readonly<Record<string, Step<unknown>>> = {
  'placing it': step(none, (_none, size) => place(size)),
  'changing all of its lines as a draft': step(
    async (size) => version(await draft(size)),
    (named, size) =>
      world.run(orders().updateDraftOrder, {
        ...named,
        header: {},
        lines: linesOf(size),
      } as UpdateDraftInput),
  ),
  'changing its header as a draft': step(
    async (size) => version(await draft(size)),
    (named) =>
      world.run(orders().updateDraftOrder, { ...named, header: { poNumber: null } } as UpdateDraftInput),
  ),
  'confirming it': step(
    async (size) => version(await draft(size)),
    (named) => world.run(orders().confirmOrder, named),
  ),
  'cancelling it': step(
    async (size) => version(await place(size)),
    (named) => world.run(orders().cancelOrder, { ...named, reason: 'all of it' }),
  ),
  'cancelling a part of each line': step(withFulfillment, ({ order, lines }, { parts }) =>
    world.run(orders().cancelOrder, {
      orderId: order.id,
      expectedVersion: order.version,
      reason: 'half of it',
      lines: lines.map(({ id }) => ({ orderLineId: id, quantity: parts })),
    }),
  ),
  'cancelling it with a shipment of each part': step(
    async (size) => {
      const stored = await withFulfillment(size);
      for (const { id } of stored.fulfillmentLines.slice(0, 5)) {
        await world.run(fulfillment().createShipment, {
          fulfillmentOrderId: stored.fulfillmentOrders[0]!.id,
          lines: [{ fulfillmentOrderLineId: id, quantity: 1 }],
        });
      }
      await shipmentOf(stored);
      return version(stored.order.id);
    },
    (named) => world.run(orders().cancelOrder, { ...named, reason: 'all of it' }),
  ),
  'holding it': step(
    async (size) => version(await place(size)),
    (named) => world.run(orders().holdOrder, { ...named, scope: 'ORDER', reason: 'CREDIT' }),
  ),
  'planning a shipment of it': step(withFulfillment, shipmentOf),
  'planning a shipment of each part by its name': step(
    withFulfillment,
    ({ fulfillmentOrders: [first], fulfillmentLines }) =>
      world.run(fulfillment().createShipment, {
        fulfillmentOrderId: first!.id,
        lines: fulfillmentLines.map(({ id }) => ({ fulfillmentOrderLineId: id, quantity: 1 })),
      }),
  ),
  'shipping it': step(
    async (size) => shipmentOf(await withFulfillment(size)),
    (shipmentId) => world.run(fulfillment().markShipped, { shipmentId }),
  ),
  'delivering it': step(
    async (size) => world.ship((await withFulfillment(size)).fulfillmentOrders[0]!.id),
    (shipmentId) => world.deliver(shipmentId),
  ),
  'delivering each part by its name': step(
    async (size) => {
      const { order, fulfillmentOrders } = await withFulfillment(size);
      const shipmentId = await world.ship(fulfillmentOrders[0]!.id);
      return { shipmentId, lines: (await world.stored(order.id)).shipmentLines };
    },
    ({ shipmentId, lines }) =>
      world.deliver(
        shipmentId,
        lines.map(({ id, quantity }) => ({ shipmentLineId: id, quantity })),
      ),
  ),
  'closing it': step(
    async (size) => {
      const { order, fulfillmentOrders, fulfillmentLines } = await withFulfillment(size);
      const [first] = fulfillmentLines;
      await world.ship(fulfillmentOrders[0]!.id, [{ fulfillmentOrderLineId: first!.id, quantity: 1 }]);
      return version(order.id);
    },
    (named) => world.run(orders().closeOrder, { ...named, reason: 'the rest' }),
  ),
  'giving arriving goods to all that waits of it': step(
    (size) => world.place({ lines: linesOf(size, 'SCARCE'), backorderPolicy: 'ALLOW' }),
    (_orderId, { lines, parts }) => world.receive(east, { SCARCE: 2 * lines * parts }),
  ),
};

async function reads({ prepare, run }: Step<unknown>, size: Size): Promise<number> {
  const prepared = await prepare(size);
  return readsOfPartsDuring(() => run(prepared, size));
}

describe('an order of twice the size takes twice the work and no more', () => {
  it.each(Object.keys(STEPS))('when %s', async (name) => {
    const small = await reads(STEPS[name]!, SMALL);
    expect(small).toBeGreaterThan(SMALL.lines * SMALL.parts);
    expect((await reads(STEPS[name]!, TWICE_THE_PARTS)) / small).toBeLessThanOrEqual(2.3);
    expect((await reads(STEPS[name]!, TWICE_THE_LINES)) / small).toBeLessThanOrEqual(2.3);
  });
});

it('left everything as it should be', async () => {
  expect(await world.violations()).toEqual([]);
  await expectFolded(world.database.reader);
});
