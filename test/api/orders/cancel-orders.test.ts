import type { CancelOrderInput } from '../../../src/orders/order-inputs';
import { OrderWorld } from '../../support/order-fixtures';

let world: OrderWorld;
let east: string;
let west: string;
let serial = 0;

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST', { priority: 1 });
  west = await world.location('WEST', { priority: 2 });
  await world.load(world.useCases.accounts.upsertExchangeRate, [
    { from: 'EUR', to: 'USD', day: '2026-03-10', rateE10: 11_234_567_890n },
  ]);
});

afterAll(() => world.drop());

async function goods(atEast: number, atWest = 0, price = 10): Promise<string> {
  const sku = `C${++serial}`;
  await world.products({ [sku]: price });
  if (atEast > 0) await world.receive(east, { [sku]: atEast });
  if (atWest > 0) await world.receive(west, { [sku]: atWest });
  return sku;
}

const cancel = (orderId: string, rest: Partial<CancelOrderInput> = {}) =>
  world.change(world.useCases.orders.cancelOrder, orderId, { reason: 'changed my mind', ...rest });
const refusal = async (orderId: string, rest: Partial<CancelOrderInput>) => {
  const { version: expectedVersion } = (await world.stored(orderId)).order;
  return world.refusal(world.useCases.orders.cancelOrder, {
    orderId,
    expectedVersion,
    reason: 'no',
    ...rest,
  });
};

describe('cancelling a whole order', () => {
  it('frees its stock, reverses its bookings and gives up its shipments', async () => {
    const sku = await goods(5, 5);
    const orderId = await world.place({ poNumber: 'WHOLE', lines: [{ sku, quantity: 8 }] });
    const { fulfillmentOrders } = await world.stored(orderId);
    const { shipmentId } = await world.run(world.useCases.fulfillment.createShipment, {
      fulfillmentOrderId: fulfillmentOrders[0]!.id,
    });
    const cancelled = await cancel(orderId);
    expect(cancelled.order).toMatchObject({
      status: 'CANCELLED',
      fulfillmentStatus: 'NOT_REQUIRED',
      cancelReason: 'changed my mind',
      cancelledMinor: 80_00n,
      netMinor: 80_00n,
    });
    expect(cancelled.order.cancelledAt).not.toBeNull();
    expect(cancelled.lines).toMatchObject([
      { status: 'CANCELLED', quantityCancelled: 8, cancelledMinor: 80_00n },
    ]);
    expect(cancelled.allocations.map(({ quantity }) => quantity)).toEqual([0, 0]);
    expect(cancelled.fulfillmentOrders.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(cancelled.shipments).toMatchObject([{ id: shipmentId, status: 'CANCELLED' }]);
    expect(await world.level(sku, east)).toMatchObject({ onHand: 5, allocated: 0 });
    expect(await world.booked(orderId)).toEqual({ quantity: 0, net: 0n, reporting: 0n });
    expect(await world.violations()).toEqual([]);
  });

  it('of a draft books nothing', async () => {
    const sku = await goods(1);
    const orderId = await world.place({ confirm: false, poNumber: 'DRAFT', lines: [{ sku, quantity: 1 }] });
    const cancelled = await cancel(orderId);
    expect(cancelled.order).toMatchObject({ status: 'CANCELLED', poClaim: null, cancelledMinor: 10_00n });
    expect(cancelled.bookings).toEqual([]);
    expect(await world.violations()).toEqual([]);
  });

  it('is refused once something has shipped', async () => {
    const sku = await goods(5);
    const orderId = await world.place({ lines: [{ sku, quantity: 5 }] });
    const { fulfillmentOrders, fulfillmentLines } = await world.stored(orderId);
    await world.ship(fulfillmentOrders[0]!.id, [
      { fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity: 1 },
    ]);
    expect(await refusal(orderId, {})).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: {
        from: 'CONFIRMED',
        requested: 'CANCEL',
        allowed: ['HOLD', 'CANCEL', 'CLOSE', 'SHIP', 'DELIVER'],
      },
    });
  });
});

