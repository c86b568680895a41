import type { AddressChoice } from '../../src/accounts/address-snapshots';
import type { DomainError } from '../../src/shared/errors';
import { brokenRule, type RuleLimit } from '../../src/shared/invalid-input';
import { fromGlobalId } from '../../src/shared/global-id';
import type * as orders from '../../src/orders/order-inputs';
import type { ManualDiscount } from '../../src/pricing/order-discount';
import { minorOf, ppmOf } from '../kit/money.inputs';
import { optionalId } from '../kit/optional-id';
import type { OrderFields } from './order-fields.inputs';
import type { DiscountInput, OrderAddressInput, OrderLineFields } from './order-parts.inputs';
import type {
  CancelOrderInput,
  HoldOrderInput,
  PlaceOrderInput,
  UpdateDraftOrderInput,
} from './order.inputs';

/** The input of `placeOrder` as its use case takes it. `currencyCode` is the order's, for the amounts in it. */
export function toPlaceOrder(input: PlaceOrderInput, currencyCode: string | null): orders.PlaceOrderInput {
  return {
    accountId: fromGlobalId('Account', input.accountId),
    channel: input.channel,
    currencyCode: input.currencyCode,
    orderedAt: input.orderedAt,
    confirm: input.confirm,
    lines: input.lines.map((line, i) => ({ sku: line.sku, ...toLine(line, i, currencyCode) })),
    tags: input.tags,
    note: input.note,
    noteVisibility: input.noteVisibility,
    campaign: input.campaign && { ...input.campaign },
    externalIds: input.externalIds?.map((id) => ({ ...id })),
    ...toHeader(input, currencyCode),
  };
}

export function toUpdateDraft(
  input: UpdateDraftOrderInput,
  currencyCode: string | null,
): orders.UpdateDraftInput {
  return {
    orderId: fromGlobalId('Order', input.orderId),
    expectedVersion: input.expectedVersion,
    header: toHeader(input, currencyCode),
    lines: input.lines?.map((line, i) => ({ sku: line.sku, ...toLine(line, i, currencyCode) })),
    tags: input.tags,
  };
}

export function toHold(input: HoldOrderInput): orders.HoldOrderInput {
  return {
    ...toVersion(input),
    scope: input.scope,
    reason: input.reason,
    note: input.note,
    orderLineId: optionalId('OrderLine', input.orderLineId),
    fulfillmentOrderId: optionalId('FulfillmentOrder', input.fulfillmentOrderId),
  };
}

export function toCancel(input: CancelOrderInput): orders.CancelOrderInput {
  return {
    ...toVersion(input),
    reason: input.reason,
    lines: input.lines?.map(({ orderLineId, quantity }) => ({
      orderLineId: fromGlobalId('OrderLine', orderLineId),
      quantity,
    })),
  };
}

export function toVersion(input: { orderId: string; expectedVersion: number }): orders.OrderVersionInput {
  return { orderId: fromGlobalId('Order', input.orderId), expectedVersion: input.expectedVersion };
}

/** The values of a header that need no look-up. */
export function toHeader(input: OrderFields, currencyCode: string | null): orders.OrderHeaderInput {
  return {
    contactId: optionalId('Contact', input.contactId),
    poNumber: input.poNumber,
    quoteNumber: input.quoteNumber,
    repId: optionalId('Rep', input.repId),
    territoryId: optionalId('Territory', input.territoryId),
    billTo: toAddress(input.billTo, 'billTo'),
    shipTo: toAddress(input.shipTo, 'shipTo'),
    paymentTerms: input.paymentTerms,
    incoterm: input.incoterm,
    shippingMethod: input.shippingMethod,
    requestedDay: input.requestedDay,
    backorderPolicy: input.backorderPolicy,
    allocationPolicy: input.allocationPolicy,
    freightMinor: input.freight && freightOf(input.freight, currencyCode),
    discount: toDiscount(input.discount, 'discount', currencyCode),
    customAttributes: input.customAttributes,
  };
}

function freightOf(freight: NonNullable<PlaceOrderInput['freight']>, currencyCode: string | null): bigint {
  const minor = minorOf(freight, 'freight', currencyCode);
  if (minor >= 0n) return minor;
  throw invalid('freight.amount', 'min', 'freight is not negative', { min: 0 });
}

/** A line by its place on the order, without its product. */
export function toLine(
  line: OrderLineFields,
  index: number,
  currencyCode: string | null,
): Omit<orders.OrderLineInput, 'sku'> {
  return {
    quantity: line.quantity,
    requestedDay: line.requestedDay,
    discount: toDiscount(line.discount, `lines.${index}.discount`, currencyCode),
    schedule: line.schedule?.map((part) => ({ ...part })),
  };
}

function toDiscount<N extends null | undefined>(
  input: DiscountInput | N,
  path: string,
  currencyCode: string | null,
): ManualDiscount | N {
  if (!input) return input;
  const { percent, amount, reason } = input;
  if (percent && !amount) return { ppm: ppmOf(percent, `${path}.percent`), reason };
  if (amount && !percent) return { fixedMinor: minorOf(amount, `${path}.amount`, currencyCode), reason };
  throw invalid(path, 'oneOf', 'give exactly one of percent and amount');
}

function toAddress<N extends null | undefined>(
  input: OrderAddressInput | N,
  path: string,
): AddressChoice | N {
  if (!input) return input;
  const { addressId, address } = input;
  if (addressId && !address) return { addressId: fromGlobalId('Address', addressId) };
  if (address && !addressId) return { content: { ...address } };
  throw invalid(path, 'oneOf', 'give exactly one of addressId and address');
}

function invalid(path: string, rule: string, message: string, limit?: RuleLimit): DomainError {
  return brokenRule(`${path}: ${message}.`, { path, rule, message, limit });
}
