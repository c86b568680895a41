import type { AllocationPolicy } from '../../entities/inventory/inventory.enums';
import type { BackorderPolicy } from '../../entities/catalog/catalog.enums';
import type { HoldReason, HoldScope, NoteVisibility, OrderChannel } from '../../entities/orders/orders.enums';
import type { AddressChoice } from '../accounts/address-snapshots';
import type { ManualDiscount } from '../pricing/order-discount';

export interface ScheduleInput {
  quantity: number;
  requestedDay?: string | null;
}

export interface OrderLineInput {
  sku: string;
  quantity: number;
  requestedDay?: string | null;
  discount?: ManualDiscount | null;
  /** Quantities by requested day; they add up to the line's quantity. One schedule line when absent. */
  schedule?: ScheduleInput[] | null;
}

/** What a draft's header may carry. Undefined leaves a value as it is, null empties it. */
export interface OrderHeaderInput {
  contactId?: string | null;
  poNumber?: string | null;
  quoteNumber?: string | null;
  repId?: string | null;
  territoryId?: string | null;
  billTo?: AddressChoice | null;
  shipTo?: AddressChoice | null;
  paymentTerms?: string | null;
  incoterm?: string | null;
  shippingMethod?: string | null;
  requestedDay?: string | null;
  backorderPolicy?: BackorderPolicy | null;
  allocationPolicy?: AllocationPolicy | null;
  freightMinor?: bigint | null;
  discount?: ManualDiscount | null;
  customAttributes?: Record<string, unknown> | null;
}

export interface PlaceOrderInput extends OrderHeaderInput {
  accountId: string;
  /** `ownChannel` when absent. */
  channel?: OrderChannel | null;
  /** The channel of orders of this kind, which takes no permission; by the actor's roles when absent. */
  ownChannel?: OrderChannel;
  /** The account's currency when absent. */
  currencyCode?: string | null;
  /** Business time of the order; the command's when absent. */
  orderedAt?: Date | null;
  /** Confirm at once; otherwise the order is a draft. */
  confirm: boolean;
  lines: OrderLineInput[];
  tags?: string[] | null;
  note?: string | null;
  /** INTERNAL when absent, PUBLIC for an actor without INTERNAL_READ. */
  noteVisibility?: NoteVisibility | null;
  campaign?: { campaign: string; source?: string | null; medium?: string | null } | null;
  externalIds?: { system: string; externalId: string }[] | null;
}

export interface UpdateDraftInput {
  orderId: string;
  expectedVersion: number;
  header: OrderHeaderInput;
  /** All lines of the draft from now on; absent keeps them. */
  lines?: OrderLineInput[] | null;
  tags?: string[] | null;
}

export interface OrderVersionInput {
  orderId: string;
  expectedVersion: number;
}

export interface HoldOrderInput extends OrderVersionInput {
  scope: HoldScope;
  reason: HoldReason;
  note?: string | null;
  /** For scope LINE. */
  orderLineId?: string | null;
  /** For scope FULFILLMENT; absent: every fulfillment order. */
  fulfillmentOrderId?: string | null;
}

export interface ReleaseHoldInput extends OrderVersionInput {
  holdId: string;
}

export interface CancelOrderInput extends OrderVersionInput {
  reason: string;
  /** Lines and quantities to cancel; absent: the whole order. */
  lines?: { orderLineId: string; quantity: number }[] | null;
}

export interface CloseOrderInput extends OrderVersionInput {
  reason: string;
}

export interface OrderResult {
  orderId: string;
}
