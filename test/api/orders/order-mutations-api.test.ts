import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import {
  CancelOrderDocument,
  CloseOrderDocument,
  ConfirmOrderDocument,
  CreateShipmentDocument,
  HoldOrderDocument,
  MarkDeliveredDocument,
  MarkShippedDocument,
  OrderStepsDocument,
  PlaceOrderDocument,
  ReleaseHoldDocument,
  UpdateDraftOrderDocument,
  type OrderStepsQuery,
  type PlaceOrderInput,
} from '../../generated/graphql';
import type { ApiClient, Untyped } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { OrderWorld } from '../../support/order-fixtures';

let app: TestApplication;
let admin: ApiClient;
let world: OrderWorld;

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  world = await OrderWorld.behind(app);
  await world.products({ A: 10, B: 20, FEW: 5 });
  await world.receive(await world.location('EAST'), { A: 10_000, B: 10_000, FEW: 3 });
});
afterAll(() => app.stop());

const key = () => ({ idempotencyKey: newId() });
const order = (values: Partial<PlaceOrderInput> = {}): PlaceOrderInput => ({
  ...key(),
  accountId: toGlobalId('Account', world.accountId),
  channel: 'DIRECT',
  confirm: true,
  lines: [
    { sku: 'A', quantity: 4 },
    { sku: 'B', quantity: 2 },
  ],
  ...values,
});

type Steps = NonNullable<OrderStepsQuery['order']> & { id: string };

async function stepsOf(id: string): Promise<Steps> {
  return { id, ...(await admin.run(OrderStepsDocument, { id })).order! };
}

/** Places an order, of which one piece ships and arrives if asked. */
async function placed(values: Partial<PlaceOrderInput> = {}, shipped = false): Promise<Steps> {
  const { id } = (await admin.run(PlaceOrderDocument, { input: order(values) })).placeOrder.order;
  const steps = await stepsOf(id);
  if (!shipped) return steps;
  await world.ship(await rawFulfillmentOrder(id), [
    { fulfillmentOrderLineId: await firstLineToShip(id), quantity: 1 },
  ]);
  return stepsOf(id);
}

const raw = (globalId: string): string => Buffer.from(globalId, 'base64url').toString().split(':')[1]!;
const rawFulfillmentOrder = async (id: string) => (await world.stored(raw(id))).fulfillmentOrders[0]!.id;
const firstLineToShip = async (id: string) => (await world.stored(raw(id))).fulfillmentLines[0]!.id;

