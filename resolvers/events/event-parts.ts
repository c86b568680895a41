import { Account } from '../../entities/accounts/account';
import { Address } from '../../entities/accounts/address';
import { Contact } from '../../entities/accounts/contact';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { PriceList } from '../../entities/catalog/price-list';
import { PriceListEntry } from '../../entities/catalog/price-list-entry';
import { Product } from '../../entities/catalog/product';
import { ProductCategory } from '../../entities/catalog/product-category';
import { Promotion } from '../../entities/catalog/promotion';
import { TaxRate } from '../../entities/catalog/tax-rate';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { Allocation } from '../../entities/inventory/allocation';
import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { InventoryMovement } from '../../entities/inventory/inventory-movement';
import { Location } from '../../entities/inventory/location';
import { Order } from '../../entities/orders/order';
import { unitPrice } from '../../entities/money';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { EventData } from '../../src/events/event-data';
import type { EntityClass } from '../../src/persistence/mapping/entity-mapping';
import type { Values } from './api-form';

/** What the stored data of an event hold under a name. */
export interface EventPart {
  readonly entity: EntityClass<object>;
  /** The object that the event is about, whose id not every event repeats. */
  readonly root?: true;
  /** Names under which stored data hold further values of the same object. */
  readonly withParts?: readonly string[];
  /** What an object is nested in, where the API says it by its place: types by name, ids by property. */
  readonly nestedIn?: Readonly<Record<string, { readonly type: string; readonly property: string }>>;
  /** A type that is no node of its own: the type whose right it takes. */
  readonly seenWith?: string;
  /** Stored values by the names of columns, where they have others. */
  columns?(values: Values): Values;
  /** What the API says of an object by means of another one that the same event carries. */
  beside?(values: Values, data: EventData): Values;
}

const LINE = { type: 'OrderLine', property: 'orderLineId' } as const;
const SCHEDULE_LINE = { type: 'ScheduleLine', property: 'scheduleLineId' } as const;

/** The parts of an order in the data of its events. */
export const ORDER_EVENT_PARTS: Readonly<Record<string, EventPart>> = {
  order: { entity: Order, root: true },
  lines: { entity: OrderLine },
  scheduleLines: { entity: ScheduleLine, nestedIn: { orderLine: LINE } },
  holds: { entity: OrderHold },
  allocations: { entity: Allocation, nestedIn: { orderLine: LINE, scheduleLine: SCHEDULE_LINE } },
};

/** By type of aggregate and name; anything else in stored data is shown to nobody. */
export const EVENT_PARTS: Readonly<Record<string, Readonly<Record<string, EventPart>>>> = {
  Order: ORDER_EVENT_PARTS,
  Shipment: { shipment: { entity: Shipment, root: true }, lines: { entity: ShipmentLine } },
  InventoryLevel: {
    level: { entity: InventoryLevel },
    movements: { entity: InventoryMovement, columns: movementColumns },
  },
  Account: {
    account: { entity: Account, root: true, withParts: ['accountCredit', 'accountDiscount'] },
    contacts: { entity: Contact },
    addresses: { entity: Address },
  },
  Product: { product: { entity: Product, root: true, withParts: ['productCost'] } },
  ProductCategory: { category: { entity: ProductCategory, root: true } },
  PriceList: {
    priceList: { entity: PriceList, root: true },
    entries: { entity: PriceListEntry, seenWith: 'PriceList', beside: priceOfEntry },
  },
  Promotion: { promotion: { entity: Promotion, root: true } },
  TaxRate: { taxRate: { entity: TaxRate, root: true } },
  Location: { location: { entity: Location, root: true } },
  Territory: { territory: { entity: Territory, root: true } },
  Rep: { rep: { entity: Rep, root: true } },
};

/** What stored data say besides, by name: the type that it takes the right of, and how it is shown. */
export const EVENT_EXTRAS: Readonly<
  Record<
    string,
    {
      readonly seenWith: string;
      readonly reference?: { name: string; type: string };
      readonly countAs?: string;
    }
  >
> = {
  linesReplaced: { seenWith: 'OrderLine' },
  shipmentId: { seenWith: 'Shipment', reference: { name: 'shipment', type: 'Shipment' } },
  skus: { seenWith: 'Promotion' },
  removedEntryIds: { seenWith: 'PriceList', countAs: 'removedEntries' },
};

function priceOfEntry({ unitPriceMicros }: Values, { priceList }: EventData): Values {
  const { currencyCode } = priceList as { currencyCode: string };
  const { amount } = unitPrice(BigInt(String(unitPriceMicros)), currencyCode);
  return { unitPrice: { amount, currencyCode } };
}

/** Movements carry the deltas that are not zero, by bucket. */
function movementColumns({ deltas, ...values }: Values): Values {
  const columns = Object.entries(deltas as Values).map(([bucket, delta]) => [`${bucket}Delta`, delta]);
  return { ...values, ...(Object.fromEntries(columns) as Values) };
}
