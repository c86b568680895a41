import type { Actor } from './actor';
import { Permission as P } from './permissions';

/** Which rows of a type a principal sees. */
export type RowRule =
  /** Of the accounts it sees. */
  | 'ACCOUNT'
  /** Of the documents of its accounts, territories and representatives. */
  | 'DOCUMENT'
  /** Of the objects it sees: every event of types whose rows are all seen; of others, those of its accounts, territories and representatives. */
  | 'EVENT'
  /** Of the price lists, the default ones and those agreed with an account it sees. */
  | 'PRICE_LIST'
  /** Its own; with PRINCIPAL_READ, all. */
  | 'OWN'
  /** All of them: the selling company's own. */
  | 'ALL'
  /** Itself. */
  | 'SELF';

/** Who sees objects of a type by their id. */
export interface NodeRight {
  /** Without it a principal sees no object of the type; null: a token is enough. */
  readonly needs: P | null;
  readonly rows: RowRule;
}

/**
 * Every type with an id. `node`, `nodes` and everything that looks up an object by its type ask this table; the server does not start
 * with a registered type without an entry.
 */
export const NODE_RIGHTS: Readonly<Record<string, NodeRight>> = {
  Account: { needs: P.ACCOUNT_READ, rows: 'ACCOUNT' },
  Address: { needs: P.ACCOUNT_READ, rows: 'ACCOUNT' },
  AddressSnapshot: { needs: P.ACCOUNT_READ, rows: 'ACCOUNT' },
  Allocation: { needs: P.INVENTORY_READ, rows: 'DOCUMENT' },
  ApiKey: { needs: null, rows: 'OWN' },
  AuditEntry: { needs: P.AUDIT_READ, rows: 'ALL' },
  BuyerIntentSignal: { needs: P.SIGNAL_READ, rows: 'ACCOUNT' },
  Contact: { needs: P.ACCOUNT_READ, rows: 'ACCOUNT' },
  DomainEvent: { needs: P.EVENT_READ, rows: 'EVENT' },
  FulfillmentOrder: { needs: P.SHIPMENT_READ, rows: 'DOCUMENT' },
  FulfillmentOrderLine: { needs: P.SHIPMENT_READ, rows: 'DOCUMENT' },
  Hold: { needs: P.ORDER_READ, rows: 'DOCUMENT' },
  InventoryLevel: { needs: P.INVENTORY_READ, rows: 'ALL' },
  InventoryMovement: { needs: P.INVENTORY_READ, rows: 'DOCUMENT' },
  Location: { needs: P.ORGANIZATION_READ, rows: 'ALL' },
  Order: { needs: P.ORDER_READ, rows: 'DOCUMENT' },
  OrderLine: { needs: P.ORDER_READ, rows: 'DOCUMENT' },
  OrderNote: { needs: P.ORDER_READ, rows: 'DOCUMENT' },
  PriceList: { needs: P.PRICE_READ, rows: 'PRICE_LIST' },
  Principal: { needs: P.PRINCIPAL_READ, rows: 'ALL' },
  Product: { needs: P.CATALOG_READ, rows: 'ALL' },
  ProductCategory: { needs: P.CATALOG_READ, rows: 'ALL' },
  Promotion: { needs: P.PRICE_READ, rows: 'ALL' },
  Rep: { needs: P.ORGANIZATION_READ, rows: 'ALL' },
  ScheduleLine: { needs: P.ORDER_READ, rows: 'DOCUMENT' },
  Shipment: { needs: P.SHIPMENT_READ, rows: 'DOCUMENT' },
  ShipmentLine: { needs: P.SHIPMENT_READ, rows: 'DOCUMENT' },
  TaxRate: { needs: P.PRICE_READ, rows: 'ALL' },
  Territory: { needs: P.ORGANIZATION_READ, rows: 'ALL' },
  Viewer: { needs: null, rows: 'SELF' },
};

/** Whether the actor may see objects of a type at all; false for a type that the table does not have. */
export function maySeeType({ permissions }: Actor, type: string): boolean {
  const needs = Object.hasOwn(NODE_RIGHTS, type) ? NODE_RIGHTS[type]!.needs : undefined;
  return needs === null || (needs !== undefined && permissions.has(needs));
}
