import type { Product } from '../../entities/catalog/product';
import type { ProductsBySku } from '../catalog/products-by-sku';
import { requireSellable } from '../catalog/sellable';
import type { Settings } from '../config/settings';
import type { Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';
import { breathe } from '../shared/turns';
import { requireDiscounts, type DiscountLimit } from './discount-limit';
import { explainLine, type PriceStep } from './explanation';
import { PriceBook, type PriceRequest, type UnitPriceQuote } from './price-book';
import type { TaxProvider, TaxRequest } from './tax';
import type { Discount, ManualDiscount } from './order-discount';
import { computeTotals, type LineTotals, type OrderTotals, type TotalRules } from './totals';

/** A line of a document, as somebody asks for it. */
export interface LineToPrice {
  sku: string;
  quantity: number;
  discount?: ManualDiscount | null;
}

/** A document that sells products, such as an order or a quote, with everything that its prices depend on. */
export interface DocumentToPrice<L extends LineToPrice = LineToPrice> {
  currencyCode: string;
  lines: readonly L[];
  /** Business day for prices and taxes. */
  day: string;
  /** The price list of the account; null for default price lists alone. */
  priceListId: string | null;
  taxExempt: boolean;
  /** Where the goods go; null when that is not known, and there is no tax. */
  destination: { countryCode: string; region: string | null } | null;
  /** On the whole document. */
  discount: Discount | null;
  /** What discounts by hand may come to; null: anything. */
  discountLimit: DiscountLimit | null;
  freightMinor: bigint;
}

/** What a line was found to be, and to cost by unit. */
export interface QuotedLine<L extends LineToPrice = LineToPrice> {
  input: L;
  product: Product;
  quote: UnitPriceQuote;
  taxPpm: bigint;
}

export interface PricedLine<L extends LineToPrice = LineToPrice> extends QuotedLine<L> {
  totals: LineTotals;
  /** From the list price to the line's total, which they add up to. */
  steps: PriceStep[];
}

export interface PricedDocument<L extends LineToPrice = LineToPrice> {
  /** In the order of the document. */
  lines: PricedLine<L>[];
  /** What the lines add up to, with freight. */
  sums: Omit<OrderTotals, 'lines'>;
}

/** How amounts are rounded. */
export type PricingRules = Pick<Settings, 'roundingMode' | 'taxRounding'>;

export interface PricingDeps {
  settings: PricingRules;
  taxes: TaxProvider;
}

/**
 * Reads prices and taxes for many documents, a fixed number of statements, and returns the function that prices one of them. The
 * function works in steps, changes nothing, and throws a `DomainError` for a document that cannot be priced: `INVALID_REFERENCE` for an
 * unknown SKU, what `requireSellable` throws, `PRICE_MISSING`, `VALIDATION_FAILED` and `DISCOUNT_LIMIT_EXCEEDED` for discounts.
 */
export async function loadPricer<L extends LineToPrice>(
  sql: Sql,
  { settings, taxes }: PricingDeps,
  documents: readonly DocumentToPrice<L>[],
  products: ProductsBySku,
): Promise<(document: DocumentToPrice<L>) => Promise<PricedDocument<L>>> {
  const quoteOf = await loadQuotes(sql, taxes, documents, products);
  return async (document) => {
    const quoted: QuotedLine<L>[] = [];
    for (const line of document.lines) {
      const product = requireProduct(line, products);
      requireSellable(product, document.day);
      quoted.push(quoteOf(document, line, product));
      await breathe();
    }
    return priceQuoted(document, quoted, settings);
  };
}

/** Reads prices and taxes for many documents; the function it returns quotes one of their lines, and throws `PRICE_MISSING`. */
export async function loadQuotes<L extends LineToPrice>(
  sql: Sql,
  taxes: TaxProvider,
  documents: readonly DocumentToPrice<L>[],
  products: ProductsBySku,
): Promise<(document: DocumentToPrice<L>, line: L, product: Product) => QuotedLine<L>> {
  const known = documents.flatMap((document) =>
    document.lines.flatMap((line) => {
      const product = products.get(line.sku);
      return product ? [{ document, line, product }] : [];
    }),
  );
  const [book, taxOf] = await Promise.all([
    PriceBook.load(
      sql,
      known.map(({ document, line, product }) => priceRequest(document, line, product)),
    ),
    taxes.load(
      sql,
      known.flatMap(({ document, product }) => (document.taxExempt ? [] : taxRequest(document, product))),
    ),
  ]);
  return (document, input, product) => ({
    input,
    product,
    quote: book.quote(priceRequest(document, input, product)),
    taxPpm: document.taxExempt ? 0n : taxOf(taxRequest(document, product)),
  });
}

/** The document's amounts from the unit prices of its lines. Throws when a discount exceeds what it is taken from, or its limit. */
export function priceQuoted<L extends LineToPrice>(
  document: DocumentToPrice<L>,
  quoted: readonly QuotedLine<L>[],
  rules: PricingRules,
): PricedDocument<L> {
  const { lines, ...sums } = totalsOf(document, quoted, rules);
  const { discount, discountLimit, currencyCode } = document;
  if (discount || quoted.some(({ input }) => input.discount)) {
    const ofLines = totalsOf({ ...document, discount: null }, quoted, rules);
    const before = () => totalsOf({ ...document, discount: null }, quoted.map(undiscounted), rules).lines;
    requireDiscounts({ discount, limit: discountLimit, before, ofLines, after: lines });
  }
  return {
    lines: quoted.map(({ input, product, quote, taxPpm }, i) => {
      const totals = lines[i]!;
      const steps = explainLine(quote, input, totals, currencyCode);
      return { input, product, quote, taxPpm, totals, steps };
    }),
    sums,
  };
}

function requireProduct({ sku }: LineToPrice, products: ProductsBySku): Product {
  const product = products.get(sku);
  if (product) return product;
  const message = `There is no product with the SKU "${sku}". Check the SKU.`;
  throw new DomainError('INVALID_REFERENCE', message, { sku });
}

function priceRequest(
  { day, currencyCode, priceListId }: DocumentToPrice,
  { sku, quantity }: LineToPrice,
  { id: productId }: Product,
): PriceRequest {
  return { sku, quantity, day, currencyCode, priceListId, productId };
}

function taxRequest({ destination, day }: DocumentToPrice, { taxCategory }: Product): TaxRequest {
  const { countryCode = null, region = null } = destination ?? {};
  return { countryCode, region, taxCategory, day };
}

function undiscounted<L extends LineToPrice>(line: QuotedLine<L>): QuotedLine<L> {
  return { ...line, input: { ...line.input, discount: null } };
}

function totalsOf(
  { currencyCode, discount, freightMinor }: DocumentToPrice,
  quoted: readonly QuotedLine[],
  { roundingMode, taxRounding }: PricingRules,
): OrderTotals {
  const rules: TotalRules = {
    currencyCode,
    roundingMode,
    taxRounding,
    orderDiscount: discount,
    freightMinor,
  };
  return computeTotals(
    quoted.map(({ input, quote, taxPpm }) => ({
      quantity: input.quantity,
      listUnitMicros: quote.listUnitMicros,
      unitMicros: quote.unitMicros,
      discount: input.discount ?? null,
      taxPpm,
    })),
    rules,
  );
}
