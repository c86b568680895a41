import type { OrderImportMode } from '../../entities/orders/import.enums';
import type { HoldReason } from '../../entities/orders/orders.enums';
import { Permission as P } from './permissions';

/** What a field of `Query`, `Mutation` or `Subscription` asks of its caller. */
export type RootRight =
  /** The permission; without it the field fails with `FORBIDDEN`. */
  | { readonly kind: 'NEEDS'; readonly permission: P }
  /** Any principal; what it answers depends on the right to each object. */
  | { readonly kind: 'SIGNED_IN' };

/** What a field of the API asks of its caller. */
export type Right =
  | RootRight
  /** The permission; without it the field is null. */
  | { readonly kind: 'NULL_WITHOUT'; readonly permission: P }
  /** Nothing of its own: whoever may see the object may see this. */
  | { readonly kind: 'WITH_PARENT' };

const needs = (permission: P): RootRight => ({ kind: 'NEEDS', permission });
const nullWithout = (permission: P): Right => ({ kind: 'NULL_WITHOUT', permission });
const SIGNED_IN: RootRight = { kind: 'SIGNED_IN' };
const WITH_PARENT: Right = { kind: 'WITH_PARENT' };

/**
 * Every field of `Query`, `Mutation` and `Subscription`. The guard of a root field is made from its entry alone; the server does not
 * start with a root field without an entry.
 */
export const ROOT_RIGHTS: Readonly<Record<string, RootRight>> = {
  'Query.account': needs(P.ACCOUNT_READ),
  'Query.accounts': needs(P.ACCOUNT_READ),
  'Query.apiKeys': SIGNED_IN,
  'Query.auditLog': needs(P.AUDIT_READ),
  'Query.bookings': needs(P.BOOKING_READ),
  'Query.contactData': needs(P.PERSONAL_DATA),
  'Query.currencies': needs(P.PRICE_READ),
  'Query.events': needs(P.EVENT_READ),
  'Query.inventoryInvariants': needs(P.INVENTORY_AUDIT),
  'Query.inventoryLevels': needs(P.INVENTORY_READ),
  'Query.inventoryMovements': needs(P.INVENTORY_READ),
  'Query.invariants': needs(P.INVENTORY_AUDIT),
  'Query.locations': needs(P.ORGANIZATION_READ),
  'Query.node': SIGNED_IN,
  'Query.nodes': SIGNED_IN,
  'Query.order': needs(P.ORDER_READ),
  'Query.orderDiff': needs(P.ORDER_READ),
  'Query.orderEvents': needs(P.EVENT_READ),
  'Query.orders': needs(P.ORDER_READ),
  'Query.price': needs(P.PRICE_READ),
  'Query.priceLists': needs(P.PRICE_READ),
  'Query.product': needs(P.CATALOG_READ),
  'Query.productCategories': needs(P.CATALOG_READ),
  'Query.principals': needs(P.PRINCIPAL_READ),
  'Query.products': needs(P.CATALOG_READ),
  'Query.promotions': needs(P.PRICE_READ),
  'Query.reps': needs(P.ORGANIZATION_READ),
  'Query.shipments': needs(P.SHIPMENT_READ),
  'Query.taxRates': needs(P.PRICE_READ),
  'Query.territories': needs(P.ORGANIZATION_READ),
  'Query.viewer': SIGNED_IN,

  'Mutation.adjustInventory': needs(P.INVENTORY_WRITE),
  'Mutation.cancelOrder': needs(P.ORDER_CANCEL),
  'Mutation.closeOrder': needs(P.ORDER_CLOSE),
  'Mutation.confirmOrder': needs(P.ORDER_PLACE),
  'Mutation.createApiKey': SIGNED_IN,
  'Mutation.createShipment': needs(P.SHIPMENT_WRITE),
  'Mutation.eraseContact': needs(P.PERSONAL_DATA),
  'Mutation.holdOrder': needs(P.ORDER_HOLD),
  'Mutation.markDelivered': needs(P.SHIPMENT_WRITE),
  'Mutation.markShipped': needs(P.SHIPMENT_WRITE),
  'Mutation.placeOrder': needs(P.ORDER_PLACE),
  'Mutation.importOrders': needs(P.ORDER_IMPORT),
  'Mutation.receiveInventory': needs(P.INVENTORY_WRITE),
  'Mutation.recordBuyerIntentSignal': needs(P.ACCOUNT_WRITE),
  'Mutation.releaseHold': needs(P.ORDER_HOLD),
  'Mutation.revokeApiKey': SIGNED_IN,
  'Mutation.revokePrincipal': needs(P.PRINCIPAL_WRITE),
  'Mutation.rotateApiKey': SIGNED_IN,
  'Mutation.transferInventory': needs(P.INVENTORY_WRITE),
  'Mutation.updateDraftOrder': needs(P.ORDER_PLACE),
  'Mutation.upsertAccount': needs(P.ACCOUNT_WRITE),
  'Mutation.upsertAddress': needs(P.ACCOUNT_WRITE),
  'Mutation.upsertContact': needs(P.ACCOUNT_WRITE),
  'Mutation.upsertCurrency': needs(P.CURRENCY_WRITE),
  'Mutation.upsertExchangeRate': needs(P.CURRENCY_WRITE),
  'Mutation.upsertLocation': needs(P.LOCATION_WRITE),
  'Mutation.upsertPriceList': needs(P.PRICE_WRITE),
  'Mutation.upsertPrincipal': needs(P.PRINCIPAL_WRITE),
  'Mutation.upsertProduct': needs(P.CATALOG_WRITE),
  'Mutation.upsertProductCategory': needs(P.CATALOG_WRITE),
  'Mutation.upsertPromotion': needs(P.PRICE_WRITE),
  'Mutation.upsertRep': needs(P.ORGANIZATION_WRITE),
  'Mutation.upsertTaxRate': needs(P.PRICE_WRITE),
  'Mutation.upsertTerritory': needs(P.ORGANIZATION_WRITE),

  'Subscription.bookings': needs(P.BOOKING_READ),
  'Subscription.events': needs(P.EVENT_READ),
  'Subscription.inventoryLevelChanged': needs(P.INVENTORY_READ),
  'Subscription.orderEvents': needs(P.EVENT_READ),
  'Subscription.orderStatusChanged': needs(P.ORDER_READ),
};

