import { Account } from './accounts/account';
import { AccountNameWord } from './accounts/account-name-word';
import { Address } from './accounts/address';
import { AddressSnapshot } from './accounts/address-snapshot';
import { BuyerIntentSignal } from './accounts/buyer-intent-signal';
import { Contact } from './accounts/contact';
import { Currency } from './accounts/currency';
import { ExchangeRate } from './accounts/exchange-rate';
import { ExternalId } from './accounts/external-id';
import { Rep } from './accounts/rep';
import { Territory } from './accounts/territory';
import { AuditEntry } from './audit/audit-entry';
import { ApiKey } from './auth/api-key';
import { Principal } from './auth/principal';
import { PriceList } from './catalog/price-list';
import { PriceListEntry } from './catalog/price-list-entry';
import { Product } from './catalog/product';
import { ProductCategory } from './catalog/product-category';
import { Promotion } from './catalog/promotion';
import { PromotionProduct } from './catalog/promotion-product';
import { TaxRate } from './catalog/tax-rate';
import { DomainEvent } from './events/domain-event';
import { BookingSum } from './analytics/booking-sum';
import { ProductSum } from './analytics/product-sum';
import { EventSequence } from './events/event-sequence';
import { Projection } from './events/projection';
import { IdempotencyRecord } from './events/idempotency-record';
import { ImportCheckpoint } from './events/import-checkpoint';
import { NumberSequence } from './events/number-sequence';
import { FulfillmentOrder } from './fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from './fulfillment/fulfillment-order-line';
import { Shipment } from './fulfillment/shipment';
import { ShipmentLine } from './fulfillment/shipment-line';
import { Allocation } from './inventory/allocation';
import { InventoryLevel } from './inventory/inventory-level';
import { InventoryMovement } from './inventory/inventory-movement';
import { Location } from './inventory/location';
import { Reservation } from './inventory/reservation';
import { BookingEntry } from './orders/booking-entry';
import { CampaignAttribution } from './orders/campaign-attribution';
import { Order } from './orders/order';
import { OrderHold } from './orders/order-hold';
import { OrderImport } from './orders/order-import';
import { OrderLine } from './orders/order-line';
import { OrderNote } from './orders/order-note';
import { OrderTag } from './orders/order-tag';
import { ShippedEntry } from './orders/shipped-entry';
import { ScheduleLine } from './orders/schedule-line';

/** Every mapped table. */
export const ALL_ENTITIES = [
  Account,
  AccountNameWord,
  Address,
  AddressSnapshot,
  BuyerIntentSignal,
  Contact,
  Currency,
  ExchangeRate,
  ExternalId,
  Rep,
  Territory,
  Principal,
  ApiKey,
  AuditEntry,
  PriceList,
  PriceListEntry,
  Product,
  ProductCategory,
  Promotion,
  PromotionProduct,
  TaxRate,
  DomainEvent,
  BookingSum,
  ProductSum,
  EventSequence,
  Projection,
  IdempotencyRecord,
  ImportCheckpoint,
  NumberSequence,
  FulfillmentOrder,
  FulfillmentOrderLine,
  Shipment,
  ShipmentLine,
  Allocation,
  InventoryLevel,
  InventoryMovement,
  Location,
  Reservation,
  BookingEntry,
  CampaignAttribution,
  Order,
  OrderHold,
  OrderImport,
  OrderLine,
  OrderNote,
  OrderTag,
  ScheduleLine,
  ShippedEntry,
];
