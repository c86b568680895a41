import { DomainEvent } from '../../../entities/events/domain-event';
import { eventData } from '../../../src/events/event-data';
import { readRootsUnder } from '../../../src/documents/read-documents';
import { FULFILLMENT_ORDER } from '../../../src/fulfillment/fulfillment-order-document';
import { expectFolded } from '../../support/fold-events';
import { planOf, recordingReads } from '../../support/statements';
import { OrderWorld, type StoredOrder } from '../../support/order-fixtures';

let world: OrderWorld;
let east: string;
let west: string;

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST', { priority: 1 });
  west = await world.location('WEST', { priority: 2 });
  await world.products({ A: 10, B: 5, SCARCE: 7 });
  await world.receive(east, { A: 1_000, SCARCE: 1 });
  await world.receive(west, { B: 1_000 });
});
afterAll(() => world.drop());
afterEach(() => expectFolded(world.database.reader));

const orders = () => world.useCases.orders;
const fulfillment = () => world.useCases.fulfillment;

async function eventsOf(orderId: string, locationId = east): Promise<DomainEvent[]> {
  const where =
    "WHERE t.aggregate_type = 'FulfillmentOrder' AND t.order_id = ? AND t.location_id = ? ORDER BY t.aggregate_version";
  return world.database.reader.select(DomainEvent, where, [orderId, locationId]);
}

const typesOf = async (orderId: string): Promise<string[]> =>
  (await eventsOf(orderId)).map(({ type }) => type);

const lineOf = ({ fulfillmentLines }: StoredOrder, quantity: number) => [
  { fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity },
];

