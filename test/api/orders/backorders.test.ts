import { OrderWorld, type OrderDraft } from '../../support/order-fixtures';

let world: OrderWorld;
let east: string;
let west: string;
let serial = 0;

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST', { priority: 1 });
  west = await world.location('WEST', { priority: 2 });
});

afterAll(() => world.drop());

async function product(values: object = {}, stock = 0): Promise<string> {
  const sku = `B${++serial}`;
  await world.products({ [sku]: { price: 10, ...values } });
  if (stock > 0) await world.receive(east, { [sku]: stock });
  return sku;
}

const place = (sku: string, quantity: number, rest: Partial<OrderDraft> = {}) =>
  world.place({ backorderPolicy: 'ALLOW', ...rest, lines: [{ sku, quantity }] });
const waits = async (orderId: string) => {
  const { lines } = await world.stored(orderId);
  return lines.map(({ quantityAllocated, quantityBackordered }) => [quantityAllocated, quantityBackordered]);
};

describe('a backorder policy', () => {
  it('DENY, the default, refuses what is not there', async () => {
    const sku = await product({}, 3);
    const input = world.orderOf({ lines: [{ sku, quantity: 4 }] });
    expect(await world.refusal(world.useCases.orders.placeOrder, input)).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
    });
    expect(await world.level(sku, east)).toMatchObject({ onHand: 3, allocated: 0 });
  });

  it('ALLOW takes what is there and lets the rest wait, without a promise', async () => {
    const sku = await product({ backorderPolicy: 'ALLOW' }, 3);
    const orderId = await world.place({ lines: [{ sku, quantity: 4 }] });
    const { order, lines, schedule } = await world.stored(orderId);
    expect(lines).toMatchObject([{ status: 'BACKORDERED', quantityAllocated: 3, quantityBackordered: 1 }]);
    expect(schedule).toMatchObject([{ promisedDay: null }]);
    expect(order).toMatchObject({ status: 'CONFIRMED', promisedDay: null });
    expect(await world.booked(orderId)).toMatchObject({ quantity: 4, net: 40_00n });
  });

  it('ALLOW_WITH_PROMISE promises the rest when the lead time is over, not before the requested day', async () => {
    const sku = await product({ backorderPolicy: 'ALLOW_WITH_PROMISE', leadTimeDays: 10 });
    const soon = await world.stored(
      await world.place({ lines: [{ sku, quantity: 1, requestedDay: '2026-03-20' }] }),
    );
    expect(soon.order.promisedDay).toBe('2026-03-26');
    const later = await world.stored(
      await world.place({ lines: [{ sku, quantity: 1, requestedDay: '2026-04-20' }] }),
    );
    expect(later.order.promisedDay).toBe('2026-04-20');
  });

  it('of the account overrides the product’s, and the order’s overrides both', async () => {
    const allowed = await product({ backorderPolicy: 'ALLOW' });
    const strict = await world.account('STRICT', { backorderPolicy: 'DENY' });
    const lines = [{ sku: allowed, quantity: 1 }];
    const { placeOrder } = world.useCases.orders;
    const refusal = await world.refusal(placeOrder, world.orderOf({ accountId: strict, lines }));
    expect(refusal.code).toBe('INSUFFICIENT_STOCK');
    const orderId = await world.place({ accountId: strict, backorderPolicy: 'ALLOW', lines });
    expect(await waits(orderId)).toEqual([[0, 1]]);
  });
});

