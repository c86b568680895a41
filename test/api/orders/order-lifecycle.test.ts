import { OrderStatus } from '../../../entities/orders/orders.enums';
import { OrderWorld } from '../../support/order-fixtures';

let world: OrderWorld;
let east: string;
let west: string;

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST', { priority: 1 });
  west = await world.location('WEST', { priority: 2 });
  await world.products({ SETUP: { price: 99, stocked: false }, TRAINING: { price: 250, stocked: false } });
});

afterAll(() => world.drop());

let serial = 0;
/** Fresh products with stock: their SKUs. Each test has its own, so that tests do not share stock. */
async function goods(east1: number, west1 = 0, price = 10): Promise<string> {
  const sku = `P${++serial}`;
  await world.products({ [sku]: price });
  if (east1 > 0) await world.receive(east, { [sku]: east1 });
  if (west1 > 0) await world.receive(west, { [sku]: west1 });
  return sku;
}

describe('the whole path of an order', () => {
  it('goes from draft over partial shipments and deliveries to COMPLETED', async () => {
    const { orders } = world.useCases;
    const a = await goods(6, 10);
    const b = await goods(3);
    const orderId = await world.place({ confirm: false, lines: [{ sku: a, quantity: 2 }] });
    const draft = await world.stored(orderId);
    expect(draft.order).toMatchObject({
      status: 'DRAFT',
      fulfillmentStatus: 'UNFULFILLED',
      deliveryStatus: 'NOT_DELIVERED',
      confirmedAt: null,
      version: 1,
    });
    expect(draft.order.number).toMatch(/^SO-\d+$/);
    expect(draft.lines).toMatchObject([{ sku: a, status: 'OPEN', quantityOpen: 2 }]);
    expect(draft.bookings).toEqual([]);
    expect(await world.level(a, east)).toMatchObject({ allocated: 0 });

    const lines = [
      { sku: a, quantity: 8 },
      { sku: b, quantity: 3 },
    ];
    const updated = await world.change(orders.updateDraftOrder, orderId, {
      header: { poNumber: 'PO-PATH' },
      lines,
    });
    expect(updated.order).toMatchObject({
      status: 'DRAFT',
      netMinor: 110_00n,
      poNumber: 'PO-PATH',
      version: 2,
    });

    const confirmed = await world.change(orders.confirmOrder, orderId, {});
    expect(confirmed.order).toMatchObject({
      status: 'CONFIRMED',
      fulfillmentStatus: 'UNFULFILLED',
      version: 3,
    });
    expect(confirmed.lines).toMatchObject([
      { sku: a, status: 'ALLOCATED', quantityAllocated: 8, quantityOpen: 0 },
      { sku: b, status: 'ALLOCATED', quantityAllocated: 3 },
    ]);
    expect(confirmed.allocations.map(({ sku, locationId, quantity }) => [sku, locationId, quantity])).toEqual(
      expect.arrayContaining([
        [a, east, 6],
        [a, west, 2],
        [b, east, 3],
      ]),
    );
    expect(confirmed.fulfillmentOrders).toHaveLength(2);
    expect(await world.booked(orderId)).toEqual({ quantity: 11, net: 110_00n, reporting: 110_00n });

    const atEast = confirmed.fulfillmentOrders.find(({ locationId }) => locationId === east)!;
    const [aAtEast, bAtEast] = [a, b].map((sku) => {
      const line = confirmed.lines.find((l) => l.sku === sku)!;
      return confirmed.fulfillmentLines.find(
        (l) => l.fulfillmentOrderId === atEast.id && l.orderLineId === line.id,
      )!;
    });
    const first = await world.ship(atEast.id, [
      { fulfillmentOrderLineId: aAtEast!.id, quantity: 4 },
      { fulfillmentOrderLineId: bAtEast!.id, quantity: 3 },
    ]);
    const shipped = await world.stored(orderId);
    expect(shipped.order).toMatchObject({ status: 'CONFIRMED', fulfillmentStatus: 'PARTIALLY_FULFILLED' });
    expect(shipped.lines).toMatchObject([
      { status: 'PARTIALLY_SHIPPED', quantityShipped: 4, quantityAllocated: 4 },
      { status: 'SHIPPED', quantityShipped: 3, quantityAllocated: 0 },
    ]);
    expect(shipped.fulfillmentOrders.find(({ id }) => id === atEast.id)).toMatchObject({
      status: 'IN_PROGRESS',
    });
    expect(await world.level(a, east)).toMatchObject({ onHand: 2, allocated: 2 });

    const ofA = shipped.shipmentLines.find(({ sku }) => sku === a)!;
    await world.deliver(first, [{ shipmentLineId: ofA.id, quantity: 1 }]);
    const delivered = await world.stored(orderId);
    expect(delivered.order).toMatchObject({ deliveryStatus: 'PARTIALLY_DELIVERED', status: 'CONFIRMED' });
    expect(delivered.shipments).toMatchObject([{ status: 'SHIPPED', deliveredAt: null }]);
    await world.deliver(first);
    expect((await world.stored(orderId)).shipments).toMatchObject([{ status: 'DELIVERED' }]);

    for (const { id } of confirmed.fulfillmentOrders) await world.deliver(await world.ship(id));
    const completed = await world.stored(orderId);
    expect(completed.order).toMatchObject({
      status: 'COMPLETED',
      fulfillmentStatus: 'FULFILLED',
      deliveryStatus: 'DELIVERED',
    });
    expect(completed.order.completedAt).not.toBeNull();
    expect(completed.lines.map(({ status }) => status)).toEqual(['DELIVERED', 'DELIVERED']);
    expect(completed.fulfillmentOrders.map(({ status }) => status)).toEqual(['CLOSED', 'CLOSED']);
    expect(await world.booked(orderId)).toEqual({ quantity: 11, net: 110_00n, reporting: 110_00n });
    expect(await world.violations()).toEqual([]);
  });

  it('completes an order of services when it is confirmed: nothing is left to deliver', async () => {
    const orderId = await world.place({ lines: [{ sku: 'SETUP', quantity: 1 }] });
    const { order, lines, allocations, fulfillmentOrders } = await world.stored(orderId);
    expect(order).toMatchObject({
      status: 'COMPLETED',
      fulfillmentStatus: 'NOT_REQUIRED',
      deliveryStatus: 'NOT_DELIVERED',
    });
    expect(lines).toMatchObject([{ status: 'OPEN', quantityOpen: 1 }]);
    expect([allocations, fulfillmentOrders]).toEqual([[], []]);
    expect(await world.booked(orderId)).toMatchObject({ quantity: 1, net: 99_00n });
  });

  it('completes an order of goods and services when its goods are delivered', async () => {
    const sku = await goods(5);
    const orderId = await world.place({
      lines: [
        { sku: 'TRAINING', quantity: 2 },
        { sku, quantity: 5 },
      ],
    });
    const { order, fulfillmentOrders } = await world.stored(orderId);
    expect(order).toMatchObject({ status: 'CONFIRMED', fulfillmentStatus: 'UNFULFILLED' });
    await world.deliver(await world.ship(fulfillmentOrders[0]!.id));
    expect((await world.stored(orderId)).order).toMatchObject({
      status: 'COMPLETED',
      deliveryStatus: 'DELIVERED',
    });
  });

  it('completes an order when the part that was not delivered is cancelled', async () => {
    const sku = await goods(5);
    const orderId = await world.place({ lines: [{ sku, quantity: 5 }] });
    const { fulfillmentOrders, fulfillmentLines, lines } = await world.stored(orderId);
    const part = [{ fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity: 2 }];
    await world.deliver(await world.ship(fulfillmentOrders[0]!.id, part));
    const cancelled = await world.change(world.useCases.orders.cancelOrder, orderId, {
      reason: 'too many',
      lines: [{ orderLineId: lines[0]!.id, quantity: 3 }],
    });
    expect(cancelled.order).toMatchObject({
      status: 'COMPLETED',
      fulfillmentStatus: 'FULFILLED',
      deliveryStatus: 'DELIVERED',
    });
    expect(cancelled.lines).toMatchObject([
      { status: 'DELIVERED', quantityCancelled: 3, quantityDelivered: 2 },
    ]);
    expect(cancelled.fulfillmentOrders).toMatchObject([{ status: 'INCOMPLETE' }]);
    expect(await world.booked(orderId)).toMatchObject({ quantity: 2, net: 20_00n });
  });
});

