import type { NonEmptyArray } from 'type-graphql';
import { AccountMutationsResolver } from './accounts/account-mutations.resolver';
import {
  AddressResolver,
  BuyerIntentSignalResolver,
  ContactResolver,
} from './accounts/account-parts.resolver';
import { AccountResolver } from './accounts/account.resolver';
import { OrganizationMutationsResolver } from './accounts/organization-mutations.resolver';
import { OrganizationResolver } from './accounts/organization.resolver';
import { AuditResolver } from './audit/audit.resolver';
import { AuthMutationsResolver } from './auth/auth-mutations.resolver';
import { ApiKeyResolver, PrincipalResolver } from './auth/principal.resolver';
import { BookingsResolver } from './analytics/bookings.resolver';
import { CatalogMutationsResolver } from './catalog/catalog-mutations.resolver';
import { PriceListEntryResolver, PriceListResolver } from './catalog/price-list.resolver';
import { PriceResolver } from './catalog/price.resolver';
import { ProductCategoryResolver, ProductResolver } from './catalog/product.resolver';
import { PromotionResolver, TaxRateResolver } from './catalog/promotion.resolver';
import { EventResolver } from './events/event.resolver';
import { NodeResolver } from './node/node.resolver';
import { ViewerResolver } from './node/viewer.resolver';
import {
  InventoryLevelFieldsResolver,
  InventoryMovementFieldsResolver,
  ProductStockResolver,
} from './inventory/inventory-fields.resolver';
import { InvariantsResolver } from './integrity/invariants.resolver';
import { InventoryMutationsResolver } from './inventory/inventory-mutations.resolver';
import { InventoryResolver } from './inventory/inventory.resolver';
import {
  FulfillmentOrderLineResolver,
  FulfillmentOrderResolver,
  OrderFulfillmentResolver,
} from './fulfillment/fulfillment-order.resolver';
import { ShipmentMutationsResolver } from './fulfillment/shipment-mutations.resolver';
import { ShipmentLineResolver, ShipmentResolver } from './fulfillment/shipment.resolver';
import { ImportOrdersResolver } from './intake/import-orders.resolver';
import { OrderLineMarginResolver, OrderMarginResolver } from './orders/margin.resolver';
import { AllocationResolver, OrderHoldResolver, OrderLineResolver } from './orders/order-line.resolver';
import { OrderMutationsResolver } from './orders/order-mutations.resolver';
import { OrderHistoryResolver } from './orders/order-history.resolver';
import { ContactPrivacyResolver } from './orders/contact-privacy.resolver';
import { OrderResolver } from './orders/order.resolver';
import './fulfillment/fulfillment-part-nodes';
import './orders/order-part-nodes';

/** Every resolver class of the schema but the subscriptions. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- what type-graphql asks for
export const ALL_RESOLVERS: NonEmptyArray<Function> = [
  NodeResolver,
  ViewerResolver,
  PrincipalResolver,
  AuditResolver,
  ApiKeyResolver,
  AuthMutationsResolver,
  AccountResolver,
  AccountMutationsResolver,
  ContactResolver,
  AddressResolver,
  BuyerIntentSignalResolver,
  OrganizationResolver,
  OrganizationMutationsResolver,
  ProductResolver,
  ProductCategoryResolver,
  PriceListResolver,
  PriceListEntryResolver,
  PromotionResolver,
  TaxRateResolver,
  PriceResolver,
  CatalogMutationsResolver,
  InventoryResolver,
  InventoryMutationsResolver,
  InventoryLevelFieldsResolver,
  InventoryMovementFieldsResolver,
  ProductStockResolver,
  OrderResolver,
  OrderHistoryResolver,
  ContactPrivacyResolver,
  OrderMutationsResolver,
  ImportOrdersResolver,
  OrderLineResolver,
  OrderLineMarginResolver,
  OrderMarginResolver,
  AllocationResolver,
  OrderHoldResolver,
  OrderFulfillmentResolver,
  FulfillmentOrderResolver,
  FulfillmentOrderLineResolver,
  ShipmentResolver,
  ShipmentLineResolver,
  ShipmentMutationsResolver,
  EventResolver,
  BookingsResolver,
  InvariantsResolver,
];
