import type { Account } from '../../entities/accounts/account';
import type { PlaceOrderInput } from '../orders/order-inputs';
import { minorToMicros } from '../pricing/totals';
import { refuseHugeAmount } from '../shared/amount-limit';
import { invalidInput } from '../shared/invalid-input';
import type { OrderForm } from './order-form';
import type { OrderReferences } from './order-references';

/** An order to be placed now. Throws the `DomainError` of what it names in vain. */
export function toLiveOrder(
  order: OrderForm,
  account: Account,
  references: OrderReferences,
): PlaceOrderInput {
  const currencyCode = order.currencyCode ?? account.currencyCode;
  if (order.amountCurrency && order.amountCurrency !== currencyCode) {
    throw invalidInput(
      'currencyCode',
      'currency',
      `the amounts are in ${order.amountCurrency}, the order is in ${currencyCode}`,
    );
  }
  refuseHugeAmount('freight', minorToMicros(order.header.freightMinor ?? 0n, currencyCode));
  return {
    ...order.header,
    accountId: account.id,
    repId: references.idOf('reps', order.rep),
    territoryId: references.idOf('territories', order.territory),
    channel: order.channel,
    ownChannel: 'IMPORT',
    currencyCode,
    orderedAt: order.orderedAt,
    confirm: order.confirm,
    lines: order.lines.map(({ product, figures: _figures, ...line }, i) => ({
      ...line,
      sku: references.skuOf(product, `lines.${i}.productId`),
    })),
    tags: order.tags,
    note: order.note,
    noteVisibility: order.noteVisibility,
    campaign: order.campaign,
    externalIds: order.externalId && [order.externalId],
  };
}
