/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Corrections of inventory levels. */
export type AdjustInventoryInput = {
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** At least one, at most 500 lines. */
  lines: Array<AdjustInventoryLineInput>;
  /** Why, kept with the movements: 1 to 200 characters. */
  reason: string;
};

/** A correction of one level: at least one change. */
export type AdjustInventoryLineInput = {
  /** Counted quantity on hand. Needs `expectedVersion`. */
  countedOnHand?: number | null | undefined;
  /** The version of the level that you have seen; 0 when it does not exist yet. Required with `countedOnHand`, and checked whenever it is given. */
  expectedVersion?: number | null | undefined;
  /** Announces goods as incoming; negative to withdraw. */
  incomingDelta?: number | null | undefined;
  /** Global id of the location. */
  locationId: string | number;
  /** Added to the quantity on hand; negative to reduce it. Not with a count. */
  onHandDelta?: number | null | undefined;
  /** The new safety stock, which is kept back from orders. */
  safetyStock?: number | null | undefined;
  /** SKU of a product that is kept in stock. */
  sku: string;
  /** Blocks goods as unavailable; negative to release them. */
  unavailableDelta?: number | null | undefined;
};

/** How locations are chosen for an order. */
export type AllocationPolicy =
  /** The location with the most available first. */
  | 'HIGHEST_STOCK'
  /** By distance to the ship-to address; without coordinates the same region, then country, then priority. */
  | 'NEAREST'
  /** By the priority of the locations, lowest number first. The default. */
  | 'PRIORITY'
  /** Everything from one location. */
  | 'SINGLE_LOCATION';

/** Whether an order may exceed the available stock. The product's, overridden by the account's, overridden by the order's. */
export type BackorderPolicy =
  /** Yes: the missing quantity waits for stock, without a promised date. */
  | 'ALLOW'
  /** Yes, with a promised date from the product's lead time. */
  | 'ALLOW_WITH_PROMISE'
  /** No: the order is refused. The default. */
  | 'DENY';

/** What a prospective buyer did. */
export type BuyerIntentKind =
  /** Compared us with a competitor. */
  | 'COMPETITOR_COMPARED'
  /** Downloaded a document. */
  | 'CONTENT_DOWNLOADED'
  /** Attended a demonstration. */
  | 'DEMO_ATTENDED'
  /** Looked at prices. */
  | 'PRICING_VIEWED';

/** Where an order came from in marketing. */
export type CampaignInput = {
  /** Code or name of the campaign: 1 to 100 characters. */
  campaign: string;
  /** Medium such as "email". */
  medium?: string | null | undefined;
  /** Source such as "newsletter". */
  source?: string | null | undefined;
};

/** A quantity of a line to cancel. */
export type CancelLineInput = {
  /** Id of the line. */
  orderLineId: string | number;
  /** How many of what has not shipped. */
  quantity: number;
};

/** An order to cancel, wholly or in part. */
export type CancelOrderInput = {
  /** The version of the order that you have seen. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion: number;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Lines and quantities, at most 500. Default: the whole order, if nothing has shipped. */
  lines?: Array<CancelLineInput> | null | undefined;
  /** Id of the order. */
  orderId: string | number;
  /** Why: 1 to 200 characters. */
  reason: string;
};

/** The category of a product: created when there is none with the code, else changed where values are given. */
export type CategoryOfProductInput = {
  /** Code of the category: 1 to 60 characters. */
  code: string;
  /** Name for people: 1 to 200 characters. Default for a new category: its code. */
  name?: string | null | undefined;
  /** Code of the category directly above, which must exist. Null moves it to the top; absent leaves it where it is. */
  parentCode?: string | null | undefined;
};

/** A partly shipped order to close. */
export type CloseOrderInput = {
  /** The version of the order that you have seen. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion: number;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Id of the order. */
  orderId: string | number;
  /** Why: 1 to 200 characters. */
  reason: string;
};

/** A draft to confirm. */
export type ConfirmOrderInput = {
  /** The version of the order that you have seen. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion: number;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Id of the order. */
  orderId: string | number;
};

/** A shipment to plan. */
export type CreateShipmentInput = {
  /** Carrier: 1 to 60 characters. */
  carrier?: string | null | undefined;
  /** Id of the fulfillment order that it ships from. */
  fulfillmentOrderId: string | number;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Lines to ship, at most 500 lines. Default: everything that is left. */
  lines?: Array<ShipmentLineInput> | null | undefined;
  /** The carrier's tracking number: 1 to 100 characters. */
  trackingNumber?: string | null | undefined;
};

/** A quantity that arrived. */
export type DeliveredLineInput = {
  /** How many: at most what is still under way. */
  quantity: number;
  /** Id of the line of the shipment. */
  shipmentLineId: string | number;
};

/** A manual discount: exactly one of `percent` and `amount`. Needs the permission PRICE_OVERRIDE. */
export type DiscountInput = {
  /** An amount in the order's currency; at most what it is taken from. */
  amount?: MoneyInput | null | undefined;
  /** Percentage as decimal text such as "12.5": above 0, at most 100, at most 4 decimals. */
  percent?: string | null | undefined;
  /** Why it is given: 1 to 200 characters. Shown in the explanation of the price. */
  reason: string;
};

/** State of a fulfillment order. */
export type FulfillmentOrderStatus =
  /** Cancelled before anything shipped. */
  | 'CANCELLED'
  /** Everything has shipped. */
  | 'CLOSED'
  /** Ended with less than planned. */
  | 'INCOMPLETE'
  /** Shipments exist for a part of it. */
  | 'IN_PROGRESS'
  /** A hold stops it. */
  | 'ON_HOLD'
  /** Ready to be picked. */
  | 'OPEN'
  /** Open for a later date. */
  | 'SCHEDULED';

/** A hold to put on an order. */
export type HoldOrderInput = {
  /** The version of the order that you have seen. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion: number;
  /** The fulfillment order, for scope FULFILLMENT. Default: the whole order. */
  fulfillmentOrderId?: string | number | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** More about why, at most 500 characters. */
  note?: string | null | undefined;
  /** Id of the order. */
  orderId: string | number;
  /** The line, for scope LINE. */
  orderLineId?: string | number | null | undefined;
  /** Why. */
  reason: HoldReason;
  /** What the hold stops. */
  scope?: HoldScope;
};

/** Why a hold was placed. */
export type HoldReason =
  /** A payment must come first; released with CREDIT_OVERRIDE. */
  | 'AWAITING_PAYMENT'
  /** The credit of the account is under review. Placed by people alone; released with CREDIT_OVERRIDE. */
  | 'CREDIT'
  /** The customer asked to wait. */
  | 'CUSTOMER_REQUEST'
  /** The order may be fraudulent; released with CREDIT_OVERRIDE. */
  | 'FRAUD_RISK'
  /** An address is wrong or incomplete. */
  | 'INCORRECT_ADDRESS'
  /** Stock is short. */
  | 'INVENTORY_SHORTAGE'
  /** Another reason; the note says which. */
  | 'OTHER'
  /** The order differs from the purchase order of the buyer; released with PO_OVERRIDE. */
  | 'PO_MISMATCH'
  /** A price or discount is under review; released with DISCOUNT_OVERRIDE. */
  | 'PRICE_REVIEW';

/** What a hold stops. */
export type HoldScope =
  /** Shipping: one fulfillment order, or all of the order. */
  | 'FULFILLMENT'
  /** One line. */
  | 'LINE'
  /** The whole order. */
  | 'ORDER';

/** A part of the stored data whose invariants can be checked by themselves. */
export type InvariantArea =
  /** Booking and shipped entries against what they name, and the sums of bookings against the entries. */
  | 'BOOKINGS'
  /** Fulfillment orders and shipments against what they name. */
  | 'FULFILLMENT'
  /** Levels against movements, allocations and reservations. */
  | 'INVENTORY'
  /** Orders, lines and schedule lines against each other and against what belongs to them. */
  | 'ORDERS';

