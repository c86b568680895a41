import { Account } from '../../entities/accounts/account';
import { Address } from '../../entities/accounts/address';
import { Contact } from '../../entities/accounts/contact';
import { Currency } from '../../entities/accounts/currency';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import { PriceList } from '../../entities/catalog/price-list';
import { Product } from '../../entities/catalog/product';
import { ProductCategory } from '../../entities/catalog/product-category';
import { Promotion } from '../../entities/catalog/promotion';
import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { InventoryLevel } from '../../entities/inventory/inventory-level';
import { Location } from '../../entities/inventory/location';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import type { Sql } from '../../src/persistence/sql';
import { toGlobalId } from '../../src/shared/global-id';
import type { Known } from './wire';

const ENTITIES = {
  ...{ Account, Address, Contact, Currency, Rep, Territory, ApiKey, Principal },
  ...{ PriceList, Product, ProductCategory, Promotion, Location, InventoryLevel },
  ...{ FulfillmentOrder, FulfillmentOrderLine, Shipment, ShipmentLine, Order, OrderLine, Hold: OrderHold },
};
/** The types that can be named. */
export const KNOWN_TYPES = Object.keys(ENTITIES) as (keyof typeof ENTITIES)[];

/** With what there is still something to be done; of other types, with all. */
const OPEN: Readonly<Record<string, string>> = {
  Order: "WHERE t.status IN ('DRAFT', 'PENDING_APPROVAL', 'CONFIRMED')",
  Shipment: "WHERE t.status IN ('PENDING', 'READY', 'SHIPPED')",
  FulfillmentOrder: "WHERE t.status IN ('OPEN', 'IN_PROGRESS')",
  Hold: 'WHERE t.released_at IS NULL',
};
/** The first rows, and the last ones that are open, of each table. */
const OF_EACH = 12;
const CURSORS = 40;
/** By which sibling an input names the object whose version it expects. */
const OBJECT_FIELDS = ['id', 'orderId', 'contactId', 'sku', 'code', 'number'];

interface Row {
  id: string;
  key: string;
  /** Global ids of what it belongs to. */
  parents: ReadonlySet<string>;
}

type Columns = Record<string, unknown>;

/** What is in the database, so that operations can name it. */
export class KnownRows {
  private readonly rows = new Map<string, Row[]>();
  private readonly versions = new Map<string, number>();
  private readonly cursors: string[] = [];

  constructor(private readonly sql: Sql) {}

  async refresh(): Promise<void> {
    for (const type of KNOWN_TYPES) {
      const order =
        type === 'Currency' ? 't.code' : type === 'InventoryLevel' ? 't.sku, t.location_id' : 't.id';
      const some = (direction: 'ASC' | 'DESC', where = '') =>
        this.sql.select<object>(
          ENTITIES[type],
          `${where} ORDER BY ${order.replaceAll(',', ` ${direction},`)} ${direction} LIMIT ${OF_EACH}`,
        );
      const [first, last] = [await some('ASC'), await some('DESC', OPEN[type])];
      this.rows.set(
        type,
        [...first, ...last.reverse()].map((row) => this.rowOf(type, row as Columns)),
      );
    }
  }

  /** Keeps the cursors of an answer. */
  learn(answer: string): void {
    for (const [, cursor] of answer.matchAll(/"(?:end|start)?[cC]ursor":"([^"]+)"/g))
      this.cursors.push(cursor!);
    this.cursors.splice(0, this.cursors.length - CURSORS);
  }

  find({ type, property, nth }: Known, named: ReadonlySet<string>): string {
    if (property === 'cursor') return this.cursors[nth % this.cursors.length] ?? '';
    const rows = this.rows.get(type) ?? [];
    const parts = rows.filter(({ parents }) => [...parents].some((parent) => named.has(parent)));
    const from = parts.length > 0 ? parts : rows;
    return from[nth % from.length]?.[property] ?? '';
  }

  /** Null for what is not there yet. */
  versionBeside(values: Readonly<Columns>): number | null {
    const level = this.versions.get(`${String(values.sku)}@${String(values.locationId)}`);
    if (level !== undefined) return level;
    const named = OBJECT_FIELDS.map((field) => values[field]).find((value) => typeof value === 'string');
    return this.versions.get(named as string) ?? null;
  }

  private rowOf(type: string, row: Columns): Row {
    const id = typeof row.id === 'string' ? toGlobalId(type, row.id) : '';
    const key = String(row.sku ?? row.code ?? row.number ?? row.name ?? '');
    const version = Number(row.version ?? 1);
    if (type === 'InventoryLevel')
      this.versions.set(`${key}@${toGlobalId('Location', String(row.locationId))}`, version);
    else for (const name of [id, key]) this.versions.set(name, version);
    const parents = Object.entries(row)
      .filter(([name, value]) => name.endsWith('Id') && typeof value === 'string')
      .map(([name, value]) => toGlobalId(typeNamed(name) ?? '', value as string));
    return { id, key, parents: new Set(parents) };
  }
}

/** The type that the name of an id ends with: `fromLocationId` names a Location. */
export function typeNamed(field: string): string | undefined {
  const name = field.replace(/Ids?$/, '').toLowerCase();
  return KNOWN_TYPES.filter((type) => name.endsWith(type.toLowerCase())).sort(
    (a, b) => b.length - a.length,
  )[0];
}
