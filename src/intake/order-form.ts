import type { HistoryState, OrderImportMode } from '../../entities/orders/import.enums';
import type { OrderChannel } from '../../entities/orders/orders.enums';
import type { ExternalRef } from '../accounts/external-ids';
import type { OrderHeaderInput, OrderLineInput, PlaceOrderInput } from '../orders/order-inputs';
import type { DomainError } from '../shared/errors';

/** An account as a partner knows it. */
export type AccountKey = { id: string } | { number: string } | { externalId: ExternalRef };

/** A sales representative or territory by our id, or by its code. */
export type CodeKey = { id: string } | { code: string };

export type ProductKey = { id: string } | { sku: string };

/** The figures of a line that is taken over as it was. */
export interface HistoryLineFigures {
  /** Before the line's discount. */
  unitMicros: bigint;
  /** The unit price when absent. */
  listUnitMicros?: bigint | null;
  trackingNumber?: string | null;
  source?: Record<string, unknown> | null;
}

/** What an order that is taken over as it was brings along. */
export interface HistoryFigures {
  /** Its number in the other system; one of ours when absent. */
  number?: string | null;
  state: HistoryState;
  shippedAt?: Date | null;
  taxMinor: bigint;
  accountCurrency?: string | null;
  accountRateE10?: bigint | null;
  source?: Record<string, unknown> | null;
}

export interface ImportLine extends Omit<OrderLineInput, 'sku'> {
  product: ProductKey;
  /** Of orders of the past only. */
  figures?: HistoryLineFigures;
}

/** An order of another system, in the neutral form that the API, files and connectors share. */
export interface OrderForm {
  /** Its id there: the same id is the same order. */
  externalId: ExternalRef | null;
  account: AccountKey;
  rep: CodeKey | null;
  territory: CodeKey | null;
  header: Omit<OrderHeaderInput, 'repId' | 'territoryId'>;
  channel: OrderChannel;
  /** The account's when absent. */
  currencyCode?: string | null;
  /** The one currency of all amounts of the order; null when it has none. */
  amountCurrency: string | null;
  orderedAt?: Date | null;
  confirm: boolean;
  lines: readonly ImportLine[];
  tags?: string[] | null;
  note?: string | null;
  noteVisibility?: PlaceOrderInput['noteVisibility'];
  campaign?: PlaceOrderInput['campaign'];
  /** Given for an order of the past; null for one that is to be placed now. */
  history: HistoryFigures | null;
}

/** Makes an order of JSON in the form of `ImportOrderInput`, by the rules of the API; or says why it cannot. */
export type OrderReader = (content: unknown, mode: OrderImportMode) => Promise<OrderForm | DomainError>;
