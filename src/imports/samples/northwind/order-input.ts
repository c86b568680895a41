import { OrderChannel } from '../../../../entities/orders/orders.enums';
import type { Settings } from '../../../config/settings';
import type { HistoryLineInput, HistoryOrderInput } from '../../../orders/history-inputs';
import type { AddressContent } from '../../../accounts/address-snapshots';
import { startOfDay } from '../../../shared/clock';
import { MICROS_DIGITS, PPM, rescale, roundDiv, toTrimmedDecimal } from '../../../shared/money';
import type { KnownIds } from '../../known-ids';
import type { SourceOrder } from '../../source-totals';
import type { SourceSalesOrder } from '../../source-orders';
import type { SourceRow } from '../../source-row';
import { countryOf } from './countries';
import { codeOf, CURRENCY, NORTHWIND } from './source';

/** The small tables that orders refer to. */
export interface OrderTables {
  /** Company names. */
  shippers: ReadonlyMap<string, string>;
  /** `RegionID`s by `EmployeeID`. */
  regions: ReadonlyMap<string, string>;
  /** Names by `RegionID`. */
  regionNames: ReadonlyMap<string, string>;
  territories: KnownIds;
  reps: KnownIds;
}

/** Our ids of what the orders of a chunk refer to. */
export interface OrderLinks {
  accounts: KnownIds;
  contacts: KnownIds;
  addresses: KnownIds;
}

/** Decimals of amounts in the source. */
const AMOUNT_DIGITS = 4;

/** An order as history takes it: open until it has a `ShippedDate`. Throws a `DomainError` for one that does not fit. */
export function toHistoryOrder(
  { header, lines }: SourceSalesOrder,
  tables: OrderTables,
  links: OrderLinks,
  settings: Settings,
): HistoryOrderInput {
  const customer = header.text('CustomerID');
  const employee = header.optional('EmployeeID');
  const region = regionOf(header, tables);
  const shipped = header.optionalDay('ShippedDate');
  return {
    externalId: { system: NORTHWIND, externalId: header.text('OrderID') },
    number: codeOf(header.text('OrderID')),
    accountId: links.accounts.of(customer),
    contactId: links.contacts.of(customer),
    repId: tables.reps.optional(employee && codeOf(employee)),
    territoryId: tables.territories.optional(region && codeOf(region)),
    channel: OrderChannel.DIRECT,
    currencyCode: CURRENCY,
    orderedAt: startOfDay(header.day('OrderDate'), settings.timeZone),
    requestedDay: header.optionalDay('RequiredDate'),
    state: shipped === null ? 'OPEN' : 'SHIPPED',
    shippedAt: shipped === null ? null : startOfDay(shipped, settings.timeZone),
    shippingMethod: shipperOf(header, tables) || null,
    billTo: { addressId: links.addresses.of(customer) },
    shipTo: { content: shipToOf(header) },
    taxMinor: 0n,
    freightMinor: rescale(header.decimal('Freight', AMOUNT_DIGITS), AMOUNT_DIGITS, 2, settings.roundingMode),
    lines: lines.map(toLine),
  };
}

/** The region of the representative; the source gives orders none of their own. */
function regionOf(header: SourceRow, { regions }: OrderTables): string | null {
  return regions.get(header.optional('EmployeeID') ?? '') ?? null;
}

function shipperOf(header: SourceRow, { shippers }: OrderTables): string {
  return shippers.get(header.optional('ShipVia') ?? '') ?? '';
}

function shipToOf(header: SourceRow): AddressContent {
  return {
    company: header.optional('ShipName'),
    line1: header.text('ShipAddress'),
    city: header.text('ShipCity'),
    region: header.optional('ShipRegion'),
    postalCode: header.optional('ShipPostalCode'),
    countryCode: countryOf(header, 'ShipCountry'),
  };
}

/** The price of the order's day is its list price, too: the source keeps no price history. */
function toLine(line: SourceRow): HistoryLineInput {
  const unitMicros = line.decimal('UnitPrice', MICROS_DIGITS);
  const ppm = line.decimal('Discount', 6);
  const net = netOf(line);
  return {
    sku: codeOf(line.text('ProductID')),
    quantity: line.int('Quantity'),
    listUnitMicros: unitMicros,
    unitMicros,
    discount: ppm === 0n ? null : { ppm, reason: 'Discount' },
    source: net % MICROS_PER_CENT === 0n ? null : { net: toTrimmedDecimal(net, MICROS_DIGITS) },
  };
}

const MICROS_PER_CENT = 10_000n;

/** Price × quantity, in millionths. */
function grossOf(line: SourceRow): bigint {
  return line.decimal('UnitPrice', MICROS_DIGITS) * BigInt(line.int('Quantity'));
}

/** Less the discount; exact for prices and discounts of up to three decimals. */
function netOf(line: SourceRow): bigint {
  return roundDiv(grossOf(line) * (PPM - line.decimal('Discount', 6)), PPM, 'HALF_EVEN');
}

/** The order's figures for the control totals. */
export function sourceFigures({ header, lines }: SourceSalesOrder, tables: OrderTables): SourceOrder {
  const employee = header.optional('EmployeeID');
  return {
    keys: {
      year: header.day('OrderDate').slice(0, 4),
      channel: OrderChannel.DIRECT,
      territory: tables.regionNames.get(regionOf(header, tables) ?? '') ?? '',
      rep: employee === null ? '' : codeOf(employee),
      shippingMethod: shipperOf(header, tables),
    },
    units: lines.reduce((sum, line) => sum + line.int('Quantity'), 0),
    gross: lines.map(grossOf),
    lineNet: lines.map(netOf),
    net: null,
    tax: 0n,
    freight: header.decimal('Freight', MICROS_DIGITS),
    total: null,
  };
}
