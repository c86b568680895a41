import type { Product } from '../../entities/catalog/product';
import type { OrderingAccount } from '../accounts/ordering-accounts';
import { PriceBook, type UnitPriceQuote } from './price-book';
import type { TaxProvider } from './tax';
import type { Settings } from '../config/settings';
import type { Sql } from '../persistence/sql';
import { computeTotals, type LineTotals } from './totals';
import { explainLine, type PriceStep } from './explanation';

export interface PriceInquiry {
  customer: OrderingAccount;
  product: Product;
  quantity: number;
  /** Business day on which prices and taxes apply. */
  day: string;
  currencyCode: string;
}

/** What an order of one line would cost on the day, without freight and without discounts given by hand. */
export interface InquiredPrice {
  quote: UnitPriceQuote;
  taxPpm: bigint;
  totals: LineTotals;
  /** From the list price to the total, which they add up to. */
  steps: PriceStep[];
}

/** Prices one line as `placeOrder` would: the same prices, tax and totals, to the account's default address. Throws `PRICE_MISSING`. */
export async function inquirePrice(
  sql: Sql,
  { settings, taxes }: { settings: Settings; taxes: TaxProvider },
  { customer, product, quantity, day, currencyCode }: PriceInquiry,
): Promise<InquiredPrice> {
  const { account, shipTo } = customer;
  const request = {
    sku: product.sku,
    quantity,
    day,
    currencyCode,
    priceListId: account.priceListId,
    productId: product.id,
  };
  const quote = (await PriceBook.load(sql, [request])).quote(request);
  const place = { countryCode: shipTo?.countryCode ?? null, region: shipTo?.region ?? null };
  const taxRequest = { ...place, taxCategory: product.taxCategory, day };
  const taxPpm = account.taxExempt ? 0n : (await taxes.load(sql, [taxRequest]))(taxRequest);
  const { lines } = computeTotals([{ quantity, ...quote, discount: null, taxPpm }], {
    currencyCode,
    roundingMode: settings.roundingMode,
    taxRounding: settings.taxRounding,
    orderDiscount: null,
    freightMinor: 0n,
  });
  const totals = lines[0]!;
  return {
    quote,
    taxPpm,
    totals,
    steps: explainLine(quote, { quantity, discount: null }, totals, currencyCode),
  };
}
