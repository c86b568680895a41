import { newApiKey } from '../../src/auth/api-key-text';
import { ensurePrincipal } from '../../src/principals/principals';
import { Role } from '../../src/auth/roles';
import { toGlobalId } from '../../src/shared/global-id';
import { newId } from '../../src/shared/ids';
import { commandOf, person } from './stock';
import type { OrderWorld, StoredOrder } from './order-fixtures';

type Input = Readonly<Record<string, unknown>>;

/** Makes valid inputs of every mutation, without keys, again and again: each on objects of its own. */
export class EveryMutation {
  private number = 0;
  private currencies = 0;

  private constructor(
    private readonly world: OrderWorld,
    private readonly east: string,
    private readonly west: string,
  ) {}

  static async on(world: OrderWorld): Promise<EveryMutation> {
    const [east, west] = [await world.location('EAST'), await world.location('WEST')];
    await world.products({ A: 10, B: 20 });
    await world.receive(east, { A: 1_000_000, B: 1_000_000 });
    return new EveryMutation(world, east, west);
  }

  readonly inputs: Readonly<Record<string, () => Promise<Input> | Input>> = {
    placeOrder: () => this.newOrder(),
    importOrders: () => ({
      mode: 'LIVE',
      orders: [0, 1].map(() => ({ ...this.newOrder(), channel: 'IMPORT', externalId: this.externalId() })),
    }),
    updateDraftOrder: async () => ({ ...(await this.draft()), lines: [line('B', 2)], tags: ['new'] }),
    confirmOrder: () => this.draft(),
    cancelOrder: async () => ({ ...version(await this.confirmed()), reason: 'wrong' }),
    closeOrder: async () => ({ ...version(await this.partlyShipped()), reason: 'enough' }),
    holdOrder: async () => ({ ...version(await this.confirmed()), reason: 'OTHER' }),
    releaseHold: () => this.held(),
    createShipment: async () => ({
      fulfillmentOrderId: toGlobalId('FulfillmentOrder', (await this.confirmed()).fulfillmentOrders[0]!.id),
    }),
    markShipped: async () => ({ shipmentId: await this.shipment() }),
    markDelivered: async () => {
      const { fulfillmentOrders } = await this.confirmed();
      return { shipmentId: toGlobalId('Shipment', await this.world.ship(fulfillmentOrders[0]!.id)) };
    },
    receiveInventory: () => ({ lines: [{ ...this.level(), quantity: 7 }] }),
    adjustInventory: () => ({ lines: [{ ...this.level(), onHandDelta: 3 }], reason: 'found' }),
    transferInventory: () => ({
      fromLocationId: toGlobalId('Location', this.east),
      toLocationId: toGlobalId('Location', this.west),
      lines: [{ sku: 'A', quantity: 2 }],
    }),
    upsertLocation: () => ({ code: this.name('L'), name: 'Place', countryCode: 'US' }),
    upsertAccount: () => ({ number: this.name('ACC'), name: 'Account', currencyCode: 'USD' }),
    upsertAddress: () => ({
      accountId: this.accountId,
      ...{ kind: 'SHIP_TO', line1: `${++this.number} Side St`, city: 'Boston', countryCode: 'US' },
    }),
    upsertContact: () => ({ accountId: this.accountId, name: this.name('Ann') }),
    eraseContact: () => this.contact(),
    recordBuyerIntentSignal: () => ({ accountId: this.accountId, kind: 'PRICING_VIEWED' }),
    upsertCurrency: () => ({ code: this.currencyCode(), name: 'Coin' }),
    upsertExchangeRate: () => ({
      ...{ fromCurrency: 'USD', toCurrency: 'EUR', rate: '0.9' },
      day: new Date(Date.UTC(2000, 0, ++this.number)).toISOString().slice(0, 10),
    }),
    upsertTerritory: () => ({ code: this.name('T'), name: 'Territory' }),
    upsertRep: () => ({ code: this.name('R'), name: 'Rep' }),
    upsertProduct: () => ({ sku: this.name('SKU'), name: 'Thing', category: { code: 'MISC', name: 'Misc' } }),
    upsertProductCategory: () => ({ code: this.name('C'), name: 'Category' }),
    upsertPriceList: () => ({
      ...{ code: this.name('P'), name: 'Prices', currencyCode: 'USD' },
      entries: [{ sku: 'A', unitPrice: { amount: '9.5', currencyCode: 'USD' } }],
    }),
    upsertPromotion: () => ({
      ...{ code: this.name('PR'), name: 'Promotion', reason: 'Spring', discountPercent: '10' },
      skus: ['A', 'B'],
    }),
    upsertTaxRate: () => ({
      ...{ countryCode: 'DE', region: this.name('R'), taxCategory: 'STANDARD', name: 'Tax', percent: '19' },
    }),
    upsertPrincipal: () => ({ kind: 'USER', name: this.name('user'), roles: ['VIEWER'] }),
    revokePrincipal: async () => ({ principalId: toGlobalId('Principal', await this.principal()) }),
    createApiKey: async () => ({
      principalId: toGlobalId('Principal', await this.principal()),
      name: this.name('key'),
    }),
    rotateApiKey: () => this.apiKey(),
    revokeApiKey: () => this.apiKey(),
  };