/** An invariant of the stored numbers. */
export type InvariantKind =
  /** What a level has allocated is the sum of the allocations there. */
  | 'ALLOCATED_EQUALS_ALLOCATIONS'
  /** The booking entries of a confirmed line add up to what is ordered and not cancelled; an unconfirmed one has none. */
  | 'BOOKINGS_EQUAL_LINES'
  /** The sums that bookings are answered from are those of the booking and shipped entries, at their position of the log. */
  | 'BOOKING_SUMS_EQUAL_ENTRIES'
  /** Every bucket of an inventory level is the sum of its movements. */
  | 'LEVEL_EQUALS_MOVEMENTS'
  /** What an order line has allocated is the sum of its allocations. */
  | 'LINE_EQUALS_ALLOCATIONS'
  /** Every quantity of an order line is the sum of its schedule lines' quantities. */
  | 'LINE_EQUALS_SCHEDULE'
  /** On an order line: ordered = open + allocated + backordered + shipped + cancelled, none below zero, delivered ≤ shipped. */
  | 'LINE_QUANTITIES_ADD_UP'
  /** No bucket of an inventory level, nor its safety stock, is below zero. */
  | 'NO_NEGATIVE_BUCKET'
  /** Every amount of an order is the sum of its lines; its total is net + tax + freight. */
  | 'ORDER_EQUALS_LINES'
  /** Orders, lines, schedule lines, fulfillment orders, shipments, events and locations that other rows name by id exist. Left out: lines that entries name, as an import may have replaced them, and what a movement was for. */
  | 'REFERENCES_EXIST'
  /** What a level has reserved is the sum of the reservations there that hold. */
  | 'RESERVED_EQUALS_RESERVATIONS'
  /** The same on every schedule line. */
  | 'SCHEDULE_QUANTITIES_ADD_UP'
  /** The shipped entries of a line add up to what of it has shipped. */
  | 'SHIPPED_ENTRIES_EQUAL_LINES';

/** Why the buckets of an inventory level changed. */
export type InventoryMovementType =
  /** A count or correction. */
  | 'ADJUSTMENT'
  /** A quantity was committed to an order. */
  | 'ALLOCATE'
  /** Goods became unavailable, as for inspection. */
  | 'BLOCK'
  /** An allocation was released. */
  | 'DEALLOCATE'
  /** A supply was announced. */
  | 'EXPECT'
  /** Goods arrived. */
  | 'RECEIPT'
  /** A quantity was set aside for a quote or cart, for a time. */
  | 'RESERVE'
  /** Goods came back from a customer. */
  | 'RETURN'
  /** Goods were thrown away. */
  | 'SCRAP'
  /** Allocated goods left the location. */
  | 'SHIP'
  /** Goods arrived from another location of ours. */
  | 'TRANSFER_IN'
  /** Goods left for another location of ours. */
  | 'TRANSFER_OUT'
  /** Unavailable goods became available again. */
  | 'UNBLOCK'
  /** An announced supply will not come. */
  | 'UNEXPECT'
  /** A reservation ended. */
  | 'UNRESERVE';

/** A shipment, or a part of it, that arrived. */
export type MarkDeliveredInput = {
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** What arrived, at most 500 lines. Default: everything that is still under way. */
  lines?: Array<DeliveredLineInput> | null | undefined;
  /** Id of the shipment. */
  shipmentId: string | number;
};

/** A shipment that leaves. */
export type MarkShippedInput = {
  /** Carrier, if it is only known now. */
  carrier?: string | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Id of the shipment. */
  shipmentId: string | number;
  /** Tracking number, if it is only known now. */
  trackingNumber?: string | null | undefined;
};

/** An exact amount of one currency. */
export type MoneyInput = {
  /** The amount in major units as decimal text such as "1234.50", with at most as many decimals as the currency has; at most 100,000,000,000. */
  amount: string;
  /** The currency as a three-letter ISO 4217 code. */
  currencyCode: string;
};

/** Who may read a note on an order. */
export type NoteVisibility =
  /** The selling company alone: who has INTERNAL_READ. */
  | 'INTERNAL'
  /** Everybody who may see the order, its customer included. */
  | 'PUBLIC';

/** An address of an order: exactly one of an address of the account, and one written out. */
export type OrderAddressInput = {
  /** An address for this order only. */
  address?: PostalAddressInput | null | undefined;
  /** Id of one of the account's addresses. */
  addressId?: string | number | null | undefined;
};

/** Sales channel of an order. */
export type OrderChannel =
  /** Handed over by a configure-price-quote system. */
  | 'CPQ'
  /** Handed over by a customer relationship system. */
  | 'CRM'
  /** Taken by a sales representative. */
  | 'DIRECT'
  /** Placed by the buyer in a shop or app. */
  | 'ECOMMERCE'
  /** Received as an electronic business document. */
  | 'EDI'
  /** Taken over from files of another system. */
  | 'IMPORT'
  /** Placed by a partner on behalf of an account. */
  | 'PARTNER';

/** How much of an order has reached the customer; derived from the quantities of its lines. */
export type OrderDeliveryStatus =
  /** Everything that was not cancelled has been delivered. */
  | 'DELIVERED'
  /** Nothing has been delivered. */
  | 'NOT_DELIVERED'
  /** Some has been delivered. */
  | 'PARTIALLY_DELIVERED';

/** The id of an order in another system; unique per system. */
export type OrderExternalIdInput = {
  /** Id in that system: 1 to 190 characters. */
  externalId: string;
  /** Name of the system, such as "salesforce": 1 to 60 characters. */
  system: string;
};

/** Which orders are wanted: an order must meet every condition that is given, and one of a list of values. */
export type OrderFilterInput = {
  /** Id of the account. */
  accountId?: string | number | null | undefined;
  /** Sales channel of the order: one of at most 20 values. */
  channel?: Array<OrderChannel> | null | undefined;
  /** Became binding before this moment. */
  confirmedBefore?: string | null | undefined;
  /** Became binding at this moment or later. */
  confirmedFrom?: string | null | undefined;
  /** How much has been delivered: one of at most 20 values. */
  deliveryStatus?: Array<OrderDeliveryStatus> | null | undefined;
  /** How much has shipped: one of at most 20 values. */
  fulfillmentStatus?: Array<OrderFulfillmentStatus> | null | undefined;
  /** With `accountId`: orders of its sub-accounts, too. */
  includeSubAccounts?: boolean;
  /** Total of at most this, in the reporting currency. Needs INTERNAL_READ. */
  maxTotal?: MoneyInput | null | undefined;
  /** Total of at least this, in the reporting currency. Needs INTERNAL_READ. */
  minTotal?: MoneyInput | null | undefined;
  /** Whether a hold is open. */
  onHold?: boolean | null | undefined;
  /** Ordered before this moment. */
  orderedBefore?: string | null | undefined;
  /** Ordered at this moment or later. */
  orderedFrom?: string | null | undefined;
  /** Exactly this number of the buyer's purchase order. */
  poNumber?: string | null | undefined;
  /** Wholly promised for this day or later. */
  promisedFrom?: string | null | undefined;
  /** Wholly promised for this day or earlier. */
  promisedTo?: string | null | undefined;
  /** Id of the sales representative. */
  repId?: string | number | null | undefined;
  /** Wanted by the customer on this day or later. */
  requestedFrom?: string | null | undefined;
  /** Wanted by the customer on this day or earlier. */
  requestedTo?: string | null | undefined;
  /** Has a line with this SKU. */
  sku?: string | null | undefined;
  /** State as a document: one of at most 20 values. */
  status?: Array<OrderStatus> | null | undefined;
  /** Has this tag. Needs INTERNAL_READ. */
  tag?: string | null | undefined;
  /** Id of the territory. */
  territoryId?: string | number | null | undefined;
  /** What a person would type: the start of the order number or of the purchase order number, or words of the account's name, each by its start, whatever their case and accents. 2 to 100 characters. */
  text?: string | null | undefined;
};

/** How much of an order has left our locations; derived from the quantities of its lines. */
export type OrderFulfillmentStatus =
  /** Everything that was not cancelled has shipped. */
  | 'FULFILLED'
  /** No line needs goods to move. */
  | 'NOT_REQUIRED'
  /** Some has shipped. */
  | 'PARTIALLY_FULFILLED'
  /** Nothing has shipped. */
  | 'UNFULFILLED';

/** A product to order. */
export type OrderLineInput = {
  /** A manual discount on this line, after contract, volume break and promotion. */
  discount?: DiscountInput | null | undefined;
  /** How many, in the product's smallest selling unit: 1 to 1000000. */
  quantity: number;
  /** Day on which the customer wants it. Default: the order's. */
  requestedDay?: string | null | undefined;
  /** Parts of the line by day, at most 100; they add up to its quantity. Default: one part, for the line's day. */
  schedule?: Array<ScheduleLineInput> | null | undefined;
  /** SKU of the product. */
  sku: string;
};

