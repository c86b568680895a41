import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import type { PlaceOrderInput } from '../../src/orders/order-inputs';
import { inList } from '../../src/persistence/sql-fragment';
import type { TestApplication } from './application';
import { OrderWorld } from './order-fixtures';

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const LOCATIONS = ['EAST', 'WEST'] as const;
/** The even ones lie in EAST, the odd ones in WEST. */
const SKUS = times(20, (i) => `SKU-${String(i).padStart(2, '0')}`);

/**
 * A running server with as many customers as orders. Each has one of everything that there can be: a customer a parent, contact,
 * address, price list, signal and external id; an order tags, a note, a campaign, a hold, discounts, and shipments from two places.
 */
export class BusyCompany {
  orderIds: string[] = [];

  private constructor(readonly world: OrderWorld) {}

  static async behind(app: TestApplication, orders: number): Promise<BusyCompany> {
    const company = new BusyCompany(await OrderWorld.behind(app));
    await company.stockUp();
    await company.order(await company.customers(orders));
    await company.shipAndHold();
    return company;
  }

  private async stockUp(): Promise<void> {
    const { catalog } = this.world.useCases;
    const category = (i: number) => ({ code: `C-${i % 7}`, parentCode: 'TOP' });
    await this.world.load(catalog.upsertProductCategory, [{ code: 'TOP' }]);
    const products = SKUS.map((sku, i) => [sku, { price: 10 + i, category: category(i) }] as const);
    await this.world.products(Object.fromEntries(products));
    await this.world.load(catalog.upsertPromotion, [
      { code: 'P', name: 'P', reason: 'P', discountPpm: 100_000n, minQuantity: 1, skus: SKUS.slice(0, 10) },
    ]);
    const rate = { countryCode: 'US', region: '', taxCategory: 'STANDARD', validFrom: null, validTo: null };
    await this.world.load(catalog.upsertTaxRate, [{ ...rate, ratePpm: 80_000n }]);
    for (const [place, code] of LOCATIONS.entries()) {
      const skus = SKUS.filter((_sku, i) => i % 2 === place);
      const locationId = await this.world.location(code);
      await this.world.receive(locationId, Object.fromEntries(skus.map((sku) => [sku, 10_000])));
    }
  }

  /** The inputs of one order for each of some new customers. */
  private async customers(count: number): Promise<PlaceOrderInput[]> {
    const { accounts, catalog } = this.world.useCases;
    const numbers = times(count, (i) => `SHOP-${100 + i}`);
    const load = this.world.load.bind(this.world);
    const territories = await load(
      accounts.upsertTerritory,
      numbers.map((code) => ({ code })),
    );
    const reps = await load(
      accounts.upsertRep,
      numbers.map((code, i) => ({ code, name: code, territoryId: territories[i]!.id })),
    );
    const priceLists = await load(
      catalog.upsertPriceList,
      numbers.map((code) => ({ code, name: code, currencyCode: 'USD', entries: [] })),
    );
    const parents = await load(
      accounts.upsertAccount,
      numbers.map((number) => ({ number: `G-${number}`, name: 'Group' })),
    );
    const customers = await load(
      accounts.upsertAccount,
      numbers.map((number, i) => ({
        number,
        name: `Shop ${i}`,
        parentId: parents[i]!.id,
        ownerRepId: reps[i]!.id,
        territoryId: territories[i]!.id,
        priceListId: priceLists[i]!.id,
        externalId: { system: 'crm', externalId: number },
      })),
    );
    const ids = customers.map(({ id }) => id);
    await load(
      accounts.upsertAccount,
      numbers.map((number, i) => ({ number: `B-${number}`, name: 'Branch', parentId: ids[i]! })),
    );
    const address = { kind: 'BOTH' as const, line1: '1 Main St', city: 'New York', countryCode: 'US' };
    await load(
      accounts.upsertAddress,
      ids.map((accountId) => ({ accountId, ...address })),
    );
    await load(
      accounts.recordBuyerIntentSignal,
      ids.map((accountId) => ({ accountId, kind: 'DEMO_ATTENDED' as const })),
    );
    const contacts = await load(
      accounts.upsertContact,
      ids.map((accountId) => ({ accountId, name: 'Ann' })),
    );
    return ids.map((accountId, i) => orderInput(accountId, contacts[i]!.id, i));
  }

  private async order(inputs: readonly PlaceOrderInput[]): Promise<void> {
    const placed = await this.world.load(this.world.useCases.orders.placeOrder, inputs);
    this.orderIds = placed.map(({ orderId }) => orderId);
  }

  private async shipAndHold(): Promise<void> {
    const { fulfillment, orders } = this.world.useCases;
    const { reader } = this.world.database;
    const ofOrders = inList('t.order_id', this.orderIds);
    const work = await reader.select(FulfillmentOrder, `WHERE ${ofOrders.sql}`, ofOrders.params);
    const shipments = await this.world.load(
      fulfillment.createShipment,
      work.map(({ id }) => ({ fulfillmentOrderId: id })),
    );
    await this.world.load(
      fulfillment.markShipped,
      shipments.filter((_shipment, i) => i % 2 === 0).map(({ shipmentId }) => ({ shipmentId })),
    );
    const byId = inList('t.id', this.orderIds);
    const rows = await reader.select(Order, `WHERE ${byId.sql}`, byId.params);
    const lines = await reader.select(
      OrderLine,
      `WHERE ${ofOrders.sql} AND t.line_number = 1`,
      ofOrders.params,
    );
    const holds = rows.map(({ id: orderId, version: expectedVersion }) => {
      const orderLineId = lines.find((line) => line.orderId === orderId)!.id;
      return { orderId, expectedVersion, scope: 'LINE' as const, reason: 'CREDIT' as const, orderLineId };
    });
    await this.world.load(orders.holdOrder, holds);
  }
}

/** Five lines, of products in both locations, on promotion and not. */
function orderInput(accountId: string, contactId: string, i: number): PlaceOrderInput {
  return {
    accountId,
    contactId,
    channel: 'DIRECT',
    confirm: true,
    lines: times(5, (n) => ({ sku: SKUS[(i + n * 3) % SKUS.length]!, quantity: 2 })),
    shipTo: { content: { line1: '2 Side St', city: 'Boston', countryCode: 'US' } },
    tags: ['rush', 'web'],
    note: 'Ring twice',
    campaign: { campaign: 'spring' },
    externalIds: [{ system: 'shop', externalId: `web-${i}` }],
    discount: { ppm: 10_000n, reason: 'Loyal' },
  };
}