describe('holds', () => {
  const hold = (orderId: string, rest: object = {}) =>
    world.change(world.useCases.orders.holdOrder, orderId, {
      scope: 'ORDER',
      reason: 'CREDIT',
      ...rest,
    } as never);

  it('stop a draft from being confirmed until the last one is released', async () => {
    const { confirmOrder, releaseHold } = world.useCases.orders;
    const sku = await goods(1);
    const orderId = await world.place({ confirm: false, lines: [{ sku, quantity: 1 }] });
    await hold(orderId, { note: 'waits for the bank' });
    const held = await hold(orderId, { reason: 'PRICE_REVIEW' });
    expect(held.order).toMatchObject({ onHold: true, version: 3 });
    const refusal = await world.refusal(confirmOrder, { orderId, expectedVersion: 3 });
    expect(refusal.code).toBe('ORDER_ON_HOLD');
    expect(refusal.details.holds).toEqual([
      { scope: 'ORDER', reason: 'CREDIT' },
      { scope: 'ORDER', reason: 'PRICE_REVIEW' },
    ]);
    const one = await world.change(releaseHold, orderId, { holdId: held.holds[0]!.id });
    expect(one.order.onHold).toBe(true);
    expect((await world.refusal(confirmOrder, { orderId, expectedVersion: 4 })).code).toBe('ORDER_ON_HOLD');
    const none = await world.change(releaseHold, orderId, { holdId: held.holds[1]!.id });
    expect(none.order.onHold).toBe(false);
    expect((await world.change(confirmOrder, orderId, {})).order.status).toBe(OrderStatus.CONFIRMED);
  });

  it('stop shipments from being made and from leaving', async () => {
    const { createShipment, markShipped } = world.useCases.fulfillment;
    const sku = await goods(4);
    const orderId = await world.place({ lines: [{ sku, quantity: 4 }] });
    const { fulfillmentOrders, fulfillmentLines } = await world.stored(orderId);
    const fulfillmentOrderId = fulfillmentOrders[0]!.id;
    const part = {
      fulfillmentOrderId,
      lines: [{ fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity: 1 }],
    };
    const { shipmentId } = await world.run(createShipment, part);
    const held = await hold(orderId);
    expect((await world.refusal(createShipment, part)).code).toBe('ORDER_ON_HOLD');
    expect((await world.refusal(markShipped, { shipmentId })).code).toBe('ORDER_ON_HOLD');
    await world.change(world.useCases.orders.releaseHold, orderId, { holdId: held.holds[0]!.id });
    await world.run(markShipped, { shipmentId });
    await world.run(createShipment, part);
  });

  it('of one line let the other lines ship', async () => {
    const { createShipment } = world.useCases.fulfillment;
    const [a, b] = [await goods(1), await goods(1)];
    const orderId = await world.place({ lines: [a, b].map((sku) => ({ sku, quantity: 1 })) });
    const { fulfillmentOrders, fulfillmentLines, lines } = await world.stored(orderId);
    const fulfillmentOrderId = fulfillmentOrders[0]!.id;
    await hold(orderId, { scope: 'LINE', orderLineId: lines[0]!.id });
    const only = (i: number) => {
      const line = fulfillmentLines.find(({ orderLineId }) => orderLineId === lines[i]!.id)!;
      return { fulfillmentOrderId, lines: [{ fulfillmentOrderLineId: line.id, quantity: 1 }] };
    };
    expect((await world.refusal(createShipment, only(0))).code).toBe('ORDER_ON_HOLD');
    expect((await world.refusal(createShipment, { fulfillmentOrderId })).code).toBe('ORDER_ON_HOLD');
    await world.run(createShipment, only(1));
  });

  it('of one fulfillment order let the other locations ship', async () => {
    const sku = await goods(2, 2);
    const orderId = await world.place({ lines: [{ sku, quantity: 4 }] });
    const { fulfillmentOrders } = await world.stored(orderId);
    await hold(orderId, { scope: 'FULFILLMENT', fulfillmentOrderId: fulfillmentOrders[0]!.id });
    const { createShipment } = world.useCases.fulfillment;
    expect((await world.refusal(createShipment, { fulfillmentOrderId: fulfillmentOrders[0]!.id })).code).toBe(
      'ORDER_ON_HOLD',
    );
    await world.run(createShipment, { fulfillmentOrderId: fulfillmentOrders[1]!.id });
  });

  it('name what they stop: a line for LINE, a fulfillment order of the order for FULFILLMENT, else nothing', async () => {
    const { holdOrder } = world.useCases.orders;
    const sku = await goods(9);
    const [orderId, other] = [
      await world.place({ lines: [{ sku, quantity: 1 }] }),
      await world.place({ lines: [{ sku, quantity: 1 }] }),
    ];
    const mine = await world.stored(orderId);
    const theirs = await world.stored(other);
    const version = { orderId, expectedVersion: mine.order.version, reason: 'OTHER' as const };
    const refused = [
      { scope: 'LINE' as const },
      { scope: 'LINE' as const, orderLineId: theirs.lines[0]!.id },
      { scope: 'ORDER' as const, orderLineId: mine.lines[0]!.id },
      { scope: 'ORDER' as const, fulfillmentOrderId: mine.fulfillmentOrders[0]!.id },
      { scope: 'FULFILLMENT' as const, fulfillmentOrderId: theirs.fulfillmentOrders[0]!.id },
    ];
    for (const scope of refused) {
      expect((await world.refusal(holdOrder, { ...version, ...scope })).code).toBe('INVALID_REFERENCE');
    }
    const notMine = { ...version, holdId: mine.lines[0]!.id };
    expect((await world.refusal(world.useCases.orders.releaseHold, notMine)).code).toBe('NOT_FOUND');
    await world.run(holdOrder, {
      ...version,
      scope: 'FULFILLMENT',
      fulfillmentOrderId: mine.fulfillmentOrders[0]!.id,
    });
  });
});