/** The state of a line; derived from its quantities. */
export type OrderLineStatus =
  /** Stock is allocated for everything that was not cancelled. */
  | 'ALLOCATED'
  /** Some of it waits for stock to arrive; nothing has shipped. */
  | 'BACKORDERED'
  /** All of it was cancelled. */
  | 'CANCELLED'
  /** Everything that was not cancelled has been delivered. */
  | 'DELIVERED'
  /** Not planned yet, or planned in part. */
  | 'OPEN'
  /** Some of it has shipped. */
  | 'PARTIALLY_SHIPPED'
  /** Everything that was not cancelled has shipped. */
  | 'SHIPPED';

/** What orders are sorted by. */
export type OrderSortField =
  /** Name of the account as it was when the order was placed. */
  | 'ACCOUNT_NAME'
  /** When the customer ordered. */
  | 'DATE'
  /** Order number, character by character. */
  | 'NUMBER'
  /** Total in the reporting currency. Needs INTERNAL_READ. */
  | 'VALUE';

/** How orders are sorted. Orders that are equal come in the order of their ids. */
export type OrderSortInput = {
  /** Direction. */
  direction?: SortDirection;
  /** Sort key. */
  field?: OrderSortField;
};

/** The state of an order as a document. Being on hold, shipped or delivered are separate axes. */
export type OrderStatus =
  /** Cancelled before anything shipped. */
  | 'CANCELLED'
  /** Closed short: what had not shipped was cancelled. */
  | 'CLOSED'
  /** Every line is delivered or cancelled and no obligation is open. */
  | 'COMPLETED'
  /** Binding: priced, allocated or backordered, and booked. */
  | 'CONFIRMED'
  /** Not binding yet; takes no stock. */
  | 'DRAFT'
  /** Waiting for an approval before it can be confirmed. Reserved: no order comes into this state yet. */
  | 'PENDING_APPROVAL';

/** A step that an order can take next. */
export type OrderTransition =
  /** Cancel it, or lines and quantities that have not shipped (`cancelOrder`). */
  | 'CANCEL'
  /** Cancel what has not shipped of a partly shipped order (`closeOrder`). */
  | 'CLOSE'
  /** Make it binding (`confirmOrder`). */
  | 'CONFIRM'
  /** Report shipped quantities as delivered (`markDelivered`). */
  | 'DELIVER'
  /** Put it, a line or its fulfillment on hold (`holdOrder`). */
  | 'HOLD'
  /** Release one of its holds (`releaseHold`). */
  | 'RELEASE_HOLD'
  /** Ship allocated quantities (`createShipment`, `markShipped`). */
  | 'SHIP'
  /** Change the draft (`updateDraftOrder`). */
  | 'UPDATE';

/** An order to place. */
export type PlaceOrderInput = {
  /** Id of the account that orders. */
  accountId: string | number;
  /** Instead of the account's policy. Needs POLICY_OVERRIDE. */
  allocationPolicy?: AllocationPolicy | null | undefined;
  /** Instead of the account's or products' policy. Needs POLICY_OVERRIDE. */
  backorderPolicy?: BackorderPolicy | null | undefined;
  /** Where to send the invoice. Default: the account's default, else the ship-to address. */
  billTo?: OrderAddressInput | null | undefined;
  /** The campaign that led to the order. */
  campaign?: CampaignInput | null | undefined;
  /** Sales channel of the order. Default: DIRECT; for those without TERMS_OVERRIDE, who can choose no other, PARTNER with the role PARTNER, else ECOMMERCE with the role BUYER. */
  channel?: OrderChannel | null | undefined;
  /** Confirm at once, which allocates stock. False: keep it as a draft. */
  confirm?: boolean;
  /** Id of a contact of the account. */
  contactId?: string | number | null | undefined;
  /** Currency as an ISO 4217 code. Default: the account's. Another one needs TERMS_OVERRIDE. */
  currencyCode?: string | null | undefined;
  /** Attributes of your own. No personal data: they become part of the event log. */
  customAttributes?: Record<string, unknown> | null | undefined;
  /** A discount on the whole order, split over its lines. Needs PRICE_OVERRIDE. */
  discount?: DiscountInput | null | undefined;
  /** Its ids in other systems: at most 10. */
  externalIds?: Array<OrderExternalIdInput> | null | undefined;
  /** Freight to charge, in the order's currency. Default: none. Needs TERMS_OVERRIDE. */
  freight?: MoneyInput | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Three-letter Incoterms code, such as DAP. Default: the account's. Another one needs TERMS_OVERRIDE. */
  incoterm?: string | null | undefined;
  /** The products: 1 to 500 lines. */
  lines: Array<OrderLineInput>;
  /** A note on the order, at most 2,000 characters; `noteVisibility` says who may read it. */
  note?: string | null | undefined;
  /** Who may read the note. Default: INTERNAL; PUBLIC for those without INTERNAL_READ, who can leave no other. */
  noteVisibility?: NoteVisibility | null | undefined;
  /** When the customer ordered. Default: now. Needs ORDER_IMPORT. */
  orderedAt?: string | null | undefined;
  /** Code of the payment terms, such as NET_30. Default: the account's. Another one needs TERMS_OVERRIDE. */
  paymentTerms?: string | null | undefined;
  /** Number of your purchase order; unique among the orders of the account that are not cancelled. */
  poNumber?: string | null | undefined;
  /** Number of the quote that the order follows. Needs TERMS_OVERRIDE. */
  quoteNumber?: string | null | undefined;
  /** Id of the sales representative. Default: the account's owner. Needs PRICE_OVERRIDE. */
  repId?: string | number | null | undefined;
  /** Day on which the customer wants the goods. */
  requestedDay?: string | null | undefined;
  /** Where to send the goods; decides on tax. Default: the account's default. */
  shipTo?: OrderAddressInput | null | undefined;
  /** How the goods are to be sent. */
  shippingMethod?: string | null | undefined;
  /** Tags: at most 20 of 1 to 60 characters. Needs INTERNAL_READ. */
  tags?: Array<string> | null | undefined;
  /** Id of the territory. Default: the account's. Needs PRICE_OVERRIDE. */
  territoryId?: string | number | null | undefined;
};

/** An address written out for one order. */
export type PostalAddressInput = {
  /** Person or department, at most 200 characters. */
  attention?: string | null | undefined;
  /** City, at most 100 characters. */
  city: string;
  /** Company, at most 200 characters. */
  company?: string | null | undefined;
  /** Country as a two-letter ISO 3166-1 code in upper case. */
  countryCode: string;
  /** Street and number, at most 200 characters. */
  line1: string;
  /** Second line, at most 200 characters. */
  line2?: string | null | undefined;
  /** Postal code, at most 20 characters. */
  postalCode?: string | null | undefined;
  /** State, province or region, as tax rates name it; at most 100 characters. */
  region?: string | null | undefined;
};

/** Which entries of a price list are wanted: every condition that is given must hold. */
export type PriceListEntryFilterInput = {
  /** Prices of these SKUs, at most 200. */
  skus?: Array<string> | null | undefined;
  /** Valid on this day. */
  validOn?: string | null | undefined;
};

/** A price of a price list. Replaces the one with the same SKU, minimum quantity and first day. */
export type PriceListEntryInput = {
  /** Minimum quantity of the price: 1 for the price of a single piece. */
  minQuantity?: number;
  /** SKU of a product. */
  sku: string;
  /** The price of one unit, in the list's currency. */
  unitPrice: UnitPriceInput;
  /** First day on which it is valid. Null: no limit. */
  validFrom?: string | null | undefined;
  /** Day from which it is no longer valid. Null: no limit. */
  validTo?: string | null | undefined;
};

/** Key of a price in a price list. */
export type PriceListEntryKeyInput = {
  /** Minimum quantity of the price: 1 for the price of a single piece. */
  minQuantity?: number;
  /** SKU of a product. */
  sku: string;
  /** First day on which it is valid. Null: no limit. */
  validFrom?: string | null | undefined;
};

/** Which price lists are wanted: every condition that is given must hold. */
export type PriceListFilterInput = {
  /** Currency as an ISO 4217 code. */
  currencyCode?: string | null | undefined;
  /** True for the lists that hold list prices. */
  isDefault?: boolean | null | undefined;
  /** Valid on this day. */
  validOn?: string | null | undefined;
};

/** Kind of a step from the list price to the price to pay, in the order of application. */
export type PriceStepKind =
  /** The price of the price list agreed with the account. */
  | 'CONTRACT'
  /** The list price. */
  | 'LIST'
  /** A manual discount. */
  | 'MANUAL'
  /** A promotion. */
  | 'PROMOTION'
  /** The share of a discount on the whole order. */
  | 'PRORATION'
  /** Rounding to the minor unit. */
  | 'ROUNDING'
  /** Tax. */
  | 'TAX'
  /** A lower price for a larger quantity. */
  | 'VOLUME_BREAK';