describe('cancelling quantities', () => {
  it('gives up backorders before stock, and the latest schedule lines first', async () => {
    const sku = await goods(6);
    const orderId = await world.place({
      backorderPolicy: 'ALLOW',
      lines: [{ sku, quantity: 12, schedule: [{ quantity: 4 }, { quantity: 4 }, { quantity: 4 }] }],
    });
    const { lines, order } = await world.stored(orderId);
    expect(order.promisedDay).toBeNull();
    const counters = (stored: Awaited<ReturnType<typeof cancel>>) =>
      stored.schedule.map((s) => [s.quantityAllocated, s.quantityBackordered, s.quantityCancelled]);
    const take = (quantity: number) => cancel(orderId, { lines: [{ orderLineId: lines[0]!.id, quantity }] });
    expect(counters(await take(5))).toEqual([
      [4, 0, 0],
      [2, 1, 1],
      [0, 0, 4],
    ]);
    expect((await world.stored(orderId)).order.promisedDay).toBeNull();
    const served = await take(1);
    expect(counters(served)).toEqual([
      [4, 0, 0],
      [2, 0, 2],
      [0, 0, 4],
    ]);
    expect(served.order.promisedDay).toBe('2026-03-16');
    expect(served.lines).toMatchObject([
      { status: 'ALLOCATED', quantityCancelled: 6, cancelledMinor: 60_00n },
    ]);
    const less = await take(3);
    expect(counters(less)).toEqual([
      [3, 0, 1],
      [0, 0, 4],
      [0, 0, 4],
    ]);
    expect(await world.level(sku, east)).toMatchObject({ allocated: 3 });
    expect(await world.violations()).toEqual([]);
    const rest = await take(3);
    expect(rest.order).toMatchObject({ status: 'CANCELLED', cancelledMinor: 120_00n });
    expect(await world.booked(orderId)).toEqual({ quantity: 0, net: 0n, reporting: 0n });
    expect(await world.violations()).toEqual([]);
  });

  it('takes shares of the amounts that add up to the whole, in both currencies, to the last minor unit', async () => {
    const sku = await goods(50);
    await world.load(world.useCases.catalog.upsertPriceList, [
      {
        code: 'LIST-EUR',
        currencyCode: 'EUR',
        isDefault: true,
        entries: [{ sku, minQuantity: 1, unitPriceMicros: 1_430_000n, validFrom: null, validTo: null }],
      },
    ]);
    const orderId = await world.place({
      currencyCode: 'EUR',
      discount: { fixedMinor: 10n, reason: 'odd' },
      lines: [{ sku, quantity: 7 }],
    });
    const { order, lines, bookings } = await world.stored(orderId);
    expect(bookings).toMatchObject([
      { kind: 'CONFIRMATION', netMinor: 9_91n, listMinor: 10_01n, reportingNetMinor: 11_13n },
    ]);
    for (const quantity of [3, 1, 2]) {
      await cancel(orderId, { lines: [{ orderLineId: lines[0]!.id, quantity }] });
      const now = await world.stored(orderId);
      expect((await world.booked(orderId)).net).toBe(order.netMinor - now.order.cancelledMinor);
    }
    await cancel(orderId);
    const after = await world.stored(orderId);
    expect(after.bookings.filter(({ kind }) => kind === 'CANCELLATION')).toHaveLength(4);
    expect(await world.booked(orderId)).toEqual({ quantity: 0, net: 0n, reporting: 0n });
    expect(after.bookings.reduce((sum, { listMinor }) => sum + listMinor, 0n)).toBe(0n);
    expect(after.bookings.reduce((sum, { reportingListMinor }) => sum + reportingListMinor, 0n)).toBe(0n);
  });

  it('cancels only the unshipped shipments that would carry too much', async () => {
    const { createShipment } = world.useCases.fulfillment;
    const sku = await goods(10);
    const orderId = await world.place({ lines: [{ sku, quantity: 10 }] });
    const { fulfillmentOrders, fulfillmentLines, lines } = await world.stored(orderId);
    const fulfillmentOrderId = fulfillmentOrders[0]!.id;
    const some = (quantity: number) => ({
      fulfillmentOrderId,
      lines: [{ fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity }],
    });
    await world.ship(fulfillmentOrderId, some(2).lines);
    await world.run(createShipment, some(3));
    await world.run(createShipment, some(3));
    const statuses = async () => (await world.stored(orderId)).shipments.map(({ status }) => status);
    const take = (quantity: number) => cancel(orderId, { lines: [{ orderLineId: lines[0]!.id, quantity }] });
    await take(2);
    expect(await statuses()).toEqual(['SHIPPED', 'PENDING', 'PENDING']);
    await take(1);
    expect(await statuses()).toEqual(['SHIPPED', 'PENDING', 'CANCELLED']);
    await world.run(createShipment, some(2));
    expect((await refusal(orderId, { lines: [{ orderLineId: lines[0]!.id, quantity: 6 }] })).code).toBe(
      'INVALID_QUANTITY',
    );
    await take(5);
    expect(await statuses()).toEqual(['SHIPPED', 'CANCELLED', 'CANCELLED', 'CANCELLED']);
    expect((await world.stored(orderId)).fulfillmentOrders).toMatchObject([{ status: 'INCOMPLETE' }]);
    expect(await world.violations()).toEqual([]);
  });

  it('is refused for lines of others, named twice or not at all, and for too much', async () => {
    const sku = await goods(10);
    const orderId = await world.place({ lines: [{ sku, quantity: 5 }] });
    const other = await world.stored(await world.place({ lines: [{ sku, quantity: 5 }] }));
    const [line] = (await world.stored(orderId)).lines;
    const some = (quantity: number, orderLineId = line!.id) => ({ orderLineId, quantity });
    const code = async (lines: CancelOrderInput['lines']) => (await refusal(orderId, { lines })).code;
    expect(await code([some(1, other.lines[0]!.id)])).toBe('INVALID_REFERENCE');
    expect(await code([some(1), some(1)])).toBe('INVALID_REFERENCE');
    expect(await code([])).toBe('INVALID_QUANTITY');
    expect(await code([some(0)])).toBe('INVALID_QUANTITY');
    expect(await code([some(6)])).toBe('INVALID_QUANTITY');
    const draft = await world.place({ confirm: false, lines: [{ sku, quantity: 5 }] });
    const ofDraft = (await world.stored(draft)).lines[0]!;
    expect((await refusal(draft, { lines: [some(1, ofDraft.id)] })).code).toBe('INVALID_TRANSITION');
  });
});

describe('a list of cancellations', () => {
  it('answers each on its own', async () => {
    const sku = await goods(10);
    const [a, b] = [
      await world.place({ lines: [{ sku, quantity: 5 }] }),
      await world.place({ lines: [{ sku, quantity: 5 }] }),
    ];
    const input = (orderId: string, expectedVersion = 2, rest: object = {}) => ({
      orderId,
      expectedVersion,
      reason: 'list',
      ...rest,
    });
    const answers = await world.runAll(world.useCases.orders.cancelOrder, [
      input(a, 1),
      input(b, 2, { lines: [{ orderLineId: 'none', quantity: 1 }] }),
      input(a),
      input(b),
      input(a),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'cancelled' : answer.error.code))).toEqual([
      'VERSION_CONFLICT',
      'INVALID_REFERENCE',
      'cancelled',
      'CONFLICT',
      'VERSION_CONFLICT',
    ]);
    expect(await world.level(sku, east)).toMatchObject({ onHand: 10, allocated: 5 });
  });
});