describe('the life of an order over HTTP', () => {
  it('goes from draft to completion, and says at every step what may come next', async () => {
    const draft = await placed({ confirm: false });
    const orderId = draft.id;
    expect(draft.availableTransitions).toEqual(['UPDATE', 'CONFIRM', 'HOLD', 'CANCEL']);

    const updated = await admin.run(UpdateDraftOrderDocument, {
      input: { ...key(), orderId, expectedVersion: 1, poNumber: 'PO-77', lines: [{ sku: 'A', quantity: 4 }] },
    });
    expect(updated.updateDraftOrder.order).toEqual({
      status: 'DRAFT',
      version: 2,
      poNumber: 'PO-77',
      net: { amount: '40.00' },
    });

    const held = await admin.run(HoldOrderDocument, {
      input: { ...key(), orderId, expectedVersion: 2, scope: 'ORDER', reason: 'CREDIT', note: 'Ask Ann' },
    });
    const [hold] = held.holdOrder.order.holds;
    expect(held.holdOrder.order).toMatchObject({ version: 3, onHold: true });
    expect(hold).toMatchObject({ scope: 'ORDER', reason: 'CREDIT', note: 'Ask Ann', releasedAt: null });
    expect((await stepsOf(orderId)).availableTransitions).toEqual([
      'UPDATE',
      'HOLD',
      'RELEASE_HOLD',
      'CANCEL',
    ]);

    const released = await admin.run(ReleaseHoldDocument, {
      input: { ...key(), orderId, expectedVersion: 3, holdId: hold!.id },
    });
    expect(released.releaseHold.order).toMatchObject({
      version: 4,
      onHold: false,
      holds: [{ id: hold!.id }],
    });
    expect(released.releaseHold.order.holds[0]!.releasedAt).not.toBeNull();

    const confirmed = await admin.run(ConfirmOrderDocument, {
      input: { ...key(), orderId, expectedVersion: 4 },
    });
    expect(confirmed.confirmOrder.order).toMatchObject({ status: 'CONFIRMED', version: 5 });
    const { availableTransitions, fulfillmentOrders } = await stepsOf(orderId);
    expect(availableTransitions).toEqual(['HOLD', 'CANCEL', 'SHIP']);

    const planned = await admin.run(CreateShipmentDocument, {
      input: { ...key(), fulfillmentOrderId: fulfillmentOrders[0]!.id, carrier: 'DHL' },
    });
    const { shipment } = planned.createShipment;
    expect(shipment).toMatchObject({
      status: 'PENDING',
      carrier: 'DHL',
      lines: [{ quantity: 4, deliveredQuantity: 0 }],
    });
    const left = await admin.run(MarkShippedDocument, {
      input: { ...key(), shipmentId: shipment.id, trackingNumber: 'T-1' },
    });
    expect(left.markShipped.shipment).toMatchObject({ status: 'SHIPPED', trackingNumber: 'T-1' });
    const shipped = await stepsOf(orderId);
    expect(shipped.availableTransitions).toEqual(['HOLD', 'DELIVER']);

    const partly = await admin.run(MarkDeliveredDocument, {
      input: {
        ...key(),
        shipmentId: shipment.id,
        lines: [{ shipmentLineId: shipment.lines[0]!.id, quantity: 3 }],
      },
    });
    expect(partly.markDelivered.shipment).toEqual({
      status: 'SHIPPED',
      order: { status: 'CONFIRMED', deliveryStatus: 'PARTIALLY_DELIVERED' },
    });
    const arrived = await admin.run(MarkDeliveredDocument, { input: { ...key(), shipmentId: shipment.id } });
    expect(arrived.markDelivered.shipment).toEqual({
      status: 'DELIVERED',
      order: { status: 'COMPLETED', deliveryStatus: 'DELIVERED' },
    });
    expect((await stepsOf(orderId)).availableTransitions).toEqual([]);
  });

  it('ends by cancelling parts and then all, or by closing what is left', async () => {
    const { id: orderId, version, lines } = await placed();
    const cancel = {
      ...key(),
      orderId,
      expectedVersion: version,
      reason: 'Too many',
      lines: [{ orderLineId: lines[0]!.id, quantity: 3 }],
    };
    expect((await admin.run(CancelOrderDocument, { input: cancel })).cancelOrder.order).toMatchObject({
      status: 'CONFIRMED',
    });
    const after = await stepsOf(orderId);
    expect(after.lines[0]).toMatchObject({ quantityCancelled: 3, quantityAllocated: 1, status: 'ALLOCATED' });
    const rest = { ...key(), orderId, expectedVersion: after.version, reason: 'No more' };
    expect((await admin.run(CancelOrderDocument, { input: rest })).cancelOrder.order).toMatchObject({
      status: 'CANCELLED',
    });

    const partly = await placed({}, true);
    expect(partly.availableTransitions).toContain('CLOSE');
    const close = { ...key(), orderId: partly.id, expectedVersion: partly.version, reason: 'Enough' };
    expect((await admin.run(CloseOrderDocument, { input: close })).closeOrder.order).toMatchObject({
      status: 'CLOSED',
    });
    expect((await stepsOf(partly.id)).availableTransitions).toEqual(['DELIVER']);
  });
});

/** A mutation of orders: its document, and an order that it fits with what it needs besides. */
interface Change {
  document: TypedDocumentNode<object, Untyped>;
  prepare(): Promise<{ order: Steps; rest: object }>;
  /** An order whose state does not allow it. */
  misfit(): Promise<Steps>;
}

