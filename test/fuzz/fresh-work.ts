import type { OrderUseCases } from '../../src/orders/use-cases';
import type { TwoCustomers } from '../support/two-customers';

type Placed = Parameters<OrderUseCases['placeOrder']['execute']>[1][number]['input'];

let made = 0;

/**
 * A new customer with prices for all products, a new product of which there is stock, two drafts and two confirmed orders, one of them about to be shipped: without such, everything
 * would soon be closed, discontinued or erased, and little left to be done.
 */
export async function bringFreshWork(world: TwoCustomers): Promise<void> {
  const code = `FRESH-${++made}`;
  const accountId = await makeCustomer(world, code);
  const order: Placed = { accountId, channel: 'DIRECT', confirm: false, lines: [{ sku: code, quantity: 5 }] };
  const { orders, fulfillment } = world.app.services.useCases;
  for (let i = 0; i < 2; i++) await world.make(orders.placeOrder, order);
  for (let i = 0; i < 2; i++) await world.make(orders.placeOrder, { ...order, confirm: true });
  const [work] = await world.app.services.database.reader.rows<{ id: string; line_id: string }>(
    'SELECT w.id AS id, l.id AS line_id FROM fulfillment_orders w JOIN fulfillment_order_lines l ON l.fulfillment_order_id = w.id ORDER BY w.id DESC LIMIT 1',
  );
  const lines = [{ fulfillmentOrderLineId: work!.line_id, quantity: 2 }];
  await world.make(fulfillment.createShipment, { fulfillmentOrderId: work!.id, lines });
}

async function makeCustomer(world: TwoCustomers, code: string): Promise<string> {
  const { accounts, catalog, inventory } = world.app.services.useCases;
  const category = { code: 'FRESH', name: 'Fresh' };
  await world.make(catalog.upsertProduct, { sku: code, name: code, category });
  const products = await world.app.services.database.reader.rows<{ sku: string }>(
    'SELECT sku FROM products ORDER BY id DESC LIMIT 100',
  );
  const entry = { minQuantity: 1, validFrom: null, validTo: null, unitPriceMicros: 10_000_000n };
  const entries = products.map(({ sku }) => ({ ...entry, sku }));
  const prices = { code, name: code, currencyCode: 'USD', isDefault: false, entries };
  const { id: priceListId } = await world.make(catalog.upsertPriceList, prices);
  const account = { number: code, name: code, currencyCode: 'USD', priceListId };
  const { id: accountId } = await world.make(accounts.upsertAccount, account);
  const street = { line1: '1 Main St', city: 'New York', countryCode: 'US', kind: 'BOTH' as const };
  await world.make(accounts.upsertAddress, { accountId, ...street, isDefault: true });
  await world.make(accounts.upsertContact, { accountId, name: code });
  const place = { code, name: code, countryCode: 'US' };
  const { id: locationId } = await world.make(inventory.upsertLocation, place);
  await world.make(inventory.receiveInventory, { lines: [{ sku: code, locationId, quantity: 1_000 }] });
  return accountId;
}