  private get accountId(): string {
    return toGlobalId('Account', this.world.accountId);
  }

  private name(prefix: string): string {
    return `${prefix}-${++this.number}`;
  }

  /** `AAA`, `AAB`, …: thousands before one that the world has. */
  private currencyCode(): string {
    const digits = (this.currencies++).toString(26).padStart(3, '0');
    return [...digits].map((digit) => String.fromCharCode(65 + parseInt(digit, 26))).join('');
  }

  private externalId(): Input {
    return { system: 'shop', externalId: this.name('X') };
  }

  private level(): Input {
    return { sku: 'B', locationId: toGlobalId('Location', this.east) };
  }

  private newOrder(): Input {
    return { accountId: this.accountId, currencyCode: 'USD', lines: [line('A', 3), line('B', 1)] };
  }

  private async draft(): Promise<Input> {
    const id = await this.world.place({ confirm: false, lines: [line('A', 1)] });
    return version(await this.world.stored(id));
  }

  private async confirmed(): Promise<StoredOrder> {
    return this.world.stored(await this.world.place({ lines: [line('A', 4), line('B', 2)] }));
  }

  private async partlyShipped(): Promise<StoredOrder> {
    const { order, fulfillmentOrders, fulfillmentLines } = await this.confirmed();
    await this.world.ship(fulfillmentOrders[0]!.id, [
      { fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity: 1 },
    ]);
    return this.world.stored(order.id);
  }

  private async held(): Promise<Input> {
    const { order } = await this.confirmed();
    const hold = { scope: 'ORDER' as const, reason: 'OTHER' as const };
    const held = await this.world.change(this.world.useCases.orders.holdOrder, order.id, hold);
    return { ...version(held), holdId: toGlobalId('Hold', held.holds[0]!.id) };
  }

  private async shipment(): Promise<string> {
    const { fulfillmentOrders } = await this.confirmed();
    const { createShipment } = this.world.useCases.fulfillment;
    const { shipmentId } = await this.world.run(createShipment, {
      fulfillmentOrderId: fulfillmentOrders[0]!.id,
    });
    return toGlobalId('Shipment', shipmentId);
  }

  private async contact(): Promise<Input> {
    const { accountId, useCases } = this.world;
    const { id } = await this.world.run(useCases.accounts.upsertContact, { accountId, name: 'Bob' });
    return { contactId: toGlobalId('Contact', id), expectedVersion: 1 };
  }

  private async principal(): Promise<string> {
    const grants = { kind: 'USER' as const, name: this.name('somebody'), roles: [Role.VIEWER] };
    return (await ensurePrincipal(this.world.database, grants, new Date())).id;
  }

  private async apiKey(): Promise<Input> {
    const { createApiKey } = this.world.useCases.auth;
    const input = { principalId: await this.principal(), name: this.name('key') };
    const command = commandOf(input, { actor: person, idempotencyKey: newId() });
    const { result } = await this.world.runner.run(createApiKey(newApiKey), command);
    return { apiKeyId: toGlobalId('ApiKey', result.apiKeyId) };
  }
}

const line = (sku: string, quantity: number) => ({ sku, quantity });

const version = ({ order }: StoredOrder): Input => ({
  orderId: toGlobalId('Order', order.id),
  expectedVersion: order.version,
});
