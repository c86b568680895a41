import { Role } from '../../src/auth/roles';
import { newId } from '../../src/shared/ids';
import { Shop, type PlacedOrder } from './shop';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});

afterAll(() => shop.stop());

const WHOLE = /* GraphQL */ `
  id number status fulfillmentStatus deliveryStatus onHold version orderedAt confirmedAt cancelledAt cancelReason
  updatedAt currencyCode
  total { amount } net { amount } tax { amount } cancelled { amount }
  lines {
    id lineNumber sku status quantityOrdered quantityOpen quantityAllocated quantityBackordered quantityCancelled
    net { amount }
    scheduleLines { id scheduleNumber quantityOrdered quantityAllocated quantityCancelled promisedDay }
    allocations { id quantity location { code } }
  }
  holds { id scope reason releasedAt }
`;
const ASK = `query ($id: ID!, $asOf: OrderAsOf) { order(id: $id, asOf: $asOf) { ${WHOLE} } }`;
const DIFF = `query ($id: ID!, $from: OrderAsOf!, $to: OrderAsOf!) {
  orderDiff(id: $id, from: $from, to: $to) { part objectId property before after }
}`;
const HOLD = `mutation ($input: HoldOrderInput!) { holdOrder(input: $input) { order { id version } } }`;
const UPDATE = `mutation ($input: UpdateDraftOrderInput!) { updateDraftOrder(input: $input) { order { id version } } }`;

async function ask({ id }: PlacedOrder, asOf: object | null = null) {
  return (await shop.admin.run(ASK, { id, asOf })).order;
}

async function eventsOf({
  id,
}: PlacedOrder): Promise<{ position: string; type: string; recordedAt: string }[]> {
  await shop.settle();
  const query =
    'query ($id: ID!) { orderEvents(filter: { orderId: $id }) { events { position type aggregateType recordedAt } } }';
  const { events } = (await shop.admin.run(query, { id })).orderEvents;
  return events.filter(({ aggregateType }: { aggregateType: string }) => aggregateType === 'Order');
}

const change = async (mutation: string, input: object) => {
  const [answer] = Object.values(
    (await shop.admin.run(mutation, { input: { idempotencyKey: newId(), ...input } })) as object,
  ) as { order: PlacedOrder }[];
  return answer!.order;
};

test('an order as of its present version is the order as it is now, whatever has happened to it', async () => {
  const confirmed = await shop.place({ quantity: 3 });
  const draft = await shop.place({ confirm: false, quantity: 2 });
  const lines = [
    { sku: 'B', quantity: 4 },
    { sku: 'A', quantity: 1 },
  ];
  await change(UPDATE, { orderId: draft.id, expectedVersion: draft.version, lines });
  const held = await shop.place();
  await change(HOLD, { orderId: held.id, expectedVersion: held.version, reason: 'CREDIT' });
  const cancelled = await shop.place({ sku: 'B', quantity: 2 });
  await shop.cancel(cancelled);
  await shop.settle();
  for (const order of [confirmed, draft, held, cancelled]) {
    const now = await ask(order);
    expect(await ask(order, { version: now.version })).toEqual(now);
    expect(await ask(order, { dateTime: '2100-01-01T00:00:00Z' })).toEqual(now);
  }
});

test('an order comes back as it was at a version, a position, or a moment', async () => {
  const order = await shop.place({ quantity: 3 });
  const before = await ask(order);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await shop.cancel(order);
  const events = await eventsOf(order);
  const [last, cancelled] = [events.at(-2)!, events.at(-1)!];
  expect(cancelled.type).toBe('OrderCancelled');
  expect(await ask(order, { version: before.version })).toEqual(before);
  expect(await ask(order, { position: last.position })).toEqual(before);
  expect(await ask(order, { position: String(Number(cancelled.position) - 1) })).toEqual(before);
  expect(await ask(order, { dateTime: last.recordedAt })).toEqual(before);
  expect(await ask(order, { dateTime: last.recordedAt, businessTime: true })).toEqual(before);
  expect(await ask(order, { version: 1 })).toMatchObject({ version: 1, confirmedAt: null });
  expect((await ask(order)).status).toBe('CANCELLED');
  expect(await ask(order, { position: String(Number(events[0]!.position) - 1) })).toBeNull();
  const past = 'query ($id: ID!) { order(id: $id, asOf: { version: 1 }) { availableTransitions } }';
  expect((await shop.admin.run(past, { id: order.id })).order.availableTransitions).toEqual([]);
});

test('a version can be read before its events have positions', async () => {
  const { database } = shop.app.services;
  await database.write(
    "UPDATE event_sequence SET term = term + 1, beat = beat + 1, holder = 'one that hangs'",
    [],
  );
  const order = await shop.place({ quantity: 3 });
  const now = await ask(order);
  expect(await ask(order, { version: now.version })).toEqual(now);
  expect(await ask(order, { dateTime: '2100-01-01T00:00:00Z' })).toEqual(now);
  await shop.settle();
});

test('the difference of two moments is every value that changed between them', async () => {
  const order = await shop.place({ quantity: 3 });
  const { version, lines } = await ask(order);
  await shop.cancel(order);
  await shop.settle();
  const diff = (from: object, to: object) =>
    shop.admin.run(DIFF, { id: order.id, from, to }).then(({ orderDiff }) => orderDiff);
  const changes = await diff({ version }, { version: version + 1 });
  expect(changes).toEqual(
    expect.arrayContaining([
      { part: 'ORDER', objectId: order.id, property: 'status', before: 'CONFIRMED', after: 'CANCELLED' },
      { part: 'LINE', objectId: lines[0].id, property: 'quantityCancelled', before: '0', after: '3' },
      { part: 'LINE', objectId: lines[0].id, property: 'quantityAllocated', before: '3', after: '0' },
    ]),
  );
  expect(changes.some(({ property }: { property: string }) => property === 'number')).toBe(false);
  expect(await diff({ version }, { version })).toEqual([]);
  const born = await diff({ position: 0 }, { version: 1 });
  expect(born).toEqual(
    expect.arrayContaining([expect.objectContaining({ part: 'ORDER', property: 'number', before: null })]),
  );
});

test('the past is for those who may see the order, and has to be said exactly', async () => {
  const order = await shop.place({ account: 'OTHER' });
  await shop.settle();
  const stranger = await shop.app.as(Role.BUYER, { accountIds: [shop.accounts.get('MAIN')!] });
  expect((await stranger.run(ASK, { id: order.id, asOf: { version: 1 } })).order).toBeNull();
  const moments = { id: order.id, from: { version: 1 }, to: { version: 1 } };
  expect((await stranger.fail(DIFF, moments)).extensions.code).toBe('NOT_FOUND');
  for (const asOf of [{}, { version: 1, position: 1 }, { version: 1, businessTime: true }]) {
    expect((await shop.admin.fail(ASK, { id: order.id, asOf })).extensions.code).toBe('VALIDATION_FAILED');
  }
});