describe('closing short', () => {
  it('cancels what has not left, keeps what has, and still lets it be delivered', async () => {
    const { closeOrder } = world.useCases.orders;
    const [a, b] = [await goods(10), await goods(10)];
    const orderId = await world.place({
      backorderPolicy: 'ALLOW',
      lines: [
        { sku: a, quantity: 12 },
        { sku: b, quantity: 5 },
      ],
    });
    const early = await world.refusal(closeOrder, { orderId, expectedVersion: 2, reason: 'never' });
    expect(early).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { from: 'CONFIRMED', requested: 'CLOSE' },
    });
    const { fulfillmentOrders, fulfillmentLines, lines } = await world.stored(orderId);
    const ofA = fulfillmentLines.find(({ orderLineId }) => orderLineId === lines[0]!.id)!;
    const shipmentId = await world.ship(fulfillmentOrders[0]!.id, [
      { fulfillmentOrderLineId: ofA.id, quantity: 7 },
    ]);
    const pending = await world.run(world.useCases.fulfillment.createShipment, {
      fulfillmentOrderId: fulfillmentOrders[0]!.id,
    });

    const closed = await world.change(closeOrder, orderId, { reason: 'customer moved' });
    expect(closed.order).toMatchObject({
      status: 'CLOSED',
      fulfillmentStatus: 'FULFILLED',
      cancelReason: 'customer moved',
      cancelledMinor: 100_00n,
    });
    expect(closed.lines).toMatchObject([
      {
        status: 'SHIPPED',
        quantityShipped: 7,
        quantityCancelled: 5,
        quantityBackordered: 0,
        quantityAllocated: 0,
      },
      { status: 'CANCELLED', quantityCancelled: 5 },
    ]);
    expect(closed.shipments.find(({ id }) => id === pending.shipmentId)).toMatchObject({
      status: 'CANCELLED',
    });
    expect(closed.fulfillmentOrders).toMatchObject([{ status: 'INCOMPLETE' }]);
    expect(closed.bookings.filter(({ kind }) => kind === 'SHORT_CLOSE')).toHaveLength(2);
    expect(await world.booked(orderId)).toMatchObject({ quantity: 7, net: 70_00n });
    expect(await world.level(b, east)).toMatchObject({ onHand: 10, allocated: 0 });

    await world.deliver(shipmentId);
    expect((await world.stored(orderId)).order).toMatchObject({
      status: 'CLOSED',
      deliveryStatus: 'DELIVERED',
    });
    expect(await world.violations()).toEqual([]);
  });
});

