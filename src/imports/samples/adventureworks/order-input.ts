import { OrderChannel } from '../../../../entities/orders/orders.enums';
import type { HistoryLineInput, HistoryOrderInput } from '../../../orders/history-inputs';
import type { Settings } from '../../../config/settings';
import { startOfDay } from '../../../shared/clock';
import { invalidInput } from '../../../shared/invalid-input';
import { MICROS_DIGITS, rescale } from '../../../shared/money';
import type { KnownIds } from '../../known-ids';
import type { SourceOrder } from '../../source-totals';
import type { SourceRow } from '../../source-row';
import { NO_DISCOUNT } from './catalog';
import { listPriceOn, type OrderTables, type SoldProduct } from './order-tables';
import type { SalesOrder } from './sales-orders';
import { ADVENTUREWORKS, codeOf, CURRENCY } from './source';

/** Our ids of what the orders of a chunk refer to. */
export interface OrderLinks {
  accounts: KnownIds;
  contacts: KnownIds;
  addresses: KnownIds;
}

/** Decimals of amounts in the source. */
const AMOUNT_DIGITS = 4;
const MARKETING = 'Marketing';

/** An order as history takes it. Throws a `DomainError` for one that does not fit. */
export function toHistoryOrder(
  order: SalesOrder,
  tables: OrderTables,
  links: OrderLinks,
  settings: Settings,
): HistoryOrderInput {
  const { header } = order;
  const customer = header.text('CustomerID');
  const person = tables.customers.get(customer)?.personId ?? null;
  const rep = header.optional('SalesPersonID');
  const territory = header.optional('TerritoryID');
  const shipped = header.optionalDay('ShipDate');
  const rateId = header.optional('CurrencyRateID');
  const rate = rateId === null ? undefined : tables.rates.get(rateId);
  const minor = (column: string): bigint =>
    rescale(header.decimal(column, AMOUNT_DIGITS), AMOUNT_DIGITS, 2, settings.roundingMode);
  return {
    externalId: { system: ADVENTUREWORKS, externalId: header.text('SalesOrderID') },
    number: header.text('SalesOrderNumber'),
    accountId: links.accounts.of(customer),
    contactId: links.contacts.optional(person),
    repId: tables.reps.optional(rep && codeOf(rep)),
    territoryId: tables.territories.optional(territory && codeOf(territory)),
    channel: channelOf(header),
    poNumber: header.optional('PurchaseOrderNumber'),
    currencyCode: CURRENCY,
    accountCurrency: rate?.currency ?? CURRENCY,
    accountRateE10: rate?.rateE10 ?? null,
    orderedAt: startOfDay(header.day('OrderDate'), settings.timeZone),
    requestedDay: header.day('DueDate'),
    state: shipped === null ? 'OPEN' : 'SHIPPED',
    shippedAt: shipped === null ? null : startOfDay(shipped, settings.timeZone),
    shippingMethod: tables.shipMethods.get(header.text('ShipMethodID')) ?? null,
    billTo: { addressId: links.addresses.of(header.text('BillToAddressID')) },
    shipTo: { addressId: links.addresses.of(header.text('ShipToAddressID')) },
    taxMinor: minor('TaxAmt'),
    freightMinor: minor('Freight'),
    lines: order.lines.map((line) => toLine(line, header.day('OrderDate'), tables)),
    ...reasonsOf(order, tables),
    source: exactFigures(header),
  };
}

function channelOf(header: SourceRow): OrderChannel {
  return header.flag('OnlineOrderFlag') ? OrderChannel.ECOMMERCE : OrderChannel.DIRECT;
}

/** Reasons of marketing are campaigns, the first of them the order's; the others are tags. */
function reasonsOf(
  { reasons }: SalesOrder,
  tables: OrderTables,
): Pick<HistoryOrderInput, 'tags' | 'campaign'> {
  const known = reasons.flatMap((id) => tables.reasons.get(id) ?? []);
  const campaign = known.find(({ type }) => type === MARKETING);
  return {
    tags: known.filter((reason) => reason !== campaign).map(({ name }) => name),
    campaign: campaign ? { campaign: campaign.name, medium: MARKETING } : null,
  };
}

/** The header's amounts to the last decimal, and the number of the customer's ledger account. */
function exactFigures(header: SourceRow): Record<string, unknown> {
  const { SubTotal, TaxAmt, Freight, TotalDue, AccountNumber } = header.values;
  return {
    subTotal: SubTotal,
    taxAmt: TaxAmt,
    freight: Freight,
    totalDue: TotalDue,
    accountNumber: AccountNumber,
  };
}

function productOf(line: SourceRow, tables: OrderTables): SoldProduct {
  const product = tables.products.get(line.text('ProductID'));
  if (product) return product;
  throw invalidInput(
    'ProductID',
    'reference',
    `there is no product ${line.text('ProductID')} (${line.where})`,
  );
}

function toLine(line: SourceRow, day: string, tables: OrderTables): HistoryLineInput {
  const product = productOf(line, tables);
  const offer = line.text('SpecialOfferID');
  const ppm = line.decimal('UnitPriceDiscount', 6);
  const exact = line.text('LineTotal');
  return {
    sku: product.sku,
    quantity: line.int('OrderQty'),
    listUnitMicros: listPriceOn(product, day),
    unitMicros: line.decimal('UnitPrice', MICROS_DIGITS),
    discount: ppm === 0n ? null : { ppm, reason: tables.offers.get(offer) ?? 'Discount' },
    promotionId: offer === NO_DISCOUNT ? null : tables.promotions.of(codeOf(offer)),
    trackingNumber: line.optional('CarrierTrackingNumber'),
    source: /\.\d\d0*$/.test(exact) ? null : { lineTotal: exact },
  };
}

/** The order's figures for the control totals. */
export function sourceFigures(
  { header, lines }: SalesOrder,
  { territoryNames, shipMethods }: OrderTables,
): SourceOrder {
  const amount = (column: string): bigint => header.decimal(column, MICROS_DIGITS);
  const rep = header.optional('SalesPersonID');
  return {
    keys: {
      year: header.day('OrderDate').slice(0, 4),
      channel: channelOf(header),
      territory: territoryNames.get(header.optional('TerritoryID') ?? '') ?? '',
      rep: rep === null ? '' : codeOf(rep),
      shippingMethod: shipMethods.get(header.text('ShipMethodID')) ?? '',
    },
    units: lines.reduce((sum, line) => sum + line.int('OrderQty'), 0),
    gross: [],
    lineNet: lines.map((line) => line.decimal('LineTotal', MICROS_DIGITS)),
    net: amount('SubTotal'),
    tax: amount('TaxAmt'),
    freight: amount('Freight'),
    total: amount('TotalDue'),
  };
}
