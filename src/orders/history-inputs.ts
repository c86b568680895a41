import type { OrderChannel } from '../../entities/orders/orders.enums';
import type { AddressChoice } from '../accounts/address-snapshots';
import type { PlaceOrderInput } from './order-inputs';

/** How far an order of another system had come: open, shipped in full, or cancelled. */
export type HistoryState = 'OPEN' | 'SHIPPED' | 'CANCELLED';

export interface HistoryLineInput {
  sku: string;
  quantity: number;
  listUnitMicros: bigint;
  /** Before the discount below. */
  unitMicros: bigint;
  discount?: { ppm: bigint; reason: string } | null;
  promotionId?: string | null;
  trackingNumber?: string | null;
  /** The source's exact figures, where ours differ or cannot hold them. */
  source?: Record<string, unknown> | null;
}

/** An order as another system knew it. Nothing of it is priced, checked against rules, or allocated. */
export interface HistoryOrderInput {
  /** The source and its id of the order: the same id is the same order. */
  externalId: { system: string; externalId: string };
  /** The source's number; one of ours when absent. */
  number?: string | null;
  accountId: string;
  contactId?: string | null;
  repId?: string | null;
  territoryId?: string | null;
  channel: OrderChannel;
  poNumber?: string | null;
  currencyCode: string;
  accountCurrency?: string | null;
  /** One unit of the order's currency in the account's currency. */
  accountRateE10?: bigint | null;
  orderedAt: Date;
  requestedDay?: string | null;
  state: HistoryState;
  shippedAt?: Date | null;
  shippingMethod?: string | null;
  billTo?: AddressChoice | null;
  shipTo?: AddressChoice | null;
  taxMinor: bigint;
  freightMinor: bigint;
  lines: HistoryLineInput[];
  tags?: string[] | null;
  note?: string | null;
  noteVisibility?: PlaceOrderInput['noteVisibility'];
  campaign?: PlaceOrderInput['campaign'];
  source?: Record<string, unknown> | null;
  /** An order of history that is here with other content takes this one. Absent: that is a failure. */
  replace?: boolean;
}

export interface HistoryResult {
  orderId: string;
  /** True when the order had been imported before, with the same content, and was left as it is. */
  existing: boolean;
  /** True when it had been imported before, and took the content that was given now. */
  replaced?: boolean;
}