const draft = () => placed({ confirm: false });
const holdOf = async ({ id, version }: Steps): Promise<string> => {
  const input = {
    ...key(),
    orderId: id,
    expectedVersion: version,
    scope: 'ORDER' as const,
    reason: 'OTHER' as const,
  };
  return (await admin.run(HoldOrderDocument, { input })).holdOrder.order.holds[0]!.id;
};
const cancelled = async (): Promise<Steps> => {
  const { id, version } = await placed();
  await admin.run(CancelOrderDocument, {
    input: { ...key(), orderId: id, expectedVersion: version, reason: 'x' },
  });
  return stepsOf(id);
};

const CHANGES: Readonly<Record<string, Change>> = {
  updateDraftOrder: {
    document: UpdateDraftOrderDocument,
    prepare: async () => ({ order: await draft(), rest: { poNumber: newId() } }),
    misfit: () => placed(),
  },
  confirmOrder: {
    document: ConfirmOrderDocument,
    prepare: async () => ({ order: await draft(), rest: {} }),
    misfit: () => placed(),
  },
  holdOrder: {
    document: HoldOrderDocument,
    prepare: async () => ({ order: await placed(), rest: { scope: 'ORDER', reason: 'CREDIT' } }),
    misfit: cancelled,
  },
  releaseHold: {
    document: ReleaseHoldDocument,
    async prepare() {
      const held = await placed();
      const holdId = await holdOf(held);
      return { order: await stepsOf(held.id), rest: { holdId } };
    },
    misfit: cancelled,
  },
  cancelOrder: {
    document: CancelOrderDocument,
    prepare: async () => ({ order: await placed(), rest: { reason: 'No more' } }),
    misfit: cancelled,
  },
  closeOrder: {
    document: CloseOrderDocument,
    prepare: async () => ({ order: await placed({}, true), rest: { reason: 'Enough' } }),
    misfit: () => placed(),
  },
};

describe.each(Object.entries(CHANGES))('%s', (name, { document, prepare, misfit }) => {
  const answerOf = (data: Untyped) => data[name] as { replayed: boolean; order: { version: number } };

  it('changes the order once, however often it is sent with the same key', async () => {
    const { order, rest } = await prepare();
    const input = { ...key(), orderId: order.id, expectedVersion: order.version, ...rest };
    const first = answerOf(await admin.run(document, { input }));
    const again = answerOf(await admin.run(document, { input }));
    expect(first.replayed).toBe(false);
    expect(again).toEqual({ ...first, replayed: true });
    expect(first.order.version).toBeGreaterThan(order.version);
    expect((await stepsOf(order.id)).version).toBe(first.order.version);
    const other = { ...input, expectedVersion: order.version + 1 };
    expect((await admin.fail(document, { input: other })).extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is refused for another version, with the present one', async () => {
    const { order, rest } = await prepare();
    const input = { ...key(), orderId: order.id, expectedVersion: order.version + 1, ...rest };
    expect((await admin.fail(document, { input })).extensions).toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { expected: order.version + 1, current: order.version },
    });
  });

  it('is refused in a state that does not allow it, with what may be done', async () => {
    const { rest } = await prepare();
    const { id: orderId, version: expectedVersion, status, availableTransitions } = await misfit();
    const { extensions } = await admin.fail(document, {
      input: { ...key(), orderId, expectedVersion, ...rest },
    });
    expect(extensions).toMatchObject({ code: 'INVALID_TRANSITION', details: { from: status } });
    expect(extensions.details.allowed).toEqual(availableTransitions);
  });

  it('finds no order that is out of sight, or none', async () => {
    const { order, rest } = await prepare();
    const stranger = await app.as('SALES_MANAGER', { accountIds: [await world.account(newId())] });
    const seen = { ...key(), orderId: order.id, expectedVersion: order.version, ...rest };
    const unknown = { ...seen, orderId: toGlobalId('Order', newId()) };
    for (const [client, input] of [
      [stranger, seen],
      [admin, unknown],
    ] as const) {
      expect((await client.fail(document, { input })).extensions.code).toBe('NOT_FOUND');
    }
    expect((await stepsOf(order.id)).version).toBe(order.version);
  });

  it('is refused for input that breaks a rule, which says where', async () => {
    const { order, rest } = await prepare();
    const input = { idempotencyKey: '', orderId: order.id, expectedVersion: 0, ...rest };
    const { code, details } = (await admin.fail(document, { input })).extensions;
    expect(code).toBe('VALIDATION_FAILED');
    const paths = (details.fields as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['idempotencyKey', 'expectedVersion']));
  });
});