/** Which product categories are wanted. */
export type ProductCategoryFilterInput = {
  /** Id of a category: those directly below it. Null: those at the top. Absent: all. */
  parentId?: string | number | null | undefined;
};

/** Which products are wanted: every condition that is given must hold. */
export type ProductFilterInput = {
  /** Id of a category: its products and those of all categories below it. */
  categoryId?: string | number | null | undefined;
  /** Whether it can be ordered. */
  status?: ProductStatus | null | undefined;
  /** True for goods, false for services. */
  stocked?: boolean | null | undefined;
  /** What a person would type: the start of the SKU, or words of the name, each by its start, whatever their case and accents. 1 to 100 characters. */
  text?: string | null | undefined;
};

/** What products are sorted by. */
export type ProductSortField =
  /** Name, whatever its case and accents. */
  | 'NAME'
  /** Stock keeping unit, character by character. */
  | 'SKU';

/** How products are sorted. Products that are equal come in the order of their ids. */
export type ProductSortInput = {
  /** Direction. */
  direction?: SortDirection;
  /** Sort key. */
  field?: ProductSortField;
};

/** Whether a product can be ordered. */
export type ProductStatus =
  /** Can be ordered between its selling dates. */
  | 'ACTIVE'
  /** Can no longer be ordered. */
  | 'DISCONTINUED';

/** Which promotions are wanted: every condition that is given must hold. */
export type PromotionFilterInput = {
  /** Whether the promotion applies. */
  active?: boolean | null | undefined;
  /** For the product with this SKU. */
  sku?: string | null | undefined;
  /** Valid on this day. */
  validOn?: string | null | undefined;
};

/** Goods that arrived. */
export type ReceiveInventoryInput = {
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** At least one, at most 500 lines. */
  lines: Array<ReceiveInventoryLineInput>;
  /** Kept with the movements, such as the number of the delivery note; at most 200 characters. */
  reason?: string | null | undefined;
};

/** Goods of one product that arrived at one location. */
export type ReceiveInventoryLineInput = {
  /** Global id of the location. */
  locationId: string | number;
  /** How many arrived: 1 to 1000000. */
  quantity: number;
  /** Reduces what is incoming at the location by the quantity, not below zero. */
  reduceIncoming?: boolean;
  /** SKU of a product that is kept in stock. */
  sku: string;
};

/** A hold to release. */
export type ReleaseHoldInput = {
  /** The version of the order that you have seen. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion: number;
  /** Id of the hold. */
  holdId: string | number;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Id of the order. */
  orderId: string | number;
};

/** A part of a line for one day. */
export type ScheduleLineInput = {
  /** How many: 1 to 1000000. */
  quantity: number;
  /** Day on which the customer wants it. */
  requestedDay?: string | null | undefined;
};

/** Which shipments are wanted; every condition that is given must hold. */
export type ShipmentFilterInput = {
  /** Id of the location that it leaves from. */
  locationId?: string | number | null | undefined;
  /** Id of the order. */
  orderId?: string | number | null | undefined;
  /** State of the shipment. */
  status?: ShipmentStatus | null | undefined;
};

/** A quantity to ship. */
export type ShipmentLineInput = {
  /** Id of the line of the fulfillment order. */
  fulfillmentOrderLineId: string | number;
  /** How many: at most what is left of the line and in no other shipment. */
  quantity: number;
};

/** The state of a shipment. */
export type ShipmentStatus =
  /** Cancelled before it left. */
  | 'CANCELLED'
  /** All of it reached the customer. */
  | 'DELIVERED'
  /** Planned. */
  | 'PENDING'
  /** Packed and ready to be handed over. */
  | 'READY'
  /** Handed over to the carrier; may be delivered in part. */
  | 'SHIPPED';

/** Direction of a sort order. */
export type SortDirection =
  /** Smallest, oldest or first letter first. */
  | 'ASC'
  /** Greatest, newest or last letter first. */
  | 'DESC';

/** Which tax rates are wanted: every condition that is given must hold. */
export type TaxRateFilterInput = {
  /** Country as a two-letter ISO 3166-1 code. */
  countryCode?: string | null | undefined;
  /** Tax category of the products, such as STANDARD. */
  taxCategory?: string | null | undefined;
  /** Valid on this day. */
  validOn?: string | null | undefined;
};

/** Goods that moved from one location to another. */
export type TransferInventoryInput = {
  /** Global id of the location that the goods left. */
  fromLocationId: string | number;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** At least one, at most 500 lines. */
  lines: Array<TransferInventoryLineInput>;
  /** Kept with the movements; at most 200 characters. */
  reason?: string | null | undefined;
  /** Global id of the location that they reached. */
  toLocationId: string | number;
};

/** A quantity of one product that is moved. */
export type TransferInventoryLineInput = {
  /** How many: 1 to 1000000. */
  quantity: number;
  /** SKU of a product that is kept in stock. */
  sku: string;
};

/** A price of one unit, exact to a millionth of the currency's major unit. */
export type UnitPriceInput = {
  /** The price in major units as decimal text with at most 6 decimals, such as "0.0125"; at most 100,000,000,000. */
  amount: string;
  /** The currency as a three-letter ISO 4217 code. */
  currencyCode: string;
};

/** Changes of a draft. Absent values stay as they are; null clears a value. */
export type UpdateDraftOrderInput = {
  /** Instead of the account's policy. Needs POLICY_OVERRIDE. */
  allocationPolicy?: AllocationPolicy | null | undefined;
  /** Instead of the account's or products' policy. Needs POLICY_OVERRIDE. */
  backorderPolicy?: BackorderPolicy | null | undefined;
  /** Where to send the invoice. Default: the account's default, else the ship-to address. */
  billTo?: OrderAddressInput | null | undefined;
  /** Id of a contact of the account. */
  contactId?: string | number | null | undefined;
  /** Attributes of your own. No personal data: they become part of the event log. */
  customAttributes?: Record<string, unknown> | null | undefined;
  /** A discount on the whole order, split over its lines. Needs PRICE_OVERRIDE. */
  discount?: DiscountInput | null | undefined;
  /** The version of the order that you have seen. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion: number;
  /** Freight to charge, in the order's currency. Default: none. Needs TERMS_OVERRIDE. */
  freight?: MoneyInput | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Three-letter Incoterms code, such as DAP. Default: the account's. Another one needs TERMS_OVERRIDE. */
  incoterm?: string | null | undefined;
  /** All lines from now on: at most 500. Default: the lines stay and are repriced. */
  lines?: Array<OrderLineInput> | null | undefined;
  /** Id of the order. */
  orderId: string | number;
  /** Code of the payment terms, such as NET_30. Default: the account's. Another one needs TERMS_OVERRIDE. */
  paymentTerms?: string | null | undefined;
  /** Number of your purchase order; unique among the orders of the account that are not cancelled. */
  poNumber?: string | null | undefined;
  /** Number of the quote that the order follows. Needs TERMS_OVERRIDE. */
  quoteNumber?: string | null | undefined;
  /** Id of the sales representative. Default: the account's owner. Needs PRICE_OVERRIDE. */
  repId?: string | number | null | undefined;
  /** Day on which the customer wants the goods. */
  requestedDay?: string | null | undefined;
  /** Where to send the goods; decides on tax. Default: the account's default. */
  shipTo?: OrderAddressInput | null | undefined;
  /** How the goods are to be sent. */
  shippingMethod?: string | null | undefined;
  /** Tags: at most 20 of 1 to 60 characters. Needs INTERNAL_READ. */
  tags?: Array<string> | null | undefined;
  /** Id of the territory. Default: the account's. Needs PRICE_OVERRIDE. */
  territoryId?: string | number | null | undefined;
};

/** A price list to create or change, found by id or code. Absent values stay as they are; null clears a value that can be empty. */
export type UpsertPriceListInput = {
  /** Unique code: 1 to 60 characters. */
  code: string;
  /** Currency of its prices. Required for a new list, then never changed. */
  currencyCode?: string | null | undefined;
  /** Prices to add or to change, at most 1000; all others stay. */
  entries?: Array<PriceListEntryInput> | null | undefined;
  /** The version of the price list that you have seen; required to change one. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion?: number | null | undefined;
  /** Id of the price list; without it the code finds it. */
  id?: string | number | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Whether its prices are the list prices of its currency; only one list per currency can. Default: false. */
  isDefault?: boolean | null | undefined;
  /** Name for people: 1 to 200 characters. Default for a new list: its code. */
  name?: string | null | undefined;
  /** Prices to remove before others are added, at most 1000. */
  removeEntries?: Array<PriceListEntryKeyInput> | null | undefined;
  /** First day on which it is valid. */
  validFrom?: string | null | undefined;
  /** Day from which it is no longer valid. */
  validTo?: string | null | undefined;
};