describe('the events of fulfillment orders', () => {
  it('begin with all values, one for each location, where the order and those who see it find them', async () => {
    const lines = [
      { sku: 'A', quantity: 2 },
      { sku: 'B', quantity: 3 },
    ];
    const orderId = await world.place({ lines });
    const { order, fulfillmentOrders, fulfillmentLines } = await world.stored(orderId);
    expect(fulfillmentOrders.map(({ locationId }) => locationId).sort()).toEqual([east, west].sort());
    for (const { id, locationId, status } of fulfillmentOrders) {
      const [event, ...others] = await eventsOf(orderId, locationId);
      expect(others).toEqual([]);
      expect(event).toMatchObject({
        type: 'FulfillmentOrderPlanned',
        aggregateId: id,
        aggregateVersion: 1,
        schemaVersion: 1,
        orderId,
        accountId: order.accountId,
        territoryId: order.territoryId,
        repId: order.repId,
        sku: null,
      });
      const own = fulfillmentLines.filter(({ fulfillmentOrderId }) => fulfillmentOrderId === id);
      expect(eventData(event!)).toMatchObject({
        fulfillmentOrder: { id, orderId, locationId, status, version: 1 },
        lines: own.map((line) => ({ ...line })),
      });
    }
  });

  it('say when its first shipment is planned, when goods leave, and nothing when they arrive', async () => {
    const orderId = await world.place({ lines: [{ sku: 'A', quantity: 5 }] });
    const stored = await world.stored(orderId);
    const { id: fulfillmentOrderId } = stored.fulfillmentOrders[0]!;
    const create = (quantity: number) =>
      world.run(fulfillment().createShipment, { fulfillmentOrderId, lines: lineOf(stored, quantity) });
    const first = await create(2);
    const second = await create(1);
    expect(await typesOf(orderId)).toEqual(['FulfillmentOrderPlanned', 'FulfillmentOrderStarted']);
    await world.run(fulfillment().markShipped, { shipmentId: first.shipmentId });
    await world.run(fulfillment().markShipped, { shipmentId: second.shipmentId });
    await world.deliver(first.shipmentId);
    await world.ship(fulfillmentOrderId);
    const events = await eventsOf(orderId);
    expect(events.map(({ type }) => type)).toEqual([
      ...['FulfillmentOrderPlanned', 'FulfillmentOrderStarted'],
      ...Array<string>(3).fill('FulfillmentOrderShipped'),
    ]);
    const statuses = events.map((event) => (eventData(event).fulfillmentOrder as { status?: string }).status);
    expect(statuses).toEqual(['OPEN', 'IN_PROGRESS', undefined, undefined, 'CLOSED']);
    expect((await world.stored(orderId)).fulfillmentOrders[0]!.version).toBe(5);
  });

  it('say of shipments of one unit of work each what it changed', async () => {
    const orderId = await world.place({ lines: [{ sku: 'A', quantity: 5 }] });
    const stored = await world.stored(orderId);
    const { id: fulfillmentOrderId } = stored.fulfillmentOrders[0]!;
    const [one, two] = await world.load(
      fulfillment().createShipment,
      [1, 3].map((quantity) => ({ fulfillmentOrderId, lines: lineOf(stored, quantity) })),
    );
    await world.load(
      fulfillment().markShipped,
      [one!, two!].map(({ shipmentId }) => ({ shipmentId })),
    );
    const shipped = (await eventsOf(orderId)).slice(2).map((event) => {
      const [line] = eventData(event).lines as { shippedQuantity: number }[];
      return line!.shippedQuantity;
    });
    expect(shipped).toEqual([1, 4]);
  });

  it('say what is given up, with the shipments that are cancelled for it', async () => {
    const orderId = await world.place({ lines: [{ sku: 'A', quantity: 4 }] });
    const stored = await world.stored(orderId);
    await world.run(fulfillment().createShipment, { fulfillmentOrderId: stored.fulfillmentOrders[0]!.id });
    await world.change(orders().cancelOrder, orderId, {
      reason: 'Too many',
      lines: [{ orderLineId: stored.lines[0]!.id, quantity: 1 }],
    });
    await world.change(orders().cancelOrder, orderId, { reason: 'None' });
    const events = await eventsOf(orderId);
    expect(events.map(({ type }) => type)).toEqual([
      ...['FulfillmentOrderPlanned', 'FulfillmentOrderStarted'],
      ...['FulfillmentOrderCancelled', 'FulfillmentOrderCancelled'],
    ]);
    const [back, none] = events.slice(2).map((event) => eventData(event).fulfillmentOrder);
    expect(back).toMatchObject({ status: 'OPEN' });
    expect(none).toMatchObject({ status: 'CANCELLED' });
  });

  it('say when arriving goods join what is open', async () => {
    const lines = [{ sku: 'SCARCE', quantity: 4 }];
    const orderId = await world.place({ lines, backorderPolicy: 'ALLOW' });
    await world.receive(east, { SCARCE: 3 });
    const [, more, ...others] = await eventsOf(orderId);
    expect(others).toEqual([]);
    expect(more).toMatchObject({ type: 'FulfillmentOrderPlanned', aggregateVersion: 2 });
    const told = (eventData(more!).lines as { quantity: number }[]).map(({ quantity }) => quantity);
    expect(told).toEqual([4]);
  });

  it('are asked for with the fulfillment orders, in one statement that finds both by an index', async () => {
    const orderId = await world.place({ lines: [{ sku: 'A', quantity: 1 }] });
    const { sql, statements } = recordingReads(world.database.reader);
    const { roots, untold } = await readRootsUnder(sql, FULFILLMENT_ORDER, [orderId]);
    expect([roots.length, untold]).toEqual([1, []]);
    expect(statements).toHaveLength(1);
    const plan = await planOf(world.database.reader, statements[0]!);
    expect(plan.map(({ table, index }) => [table, index !== null])).toEqual([
      ['t', true],
      ['e', true],
    ]);
  });

  it('are none for a draft, for services, and for what is refused', async () => {
    const before = await world.count("events WHERE aggregate_type = 'FulfillmentOrder'");
    await world.place({ lines: [{ sku: 'A', quantity: 1 }], confirm: false });
    await world.refusal(orders().placeOrder, world.orderOf({ lines: [{ sku: 'A', quantity: 5_000 }] }));
    expect(await world.count("events WHERE aggregate_type = 'FulfillmentOrder'")).toBe(before);
  });
});
