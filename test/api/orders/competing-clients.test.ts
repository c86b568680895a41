import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import {
  AdjustInventoryDocument,
  CancelOrderDocument,
  CreateShipmentDocument,
  InvariantsDocument,
  MarkShippedDocument,
  PlaceOrderDocument,
  ReceiveInventoryDocument,
  TransferInventoryDocument,
  type OrderLineInput,
  type PlaceOrderInput,
} from '../../generated/graphql';
import { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { expectFolded } from '../../support/fold-events';
import { OrderWorld } from '../../support/order-fixtures';
import { startBeside, type ServerProcess } from '../../support/server-process';

let app: TestApplication;
let beside: ServerProcess;
let world: OrderWorld;
let token: string;
const places = new Map<'EAST' | 'WEST', string>();

beforeAll(async () => {
  app = await startTestApplication();
  world = await OrderWorld.behind(app);
  token = await app.token('ADMIN');
  beside = await startBeside(app);
  for (const code of ['EAST', 'WEST'] as const) places.set(code, await world.location(code));
});
afterAll(async () => {
  await beside.stop();
  await app.stop();
});

/** Clients of one server, or of two in turn. */
const SERVERS: [string, () => string[]][] = [
  ['one server', () => [app.url]],
  ['two servers', () => [app.url, beside.url]],
];

/** What one of many clients does; it gets a server. */
type Work = (client: ApiClient) => Promise<string>;

/** Everybody at once; how often each outcome came. */
async function allAtOnce(urls: readonly string[], works: readonly Work[]): Promise<Record<string, number>> {
  const outcomes = await Promise.all(
    works.map((work, i) => work(new ApiClient(urls[i % urls.length]!, token))),
  );
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** A mutation as work: its name when it succeeds, the code of its error when not. */
function doing<I>(document: TypedDocumentNode<object, { input: I }>, input: Omit<I, 'idempotencyKey'>): Work {
  return async (client) => {
    const keyed = { idempotencyKey: newId(), ...input } as I;
    const { data, errors } = await client.send(document, { input: keyed });
    return errors[0]?.extensions.code ?? Object.keys(data ?? {})[0]!;
  };
}

const accountId = (): string => toGlobalId('Account', world.accountId);
const locationId = (code: 'EAST' | 'WEST'): string => toGlobalId('Location', places.get(code)!);

function placing(lines: OrderLineInput[], more: Partial<PlaceOrderInput> = {}): Work {
  return doing<PlaceOrderInput>(PlaceOrderDocument, {
    accountId: accountId(),
    confirm: true,
    lines,
    channel: 'DIRECT',
    ...more,
  });
}

const repeat = (count: number, work: (i: number) => Work): Work[] =>
  Array.from({ length: count }, (_, i) => work(i));

/** Products without any stock but what a test receives. */
async function products(...skus: string[]): Promise<void> {
  await world.products(Object.fromEntries(skus.map((sku) => [sku, 10])));
}

async function expectSound(): Promise<void> {
  const { invariants } = await new ApiClient(app.url, token).run(InvariantsDocument);
  expect(invariants).toEqual([]);
  const buckets = ['on_hand', 'allocated', 'reserved', 'unavailable', 'incoming'];
  const below = buckets.map((bucket) => `${bucket} < 0`).join(' OR ');
  const { reader } = app.services.database;
  await expect(reader.rows(`SELECT sku FROM inventory_levels WHERE ${below}`)).resolves.toEqual([]);
  const counters = ['open', 'allocated', 'backordered', 'shipped', 'delivered', 'cancelled'];
  const lines = counters.map((counter) => `quantity_${counter} < 0`).join(' OR ');
  await expect(reader.rows(`SELECT id FROM order_lines WHERE ${lines}`)).resolves.toEqual([]);
  await expectFolded(reader);
}

describe.each(SERVERS)('many clients of %s', (name, urls) => {
  const sku = (base: string): string => `${base}-${name.split(' ')[0]}`;

  it('after the last 100 pieces: exactly 100 of 200 get one', async () => {
    const last = sku('LAST');
    await products(last);
    await world.receive(places.get('EAST')!, { [last]: 70 });
    await world.receive(places.get('WEST')!, { [last]: 30 });
    const outcomes = await allAtOnce(
      urls(),
      repeat(200, () => placing([{ sku: last, quantity: 1 }])),
    );
    expect(outcomes).toEqual({ placeOrder: 100, INSUFFICIENT_STOCK: 100 });
    expect(await world.level(last, places.get('EAST')!)).toMatchObject({ onHand: 70, allocated: 70 });
    expect(await world.level(last, places.get('WEST')!)).toMatchObject({ onHand: 30, allocated: 30 });
    await expectSound();
  });

  it('with the same SKU on two lines get both or nothing', async () => {
    const twice = sku('TWICE');
    await products(twice);
    await world.receive(places.get('EAST')!, { [twice]: 100 });
    const lines = [1, 2].map((quantity) => ({ sku: twice, quantity }));
    const outcomes = await allAtOnce(
      urls(),
      repeat(60, () => placing(lines)),
    );
    expect(outcomes).toEqual({ placeOrder: 33, INSUFFICIENT_STOCK: 27 });
    expect(await world.level(twice, places.get('EAST')!)).toMatchObject({ onHand: 100, allocated: 99 });
    await expectSound();
  });

  it('with the same idempotency key: one order, and 50 times the same answer', async () => {
    const once = sku('ONCE');
    await products(once);
    await world.receive(places.get('EAST')!, { [once]: 1_000 });
    const before = await world.count('orders');
    const input = {
      ...{ idempotencyKey: newId(), accountId: accountId(), channel: 'DIRECT' as const, confirm: true },
      lines: [{ sku: once, quantity: 3 }],
    };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        new ApiClient(urls()[i % urls().length]!, token).run(PlaceOrderDocument, { input }),
      ),
    );
    expect(answers.filter(({ placeOrder }) => !placeOrder.replayed)).toHaveLength(1);
    const orders = answers.map(({ placeOrder }) => placeOrder.order);
    expect(orders).toEqual(Array(50).fill(orders[0]));
    expect(await world.count('orders')).toBe(before + 1);
    expect(await world.level(once, places.get('EAST')!)).toMatchObject({ allocated: 3 });
  });

  it('who do everything at once never see a deadlock, and leave no trace of one', async () => {
    const [a, b, c] = [sku('A'), sku('B'), sku('C')];
    await products(a, b, c);
    for (const place of places.values()) await world.receive(place, { [a]: 150, [b]: 150, [c]: 150 });
    const forth = [a, b, c].map((of) => ({ sku: of, quantity: 2 }));
    const admin = new ApiClient(app.url, token);
    const earlier = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const input = {
          idempotencyKey: newId(),
          accountId: accountId(),
          channel: 'DIRECT' as const,
          confirm: true,
          lines: i % 2 ? forth : [...forth].reverse(),
        };
        return (await admin.run(PlaceOrderDocument, { input })).placeOrder.order;
      }),
    );
    const [cancelled, shipped] = [earlier.slice(0, 25), earlier.slice(25)];
    const works: Work[] = [
      ...repeat(40, () => placing(forth)),
      ...repeat(40, () => placing([...forth].reverse(), { allocationPolicy: 'HIGHEST_STOCK' })),
      ...repeat(20, () =>
        placing(
          [
            { sku: b, quantity: 40 },
            { sku: a, quantity: 40 },
          ],
          { backorderPolicy: 'ALLOW' },
        ),
      ),
      ...repeat(25, (i) => {
        const { id: orderId, version: expectedVersion } = cancelled[i]!;
        return doing(CancelOrderDocument, { orderId, expectedVersion, reason: 'No longer needed' });
      }),
      ...repeat(25, (i) => async (client) => {
        const [work] = shipped[i]!.fulfillmentOrders;
        const planned = await client.run(CreateShipmentDocument, {
          input: { idempotencyKey: newId(), fulfillmentOrderId: work!.id },
        });
        return doing(MarkShippedDocument, { shipmentId: planned.createShipment.shipment.id })(client);
      }),
      ...repeat(20, (i) => {
        const lines = [a, b, c].map((of) => ({
          sku: of,
          locationId: locationId(i % 2 ? 'EAST' : 'WEST'),
          quantity: 5,
        }));
        return doing(ReceiveInventoryDocument, { lines: i % 3 ? lines : lines.reverse() });
      }),
      ...repeat(20, (i) => {
        const ends = {
          fromLocationId: locationId(i % 2 ? 'EAST' : 'WEST'),
          toLocationId: locationId(i % 2 ? 'WEST' : 'EAST'),
        };
        const lines = [a, b, c].map((of) => ({ sku: of, quantity: 3 }));
        return doing(TransferInventoryDocument, { ...ends, lines: i % 3 ? lines : lines.reverse() });
      }),
      ...repeat(20, (i) => {
        const lines = [c, a].map((of) => ({
          sku: of,
          locationId: locationId('EAST'),
          onHandDelta: i % 2 ? 2 : -2,
        }));
        return doing(AdjustInventoryDocument, { reason: 'Counted', lines });
      }),
    ];
    const mixed = works
      .map((work, i) => ({ work, place: (i * 7919) % works.length }))
      .sort((x, y) => x.place - y.place);
    const outcomes = await allAtOnce(
      urls(),
      mixed.map(({ work }) => work),
    );
    const { INSUFFICIENT_STOCK: short = 0, placeOrder, ...others } = outcomes;
    expect(others).toMatchObject({ cancelOrder: 25, markShipped: 25, receiveInventory: 20 });
    expect(Object.keys(others).sort()).toEqual([
      'adjustInventory',
      'cancelOrder',
      'markShipped',
      'receiveInventory',
      'transferInventory',
    ]);
    expect(placeOrder).toBeGreaterThan(20);
    expect(short + Object.values(others).reduce((sum, count) => sum + count, placeOrder!)).toBe(works.length);
    await expectSound();
  });
});
