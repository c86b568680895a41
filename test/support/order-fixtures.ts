import { Allocation } from '../../entities/inventory/allocation';
import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { BookingEntry } from '../../entities/orders/booking-entry';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { Services } from '../../resolvers/kit/services';
import { accountUseCases } from '../../src/accounts/use-cases';
import type { UpsertAccountInput } from '../../src/accounts/account-input';
import { checkInvariants, type InvariantViolation } from './invariants';
import type { Actor } from '../../src/auth/actor';
import { rateTableTaxProvider } from '../../src/pricing/tax';
import type { ProductInput } from '../../src/catalog/upsert-products';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings';
import type { LocationInput } from '../../src/inventory/upsert-locations';
import type { PlaceOrderInput } from '../../src/orders/order-inputs';
import { CommandRunner, type Answer } from '../../src/commands/command-runner';
import type { Command, UseCase } from '../../src/commands/commands';
import type { Database } from '../../src/persistence/database';
import type { EntityClass } from '../../src/persistence/mapping/entity-mapping';
import { DomainError } from '../../src/shared/errors';
import { buildUseCases } from '../../src/server/use-cases';
import type { TestApplication } from './application';
import { createTestDatabase, type TestDatabase } from './databases';
import { commandOf, person } from './stock';

/** The day on which the tests of orders play. */
export const TODAY = '2026-03-16';

export type OrderDraft = Partial<PlaceOrderInput> & Pick<PlaceOrderInput, 'lines'>;

/** An order with all rows that belong to it. */
export interface StoredOrder {
  order: Order;
  lines: OrderLine[];
  schedule: ScheduleLine[];
  holds: OrderHold[];
  allocations: Allocation[];
  fulfillmentOrders: FulfillmentOrder[];
  fulfillmentLines: FulfillmentOrderLine[];
  shipments: Shipment[];
  shipmentLines: ShipmentLine[];
  bookings: BookingEntry[];
}

/** Every use case on one database, wired as the server does it. Several worlds on one database are as several processes. */
export function wireWorld(database: Database, settings: Settings = DEFAULT_SETTINGS) {
  const clock = { now: () => new Date(`${TODAY}T10:00:00Z`) };
  return {
    clock,
    runner: new CommandRunner({ database, clock }),
    useCases: {
      ...buildUseCases(settings, rateTableTaxProvider),
      accounts: accountUseCases({ settings }),
    },
  };
}

type Wired = Pick<Services, 'clock' | 'runner' | 'useCases'>;

/** A selling company in a database of its own: one customer with a default address, and what tests add. */
export class OrderWorld {
  /** The customer that orders when a test names none. */
  accountId!: string;

  private constructor(
    readonly testDatabase: TestDatabase,
    private readonly wired: Wired,
  ) {}

  static async create(settings: Partial<Settings> = {}): Promise<OrderWorld> {
    return OrderWorld.on(await createTestDatabase(), settings);
  }

  /** On a database that the test has made. Ends with the world. */
  static async on(testDatabase: TestDatabase, settings: Partial<Settings> = {}): Promise<OrderWorld> {
    const world = new OrderWorld(
      testDatabase,
      wireWorld(testDatabase.database, { ...DEFAULT_SETTINGS, ...settings }),
    );
    await world.begin();
    return world;
  }

  /** The company behind a running server; the server's clock is its clock. Ends with the server. */
  static async behind({ services, databaseOptions: options }: TestApplication): Promise<OrderWorld> {
    const { database } = services;
    const world = new OrderWorld({ database, options, drop: () => Promise.resolve() }, services);
    await world.begin();
    return world;
  }

  private async begin(): Promise<void> {
    await this.load(this.useCases.accounts.upsertCurrency, [
      { code: 'USD', name: 'US dollar' },
      { code: 'EUR', name: 'Euro' },
      { code: 'JPY', name: 'Yen' },
    ]);
    this.accountId = await this.account('ACME');
  }

  get database(): Database {
    return this.testDatabase.database;
  }

  get useCases(): Wired['useCases'] {
    return this.wired.useCases;
  }

