import type { Account } from '../../entities/accounts/account';
import { ORDER_NUMBERS } from '../orders/order-numbers';
import type { HistoryLineInput, HistoryOrderInput } from '../orders/history-inputs';
import { minorToMicros } from '../pricing/totals';
import { refuseHugeAmount } from '../shared/amount-limit';
import { invalidInput } from '../shared/invalid-input';
import { PPM } from '../shared/money';
import type { HistoryFigures, ImportLine, OrderForm } from './order-form';
import type { OrderReferences } from './order-references';

/** The form of the numbers that orders get here; a foreign one of this form would take a number that is still to be given. */
const OWN_NUMBER = new RegExp(`^${ORDER_NUMBERS.prefix}\\d+$`);

/** An order as it was. Throws the `DomainError` of what it lacks or names in vain. */
export function toHistoryOrder(
  order: OrderForm,
  history: HistoryFigures,
  account: Account,
  references: OrderReferences,
): HistoryOrderInput {
  const { externalId, currencyCode, orderedAt } = order;
  if (!externalId) throw missing('externalId');
  if (!currencyCode) throw missing('currencyCode');
  if (!orderedAt) throw missing('orderedAt');
  refuseOwnNumber(history);
  const { contactId, poNumber, requestedDay, shippingMethod, billTo, shipTo, freightMinor } = order.header;
  const taken: HistoryOrderInput = {
    ...history,
    externalId,
    accountId: account.id,
    contactId,
    repId: references.idOf('reps', order.rep),
    territoryId: references.idOf('territories', order.territory),
    channel: order.channel,
    poNumber,
    currencyCode,
    orderedAt,
    requestedDay,
    shippingMethod,
    billTo,
    shipTo,
    freightMinor: freightMinor ?? 0n,
    lines: order.lines.map((line, i) => toLine(line, i, references)),
    tags: order.tags,
    note: order.note,
    noteVisibility: order.noteVisibility,
    campaign: order.campaign,
  };
  refuseHugeAmount('lines', amountOf(taken));
  return taken;
}

function toLine(line: ImportLine, index: number, references: OrderReferences): HistoryLineInput {
  const path = `lines.${index}`;
  const { figures, quantity } = line;
  if (!figures) throw missing(`${path}.unitPrice`);
  return {
    ...figures,
    sku: references.skuOf(line.product, `${path}.productId`),
    quantity,
    listUnitMicros: figures.listUnitMicros ?? figures.unitMicros,
    discount: toDiscount(line.discount, `${path}.discount`),
  };
}

/** A discount of nothing, as other systems write it on every line, is none. */
function toDiscount(discount: ImportLine['discount'], path: string): HistoryLineInput['discount'] {
  if (!discount) return null;
  const { ppm, reason } = discount;
  if (ppm === undefined)
    throw invalidInput(`${path}.amount`, 'history', 'a line of the past has its discount in percent');
  if (ppm > PPM)
    throw invalidInput(`${path}.percent`, 'max', 'a discount is at most 100 percent', { max: 100 });
  return ppm === 0n ? null : { ppm, reason };
}

/** What the order comes to at most, in millionths. */
function amountOf({ lines, taxMinor, freightMinor, currencyCode }: HistoryOrderInput): bigint {
  const highest = ({ unitMicros, listUnitMicros }: HistoryLineInput): bigint =>
    unitMicros > listUnitMicros ? unitMicros : listUnitMicros;
  return lines.reduce(
    (sum, line) => sum + BigInt(line.quantity) * highest(line),
    minorToMicros(taxMinor + freightMinor, currencyCode),
  );
}

function refuseOwnNumber({ number }: HistoryFigures): void {
  if (!number || !OWN_NUMBER.test(number)) return;
  throw invalidInput('number', 'reserved', `"${number}" has the form of the numbers that are given here`);
}

function missing(path: string) {
  return invalidInput(path, 'required', 'an order of the past needs it');
}