/**
 * Every field that leads from one object to another that has an id, and every field that not all who see its object may see.
 * Objects that a mutation or a subscription answers come with it.
 */
export const FIELD_RIGHTS: Readonly<Record<string, Right>> = {
  'Account.addresses': WITH_PARENT,
  'Account.buyerIntentSignals': needs(P.SIGNAL_READ),
  'Account.children': WITH_PARENT,
  'Account.contacts': WITH_PARENT,
  'Account.creditLimit': needs(P.CREDIT_READ),
  'Account.maxDiscountPercent': needs(P.PRICE_OVERRIDE),
  'Account.ownerRep': WITH_PARENT,
  'Account.parent': WITH_PARENT,
  'Account.priceList': needs(P.PRICE_READ),
  'Account.territory': WITH_PARENT,
  'Address.account': needs(P.ACCOUNT_READ),
  'Address.content': WITH_PARENT,
  'Allocation.location': WITH_PARENT,
  'ApiKey.principal': WITH_PARENT,
  'ApiKey.replacedBy': WITH_PARENT,
  'AuditEntry.apiKey': WITH_PARENT,
  'AuditEntry.principal': WITH_PARENT,
  'BookingsGroup.account': nullWithout(P.ACCOUNT_READ),
  'BookingsGroup.category': nullWithout(P.CATALOG_READ),
  'BookingsGroup.rep': nullWithout(P.ORGANIZATION_READ),
  'BookingsGroup.territory': nullWithout(P.ORGANIZATION_READ),
  'BuyerIntentSignal.account': needs(P.ACCOUNT_READ),
  'Contact.account': needs(P.ACCOUNT_READ),
  'Contact.email': needs(P.CONTACT_READ),
  'Contact.phone': needs(P.CONTACT_READ),
  'DomainEvent.order': nullWithout(P.ORDER_READ),
  'EventPage.events': WITH_PARENT,
  'FulfillmentOrder.lines': WITH_PARENT,
  'FulfillmentOrder.location': WITH_PARENT,
  'FulfillmentOrder.order': needs(P.ORDER_READ),
  'FulfillmentOrder.shipments': WITH_PARENT,
  'FulfillmentOrderLine.orderLine': needs(P.ORDER_READ),
  'Hold.note': needs(P.INTERNAL_READ),
  'Hold.orderLine': WITH_PARENT,
  'Hold.reason': needs(P.INTERNAL_READ),
  'InventoryLevel.location': WITH_PARENT,
  'InventoryLevel.product': needs(P.CATALOG_READ),
  'InventoryLevelChange.level': WITH_PARENT,
  'InventoryMovement.location': WITH_PARENT,
  'InventoryMovement.reference': SIGNED_IN,
  'Order.account': needs(P.ACCOUNT_READ),
  'Order.billTo': WITH_PARENT,
  'Order.contact': needs(P.ACCOUNT_READ),
  'Order.exchangeRate': needs(P.INTERNAL_READ),
  'Order.fulfillmentOrders': needs(P.SHIPMENT_READ),
  'Order.holds': WITH_PARENT,
  'Order.lines': WITH_PARENT,
  'Order.margin': nullWithout(P.COST_READ),
  'Order.notes': needs(P.INTERNAL_READ),
  'Order.publicNotes': WITH_PARENT,
  'Order.rep': WITH_PARENT,
  'Order.reportingTotal': needs(P.INTERNAL_READ),
  'Order.shipTo': WITH_PARENT,
  'Order.shipments': needs(P.SHIPMENT_READ),
  'Order.tags': needs(P.INTERNAL_READ),
  'Order.territory': WITH_PARENT,
  'OrderEventPage.events': WITH_PARENT,
  'OrderLine.allocations': needs(P.INVENTORY_READ),
  'OrderLine.category': needs(P.CATALOG_READ),
  'OrderLine.margin': nullWithout(P.COST_READ),
  'OrderLine.product': needs(P.CATALOG_READ),
  'OrderLine.promotion': needs(P.PRICE_READ),
  'OrderLine.scheduleLines': WITH_PARENT,
  'OrderStatusChange.order': WITH_PARENT,
  'Price.priceList': WITH_PARENT,
  'Price.product': needs(P.CATALOG_READ),
  'Price.promotion': WITH_PARENT,
  'PriceListEntry.product': needs(P.CATALOG_READ),
  'Principal.accounts': needs(P.ACCOUNT_READ),
  'Principal.apiKeys': WITH_PARENT,
  'Principal.rep': needs(P.ORGANIZATION_READ),
  'Principal.territories': needs(P.ORGANIZATION_READ),
  'Product.availability': WITH_PARENT,
  'Product.category': WITH_PARENT,
  'Product.cost': nullWithout(P.COST_READ),
  'Product.inventoryLevels': needs(P.INVENTORY_READ),
  'ProductCategory.children': WITH_PARENT,
  'ProductCategory.parent': WITH_PARENT,
  'Promotion.products': needs(P.CATALOG_READ),
  'Rep.territory': WITH_PARENT,
  'Shipment.fulfillmentOrder': WITH_PARENT,
  'Shipment.lines': WITH_PARENT,
  'Shipment.location': WITH_PARENT,
  'Shipment.order': needs(P.ORDER_READ),
  'ShipmentLine.orderLine': needs(P.ORDER_READ),
};