  get runner(): CommandRunner {
    return this.wired.runner;
  }

  drop(): Promise<void> {
    return this.testDatabase.drop();
  }

  /** A command of a person who may do everything, at noon of the day. */
  command<I>(input: I, over: Partial<Command<I>> = {}): Command<I> {
    return commandOf(input, { actor: person, occurredAt: this.wired.clock.now(), ...over });
  }

  async run<I, R>(useCase: UseCase<I, R>, input: I, over: Partial<Command<I>> = {}): Promise<R> {
    return (await this.runner.run(useCase, this.command(input, over))).result;
  }

  /** What a command is refused with. Throws when it succeeds. */
  async refusal<I, R>(
    useCase: UseCase<I, R>,
    input: I,
    over: Partial<Command<I>> = {},
  ): Promise<DomainError> {
    const [answer] = await this.runAll(useCase, [input], over);
    if (answer!.ok) throw new Error(`${useCase.name} succeeded`);
    return answer!.error;
  }

  runAll<I, R>(
    useCase: UseCase<I, R>,
    inputs: readonly I[],
    over: Partial<Command<I>> = {},
  ): Promise<Answer<R>[]> {
    return this.runner.runAll(
      useCase,
      inputs.map((input) => this.command(input, over)),
    );
  }

  /** As the importers do it; throws when one fails. */
  async load<I, R>(useCase: UseCase<I, R>, inputs: readonly I[]): Promise<R[]> {
    const answers = await this.runner.runAll(
      useCase,
      inputs.map((input) => commandOf(input)),
    );
    return answers.map((answer) => {
      if (!answer.ok) throw answer.error;
      return answer.result;
    });
  }

  /** An active account with one default address in New York. */
  async account(number: string, values: Partial<UpsertAccountInput> = {}): Promise<string> {
    const { accounts } = this.useCases;
    const [account] = await this.load(accounts.upsertAccount, [
      { number, name: `${number} Inc.`, currencyCode: 'USD', ...values },
    ]);
    await this.address(account!.id);
    return account!.id;
  }

  /** A default address for goods and invoices; its id. */
  async address(
    accountId: string,
    values: { region?: string; countryCode?: string; isDefault?: boolean } = {},
  ): Promise<string> {
    const address = {
      accountId,
      kind: 'BOTH' as const,
      line1: '1 Main St',
      city: 'New York',
      region: 'NY',
      countryCode: 'US',
    };
    const [saved] = await this.load(this.useCases.accounts.upsertAddress, [{ ...address, ...values }]);
    return saved!.id;
  }

  async location(code: string, values: Partial<LocationInput> = {}): Promise<string> {
    const [location] = await this.load(this.useCases.inventory.upsertLocation, [
      { code, name: code, countryCode: 'US', ...values },
    ]);
    return location!.id;
  }

  /** Products at list prices in US dollars: `{ A: 10 }`, or with other values besides. */
  async products(
    products: Readonly<Record<string, number | ({ price: number } & Partial<ProductInput>)>>,
  ): Promise<void> {
    const listed = Object.entries(products).map(([sku, product]) =>
      typeof product === 'number' ? { sku, price: product } : { sku, ...product },
    );
    await this.load(
      this.useCases.catalog.upsertProduct,
      listed.map(({ price: _price, ...product }) => ({ name: product.sku, ...product })),
    );
    await this.load(this.useCases.catalog.upsertPriceList, [
      {
        code: 'LIST-USD',
        currencyCode: 'USD',
        isDefault: true,
        entries: listed.map(({ sku, price }) => ({
          sku,
          minQuantity: 1,
          unitPriceMicros: BigInt(Math.round(price * 1_000_000)),
          validFrom: null,
          validTo: null,
        })),
      },
    ]);
  }

  /** Goods arrive: `{ A: 10 }`. */
  async receive(locationId: string, quantities: Readonly<Record<string, number>>): Promise<void> {
    const lines = Object.entries(quantities).map(([sku, quantity]) => ({ sku, locationId, quantity }));
    await this.run(this.useCases.inventory.receiveInventory, { lines });
  }

