import { systemActor } from '../../src/auth/actor';
import type { UseCase } from '../../src/commands/commands';
import { toGlobalId } from '../../src/shared/global-id';
import type { Logger } from '../../src/shared/logger';
import { startTestApplication, type TestApplication } from './application';
import { commandOf } from './stock';
import { until } from './until';

/** One account with everything that belongs to it; raw ids. */
export interface CustomerRows {
  accountId: string;
  contactId: string;
  addressId: string;
  orderId: string;
  shipmentId: string;
  fulfillmentOrderId: string;
  priceListId: string;
}

type Side = 'NORTH' | 'SOUTH';
export type AccountNumber = Side | `${Side}-SUB`;

/**
 * A running server with two customers, each with a sub-account in the territory and of the representative of the same side. Every
 * account has a contact, an address, a price list, a signal, and a partly shipped order with a hold and a note.
 */
export class TwoCustomers {
  readonly customers = new Map<AccountNumber, CustomerRows>();
  readonly territories = new Map<Side, string>();
  readonly reps = new Map<Side, string>();
  locationId!: string;

  private constructor(readonly app: TestApplication) {}

  static async open(env: Record<string, string> = {}, log?: Logger): Promise<TwoCustomers> {
    const world = new TwoCustomers(await startTestApplication({ env, ...(log && { log }) }));
    await world.fill();
    return world;
  }

  stop(): Promise<void> {
    return this.app.stop();
  }

  of(number: AccountNumber): CustomerRows {
    return this.customers.get(number)!;
  }

  globalId(type: string, number: AccountNumber, key: keyof CustomerRows): string {
    return toGlobalId(type, this.of(number)[key]);
  }

  /** Runs a use case as the program itself. */
  async make<I, R>(useCase: UseCase<I, R>, input: I): Promise<R> {
    const command = commandOf(input, { actor: systemActor });
    return (await this.app.services.runner.run(useCase, command)).result;
  }

  /** Waits until every event has its position. */
  async settle(): Promise<void> {
    const { reader } = this.app.services.database;
    const unpositioned = 'SELECT seq FROM events WHERE position < 0';
    await until(async () => (await reader.rows(unpositioned)).length === 0);
  }

  private async fill(): Promise<void> {
    await this.makeCompany();
    for (const side of ['NORTH', 'SOUTH'] as const) {
      const { accounts } = this.app.services.useCases;
      this.territories.set(side, (await this.make(accounts.upsertTerritory, { code: side })).id);
      const rep = { code: side, name: `Rep ${side}`, territoryId: this.territories.get(side)! };
      this.reps.set(side, (await this.make(accounts.upsertRep, rep)).id);
      await this.makeCustomer(side, side, null);
      await this.makeCustomer(`${side}-SUB`, side, this.of(side).accountId);
    }
    await this.settle();
  }

  private async makeCompany(): Promise<void> {
    const { accounts, catalog, inventory } = this.app.services.useCases;
    await this.make(accounts.upsertCurrency, { code: 'USD', name: 'US dollar' });
    const place = { code: 'WH', name: 'Warehouse', countryCode: 'US' };
    this.locationId = (await this.make(inventory.upsertLocation, place)).id;
    await this.make(catalog.upsertProductCategory, { code: 'TOP', name: 'Top' });
    const category = { code: 'LOW', name: 'Low', parentCode: 'TOP' };
    for (const sku of ['A', 'B']) {
      const cost = { micros: 5_000_000n, currencyCode: 'USD' };
      await this.make(catalog.upsertProduct, { sku, name: sku, category, cost });
    }
    await this.make(catalog.upsertPriceList, priceList('LIST', true));
    const promotion = { code: 'P', name: 'P', reason: 'Season', discountPpm: 100_000n, skus: ['B'] };
    await this.make(catalog.upsertPromotion, promotion);
    const rate = { countryCode: 'US', region: '', taxCategory: 'STANDARD', validFrom: null, validTo: null };
    await this.make(catalog.upsertTaxRate, { ...rate, ratePpm: 80_000n });
    const lines = ['A', 'B'].map((sku) => ({ sku, locationId: this.locationId, quantity: 1_000 }));
    await this.make(inventory.receiveInventory, { lines });
  }

  private async makeCustomer(number: AccountNumber, side: Side, parentId: string | null): Promise<void> {
    const { accounts, catalog } = this.app.services.useCases;
    const priceListId = (await this.make(catalog.upsertPriceList, priceList(`LIST-${number}`, false))).id;
    const place = { territoryId: this.territories.get(side)!, ownerRepId: this.reps.get(side)! };
    const credit = { creditLimit: { minor: 10_000_000n, currencyCode: 'USD' }, maxDiscountPpm: 250_000n };
    const account = { number, name: `${number} Inc.`, currencyCode: 'USD', parentId, priceListId, ...place };
    const accountId = (await this.make(accounts.upsertAccount, { ...account, ...credit })).id;
    const person = { accountId, name: `Person of ${number}`, email: `${number.toLowerCase()}@example.com` };
    const contactId = (await this.make(accounts.upsertContact, person)).id;
    const street = { line1: '1 Main St', city: 'New York', countryCode: 'US', kind: 'BOTH' as const };
    const addressId = (await this.make(accounts.upsertAddress, { accountId, ...street })).id;
    await this.make(accounts.recordBuyerIntentSignal, { accountId, kind: 'DEMO_ATTENDED' });
    const order = await this.makeOrder(accountId, contactId);
    this.customers.set(number, { accountId, contactId, addressId, priceListId, ...order });
  }

  private async makeOrder(accountId: string, contactId: string) {
    const { orders, fulfillment } = this.app.services.useCases;
    const { reader } = this.app.services.database;
    const { orderId } = await this.make(orders.placeOrder, {
      ...{ accountId, contactId, channel: 'DIRECT', confirm: true },
      ...{ note: 'internal-note', tags: ['internal-tag'] },
      lines: ['A', 'B'].map((sku) => ({ sku, quantity: 4 })),
    });
    const [work] = await reader.rows<{ id: string }>('SELECT id FROM fulfillment_orders WHERE order_id = ?', [
      orderId,
    ]);
    const [line] = await reader.rows<{ id: string }>(
      'SELECT id FROM fulfillment_order_lines WHERE fulfillment_order_id = ?',
      [work!.id],
    );
    const { shipmentId } = await this.make(fulfillment.createShipment, {
      fulfillmentOrderId: work!.id,
      lines: [{ fulfillmentOrderLineId: line!.id, quantity: 2 }],
    });
    await this.make(fulfillment.markShipped, { shipmentId });
    const [{ version, line_id }] = (await reader.rows<{ version: number; line_id: string }>(
      'SELECT o.version AS version, l.id AS line_id FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id = ?',
      [orderId],
    )) as [{ version: number; line_id: string }];
    const hold = {
      scope: 'LINE',
      reason: 'FRAUD_RISK',
      note: 'internal-hold',
      orderLineId: line_id,
    } as const;
    await this.make(orders.holdOrder, { orderId, expectedVersion: Number(version), ...hold });
    return { orderId, shipmentId, fulfillmentOrderId: work!.id };
  }
}

function priceList(code: string, isDefault: boolean) {
  const entry = { minQuantity: 1, validFrom: null, validTo: null };
  const entries = ['A', 'B'].map((sku) => ({ ...entry, sku, unitPriceMicros: 10_000_000n }));
  return { code, name: code, currencyCode: 'USD', isDefault, entries };
}
