import { Role } from '../../../src/auth/roles';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { ApiClient, Untyped } from '../../support/api-client';
import type { TestGrants } from '../../support/application';
import { change, held, mutate, place } from '../../support/order-work';
import { TwoCustomers } from '../../support/two-customers';

/** What each role does every day; when a right is taken away, it must still go on. */
let world: TwoCustomers;
let admin: ApiClient;

beforeAll(async () => {
  world = await TwoCustomers.open();
  admin = await world.app.as('ADMIN');
});
afterAll(() => world.stop());

const accountId = () => world.globalId('Account', 'NORTH', 'accountId');
const ofNorth = (): TestGrants => ({ accountIds: [world.of('NORTH').accountId] });
const ofRep = (): TestGrants => ({ repId: world.reps.get('NORTH')! });

async function shops(client: ApiClient): Promise<void> {
  const { products } = await client.run(
    '{ products { nodes { sku name leadTimeDays availability { status available moreExpected moreFrom } category { name } } } }',
  );
  expect(products.nodes[0]).toMatchObject({ sku: 'A', availability: { status: 'IN' } });
  const { price } = await client.run(
    `{ price(accountId: "${accountId()}", sku: "A", quantity: 2) { unitPrice { amount } } }`,
  );
  expect(price.unitPrice.amount).toBe('10.00');
}

async function follows(client: ApiClient, order: Untyped): Promise<void> {
  const found = await client.run(
    `{ order(id: "${order.id}") { status fulfillmentStatus promisedDay total { amount } publicNotes { text } contact { email }
       lines { sku quantityAllocated scheduleLines { promisedDay } } shipments { number trackingNumber } fulfillmentOrders { status } } }`,
  );
  expect(found.order.status).toBe('CONFIRMED');
  await world.settle();
  const { orderEvents } = await client.run(
    `{ orderEvents(filter: { orderId: "${order.id}" }) { events { type data } } }`,
  );
  expect(orderEvents.events[0]).toMatchObject({
    type: 'OrderPlaced',
    data: { order: { number: order.number } },
  });
}

/** Orders for an account on its terms, follows the order, and cancels it. */
async function buys(role: Role, channel: string): Promise<void> {
  const client = await world.app.as(role, ofNorth());
  await shops(client);
  const contactId = world.globalId('Contact', 'NORTH', 'contactId');
  const order = await place(world, client, { poNumber: `PO-${role}`, contactId, note: 'Ring twice' });
  expect(order).toMatchObject({ channel, paymentTerms: 'NET_30', currencyCode: 'USD' });
  await follows(client, order);
  expect((await change(client, 'cancelOrder', order, { reason: 'Changed my mind' })).status).toBe(
    'CANCELLED',
  );
  const draft = await place(world, client, { confirm: false });
  const changed = await change(client, 'updateDraftOrder', draft, { poNumber: `PO2-${role}` });
  expect((await change(client, 'confirmOrder', changed, {})).status).toBe('CONFIRMED');
}