describe('shipments', () => {
  it('refuse what is not there: too much, nothing, foreign lines, lines named twice, a second departure', async () => {
    const { createShipment, markShipped, markDelivered } = world.useCases.fulfillment;
    const sku = await goods(3);
    const orderId = await world.place({ lines: [{ sku, quantity: 3 }] });
    const { fulfillmentOrders, fulfillmentLines } = await world.stored(orderId);
    const fulfillmentOrderId = fulfillmentOrders[0]!.id;
    const line = { fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity: 2 };
    const code = async (lines: (typeof line)[]) =>
      (await world.refusal(createShipment, { fulfillmentOrderId, lines })).code;
    expect(await code([{ ...line, quantity: 4 }])).toBe('INVALID_QUANTITY');
    expect(await code([])).toBe('INVALID_QUANTITY');
    expect(await code([line, line])).toBe('INVALID_REFERENCE');
    expect(await code([{ fulfillmentOrderLineId: fulfillmentOrderId, quantity: 1 }])).toBe(
      'INVALID_REFERENCE',
    );
    const { shipmentId } = await world.run(createShipment, { fulfillmentOrderId, lines: [line] });
    expect(await code([line])).toBe('INVALID_QUANTITY');
    expect((await world.refusal(markDelivered, { shipmentId })).code).toBe('INVALID_TRANSITION');
    await world.run(markShipped, { shipmentId, carrier: 'UPS', trackingNumber: '1Z' });
    expect((await world.refusal(markShipped, { shipmentId })).code).toBe('INVALID_TRANSITION');
    expect((await world.stored(orderId)).shipments).toMatchObject([
      { status: 'SHIPPED', carrier: 'UPS', trackingNumber: '1Z' },
    ]);
    const [shipped] = (await world.stored(orderId)).shipmentLines;
    const deliver = (lines: { shipmentLineId: string; quantity: number }[]) =>
      world.refusal(markDelivered, { shipmentId, lines });
    expect((await deliver([{ shipmentLineId: shipped!.id, quantity: 3 }])).code).toBe('INVALID_QUANTITY');
    expect((await deliver([{ shipmentLineId: orderId, quantity: 1 }])).code).toBe('INVALID_REFERENCE');
    expect((await deliver([])).code).toBe('INVALID_QUANTITY');
    expect((await world.refusal(markShipped, { shipmentId: orderId })).code).toBe('NOT_FOUND');
    expect((await world.refusal(createShipment, { fulfillmentOrderId: orderId })).code).toBe('NOT_FOUND');
  });

  it('cannot leave when a count has found less than was promised; others of the list do', async () => {
    const { createShipment, markShipped } = world.useCases.fulfillment;
    const [gone, there] = [await goods(5), await goods(5)];
    const shipments: string[] = [];
    for (const sku of [gone, there]) {
      const orderId = await world.place({ lines: [{ sku, quantity: 5 }] });
      const { fulfillmentOrders } = await world.stored(orderId);
      shipments.push(
        (await world.run(createShipment, { fulfillmentOrderId: fulfillmentOrders[0]!.id })).shipmentId,
      );
    }
    const lines = [{ sku: gone, locationId: east, onHandDelta: -3 }];
    await world.run(world.useCases.inventory.adjustInventory, { reason: 'count', lines });
    const answers = await world.runAll(
      markShipped,
      shipments.map((shipmentId) => ({ shipmentId })),
    );
    expect(answers).toMatchObject([{ ok: false, error: { code: 'INSUFFICIENT_STOCK' } }, { ok: true }]);
    expect(await world.level(gone, east)).toMatchObject({ onHand: 2, allocated: 5 });
    expect(await world.level(there, east)).toMatchObject({ onHand: 0, allocated: 0 });
    await world.receive(east, { [gone]: 3 });
    await world.run(markShipped, { shipmentId: shipments[0]! });
    expect(await world.violations()).toEqual([]);
  });
});

