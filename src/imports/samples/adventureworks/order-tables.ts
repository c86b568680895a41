import type { Sql } from '../../../persistence/sql';
import { MICROS_DIGITS } from '../../../shared/money';
import { idsByCode, type KnownIds } from '../../known-ids';
import type { SourceFolder } from '../../source-folder';
import type { SourceRow } from '../../source-row';
import { NO_DISCOUNT } from './catalog';
import { Customers } from './customers';
import { averageRate } from './organization';
import { codeOf } from './source';

interface PricePeriod {
  firstDay: string;
  lastDay: string | null;
  micros: bigint;
}

export interface SoldProduct {
  sku: string;
  /** Last day on which it was on sale. */
  lastDay: string | null;
  currentPriceMicros: bigint;
  /** Ascending. */
  prices: PricePeriod[];
}

/** The small tables that orders refer to. */
export interface OrderTables {
  customers: Customers;
  products: ReadonlyMap<string, SoldProduct>;
  /** Descriptions. */
  offers: ReadonlyMap<string, string>;
  reasons: ReadonlyMap<string, { name: string; type: string }>;
  shipMethods: ReadonlyMap<string, string>;
  territoryNames: ReadonlyMap<string, string>;
  rates: ReadonlyMap<string, { currency: string; rateE10: bigint }>;
  territories: KnownIds;
  reps: KnownIds;
  promotions: KnownIds;
}

/** Reads the tables, and finds what of them has been imported by now. */
export async function loadOrderTables(
  folder: SourceFolder,
  sql: Sql,
  customers: Customers,
): Promise<OrderTables> {
  const offers = await names(folder, 'SpecialOffer', 'SpecialOfferID', 'Description');
  const territoryNames = await names(folder, 'SalesTerritory', 'TerritoryID', 'Name');
  const reps = await folder.index('SalesPerson', 'BusinessEntityID');
  const codes = (ids: Iterable<string>): string[] => [...ids].map((id) => codeOf(id));
  return {
    customers,
    products: await loadProducts(folder),
    offers,
    reasons: await table(folder, 'SalesReason', 'SalesReasonID', (row) => ({
      name: row.text('Name'),
      type: row.text('ReasonType'),
    })),
    shipMethods: await names(folder, 'ShipMethod', 'ShipMethodID', 'Name'),
    territoryNames,
    rates: await table(folder, 'CurrencyRate', 'CurrencyRateID', (row) => ({
      currency: row.text('ToCurrencyCode'),
      rateE10: averageRate(row),
    })),
    territories: await idsByCode(sql, 'territories', codes(territoryNames.keys())),
    reps: await idsByCode(sql, 'reps', codes(reps.keys())),
    promotions: await idsByCode(
      sql,
      'promotions',
      codes([...offers.keys()].filter((id) => id !== NO_DISCOUNT)),
    ),
  };
}

async function table<T>(
  folder: SourceFolder,
  name: string,
  key: string,
  read: (row: SourceRow) => T,
): Promise<Map<string, T>> {
  const values = new Map<string, T>();
  for await (const row of folder.rows(name)) values.set(row.text(key), read(row));
  return values;
}

function names(
  folder: SourceFolder,
  name: string,
  key: string,
  column: string,
): Promise<Map<string, string>> {
  return table(folder, name, key, (row) => row.text(column));
}

async function loadProducts(folder: SourceFolder): Promise<Map<string, SoldProduct>> {
  const products = await table(folder, 'Product', 'ProductID', (row): SoldProduct => ({
    sku: row.text('ProductNumber'),
    lastDay: row.optionalDay('SellEndDate'),
    currentPriceMicros: row.decimal('ListPrice', MICROS_DIGITS),
    prices: [],
  }));
  for await (const row of folder.rows('ProductListPriceHistory')) {
    products.get(row.text('ProductID'))?.prices.push({
      firstDay: row.day('StartDate'),
      lastDay: row.optionalDay('EndDate'),
      micros: row.decimal('ListPrice', MICROS_DIGITS),
    });
  }
  for (const { prices } of products.values()) prices.sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1));
  return products;
}

/** The list price on a day; the last one before it when none was valid any more. */
export function listPriceOn({ prices, currentPriceMicros }: SoldProduct, day: string): bigint {
  const begun = prices.filter(({ firstDay }) => firstDay <= day);
  const valid = begun.find(({ lastDay }) => lastDay === null || day <= lastDay);
  return (valid ?? begun.at(-1) ?? prices[0])?.micros ?? currentPriceMicros;
}