describe('every day', () => {
  it('BUYER shops, orders, follows and cancels', () => buys('BUYER', 'ECOMMERCE'));

  it('PARTNER integrates: orders for its accounts and reads the log on', async () => {
    await buys('PARTNER', 'PARTNER');
    const client = await world.app.as('PARTNER', ofNorth());
    const { orderEvents } = await client.run(
      '{ orderEvents(after: 0, first: 50) { endPosition events { type data } } }',
    );
    expect(orderEvents.events.length).toBeGreaterThan(5);
    const { viewer } = await client.run('{ viewer { permissions accountCount } }');
    expect(viewer.permissions).not.toContain('INVENTORY_READ');
  });

  it('SALES_REP sells on own terms, holds, and sees stock and internals', async () => {
    const client = await world.app.as('SALES_REP', ofRep());
    await shops(client);
    const freight = { amount: '5.00', currencyCode: 'USD' };
    const order = await place(world, client, {
      paymentTerms: 'NET_60',
      incoterm: 'DAP',
      freight,
      quoteNumber: 'Q-1',
      channel: 'CRM',
      tags: ['hot'],
      note: 'Call first',
    });
    expect(order).toMatchObject({ paymentTerms: 'NET_60', channel: 'CRM' });
    const seen = await client.run(
      `{ order(id: "${order.id}") { tags notes { text visibility } reportingTotal { amount } lines { allocations { quantity } } account { creditLimit { amount } contacts { email } } }
         inventoryLevels { nodes { onHand } } bookings(window: { period: TODAY }) { groups { value { amount } } } }`.replace(
        '{ value { amount } }',
        '{ __typename }',
      ),
    );
    expect(seen.order).toMatchObject({
      tags: ['hot'],
      notes: [{ text: 'Call first', visibility: 'INTERNAL' }],
    });
    const onHold = await change(client, 'holdOrder', order, {
      reason: 'CUSTOMER_REQUEST',
      note: 'Until Monday',
    });
    const { order: found } = await client.run(`{ order(id: "${order.id}") { holds { id } } }`);
    const released = await change(client, 'releaseHold', onHold, { holdId: found.holds[0].id });
    expect(released.onHold).toBe(false);
  });

  it('SALES_MANAGER gives discounts and releases what waits for a price or a purchase order', async () => {
    const client = await world.app.as('SALES_MANAGER');
    await place(world, client, { discount: { percent: '60', reason: 'Opening' } });
    for (const reason of ['PRICE_REVIEW', 'PO_MISMATCH', 'OTHER']) {
      const { holdId, ...order } = await held(world, admin, reason);
      expect((await change(client, 'releaseHold', order, { holdId })).onHold).toBe(false);
    }
  });

  it('OPERATIONS counts, receives, ships, delivers and closes', async () => {
    const client = await world.app.as('OPERATIONS');
    const locationId = toGlobalId('Location', world.locationId);
    const line = { sku: 'A', locationId, quantity: 5 };
    const { levels } = await mutate(
      client,
      'receiveInventory',
      { lines: [line] },
      'levels { onHand allocated }',
    );
    expect(levels[0].onHand).toBeGreaterThan(5);
    const order = await place(world, admin, { lines: [{ sku: 'A', quantity: 3 }] });
    const { order: seen } = await client.run(
      `{ order(id: "${order.id}") { tags holds { reason note } lines { allocations { quantity location { code } } } fulfillmentOrders { id lines { id quantity } } } }`,
    );
    const [work] = seen.fulfillmentOrders;
    const lines = [{ fulfillmentOrderLineId: work.lines[0].id, quantity: 2 }];
    const { shipment } = await mutate(
      client,
      'createShipment',
      { fulfillmentOrderId: work.id, lines },
      'shipment { id }',
    );
    await mutate(client, 'markShipped', { shipmentId: shipment.id }, 'shipment { status }');
    await mutate(client, 'markDelivered', { shipmentId: shipment.id }, 'shipment { status }');
    const { version } = (await client.run(`{ order(id: "${order.id}") { version } }`)).order;
    expect(
      (await change(client, 'closeOrder', { ...order, version }, { reason: 'Rest not wanted' })).status,
    ).toBe('CLOSED');
  });

  it('FINANCE releases a CREDIT hold, and sets terms and limits of accounts', async () => {
    const client = await world.app.as('FINANCE');
    for (const reason of ['CREDIT', 'AWAITING_PAYMENT', 'FRAUD_RISK', 'PO_MISMATCH']) {
      const { holdId, ...order } = await held(world, admin, reason);
      expect((await change(client, 'releaseHold', order, { holdId })).onHold).toBe(false);
    }
    const { account } = await client.run(
      `{ account(id: "${accountId()}") { version creditLimit { amount } } }`,
    );
    const values = {
      id: accountId(),
      expectedVersion: account.version,
      paymentTerms: 'NET_30',
      incoterm: 'FCA',
    };
    const limit = { creditLimit: { amount: '5000.00', currencyCode: 'USD' } };
    const saved = await mutate(
      client,
      'upsertAccount',
      { ...values, ...limit },
      'account { incoterm creditLimit { amount } }',
    );
    expect(saved.account).toEqual({ incoterm: 'FCA', creditLimit: { amount: '5000.00' } });
  });

  it('ANALYST reads everything of the company: margins, bookings, stock, internals', async () => {
    const client = await world.app.as('ANALYST');
    const id = world.globalId('Order', 'NORTH', 'orderId');
    const seen = await client.run(
      `{ order(id: "${id}") { tags notes { text } holds { reason note } margin { amount } reportingTotal { amount } contact { email } lines { allocations { quantity } } }
         orders(filter: { tag: "internal-tag", minTotal: { amount: "1.00", currencyCode: "USD" } }, sort: { field: VALUE }) { totalCount }
         inventoryLevels { nodes { onHand } } invariants { kind }
         bookings(window: { period: YEAR_TO_DATE }, groupBy: [REP]) { groups { rep { name } } } }`,
    );
    expect(seen.order).toMatchObject({
      tags: ['internal-tag'],
      holds: [{ reason: 'FRAUD_RISK', note: 'internal-hold' }],
    });
    expect(seen.orders.totalCount).toBe(4);
    expect(seen.invariants).toEqual([]);
  });

  it('VIEWER watches dashboards, and sees no way to call a customer', async () => {
    const client = await world.app.as('VIEWER');
    const id = world.globalId('Order', 'NORTH', 'orderId');
    const seen = await client.run(
      `{ bookings(window: { period: MONTH_TO_DATE }, groupBy: [TERRITORY, DAY]) { groups { territory { code } } }
         orders(first: 5, sort: { field: VALUE }) { nodes { number account { name } reportingTotal { amount } contact { name title } } }
         inventoryLevels(filter: { belowSafetyStock: true }) { totalCount } order(id: "${id}") { onHold holds { reason } } }`,
    );
    expect(seen.orders.nodes[0].contact.name).toMatch(/^Person of/);
    const asked = await client.send(`{ order(id: "${id}") { number contact { name email phone } } }`);
    expect(asked.data.order.contact).toEqual({ name: 'Person of NORTH', email: null, phone: null });
    expect(asked.errors.map(({ extensions }) => extensions.details.permission)).toEqual([
      'CONTACT_READ',
      'CONTACT_READ',
    ]);
    const live = await world.app.liveAs('VIEWER');
    const totals = live.subscribe('subscription { bookings(window: { period: TODAY }) { snapshot } }');
    expect((await totals.next()).bookings.snapshot).toBe(true);
    await totals.end();
  });

  it('ADMIN imports live orders; who may not place orders may not import them either', async () => {
    const order = {
      accountId: accountId(),
      externalId: { system: 'S', externalId: newId() },
      lines: [{ sku: 'A', quantity: 1 }],
    };
    const batch = { mode: 'LIVE', orders: [order] };
    const query =
      'mutation ($input: ImportOrdersInput!) { importOrders(input: $input) { imported results { order { channel } error { code } } } }';
    const operations = await world.app.as('OPERATIONS');
    const refused = await operations.fail(query, { input: { idempotencyKey: newId(), ...batch } });
    expect(refused.extensions).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'ORDER_PLACE' } });
    const { importOrders } = await admin.run(query, { input: { idempotencyKey: newId(), ...batch } });
    expect(importOrders).toMatchObject({ imported: 1, results: [{ order: { channel: 'IMPORT' } }] });
  });
});