/**
 * What an order's input may carry only with a permission, by its path; `lines.discount` stands for the discount of any line. One table
 * for `placeOrder`, `updateDraftOrder` and `importOrders` in the mode LIVE, and for the filter and the sort of `orders`. Values that
 * would apply anyway need no permission.
 */
export const ORDER_INPUT_RIGHTS = {
  allocationPolicy: P.POLICY_OVERRIDE,
  backorderPolicy: P.POLICY_OVERRIDE,
  channel: P.TERMS_OVERRIDE,
  currencyCode: P.TERMS_OVERRIDE,
  discount: P.PRICE_OVERRIDE,
  freight: P.TERMS_OVERRIDE,
  incoterm: P.TERMS_OVERRIDE,
  'lines.discount': P.PRICE_OVERRIDE,
  noteVisibility: P.INTERNAL_READ,
  orderedAt: P.ORDER_IMPORT,
  paymentTerms: P.TERMS_OVERRIDE,
  quoteNumber: P.TERMS_OVERRIDE,
  repId: P.PRICE_OVERRIDE,
  tags: P.INTERNAL_READ,
  territoryId: P.PRICE_OVERRIDE,
} as const satisfies Readonly<Record<string, P>>;

/** What a list of orders can be filtered and sorted by only with a permission: what one may not read, one may not search for. */
export const ORDER_LIST_RIGHTS = {
  'filter.maxTotal': P.INTERNAL_READ,
  'filter.minTotal': P.INTERNAL_READ,
  'filter.tag': P.INTERNAL_READ,
  'sort.VALUE': P.INTERNAL_READ,
} as const satisfies Readonly<Record<string, P>>;

/** What the inputs of other mutations may carry only with a permission besides that of the mutation. */
export const INPUT_RIGHTS = {
  'upsertAccount.creditLimit': P.CREDIT_WRITE,
  'upsertAccount.maxDiscountPercent': P.DISCOUNT_OVERRIDE,
  'upsertProduct.cost': P.COST_READ,
} as const satisfies Readonly<Record<string, P>>;

/** What an import takes besides ORDER_IMPORT. */
export const IMPORT_MODE_RIGHTS: Readonly<Record<OrderImportMode, P>> = {
  LIVE: P.ORDER_PLACE,
  HISTORY: P.ORDER_IMPORT,
};

/** What it takes to release a hold, besides ORDER_HOLD. */
export const HOLD_RELEASE_RIGHTS: Readonly<Record<HoldReason, P>> = {
  CREDIT: P.CREDIT_OVERRIDE,
  AWAITING_PAYMENT: P.CREDIT_OVERRIDE,
  PO_MISMATCH: P.PO_OVERRIDE,
  PRICE_REVIEW: P.DISCOUNT_OVERRIDE,
  FRAUD_RISK: P.CREDIT_OVERRIDE,
  INCORRECT_ADDRESS: P.ORDER_HOLD,
  INVENTORY_SHORTAGE: P.ORDER_HOLD,
  CUSTOMER_REQUEST: P.ORDER_HOLD,
  OTHER: P.ORDER_HOLD,
};