  /** The input of an order of the world's customer, confirmed at once. */
  orderOf({ lines, ...rest }: OrderDraft): PlaceOrderInput {
    return { accountId: this.accountId, channel: 'DIRECT', confirm: true, lines, ...rest };
  }

  /** Places an order; its id. */
  async place(draft: OrderDraft, actor: Actor = person): Promise<string> {
    return (await this.run(this.useCases.orders.placeOrder, this.orderOf(draft), { actor })).orderId;
  }

  /** Runs a use case on an order at its present version, and answers the order as it is then. */
  async change<I extends { orderId: string; expectedVersion: number }, R>(
    useCase: UseCase<I, R>,
    orderId: string,
    rest: Omit<I, 'orderId' | 'expectedVersion'>,
  ): Promise<StoredOrder> {
    const input = {
      ...rest,
      orderId,
      expectedVersion: (await this.stored(orderId)).order.version,
    } as unknown as I;
    await this.run(useCase, input);
    return this.stored(orderId);
  }

  /** Ships all that a fulfillment order has left, or some; the shipment's id. */
  async ship(
    fulfillmentOrderId: string,
    lines?: { fulfillmentOrderLineId: string; quantity: number }[],
  ): Promise<string> {
    const { createShipment, markShipped } = this.useCases.fulfillment;
    const { shipmentId } = await this.run(createShipment, { fulfillmentOrderId, lines });
    await this.run(markShipped, { shipmentId });
    return shipmentId;
  }

  deliver(shipmentId: string, lines?: { shipmentLineId: string; quantity: number }[]) {
    return this.run(this.useCases.fulfillment.markDelivered, { shipmentId, lines });
  }

  async stored(orderId: string): Promise<StoredOrder> {
    const of = <E extends object>(entity: EntityClass<E>, order = 't.id'): Promise<E[]> =>
      this.database.reader.select(entity, `WHERE t.order_id = ? ORDER BY ${order}`, [orderId]);
    const [order] = await this.database.reader.select(Order, 'WHERE t.id = ?', [orderId]);
    const parts = <E extends object>(entity: EntityClass<E>, parent: string, column: string): Promise<E[]> =>
      this.database.reader.select(
        entity,
        `JOIN ${parent} p ON p.id = t.${column} WHERE p.order_id = ? ORDER BY t.id`,
        [orderId],
      );
    return {
      order: order!,
      lines: await of(OrderLine, 't.line_number'),
      schedule: await this.database.reader.select(
        ScheduleLine,
        'JOIN order_lines l ON l.id = t.order_line_id WHERE t.order_id = ? ORDER BY l.line_number, t.schedule_number',
        [orderId],
      ),
      holds: await of(OrderHold),
      allocations: await of(Allocation),
      fulfillmentOrders: await of(FulfillmentOrder),
      fulfillmentLines: await parts(FulfillmentOrderLine, 'fulfillment_orders', 'fulfillment_order_id'),
      shipments: await of(Shipment),
      shipmentLines: await parts(ShipmentLine, 'shipments', 'shipment_id'),
      bookings: await of(BookingEntry),
    };
  }

  async level(sku: string, locationId: string): Promise<InventoryLevel | undefined> {
    const where = 'WHERE t.sku = ? AND t.location_id = ?';
    return (await this.database.reader.select(InventoryLevel, where, [sku, locationId]))[0];
  }

  /** Quantity and value of an order's bookings, in minor units. */
  async booked(orderId: string): Promise<{ quantity: number; net: bigint; reporting: bigint }> {
    const { bookings } = await this.stored(orderId);
    return {
      quantity: bookings.reduce((sum, { quantity }) => sum + quantity, 0),
      net: bookings.reduce((sum, { netMinor }) => sum + netMinor, 0n),
      reporting: bookings.reduce((sum, { reportingNetMinor }) => sum + reportingNetMinor, 0n),
    };
  }

  async count(table: string): Promise<number> {
    const [row] = await this.database.reader.rows<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row?.n);
  }

  /** Everything that does not add up; empty when all is well. */
  violations(): Promise<InvariantViolation[]> {
    return checkInvariants(this.database.reader);
  }
}
