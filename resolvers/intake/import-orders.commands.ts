import type { OrderImportMode } from '../../entities/orders/import.enums';
import type { ExternalRef } from '../../src/accounts/external-ids';
import type {
  AccountKey,
  CodeKey,
  HistoryFigures,
  HistoryLineFigures,
  ImportLine,
  OrderForm,
  ProductKey,
} from '../../src/intake/order-form';
import { fromGlobalId } from '../../src/shared/global-id';
import { invalidInput } from '../../src/shared/invalid-input';
import { parseDecimal } from '../../src/shared/money';
import { microsOf, minorOf, type MoneyInput, type UnitPriceInput } from '../kit/money.inputs';
import type { ImportOrderInput, ImportOrderLineInput } from './import-orders.inputs';
import { toHeader, toLine } from '../orders/order-commands';
import type { OrderExternalIdInput } from '../orders/order-parts.inputs';

const RATE_DIGITS = 10;

/** A validated order of a batch in the neutral form. Throws a `DomainError` when it contradicts itself or the mode. */
export function toImportOrder(input: ImportOrderInput, mode: OrderImportMode): OrderForm {
  refuseOtherMode(input, mode);
  const amountCurrency = currencyOfAmounts(input);
  const currency = input.currencyCode ?? amountCurrency;
  const { repId: _repId, territoryId: _territoryId, ...header } = toHeader(input, currency);
  return {
    externalId: input.externalId ? trimmedRef('externalId', input.externalId) : null,
    account: accountKey(input),
    rep: codeKey('Rep', 'repId', input.repId, input.repCode),
    territory: codeKey('Territory', 'territoryId', input.territoryId, input.territoryCode),
    header: { ...header, poNumber: header.poNumber?.trim() || null },
    channel: input.channel,
    currencyCode: input.currencyCode,
    amountCurrency,
    orderedAt: input.orderedAt,
    confirm: input.confirm,
    lines: input.lines.map((line, i) => toImportLine(line, i, mode, currency)),
    tags: input.tags,
    note: input.note,
    noteVisibility: input.noteVisibility,
    campaign: input.campaign && { ...input.campaign },
    history: mode === 'HISTORY' ? historyOf(input, currency) : null,
  };
}

/** Fields of one mode only; in the other mode they are refused, not dropped. */
const ONLY_IN: Readonly<
  Record<
    OrderImportMode,
    { order: readonly (keyof ImportOrderInput)[]; line: readonly (keyof ImportOrderLineInput)[] }
  >
> = {
  LIVE: {
    order: [
      ...(['quoteNumber', 'paymentTerms', 'incoterm', 'discount'] as const),
      ...(['backorderPolicy', 'allocationPolicy', 'customAttributes'] as const),
    ],
    line: ['schedule', 'requestedDay'],
  },
  HISTORY: {
    order: ['number', 'state', 'shippedAt', 'tax', 'accountCurrency', 'accountRate', 'source'],
    line: ['unitPrice', 'listPrice', 'trackingNumber', 'source'],
  },
};