describe('steps that the state does not allow', () => {
  it('are refused with the state and what may be done', async () => {
    const { orders } = world.useCases;
    const sku = await goods(5);
    const orderId = await world.place({ lines: [{ sku, quantity: 5 }] });
    const { order, fulfillmentOrders } = await world.stored(orderId);
    const version = { orderId, expectedVersion: order.version };
    for (const [useCase, requested] of [
      [orders.confirmOrder, 'CONFIRM'],
      [orders.updateDraftOrder, 'UPDATE'],
    ] as const) {
      const refusal = await world.refusal(useCase as typeof orders.updateDraftOrder, {
        ...version,
        header: {},
      });
      expect(refusal.code).toBe('INVALID_TRANSITION');
      expect(refusal.details).toMatchObject({
        from: 'CONFIRMED',
        requested,
        allowed: ['HOLD', 'CANCEL', 'SHIP'],
      });
    }
    await world.deliver(await world.ship(fulfillmentOrders[0]!.id));
    const done = await world.stored(orderId);
    const refusal = await world.refusal(orders.cancelOrder, {
      orderId,
      expectedVersion: done.order.version,
      reason: 'late',
    });
    expect(refusal.details).toMatchObject({ from: 'COMPLETED', allowed: [] });
  });

  it('are refused for a version that is not the present one, and for orders out of sight', async () => {
    const { confirmOrder } = world.useCases.orders;
    const sku = await goods(5);
    const orderId = await world.place({ confirm: false, lines: [{ sku, quantity: 1 }] });
    const stale = await world.refusal(confirmOrder, { orderId, expectedVersion: 7 });
    expect(stale).toMatchObject({ code: 'VERSION_CONFLICT', details: { expected: 7, current: 1 } });
    const nowhere = {
      ...world.command({}).actor,
      scope: { all: false as const, accountPaths: [], territoryIds: [], repIds: [] },
    };
    const unseen = await world.refusal(confirmOrder, { orderId, expectedVersion: 1 }, { actor: nowhere });
    const unknown = await world.refusal(confirmOrder, { orderId: world.accountId, expectedVersion: 1 });
    expect(unseen.code).toBe('NOT_FOUND');
    expect(unseen.message).toBe(unknown.message);
  });

  it('are refused alone in a list of confirmations; the others are confirmed', async () => {
    const { confirmOrder, updateDraftOrder } = world.useCases.orders;
    const sku = await goods(5);
    const draft = () => world.place({ confirm: false, lines: [{ sku, quantity: 2 }] });
    const [a, b, changed, c] = [await draft(), await draft(), await draft(), await draft()];
    await world.run(updateDraftOrder, { orderId: changed, expectedVersion: 1, header: { poNumber: 'P' } });
    const confirming = (orderId: string, expectedVersion = 1) => ({ orderId, expectedVersion });
    const answers = await world.runAll(confirmOrder, [
      confirming(changed),
      confirming(a),
      confirming(a),
      confirming(b, 2),
      confirming(changed, 2),
      confirming(c),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'confirmed' : answer.error.code))).toEqual([
      'VERSION_CONFLICT',
      'confirmed',
      'VERSION_CONFLICT',
      'VERSION_CONFLICT',
      'confirmed',
      'INSUFFICIENT_STOCK',
    ]);
    expect(answers[0]).toMatchObject({ error: { details: { expected: 1, current: 2 } } });
    const statuses = await Promise.all(
      [a, b, changed, c].map(async (id) => (await world.stored(id)).order.status),
    );
    expect(statuses).toEqual(['CONFIRMED', 'DRAFT', 'CONFIRMED', 'DRAFT']);
    expect(await world.violations()).toEqual([]);
  });
});