describe('a refusal over HTTP', () => {
  it('for want of stock names each line', async () => {
    const lines = [
      { sku: 'FEW', quantity: 2 },
      { sku: 'A', quantity: 1 },
      { sku: 'FEW', quantity: 2 },
    ];
    const { message, path, extensions } = await admin.fail(PlaceOrderDocument, { input: order({ lines }) });
    expect(path).toEqual(['placeOrder']);
    expect(message).toMatch(/FEW/);
    expect(extensions).toEqual({
      code: 'INSUFFICIENT_STOCK',
      details: { lines: [{ lineNumber: 3, sku: 'FEW', requested: 2, available: 1 }] },
    });
  });

  it('for a hold names the reasons', async () => {
    const held = await draft();
    await holdOf(held);
    const input = { ...key(), orderId: held.id, expectedVersion: held.version + 1 };
    expect((await admin.fail(ConfirmOrderDocument, { input })).extensions).toMatchObject({
      code: 'ORDER_ON_HOLD',
      details: { holds: [{ scope: 'ORDER', reason: 'OTHER' }] },
    });
  });

  it('for a quantity says the limit', async () => {
    const { id: orderId, version: expectedVersion, lines } = await placed();
    const input = {
      ...key(),
      orderId,
      expectedVersion,
      reason: 'x',
      lines: [{ orderLineId: lines[0]!.id, quantity: 5 }],
    };
    expect((await admin.fail(CancelOrderDocument, { input })).extensions).toMatchObject({
      code: 'INVALID_QUANTITY',
      details: { lineNumber: 1, quantity: 5, max: 4 },
    });
  });

  it('for a purchase order number names the order that has it', async () => {
    const poNumber = newId();
    const { order: first } = (await admin.run(PlaceOrderDocument, { input: order({ poNumber }) })).placeOrder;
    expect((await admin.fail(PlaceOrderDocument, { input: order({ poNumber }) })).extensions).toEqual({
      code: 'PO_DUPLICATE',
      details: { poNumber, orderNumber: first.number },
    });
  });

  it('for a text that no database gives back as it came says where it stands', async () => {
    const texts = { poNumber: 'a\0b', customAttributes: { note: ['\ud800'] }, note: 'whole 😀' };
    const { code, details } = (await admin.fail(PlaceOrderDocument, { input: order(texts) })).extensions;
    const fields = details.fields as { path: string; rule: string }[];
    expect([code, ...fields.map(({ path, rule }) => `${path} ${rule}`).sort()]).toEqual([
      'VALIDATION_FAILED',
      'customAttributes.note.0 storableText',
      'poNumber storableText',
    ]);
    const asked = await admin.fail('query ($number: String) { order(number: $number) { id } }', {
      number: 'a\0b',
    });
    expect(asked.extensions.details.fields).toEqual([
      expect.objectContaining({ path: 'number', rule: 'storableText' }),
    ]);
  });

  it('for input names each place, its rule and the limit', async () => {
    const lines = [
      { sku: '', quantity: 0 },
      { sku: 'A', quantity: 1_000_001 },
    ];
    const { code, details } = (await admin.fail(PlaceOrderDocument, { input: order({ lines }) })).extensions;
    expect(code).toBe('VALIDATION_FAILED');
    expect(details.fields).toEqual([
      {
        path: 'lines.0.sku',
        rule: 'isLength',
        limit: { min: 1, max: 64 },
        message: expect.any(String) as string,
      },
      { path: 'lines.0.quantity', rule: 'min', limit: { min: 1 }, message: expect.any(String) as string },
      {
        path: 'lines.1.quantity',
        rule: 'max',
        limit: { max: 1_000_000 },
        message: expect.any(String) as string,
      },
    ]);
  });
});
