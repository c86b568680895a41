import { DomainEvent } from '../../../entities/events/domain-event';
import type { HistoryOrderInput } from '../../../src/orders/history-inputs';
import { expectFolded } from '../../support/fold-events';
import { OrderWorld, type OrderDraft, type StoredOrder } from '../../support/order-fixtures';

let world: OrderWorld;
let east: string;

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST', { priority: 1 });
  const west = await world.location('WEST', { priority: 2 });
  await world.products({ A: 10, B: 3.33, C: 7, SCARCE: 5, SERVICE: { price: 99, stocked: false } });
  await world.receive(east, { A: 100, B: 5 });
  await world.receive(west, { A: 100, B: 100, C: 100 });
});
afterAll(() => world.drop());

const orders = () => world.useCases.orders;

/** An order with lines of goods from two locations, a service, discounts and everything beside. */
const RICH: OrderDraft = {
  lines: [
    { sku: 'A', quantity: 6, discount: { ppm: 50_000n, reason: 'Project' } },
    { sku: 'B', quantity: 8, schedule: [{ quantity: 3 }, { quantity: 5, requestedDay: '2026-04-01' }] },
    { sku: 'SERVICE', quantity: 1 },
  ],
  discount: { fixedMinor: 500n, reason: 'Loyal' },
  freightMinor: 1_234n,
  requestedDay: '2026-03-20',
  incoterm: 'DAP',
  shippingMethod: 'Ground',
  customAttributes: { colour: 'red', depth: { n: 1 } },
  tags: ['rush'],
  note: 'Ring twice',
  shipTo: { content: { line1: '2 Side St', city: 'Boston', countryCode: 'US' } },
};

/** The types of an order's events, its shipments' included, in the order in which they were recorded. */
async function storyOf(orderId: string): Promise<string[]> {
  const events = await world.database.reader.select(DomainEvent, 'WHERE t.order_id = ? ORDER BY t.seq', [
    orderId,
  ]);
  return events.map(({ type }) => type);
}

/** Ships one piece of each line that the first fulfillment order has. */
function shipOneEach({ fulfillmentOrders: [first], fulfillmentLines }: StoredOrder): Promise<string> {
  const own = fulfillmentLines.filter(({ fulfillmentOrderId }) => fulfillmentOrderId === first!.id);
  return world.ship(
    first!.id,
    own.map(({ id }) => ({ fulfillmentOrderLineId: id, quantity: 1 })),
  );
}