function refuseOtherMode(input: ImportOrderInput, mode: OrderImportMode): void {
  const other = mode === 'LIVE' ? 'HISTORY' : 'LIVE';
  const { order, line } = ONLY_IN[other];
  const refuse = (path: string): never => {
    throw invalidInput(path, 'mode', `is for ${other}; leave it out in ${mode}`);
  };
  for (const field of order) if (isGiven(input[field])) refuse(field);
  if (mode === 'HISTORY' && !input.confirm) refuse('confirm');
  input.lines.forEach((item, i) => {
    for (const field of line) if (isGiven(item[field])) refuse(`lines.${i}.${field}`);
  });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The currency of the first amount; reading the others checks that they have the same. */
function currencyOfAmounts({ freight, discount, tax, lines }: ImportOrderInput): string | null {
  const amounts: (MoneyInput | UnitPriceInput | null | undefined)[] = [freight, discount?.amount, tax];
  for (const line of lines) amounts.push(line.unitPrice, line.listPrice, line.discount?.amount);
  return amounts.find((amount) => isGiven(amount))?.currencyCode ?? null;
}

function trimmedRef(path: string, { system, externalId }: OrderExternalIdInput): ExternalRef {
  const ref = { system: system.trim(), externalId: externalId.trim() };
  if (ref.system && ref.externalId) return ref;
  throw invalidInput(path, 'required', 'it is blank');
}

function accountKey({ accountId, accountNumber, accountExternalId }: ImportOrderInput): AccountKey {
  const keys: AccountKey[] = [
    ...(accountId ? [{ id: fromGlobalId('Account', accountId) }] : []),
    ...(accountNumber ? [{ number: accountNumber.trim() }] : []),
    ...(accountExternalId ? [{ externalId: trimmedRef('accountExternalId', accountExternalId) }] : []),
  ];
  if (keys.length === 1) return keys[0]!;
  throw invalidInput(
    'accountNumber',
    'oneOf',
    'give exactly one of accountId, accountNumber and accountExternalId',
  );
}

function codeKey(
  type: 'Rep' | 'Territory',
  path: string,
  id: string | null | undefined,
  code: string | null | undefined,
): CodeKey | null {
  if (id && code) throw invalidInput(path, 'oneOf', 'give the id or the code, not both');
  if (code) return { code: code.trim() };
  return id ? { id: fromGlobalId(type, id) } : null;
}

function toImportLine(
  line: ImportOrderLineInput,
  index: number,
  mode: OrderImportMode,
  currency: string | null,
): ImportLine {
  return {
    ...toLine(line, index, currency),
    product: productKey(line, index),
    ...(mode === 'HISTORY' && { figures: figuresOf(line, index, currency) }),
  };
}

function productKey({ sku, productId }: ImportOrderLineInput, index: number): ProductKey {
  if (sku && !productId) return { sku: sku.trim() };
  if (productId && !sku) return { id: fromGlobalId('Product', productId) };
  throw invalidInput(`lines.${index}.sku`, 'oneOf', 'give exactly one of sku and productId');
}

function figuresOf(line: ImportOrderLineInput, index: number, currency: string | null): HistoryLineFigures {
  const { unitPrice, listPrice, trackingNumber, source } = line;
  const path = `lines.${index}`;
  if (!unitPrice) throw invalidInput(`${path}.unitPrice`, 'required', 'HISTORY needs it');
  return {
    unitMicros: notNegative(`${path}.unitPrice`, microsOf(unitPrice, `${path}.unitPrice`, currency)),
    listUnitMicros:
      listPrice && notNegative(`${path}.listPrice`, microsOf(listPrice, `${path}.listPrice`, currency)),
    trackingNumber,
    source,
  };
}

function historyOf(input: ImportOrderInput, currency: string | null): HistoryFigures {
  const { state, shippedAt, tax, accountRate } = input;
  if (!state) throw invalidInput('state', 'required', 'HISTORY needs it');
  if (shippedAt && state !== 'SHIPPED') {
    throw invalidInput('shippedAt', 'state', `an order that is ${state} has not shipped; leave it out`);
  }
  return {
    number: input.number?.trim() || null,
    state,
    shippedAt,
    taxMinor: tax ? notNegative('tax', minorOf(tax, 'tax', currency)) : 0n,
    accountCurrency: input.accountCurrency,
    accountRateE10: accountRate ? positiveRate(accountRate) : null,
    source: input.source,
  };
}

function notNegative(path: string, amount: bigint): bigint {
  if (amount >= 0n) return amount;
  throw invalidInput(`${path}.amount`, 'min', 'it is negative', { min: 0 });
}

function positiveRate(text: string): bigint {
  const rate = parseDecimal(text, RATE_DIGITS);
  if (rate !== null && rate > 0n) return rate;
  throw invalidInput('accountRate', 'min', 'a rate is above 0');
}