describe('stock that arrives', () => {
  it('goes to the oldest order first, as far as it reaches', async () => {
    const sku = await product();
    const young = await place(sku, 5, { orderedAt: new Date('2026-03-03') });
    const old = await place(sku, 5, { orderedAt: new Date('2026-03-01') });
    const middle = await place(sku, 5, { orderedAt: new Date('2026-03-02') });
    await world.receive(west, { [sku]: 7 });
    expect([await waits(old), await waits(middle), await waits(young)]).toEqual([
      [[5, 0]],
      [[2, 3]],
      [[0, 5]],
    ]);
    expect((await world.stored(old)).order.promisedDay).toBe('2026-03-16');
    expect((await world.stored(middle)).order.promisedDay).toBeNull();
    await world.receive(east, { [sku]: 20 });
    expect([await waits(middle), await waits(young)]).toEqual([[[5, 0]], [[5, 0]]]);
    const { fulfillmentOrders, fulfillmentLines } = await world.stored(middle);
    expect(fulfillmentOrders.map(({ locationId }) => locationId).sort()).toEqual([east, west].sort());
    expect(fulfillmentLines.map(({ quantity }) => quantity).sort()).toEqual([2, 3]);
    expect(await world.level(sku, east)).toMatchObject({ onHand: 20, allocated: 8 });
    expect(await world.violations()).toEqual([]);
  });

  it('joins the open fulfillment order of its location, and a new one when that is done', async () => {
    const sku = await product({}, 2);
    const orderId = await place(sku, 10);
    const first = await world.stored(orderId);
    expect(first.fulfillmentOrders).toMatchObject([{ status: 'OPEN', version: 1 }]);
    await world.receive(east, { [sku]: 3 });
    const joined = await world.stored(orderId);
    expect(joined.fulfillmentOrders).toMatchObject([{ status: 'OPEN', version: 2 }]);
    expect(joined.fulfillmentLines).toMatchObject([{ quantity: 5 }]);
    await world.ship(joined.fulfillmentOrders[0]!.id);
    await world.receive(east, { [sku]: 9 });
    const again = await world.stored(orderId);
    expect(again.fulfillmentOrders).toMatchObject([{ status: 'CLOSED' }, { status: 'OPEN' }]);
    expect(again.lines).toMatchObject([
      { status: 'PARTIALLY_SHIPPED', quantityShipped: 5, quantityAllocated: 5 },
    ]);
    expect(again.allocations).toMatchObject([{ quantity: 5, shippedQuantity: 5 }]);
    const shipmentId = await world.ship(again.fulfillmentOrders[1]!.id);
    await world.deliver(shipmentId);
    await world.deliver(again.shipments[0]!.id);
    expect((await world.stored(orderId)).order.status).toBe('COMPLETED');
    expect(await world.violations()).toEqual([]);
  });

  it('by an adjustment, a release of a block, or a transfer from where nothing is allocated serves who waits, too', async () => {
    const { adjustInventory, transferInventory } = world.useCases.inventory;
    const attic = await world.location('ATTIC', { active: false });
    const sku = await product();
    const orderId = await place(sku, 6);
    const adjust = (line: object) =>
      world.run(adjustInventory, { reason: 'found', lines: [{ sku, locationId: east, ...line }] });
    await adjust({ onHandDelta: 1, unavailableDelta: 0 });
    expect(await waits(orderId)).toEqual([[1, 5]]);
    await adjust({ onHandDelta: 2, unavailableDelta: 2 });
    expect(await waits(orderId)).toEqual([[1, 5]]);
    await adjust({ unavailableDelta: -2 });
    expect(await waits(orderId)).toEqual([[3, 3]]);
    await world.receive(attic, { [sku]: 3 });
    expect(await waits(orderId)).toEqual([[3, 3]]);
    await world.run(transferInventory, {
      fromLocationId: attic,
      toLocationId: west,
      lines: [{ sku, quantity: 3 }],
    });
    expect(await waits(orderId)).toEqual([[6, 0]]);
    expect(await world.violations()).toEqual([]);
  });

  it('by a cancellation goes to who waits, the cancelled order’s own other lines included', async () => {
    const sku = await product({}, 5);
    const holder = await world.place({
      backorderPolicy: 'ALLOW',
      lines: [4, 3].map((quantity) => ({ sku, quantity })),
    });
    const waiting = await place(sku, 2);
    expect([await waits(holder), await waits(waiting)]).toEqual([
      [
        [4, 0],
        [1, 2],
      ],
      [[0, 2]],
    ]);
    const { lines } = await world.stored(holder);
    await world.change(world.useCases.orders.cancelOrder, holder, {
      reason: 'less',
      lines: [{ orderLineId: lines[0]!.id, quantity: 3 }],
    });
    expect([await waits(holder), await waits(waiting)]).toEqual([
      [
        [1, 0],
        [3, 0],
      ],
      [[1, 1]],
    ]);
    expect(await world.level(sku, east)).toMatchObject({ onHand: 5, allocated: 5 });
    expect(await world.violations()).toEqual([]);
    await world.change(world.useCases.orders.cancelOrder, holder, { reason: 'all of it' });
    expect(await waits(waiting)).toEqual([[2, 0]]);
    expect(await world.violations()).toEqual([]);
  });

  it('is taken by the allocation policy of the account', async () => {
    const sku = await product();
    const accountId = await world.account('HIGHEST', { allocationPolicy: 'HIGHEST_STOCK' });
    const orderId = await place(sku, 2, { accountId });
    const lines = [
      { sku, locationId: east, quantity: 3 },
      { sku, locationId: west, quantity: 9 },
    ];
    await world.run(world.useCases.inventory.receiveInventory, { lines });
    expect((await world.stored(orderId)).allocations).toMatchObject([{ locationId: west, quantity: 2 }]);
  });

  it('leaves drafts and cancelled orders alone', async () => {
    const sku = await product();
    const draft = await place(sku, 2, { confirm: false });
    const cancelled = await place(sku, 2);
    await world.change(world.useCases.orders.cancelOrder, cancelled, { reason: 'no' });
    await world.receive(east, { [sku]: 5 });
    expect([await waits(draft), await waits(cancelled)]).toEqual([[[0, 0]], [[0, 0]]]);
    expect(await world.level(sku, east)).toMatchObject({ allocated: 0 });
  });
});