/** A product category to create or change, found by id or code. Absent values stay as they are. */
export type UpsertProductCategoryInput = {
  /** Unique code: 1 to 60 characters. */
  code: string;
  /** The version of the category that you have seen; required to change one. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion?: number | null | undefined;
  /** Id of the category; without it the code finds it. */
  id?: string | number | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Name for people: 1 to 200 characters. Default for a new category: its code. */
  name?: string | null | undefined;
  /** Code of the category directly above. Null moves it, with all below, to the top; absent leaves it where it is. */
  parentCode?: string | null | undefined;
};

/** A product to create or change, found by id or SKU. Absent values stay as they are; null clears a value that can be empty. */
export type UpsertProductInput = {
  /** Whether an order may exceed the available stock. */
  backorderPolicy?: BackorderPolicy | null | undefined;
  /** Its category. Null takes it out of its category. */
  category?: CategoryOfProductInput | null | undefined;
  /** Cost of one unit to the seller. Needs the permission COST_READ. */
  cost?: UnitPriceInput | null | undefined;
  /** The version of the product that you have seen; required to change one. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion?: number | null | undefined;
  /** Id of the product; without it the SKU finds it. */
  id?: string | number | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Lead time in days: 0 to 3650. Default: 7. */
  leadTimeDays?: number | null | undefined;
  /** Name for people: 1 to 200 characters. Required for a new product. */
  name?: string | null | undefined;
  /** Day from which it is no longer sold. */
  sellEndDay?: string | null | undefined;
  /** First day on which it is sold. */
  sellStartDay?: string | null | undefined;
  /** Stock keeping unit: 1 to 64 characters, unique, never changed. */
  sku: string;
  /** Whether it can be ordered. Default: ACTIVE. */
  status?: ProductStatus | null | undefined;
  /** False for a service, which has no stock. Default: true. */
  stocked?: boolean | null | undefined;
  /** Tax category: 1 to 30 characters. Default: STANDARD. */
  taxCategory?: string | null | undefined;
  /** Smallest unit in which it is sold: 1 to 10 characters. Default: EACH. */
  unitCode?: string | null | undefined;
};

/** A promotion to create or change, found by id or code. Absent values stay as they are; null clears a value that can be empty. */
export type UpsertPromotionInput = {
  /** Whether the promotion applies. Default: true. */
  active?: boolean | null | undefined;
  /** Unique code: 1 to 60 characters. */
  code: string;
  /** The discount in percent, as decimal text such as "12.5": at most 100, at most 4 decimals. Required for a new promotion. */
  discountPercent?: string | null | undefined;
  /** The version of the promotion that you have seen; required to change one. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion?: number | null | undefined;
  /** Id of the promotion; without it the code finds it. */
  id?: string | number | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Largest quantity of a line that gets it. Null: no limit. */
  maxQuantity?: number | null | undefined;
  /** Smallest quantity of a line that gets it. Default: 1. */
  minQuantity?: number | null | undefined;
  /** Name for people: 1 to 200 characters. Required for a new promotion. */
  name?: string | null | undefined;
  /** Why the discount is given: 1 to 100 characters. Required for a new promotion. */
  reason?: string | null | undefined;
  /** SKUs of all discounted products from now on, at most 1000. */
  skus?: Array<string> | null | undefined;
  /** First day on which it is valid. */
  validFrom?: string | null | undefined;
  /** Day from which it is no longer valid. */
  validTo?: string | null | undefined;
};

/** A tax rate to create or change, found by country, region, tax category and first day. */
export type UpsertTaxRateInput = {
  /** Country as a two-letter ISO 3166-1 code in upper case. */
  countryCode: string;
  /** The version of the tax rate that you have seen; required to change one. `VERSION_CONFLICT` names the current version when it has changed. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`. */
  idempotencyKey: string;
  /** Name for people, at most 200 characters. Absent: stays as it is. */
  name?: string | null | undefined;
  /** The rate in percent, as decimal text such as "8.25", with at most 4 decimals. */
  percent: string;
  /** State, province or region as addresses name it, at most 100 characters; empty for the whole country. */
  region?: string;
  /** Tax category of the products: 1 to 30 characters, such as STANDARD. */
  taxCategory: string;
  /** First day on which it is valid. Null: no limit. */
  validFrom?: string | null | undefined;
  /** Day from which it is no longer valid. Null: no limit. */
  validTo?: string | null | undefined;
};

export type ProductQueryVariables = Exact<{
  id?: string | number | null | undefined;
  sku?: string | null | undefined;
}>;


export type ProductQuery = { product: { id: string, sku: string, name: string, cost: { currencyCode: string, amount: string } | null, category: { code: string, parent: { code: string, children: Array<{ code: string }> } | null } | null } | null };