describe('folding the events of an order gives its rows', () => {
  afterEach(() => expectFolded(world.database.reader));

  it('as a draft that changes its header, and all of its lines', async () => {
    const orderId = await world.place({ ...RICH, confirm: false });
    await world.change(orders().updateDraftOrder, orderId, {
      header: { poNumber: 'PO-1', incoterm: null, customAttributes: null, discount: null },
    });
    await world.change(orders().updateDraftOrder, orderId, {
      header: {},
      lines: [
        { sku: 'B', quantity: 2 },
        { sku: 'A', quantity: 1 },
      ],
    });
    const { lines, schedule } = await world.change(orders().updateDraftOrder, orderId, {
      header: {},
      lines: [{ sku: 'B', quantity: 9 }],
      tags: [],
    });
    expect([lines.length, schedule.length]).toEqual([1, 1]);
    expect(await storyOf(orderId)).toEqual(['OrderPlaced', ...Array<string>(3).fill('OrderDraftUpdated')]);
  });

  it('from draft over holds, partial shipments and deliveries to its completion', async () => {
    const orderId = await world.place({ ...RICH, confirm: false });
    const held = await world.change(orders().holdOrder, orderId, {
      scope: 'ORDER',
      reason: 'CREDIT',
      note: 'See Ann',
    });
    await world.change(orders().releaseHold, orderId, { holdId: held.holds[0]!.id });
    const confirmed = await world.change(orders().confirmOrder, orderId, {});
    const part = await shipOneEach(confirmed);
    const { shipmentLines } = await world.stored(orderId);
    await world.deliver(part, [{ shipmentLineId: shipmentLines[0]!.id, quantity: 1 }]);
    await world.deliver(part);
    for (const { id, status } of (await world.stored(orderId)).fulfillmentOrders) {
      if (status !== 'CLOSED') await world.deliver(await world.ship(id));
    }
    expect((await world.stored(orderId)).order.status).toBe('COMPLETED');
    expect(await storyOf(orderId)).toEqual(
      expect.arrayContaining([
        ...[
          'OrderPlaced',
          'OrderHeld',
          'OrderHoldReleased',
          'OrderConfirmed',
          'OrderShipped',
          'OrderDelivered',
        ],
        ...['OrderCompleted', 'ShipmentCreated', 'ShipmentShipped', 'ShipmentDelivered'],
      ]),
    );
  });

  it('through holds of a line and of fulfillment, and cancelled in parts', async () => {
    const orderId = await world.place(RICH);
    const { lines } = await world.stored(orderId);
    await world.change(orders().holdOrder, orderId, {
      scope: 'LINE',
      reason: 'OTHER',
      orderLineId: lines[0]!.id,
    });
    await world.change(orders().holdOrder, orderId, { scope: 'FULFILLMENT', reason: 'CUSTOMER_REQUEST' });
    await world.change(orders().cancelOrder, orderId, {
      reason: 'Too much',
      lines: [{ orderLineId: lines[1]!.id, quantity: 6 }],
    });
    const { order } = await world.change(orders().cancelOrder, orderId, { reason: 'All of it' });
    expect(order.status).toBe('CANCELLED');
  });

  it('with shipments that a cancellation takes back', async () => {
    const orderId = await world.place({ lines: [{ sku: 'C', quantity: 4 }] });
    const { fulfillmentOrders } = await world.stored(orderId);
    await world.run(world.useCases.fulfillment.createShipment, {
      fulfillmentOrderId: fulfillmentOrders[0]!.id,
    });
    await world.change(orders().cancelOrder, orderId, { reason: 'No longer needed' });
    expect(await storyOf(orderId)).toContain('ShipmentCancelled');
  });

  it('closed short after a part of it has shipped', async () => {
    const orderId = await world.place(RICH);
    const shipmentId = await shipOneEach(await world.stored(orderId));
    await world.change(orders().closeOrder, orderId, { reason: 'Enough' });
    await world.deliver(shipmentId);
    expect((await world.stored(orderId)).order.status).toBe('CLOSED');
    expect(await storyOf(orderId)).toContain('OrderClosed');
  });

  it('that waits for stock, which arrives in parts', async () => {
    const orderId = await world.place({
      lines: [{ sku: 'SCARCE', quantity: 5 }],
      backorderPolicy: 'ALLOW_WITH_PROMISE',
    });
    await world.receive(east, { SCARCE: 2 });
    await world.receive(east, { SCARCE: 10 });
    const { lines } = await world.stored(orderId);
    expect(lines).toMatchObject([{ quantityAllocated: 5, quantityBackordered: 0 }]);
    expect((await storyOf(orderId)).filter((type) => type === 'LineAllocated')).toHaveLength(2);
  });

  it('taken over from another system in whatever state', async () => {
    const input = (state: HistoryOrderInput['state'], externalId: string): HistoryOrderInput => ({
      externalId: { system: 'old', externalId },
      accountId: world.accountId,
      channel: 'IMPORT',
      currencyCode: 'USD',
      orderedAt: new Date('2019-05-06T07:08:09Z'),
      requestedDay: '2019-05-20',
      state,
      taxMinor: 123n,
      freightMinor: 45n,
      lines: [
        {
          sku: 'A',
          quantity: 3,
          listUnitMicros: 10_000_000n,
          unitMicros: 9_500_000n,
          source: { total: '28.4999' },
        },
        { sku: 'SERVICE', quantity: 1, listUnitMicros: 99_000_000n, unitMicros: 99_000_000n },
      ],
      source: { id: 7 },
      tags: ['old'],
    });
    const taken = await world.load(orders().importHistory, [
      input('OPEN', '1'),
      input('SHIPPED', '2'),
      input('CANCELLED', '3'),
    ]);
    for (const { orderId } of taken) expect(await storyOf(orderId)).toContain('OrderImported');
    await world.change(orders().cancelOrder, taken[0]!.orderId, { reason: 'Never came' });
  });

  it('and would not, if anything were changed without an event', async () => {
    const orderId = await world.place({ lines: [{ sku: 'C', quantity: 1 }] });
    const set = (channel: string) =>
      world.database.transaction((sql) =>
        sql.execute('UPDATE orders SET channel = ? WHERE id = ?', [channel, orderId]),
      );
    await set('EDI');
    await expect(expectFolded(world.database.reader)).rejects.toThrow('EDI');
    await set('DIRECT');
  });
});
