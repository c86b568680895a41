import type { StoredPriceStep } from '../../entities/orders/price-step';
import { fractionDigits, MICROS_DIGITS, toDecimalString, toTrimmedDecimal } from '../shared/money';
import type { ImportedContent } from './content-hash';
import type { FoldedOrder } from './order-document';
import type { HistoryLineInput, HistoryOrderInput, HistoryState } from './history-inputs';
import type { OrderLineInput, PlaceOrderInput } from './order-inputs';
import { poNumberOf } from './purchase-order-claims';

/** A place at which the content of an order is not what it was when the order came in. */
export interface ContentDifference {
  /** As the input has it: `lines.0.quantity`. */
  path: string;
  message: string;
}

/** A value of the input beside the one of the event; `undefined` is not compared. Of ids of ours people learn no more than that they differ. */
type Pair = readonly [path: string, given: unknown, stored: unknown, kind?: 'id'];
type Values = Readonly<Record<string, unknown>>;

const SHOWN = 20;

/**
 * Where an order's content differs from what its events say of its coming in: the first 20 places. Not compared, because events do not have
 * them or say more: tags, notes, campaign, addresses, schedules and tracking numbers; of LIVE also what the order took from its account.
 */
export function contentDifferences(content: ImportedContent, stored: FoldedOrder): ContentDifference[] {
  const lines = [...stored.parts.lines.values()].sort((a, b) => Number(a.lineNumber) - Number(b.lineNumber));
  const pairs = [...headerPairs(content, stored.root), ...linePairs(content, lines)];
  return pairs.flatMap((pair) => differenceOf(pair) ?? []).slice(0, SHOWN);
}

function differenceOf([path, given, stored, kind]: Pair): ContentDifference | null {
  if (given === undefined) return null;
  const [now, before] = [textOf(given), textOf(stored)];
  if (now === before) return null;
  return {
    path,
    message: kind === 'id' ? 'not the one that it came in with' : `${now} now, ${before} when it came in`,
  };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  return value instanceof Date ? value.toISOString() : String(value as string | number | bigint);
}

const STATES: Readonly<Record<HistoryState, string>> = {
  OPEN: 'CONFIRMED',
  SHIPPED: 'COMPLETED',
  CANCELLED: 'CANCELLED',
};

function headerPairs(content: ImportedContent, order: Values): Pair[] {
  const currency = String(order.currencyCode);
  const amount = (minor: unknown): string =>
    toDecimalString(BigInt(textOf(minor ?? 0)), fractionDigits(currency));
  return content.mode === 'HISTORY'
    ? historyHeader(content.input, order, amount)
    : liveHeader(content.input, order, amount);
}

function historyHeader(input: HistoryOrderInput, order: Values, amount: (minor: unknown) => string): Pair[] {
  return [
    ...commonHeader(input, order),
    ['accountNumber', input.accountId, order.accountId, 'id'],
    ['repCode', input.repId ?? null, order.repId, 'id'],
    ['territoryCode', input.territoryId ?? null, order.territoryId, 'id'],
    ['state', STATES[input.state], order.status],
    ['shippedAt', input.state === 'SHIPPED' ? (input.shippedAt ?? input.orderedAt) : null, order.completedAt],
    ['number', input.number || undefined, order.number],
    ['orderedAt', input.orderedAt, order.orderedAt],
    ['currencyCode', input.currencyCode, order.currencyCode],
    ['tax', amount(input.taxMinor), amount(order.taxMinor)],
    ['freight', amount(input.freightMinor), amount(order.freightMinor)],
    ['accountCurrency', input.accountCurrency || undefined, order.accountCurrency],
    ['accountRate', input.accountRateE10 ?? undefined, order.accountRateE10],
  ];
}

function liveHeader(input: PlaceOrderInput, order: Values, amount: (minor: unknown) => string): Pair[] {
  return [
    ...commonHeader({ ...input, poNumber: poNumberOf(input.poNumber) }, order),
    ['accountNumber', input.accountId, order.accountId, 'id'],
    ['repCode', input.repId || undefined, order.repId, 'id'],
    ['territoryCode', input.territoryId || undefined, order.territoryId, 'id'],
    ['quoteNumber', input.quoteNumber ?? null, order.quoteNumber],
    ['orderedAt', input.orderedAt ?? undefined, order.orderedAt],
    ['currencyCode', input.currencyCode || undefined, order.currencyCode],
    ['freight', amount(input.freightMinor), amount(order.freightMinor)],
    ['paymentTerms', input.paymentTerms || undefined, order.paymentTerms],
    ['incoterm', input.incoterm || undefined, order.incoterm],
  ];
}

type Common = Pick<PlaceOrderInput, 'contactId' | 'channel' | 'poNumber' | 'requestedDay' | 'shippingMethod'>;

function commonHeader(input: Common, order: Values): Pair[] {
  return [
    ['contactId', input.contactId ?? null, order.contactId, 'id'],
    ['channel', input.channel ?? undefined, order.channel],
    ['poNumber', input.poNumber ?? null, order.poNumber],
    ['requestedDay', input.requestedDay ?? null, order.requestedDay],
    ['shippingMethod', input.shippingMethod ?? null, order.shippingMethod],
  ];
}

function linePairs({ mode, input }: ImportedContent, stored: readonly Values[]): Pair[] {
  const lines: readonly (HistoryLineInput | OrderLineInput)[] = input.lines;
  const compared = lines.slice(0, stored.length).flatMap((line, i): Pair[] => {
    const before = stored[i]!;
    return [
      [`lines.${i}.sku`, line.sku, before.sku],
      [`lines.${i}.quantity`, line.quantity, before.quantityOrdered],
      ...(mode === 'HISTORY' ? pricePairs(line as HistoryLineInput, i, before) : []),
      [`lines.${i}.discount.percent`, percent(line.discount?.ppm), percent(before.discountPpm)],
      ...fixedDiscountPair(line, i, before),
    ];
  });
  if (lines.length === stored.length) return compared;
  const place = Math.min(lines.length - 1, stored.length);
  return [...compared, [`lines.${place}.sku`, countOf(lines), countOf(stored)]];
}

function fixedDiscountPair(
  { discount }: HistoryLineInput | OrderLineInput,
  index: number,
  before: Values,
): Pair[] {
  const fixed = discount && 'fixedMinor' in discount ? discount.fixedMinor : null;
  return [[`lines.${index}.discount.amount`, fixed ?? null, before.discountFixedMinor]];
}

/** The price before the line's discount is kept for the whole line, in the first steps of its explanation. */
function pricePairs(line: HistoryLineInput, index: number, before: Values): Pair[] {
  const steps = (before.priceSteps ?? []) as readonly StoredPriceStep[];
  const given = steps
    .filter(({ kind }) => kind === 'LIST' || kind === 'CONTRACT')
    .reduce((sum, { amountMicros }) => sum + BigInt(amountMicros), 0n);
  const price = (micros: bigint): string => toTrimmedDecimal(micros, MICROS_DIGITS);
  const quantity = BigInt(Number(before.quantityOrdered));
  return [
    [`lines.${index}.unitPrice`, price(line.unitMicros), price(quantity > 0n ? given / quantity : 0n)],
    [`lines.${index}.listPrice`, price(line.listUnitMicros), price(BigInt(textOf(before.listUnitMicros)))],
  ];
}

function percent(ppm: unknown): string | null {
  return ppm === null || ppm === undefined ? null : toTrimmedDecimal(BigInt(textOf(ppm)), 4);
}

const countOf = ({ length }: readonly unknown[]): string => `${length} line${length === 1 ? '' : 's'}`;