export type ProductsQueryVariables = Exact<{
  filter?: ProductFilterInput | null | undefined;
  sort?: ProductSortInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ProductsQuery = { products: { totalCount: number, nodes: Array<{ sku: string, name: string }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ProductCategoriesQueryVariables = Exact<{
  filter?: ProductCategoryFilterInput | null | undefined;
}>;


export type ProductCategoriesQuery = { productCategories: { totalCount: number, nodes: Array<{ id: string, code: string, name: string }> } };

export type PriceListsQueryVariables = Exact<{
  filter?: PriceListFilterInput | null | undefined;
  entries?: PriceListEntryFilterInput | null | undefined;
  entriesFirst?: number | null | undefined;
  entriesAfter?: string | null | undefined;
}>;


export type PriceListsQuery = { priceLists: { totalCount: number, nodes: Array<{ code: string, isDefault: boolean, entries: { totalCount: number, nodes: Array<{ sku: string, minQuantity: number, unitPrice: { currencyCode: string, amount: string } | null, product: { name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }> } };

export type PromotionsQueryVariables = Exact<{
  filter?: PromotionFilterInput | null | undefined;
}>;


export type PromotionsQuery = { promotions: { totalCount: number, nodes: Array<{ code: string, discountPercent: string, skus: Array<string>, products: Array<{ name: string }> }> } };

export type TaxRatesQueryVariables = Exact<{
  filter?: TaxRateFilterInput | null | undefined;
}>;


export type TaxRatesQuery = { taxRates: { totalCount: number, nodes: Array<{ countryCode: string, region: string, percent: string, version: number }> } };

export type PriceQueryVariables = Exact<{
  accountId: string | number;
  sku: string;
  quantity?: number;
  date?: string | null | undefined;
  currencyCode?: string | null | undefined;
}>;


export type PriceQuery = { price: { quantity: number, date: string, currencyCode: string, taxPercent: string, product: { sku: string }, listUnitPrice: { amount: string }, unitPrice: { amount: string }, unitSteps: Array<{ kind: PriceStepKind, label: string, amount: { amount: string } }>, list: { amount: string }, net: { amount: string }, tax: { amount: string }, total: { amount: string }, steps: Array<{ kind: PriceStepKind, amount: { amount: string } }>, priceList: { code: string } | null, promotion: { code: string } | null } };

export type CatalogNodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type CatalogNodesQuery = { nodes: Array<
    | { __typename: 'Account', id: string }
    | { __typename: 'Address', id: string }
    | { __typename: 'AddressSnapshot', id: string }
    | { __typename: 'Allocation', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'BuyerIntentSignal', id: string }
    | { __typename: 'Contact', id: string }
    | { __typename: 'DomainEvent', id: string }
    | { __typename: 'FulfillmentOrder', id: string }
    | { __typename: 'FulfillmentOrderLine', id: string }
    | { __typename: 'Hold', id: string }
    | { __typename: 'InventoryLevel', id: string }
    | { __typename: 'InventoryMovement', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'Order', id: string }
    | { __typename: 'OrderLine', id: string }
    | { __typename: 'OrderNote', id: string }
    | { __typename: 'PriceList', id: string }
    | { __typename: 'Principal', id: string }
    | { __typename: 'Product', id: string }
    | { __typename: 'ProductCategory', id: string }
    | { __typename: 'Promotion', id: string }
    | { __typename: 'Rep', id: string }
    | { __typename: 'ScheduleLine', id: string }
    | { __typename: 'Shipment', id: string }
    | { __typename: 'ShipmentLine', id: string }
    | { __typename: 'TaxRate', id: string }
    | { __typename: 'Territory', id: string }
    | { __typename: 'Viewer', id: string }
   | null> };

export type UpsertProductMutationVariables = Exact<{
  input: UpsertProductInput;
}>;


export type UpsertProductMutation = { upsertProduct: { replayed: boolean, product: { id: string, sku: string, name: string, version: number, status: ProductStatus, cost: { amount: string } | null, category: { id: string, code: string } | null } } };

export type UpsertProductCategoryMutationVariables = Exact<{
  input: UpsertProductCategoryInput;
}>;


export type UpsertProductCategoryMutation = { upsertProductCategory: { replayed: boolean, category: { id: string, code: string, version: number, parent: { code: string } | null } } };

export type UpsertPriceListMutationVariables = Exact<{
  input: UpsertPriceListInput;
}>;


export type UpsertPriceListMutation = { upsertPriceList: { replayed: boolean, priceList: { id: string, code: string, version: number, currencyCode: string, entries: { nodes: Array<{ sku: string, minQuantity: number, validFrom: string | null, unitPrice: { amount: string } | null }> } } } };

export type UpsertPromotionMutationVariables = Exact<{
  input: UpsertPromotionInput;
}>;


export type UpsertPromotionMutation = { upsertPromotion: { promotion: { id: string, code: string, version: number, discountPercent: string, skus: Array<string> } } };

export type UpsertTaxRateMutationVariables = Exact<{
  input: UpsertTaxRateInput;
}>;


export type UpsertTaxRateMutation = { upsertTaxRate: { taxRate: { id: string, version: number, percent: string, region: string } } };

export type ShipmentsQueryVariables = Exact<{
  filter?: ShipmentFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ShipmentsQuery = { shipments: { nodes: Array<{ id: string, status: ShipmentStatus }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type CountShipmentsQueryVariables = Exact<{
  filter?: ShipmentFilterInput | null | undefined;
}>;


export type CountShipmentsQuery = { shipments: { totalCount: number } };

export type CreateShipmentMutationVariables = Exact<{
  input: CreateShipmentInput;
}>;


export type CreateShipmentMutation = { createShipment: { replayed: boolean, shipment: { id: string, number: string, status: ShipmentStatus, carrier: string | null, lines: Array<{ id: string, quantity: number, deliveredQuantity: number }> } } };

export type MarkShippedMutationVariables = Exact<{
  input: MarkShippedInput;
}>;


export type MarkShippedMutation = { markShipped: { replayed: boolean, shipment: { id: string, status: ShipmentStatus, trackingNumber: string | null } } };

export type MarkDeliveredMutationVariables = Exact<{
  input: MarkDeliveredInput;
}>;


export type MarkDeliveredMutation = { markDelivered: { replayed: boolean, shipment: { status: ShipmentStatus, order: { status: OrderStatus, deliveryStatus: OrderDeliveryStatus } | null } } };

export type InvariantsQueryVariables = Exact<{
  areas?: Array<InvariantArea> | InvariantArea | null | undefined;
  after?: string | null | undefined;
}>;


export type InvariantsQuery = { invariants: Array<{ kind: InvariantKind, key: string, expected: string, actual: string }> };

export type ReceiveInventoryMutationVariables = Exact<{
  input: ReceiveInventoryInput;
}>;


export type ReceiveInventoryMutation = { receiveInventory: { levels: Array<{ sku: string, onHand: number }> } };

export type AdjustInventoryMutationVariables = Exact<{
  input: AdjustInventoryInput;
}>;


export type AdjustInventoryMutation = { adjustInventory: { levels: Array<{ sku: string, onHand: number }> } };

export type TransferInventoryMutationVariables = Exact<{
  input: TransferInventoryInput;
}>;


export type TransferInventoryMutation = { transferInventory: { levels: Array<{ sku: string, onHand: number }> } };

export type OrderQueryVariables = Exact<{
  id?: string | number | null | undefined;
  number?: string | null | undefined;
}>;


export type OrderQuery = { order: { id: string, number: string, version: number, accountName: string } | null };

export type OrdersQueryVariables = Exact<{
  filter?: OrderFilterInput | null | undefined;
  sort?: OrderSortInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type OrdersQuery = { orders: { edges: Array<{ cursor: string, node: { number: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type CountOrdersQueryVariables = Exact<{
  filter?: OrderFilterInput | null | undefined;
}>;


export type CountOrdersQuery = { orders: { totalCount: number } };

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderMutation = { placeOrder: { replayed: boolean, order: { id: string, number: string, status: OrderStatus, version: number, fulfillmentOrders: Array<{ id: string }> } } };

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
}>;


export type CancelOrderMutation = { cancelOrder: { replayed: boolean, order: { id: string, status: OrderStatus, version: number } } };

export type UpdateDraftOrderMutationVariables = Exact<{
  input: UpdateDraftOrderInput;
}>;


export type UpdateDraftOrderMutation = { updateDraftOrder: { replayed: boolean, order: { status: OrderStatus, version: number, poNumber: string | null, net: { amount: string } } } };

export type ConfirmOrderMutationVariables = Exact<{
  input: ConfirmOrderInput;
}>;


export type ConfirmOrderMutation = { confirmOrder: { replayed: boolean, order: { status: OrderStatus, version: number, confirmedAt: string | null } } };

export type HoldOrderMutationVariables = Exact<{
  input: HoldOrderInput;
}>;


export type HoldOrderMutation = { holdOrder: { replayed: boolean, order: { version: number, onHold: boolean, holds: Array<{ id: string, scope: HoldScope, reason: HoldReason | null, note: string | null, releasedAt: string | null }> } } };

export type ReleaseHoldMutationVariables = Exact<{
  input: ReleaseHoldInput;
}>;


export type ReleaseHoldMutation = { releaseHold: { replayed: boolean, order: { version: number, onHold: boolean, holds: Array<{ id: string, releasedAt: string | null }> } } };

export type CloseOrderMutationVariables = Exact<{
  input: CloseOrderInput;
}>;


export type CloseOrderMutation = { closeOrder: { replayed: boolean, order: { status: OrderStatus, version: number } } };

export type OrderStepsQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderStepsQuery = { order: { version: number, status: OrderStatus, availableTransitions: Array<OrderTransition>, lines: Array<{ id: string, status: OrderLineStatus, quantityOrdered: number, quantityOpen: number, quantityAllocated: number, quantityShipped: number, quantityDelivered: number, quantityCancelled: number }>, fulfillmentOrders: Array<{ id: string, status: FulfillmentOrderStatus }> } | null };

export type FullOrdersQueryVariables = Exact<{
  first: number;
}>;


export type FullOrdersQuery = { orders: { nodes: Array<{ number: string, tags: Array<string> | null, availableTransitions: Array<OrderTransition>, account: { name: string, parent: { name: string } | null, ownerRep: { name: string } | null, territory: { name: string } | null } | null, contact: { name: string } | null, rep: { name: string } | null, territory: { name: string } | null, billTo: { city: string } | null, shipTo: { city: string } | null, notes: Array<{ text: string }> | null, campaigns: Array<{ campaign: string }>, externalIds: Array<{ externalId: string }>, holds: Array<{ reason: HoldReason | null, orderLine: { sku: string } | null }>, lines: Array<{ sku: string, product: { name: string, category: { name: string } | null } | null, category: { name: string } | null, promotion: { name: string } | null, priceExplanation: Array<{ kind: PriceStepKind, amount: { amount: string } }>, scheduleLines: Array<{ quantityOrdered: number }>, allocations: Array<{ quantity: number, location: { code: string } | null }> | null }>, fulfillmentOrders: Array<{ status: FulfillmentOrderStatus, location: { code: string } | null, lines: Array<{ orderLine: { sku: string } | null }>, shipments: Array<{ status: ShipmentStatus }> }>, shipments: Array<{ status: ShipmentStatus, location: { code: string } | null, lines: Array<{ orderLine: { sku: string, product: { name: string } | null } | null }> }> }> } };

export type PlainOrdersQueryVariables = Exact<{
  first: number;
}>;


export type PlainOrdersQuery = { orders: { nodes: Array<{ number: string, account: { name: string } | null, lines: Array<{ sku: string, product: { name: string } | null }> }> } };

export type FullAccountsQueryVariables = Exact<{
  first: number;
}>;


export type FullAccountsQuery = { accounts: { totalCount: number, nodes: Array<{ name: string, parent: { name: string } | null, children: Array<{ name: string }>, contacts: Array<{ name: string, account: { number: string } | null }>, addresses: Array<{ content: { city: string } }>, ownerRep: { name: string, territory: { name: string } | null } | null, territory: { name: string } | null, priceList: { code: string } | null, buyerIntentSignals: Array<{ kind: BuyerIntentKind }>, externalIds: Array<{ externalId: string }> }> } };

export type FullProductsQueryVariables = Exact<{
  first: number;
}>;


export type FullProductsQuery = { products: { nodes: Array<{ sku: string, category: { name: string, parent: { name: string } | null } | null, inventoryLevels: Array<{ onHand: number, location: { code: string } }> | null, availability: { available: number | null } }> } };

export type FullInventoryLevelsQueryVariables = Exact<{
  first: number;
}>;


export type FullInventoryLevelsQuery = { inventoryLevels: { nodes: Array<{ onHand: number, location: { code: string }, product: { name: string, category: { name: string } | null } }> } };

export type FullInventoryMovementsQueryVariables = Exact<{
  first: number;
}>;


export type FullInventoryMovementsQuery = { inventoryMovements: { nodes: Array<{ type: InventoryMovementType, location: { code: string }, reference:
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
       | null }> } };

export type FullShipmentsQueryVariables = Exact<{
  first: number;
}>;


export type FullShipmentsQuery = { shipments: { nodes: Array<{ number: string, order: { number: string, account: { name: string } | null } | null, fulfillmentOrder: { status: FulfillmentOrderStatus, location: { code: string } | null } | null, location: { code: string } | null, lines: Array<{ quantity: number, orderLine: { sku: string, product: { name: string } | null } | null }> }> } };

export type FullEventsQueryVariables = Exact<{
  first: number;
}>;


export type FullEventsQuery = { events: { endPosition: string, events: Array<{ type: string, aggregateType: string, data: Record<string, unknown> }> } };

export type FullOrderEventsQueryVariables = Exact<{
  first: number;
}>;


export type FullOrderEventsQuery = { orderEvents: { events: Array<{ type: string, data: Record<string, unknown>, order: { number: string, account: { name: string } | null } | null }> } };


export const ProductDocument = {"__meta__":{"hash":"sha256:42d0ce7d0648857d54a8d51421733f207411ed584f06f0b8051d1bb5cc12c3fb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Product"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sku"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"sku"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sku"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"category"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProductQuery, ProductQueryVariables>;
export const ProductsDocument = {"__meta__":{"hash":"sha256:d98f5c77207f61f3deb84f5bb8388e14e908f9f42194f1c39e96735c86f22cb1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Products"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProductFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProductSortInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ProductsQuery, ProductsQueryVariables>;
export const ProductCategoriesDocument = {"__meta__":{"hash":"sha256:4c2d0745f5863b5261b34fb497b23f73288239b6283fe237e62d2078428df49e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProductCategories"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProductCategoryFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productCategories"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ProductCategoriesQuery, ProductCategoriesQueryVariables>;
export const PriceListsDocument = {"__meta__":{"hash":"sha256:1d78c2b6aa81632fadceb5f72e9638f8625b76cbbaedcb3d484d9461bdd401b0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PriceLists"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PriceListFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entries"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PriceListEntryFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entriesFirst"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entriesAfter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"priceLists"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entries"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entriesFirst"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entriesAfter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"minQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"unitPrice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PriceListsQuery, PriceListsQueryVariables>;
export const PromotionsDocument = {"__meta__":{"hash":"sha256:0d4741229aaaee9d177610ca5e81926c372fc31c14951c6ecab3d153492a8594"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Promotions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PromotionFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promotions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"discountPercent"}},{"kind":"Field","name":{"kind":"Name","value":"skus"}},{"kind":"Field","name":{"kind":"Name","value":"products"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PromotionsQuery, PromotionsQueryVariables>;
export const TaxRatesDocument = {"__meta__":{"hash":"sha256:276f3ad0ae694da8e321d8cd22cf99679c1c7db4f1dd361db906f43db10c0868"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TaxRates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TaxRateFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taxRates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"countryCode"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"percent"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<TaxRatesQuery, TaxRatesQueryVariables>;
export const PriceDocument = {"__meta__":{"hash":"sha256:2df78fecd4d78d8c6c4b3d9ea0ecd97257738db6e9bb0585b31cfe00d55e47b8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Price"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sku"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"quantity"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"1"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"date"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currencyCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"price"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"Argument","name":{"kind":"Name","value":"sku"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sku"}}},{"kind":"Argument","name":{"kind":"Name","value":"quantity"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quantity"}}},{"kind":"Argument","name":{"kind":"Name","value":"date"},"value":{"kind":"Variable","name":{"kind":"Name","value":"date"}}},{"kind":"Argument","name":{"kind":"Name","value":"currencyCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currencyCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}}]}},{"kind":"Field","name":{"kind":"Name","value":"listUnitPrice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unitPrice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unitSteps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"list"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"net"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taxPercent"}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"priceList"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"promotion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<PriceQuery, PriceQueryVariables>;
export const CatalogNodesDocument = {"__meta__":{"hash":"sha256:1822dd53f2f6cacdf73e191447c51ea9847203c582fb98232b54594e9e192bbd"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CatalogNodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CatalogNodesQuery, CatalogNodesQueryVariables>;
export const UpsertProductDocument = {"__meta__":{"hash":"sha256:2a29ed144b0132aceb8e5e3e07b997bd27c80daedf7e6f5ba14af089b7604d4e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpsertProduct"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpsertProductInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertProduct"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"category"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UpsertProductMutation, UpsertProductMutationVariables>;
export const UpsertProductCategoryDocument = {"__meta__":{"hash":"sha256:b5b46a73d130031c4f6f21aeef0484322c029aab140ea1232f2d384b1e75a32e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpsertProductCategory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpsertProductCategoryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertProductCategory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"category"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UpsertProductCategoryMutation, UpsertProductCategoryMutationVariables>;
export const UpsertPriceListDocument = {"__meta__":{"hash":"sha256:db0ac4c4baa978071a01dfbeb45d5bdc473fa8349cc7c7c64a0e9bc031ae30f2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpsertPriceList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpsertPriceListInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertPriceList"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"priceList"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"minQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"unitPrice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<UpsertPriceListMutation, UpsertPriceListMutationVariables>;
export const UpsertPromotionDocument = {"__meta__":{"hash":"sha256:26bbab14261ae7680a986b75afee6c132766ab5ec243296017abda3b0d7fb58f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpsertPromotion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpsertPromotionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertPromotion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promotion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"discountPercent"}},{"kind":"Field","name":{"kind":"Name","value":"skus"}}]}}]}}]}}]} as unknown as DocumentNode<UpsertPromotionMutation, UpsertPromotionMutationVariables>;
export const UpsertTaxRateDocument = {"__meta__":{"hash":"sha256:52444a1d6e7d720b877ffb47b7178b5db0b75eb28c8b70a73b75a3368d4fc0da"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpsertTaxRate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpsertTaxRateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertTaxRate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taxRate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"percent"}},{"kind":"Field","name":{"kind":"Name","value":"region"}}]}}]}}]}}]} as unknown as DocumentNode<UpsertTaxRateMutation, UpsertTaxRateMutationVariables>;
export const ShipmentsDocument = {"__meta__":{"hash":"sha256:7ef40b4d88a355d13ffb851f90c2060a8edef7bfb8cf5372d038f60a32ea6a98"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Shipments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ShipmentFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shipments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ShipmentsQuery, ShipmentsQueryVariables>;
export const CountShipmentsDocument = {"__meta__":{"hash":"sha256:acda637f08af606bda61ffd7229c612b91706d21109c4d2ea60cd942a72495bc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CountShipments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ShipmentFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shipments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<CountShipmentsQuery, CountShipmentsQueryVariables>;
export const CreateShipmentDocument = {"__meta__":{"hash":"sha256:c04458851e6a97d58d661824839be7d13a1ab00aec2adf2ce67933382863bd04"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateShipment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateShipmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createShipment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"shipment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"carrier"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredQuantity"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateShipmentMutation, CreateShipmentMutationVariables>;
export const MarkShippedDocument = {"__meta__":{"hash":"sha256:364132a9588466ecec97e3b7b778eb44d0cf4dc291e300bef3488f1f0224916e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MarkShipped"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MarkShippedInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"markShipped"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"shipment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"trackingNumber"}}]}}]}}]}}]} as unknown as DocumentNode<MarkShippedMutation, MarkShippedMutationVariables>;
export const MarkDeliveredDocument = {"__meta__":{"hash":"sha256:9c891d1fe49858a6aaa0340b2aa1008037cb72c3a5db96cdb27cc3a5358ef443"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MarkDelivered"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MarkDeliveredInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"markDelivered"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"shipment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deliveryStatus"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MarkDeliveredMutation, MarkDeliveredMutationVariables>;
export const InvariantsDocument = {"__meta__":{"hash":"sha256:2c1bee0a4a16e246f961c635ce8340be0221c16a4f78a9bc34254daa3ef947e5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Invariants"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"areas"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InvariantArea"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invariants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"areas"},"value":{"kind":"Variable","name":{"kind":"Name","value":"areas"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"actual"}}]}}]}}]} as unknown as DocumentNode<InvariantsQuery, InvariantsQueryVariables>;
export const ReceiveInventoryDocument = {"__meta__":{"hash":"sha256:1cb1ee5343aef5548b87eaaed9516a019a01a46bf290cf8177526176827e6d4e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceiveInventory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceiveInventoryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receiveInventory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"levels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}}]}}]}}]}}]} as unknown as DocumentNode<ReceiveInventoryMutation, ReceiveInventoryMutationVariables>;
export const AdjustInventoryDocument = {"__meta__":{"hash":"sha256:f6ec4268a0ab2f753e794ac0754870133862aae6fc55fb67a765ea546bd0aa9b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdjustInventory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdjustInventoryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adjustInventory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"levels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}}]}}]}}]}}]} as unknown as DocumentNode<AdjustInventoryMutation, AdjustInventoryMutationVariables>;
export const TransferInventoryDocument = {"__meta__":{"hash":"sha256:3449643a014c6d96cffe709e5e6b1fbbc956815f440f5915d0960c40b6852e15"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TransferInventory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransferInventoryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transferInventory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"levels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}}]}}]}}]}}]} as unknown as DocumentNode<TransferInventoryMutation, TransferInventoryMutationVariables>;
export const OrderDocument = {"__meta__":{"hash":"sha256:b4970138243f20d2f22d5c9a4de50e91ad703311cd80fc465193357b0a9e764d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Order"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"number"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"number"},"value":{"kind":"Variable","name":{"kind":"Name","value":"number"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}}]}}]}}]} as unknown as DocumentNode<OrderQuery, OrderQueryVariables>;
export const OrdersDocument = {"__meta__":{"hash":"sha256:b881462de5aa3629b3eac5b253f86ce2670f9cdbfa4e1acba3c9650489533734"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Orders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderSortInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<OrdersQuery, OrdersQueryVariables>;
export const CountOrdersDocument = {"__meta__":{"hash":"sha256:5c7072f10cb35d875261a3665c0291bce03f0c1b10def30634338fb405195b8f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CountOrders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<CountOrdersQuery, CountOrdersQueryVariables>;
export const PlaceOrderDocument = {"__meta__":{"hash":"sha256:8a899ec763dc1df6e2b91b2a1d81c09d083059e6fff129e05d57340c78180409"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlaceOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placeOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"fulfillmentOrders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const CancelOrderDocument = {"__meta__":{"hash":"sha256:7c4edff07a053f838f15b90e54a78b167a87aa9da279d5501d0d64dfc582de99"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<CancelOrderMutation, CancelOrderMutationVariables>;
export const UpdateDraftOrderDocument = {"__meta__":{"hash":"sha256:cc23e5be02fa7bc3396d24b40cca3dfc8fe5a2c96fdad9959163feb484494435"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateDraftOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateDraftOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateDraftOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"poNumber"}},{"kind":"Field","name":{"kind":"Name","value":"net"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UpdateDraftOrderMutation, UpdateDraftOrderMutationVariables>;
export const ConfirmOrderDocument = {"__meta__":{"hash":"sha256:646727acaf73f8bb96312dce58a3ccf765e92e7ed0390798a9b84610e9f0380b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedAt"}}]}}]}}]}}]} as unknown as DocumentNode<ConfirmOrderMutation, ConfirmOrderMutationVariables>;
export const HoldOrderDocument = {"__meta__":{"hash":"sha256:b6b6c54848e28fd2342e4025228d74c4fdd31768a4aaa348710ad793923cb607"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HoldOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HoldOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"holdOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"onHold"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"releasedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<HoldOrderMutation, HoldOrderMutationVariables>;
export const ReleaseHoldDocument = {"__meta__":{"hash":"sha256:d8800c722499ac660e87a437d4db08b5f0a5060a2dd5a597752c1ce5822838a3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReleaseHold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseHoldInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"releaseHold"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"onHold"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"releasedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReleaseHoldMutation, ReleaseHoldMutationVariables>;
export const CloseOrderDocument = {"__meta__":{"hash":"sha256:bf1f42651fdd88c8683501f787994167186cb43d241c0524df4c5798619c1ad3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<CloseOrderMutation, CloseOrderMutationVariables>;
export const OrderStepsDocument = {"__meta__":{"hash":"sha256:e839adc05eaac769c7234e1cfaa0fd528eed046eb68a65f9349d116b354fd4df"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderSteps"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"availableTransitions"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"quantityOrdered"}},{"kind":"Field","name":{"kind":"Name","value":"quantityOpen"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAllocated"}},{"kind":"Field","name":{"kind":"Name","value":"quantityShipped"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelivered"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCancelled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fulfillmentOrders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<OrderStepsQuery, OrderStepsQueryVariables>;
export const FullOrdersDocument = {"__meta__":{"hash":"sha256:3b6694f13ca6d12a404983e3b2b663cabe312b0122788cf44fe7964ae7b33989"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FullOrders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ownerRep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"territory"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"territory"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"billTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"city"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shipTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"city"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaigns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"campaign"}}]}},{"kind":"Field","name":{"kind":"Name","value":"externalIds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableTransitions"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"orderLine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"category"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"category"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"promotion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"priceExplanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"scheduleLines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantityOrdered"}}]}},{"kind":"Field","name":{"kind":"Name","value":"allocations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"fulfillmentOrders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderLine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"shipments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"shipments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderLine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FullOrdersQuery, FullOrdersQueryVariables>;
export const PlainOrdersDocument = {"__meta__":{"hash":"sha256:757399f6b87ad8f7e7068eff665e701a854db7fe6e2a86288063fda352c5385a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlainOrders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PlainOrdersQuery, PlainOrdersQueryVariables>;
export const FullAccountsDocument = {"__meta__":{"hash":"sha256:22ff05409b04c05f7c56f0fbae346d4c8f226597151d614c39806b9ecdbb45ff"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FullAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"text"},"value":{"kind":"StringValue","value":"shop","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"addresses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"city"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ownerRep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"territory"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"territory"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"priceList"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"buyerIntentSignals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"externalIds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalId"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FullAccountsQuery, FullAccountsQueryVariables>;
export const FullProductsDocument = {"__meta__":{"hash":"sha256:dc908935ec3ab8ccce1f413572511f219716c2f45252ee0714a41820903479e6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FullProducts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"category"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"inventoryLevels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availability"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FullProductsQuery, FullProductsQueryVariables>;
export const FullInventoryLevelsDocument = {"__meta__":{"hash":"sha256:a052b36194d5d622d92425b31fe47058bc825e2d2db33a5e42448c5e6134bbcb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FullInventoryLevels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inventoryLevels"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"category"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FullInventoryLevelsQuery, FullInventoryLevelsQueryVariables>;
export const FullInventoryMovementsDocument = {"__meta__":{"hash":"sha256:e2c2d6fe51e43997894eec185ce7079b47d9e8bcdda89c8ff4f2a59ca0f6d9de"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FullInventoryMovements"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inventoryMovements"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FullInventoryMovementsQuery, FullInventoryMovementsQueryVariables>;
export const FullShipmentsDocument = {"__meta__":{"hash":"sha256:fb01e39b5d3d24c31e46988aa45d65bd103dd2daf5187647259dda2949195ab7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FullShipments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shipments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"fulfillmentOrder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"orderLine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sku"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FullShipmentsQuery, FullShipmentsQueryVariables>;
export const FullEventsDocument = {"__meta__":{"hash":"sha256:53a4aa334f2a95c94c94009bf00d890f65f01185742c806632347af0143935e5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FullEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"aggregateType"}},{"kind":"Field","name":{"kind":"Name","value":"data"}}]}},{"kind":"Field","name":{"kind":"Name","value":"endPosition"}}]}}]}}]} as unknown as DocumentNode<FullEventsQuery, FullEventsQueryVariables>;
export const FullOrderEventsDocument = {"__meta__":{"hash":"sha256:b261b9e567128fd50c9c51d261101505a76b4566bf21d93340f05edd1a3c8bce"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FullOrderEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FullOrderEventsQuery, FullOrderEventsQueryVariables>;