import type { Product } from '../../entities/catalog/product';
import type { OrderingAccount } from '../accounts/ordering-accounts';
import type { Sql } from '../persistence/sql';
import { loadQuotes, priceQuoted, type PricedLine, type PricingDeps } from './price-document';

export interface PriceInquiry {
  customer: OrderingAccount;
  product: Product;
  quantity: number;
  /** Business day on which prices and taxes apply. */
  day: string;
  currencyCode: string;
}

/** What an order of one line would cost on the day, without freight and without discounts given by hand. */
export type InquiredPrice = Pick<PricedLine, 'quote' | 'taxPpm' | 'totals' | 'steps'>;

/** Prices one line as `placeOrder` would: the same prices, tax and totals, to the account's default address. Throws `PRICE_MISSING`. */
export async function inquirePrice(
  sql: Sql,
  { settings, taxes }: PricingDeps,
  { customer: { account, shipTo }, product, quantity, day, currencyCode }: PriceInquiry,
): Promise<InquiredPrice> {
  const line = { sku: product.sku, quantity };
  const document = {
    currencyCode,
    lines: [line],
    day,
    priceListId: account.priceListId,
    taxExempt: account.taxExempt,
    destination: shipTo,
    discount: null,
    discountLimit: null,
    freightMinor: 0n,
  };
  const quoteOf = await loadQuotes(sql, taxes, [document], new Map([[product.sku, product]]));
  const { lines } = priceQuoted(document, [quoteOf(document, line, product)], settings);
  return lines[0]!;
}
