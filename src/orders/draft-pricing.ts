import type { Product } from '../../entities/catalog/product';
import { loadRates } from '../accounts/exchange-rates';
import { PriceBook, type PriceRequest } from '../pricing/price-book';
import { loadProductsBySku, type ProductsBySku } from '../catalog/products-by-sku';
import { requireSellable } from '../catalog/sellable';
import type { TaxRequest } from '../pricing/tax';
import type { Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';
import { breathe } from '../shared/turns';
import { requireWithinLimit, type DiscountLimit } from '../pricing/discount-limit';
import { makeLine, makeSchedule, type Quoted } from './draft-lines';
import type { OrderAggregate } from './order-aggregate';
import { reportingTotal, refuseHugeOrder, type ReportingRate } from '../pricing/amounts';
import type { OrderDeps } from './order-deps';
import type { ManualDiscount, OrderLineInput } from './order-inputs';
import { computeTotals, type OrderTotals } from '../pricing/totals';

/** A draft whose lines are to be made from inputs, and what their prices depend on. */
export interface DraftToPrice {
  aggregate: OrderAggregate;
  lines: readonly OrderLineInput[];
  /** Business day of the order, for prices, taxes and rates. */
  day: string;
  priceListId: string | null;
  taxExempt: boolean;
  destination: { countryCode: string; region: string | null } | null;
  discount: ManualDiscount | null;
  /** What discounts may come to; null: anything. */
  discountLimit: DiscountLimit | null;
}

type Pricer = (draft: DraftToPrice) => Promise<void>;

/** The products of some lines. */
export function loadProducts(
  sql: Sql,
  drafts: readonly Pick<DraftToPrice, 'lines'>[],
): Promise<ProductsBySku> {
  return loadProductsBySku(
    sql,
    drafts.flatMap(({ lines }) => lines.map(({ sku }) => sku)),
  );
}

/**
 * Reads prices, taxes and rates for many drafts (a fixed number of statements) and returns the function that fills one draft's
 * lines, schedule lines and amounts. It throws a `DomainError`, with the draft as it was, when it cannot.
 */
export async function loadPricer(
  sql: Sql,
  deps: OrderDeps,
  drafts: readonly DraftToPrice[],
  products: ProductsBySku,
): Promise<Pricer> {
  const { settings } = deps;
  const pairs = drafts.flatMap((draft) => draft.lines.map((input) => ({ draft, input })));
  const priced = pairs.flatMap(({ draft, input }) => {
    const product = products.get(input.sku);
    return product ? [{ price: priceRequest(draft, input, product), tax: taxRequest(draft, product) }] : [];
  });
  const [book, taxOf, rateOf] = await Promise.all([
    PriceBook.load(
      sql,
      priced.map(({ price }) => price),
    ),
    deps.taxes.load(
      sql,
      priced.map(({ tax }) => tax),
    ),
    loadRates(
      sql,
      drafts.map((draft) => rateRequest(draft, settings.reportingCurrency)),
    ),
  ]);
  return async (draft) => {
    const rate = rateOf(rateRequest(draft, settings.reportingCurrency));
    const quoted: Quoted[] = [];
    for (const input of draft.lines) {
      quoted.push(quoteLine(draft, input, products, book, taxOf));
      await breathe();
    }
    const totals = totalsOf(draft, quoted, deps);
    if (hasDiscount(draft)) requireDiscounts(draft, quoted, totals, deps);
    const toReports = reportingRate(draft, rate, deps);
    refuseHugeOrder(totals, toReports);
    await fillDraft(draft, quoted, totals, toReports, deps);
  };
}

function priceRequest(draft: DraftToPrice, input: OrderLineInput, product: Product): PriceRequest {
  return {
    sku: input.sku,
    quantity: input.quantity,
    day: draft.day,
    currencyCode: draft.aggregate.order.currencyCode,
    priceListId: draft.priceListId,
    productId: product.id,
  };
}

function taxRequest(draft: DraftToPrice, product: Product): TaxRequest {
  return {
    countryCode: draft.destination?.countryCode ?? null,
    region: draft.destination?.region ?? null,
    taxCategory: product.taxCategory,
    day: draft.day,
  };
}

function rateRequest(
  draft: DraftToPrice,
  reportingCurrency: string,
): { from: string; to: string; day: string } {
  return { from: draft.aggregate.order.currencyCode, to: reportingCurrency, day: draft.day };
}

function quoteLine(
  draft: DraftToPrice,
  input: OrderLineInput,
  products: ProductsBySku,
  book: PriceBook,
  taxOf: (request: TaxRequest) => bigint,
): Quoted {
  const product = products.get(input.sku);
  if (!product) {
    throw new DomainError(
      'INVALID_REFERENCE',
      `There is no product with the SKU "${input.sku}". Check the SKU.`,
      {
        sku: input.sku,
      },
    );
  }
  requireSellable(product, draft.day);
  const quote = book.quote(priceRequest(draft, input, product));
  return { input, product, quote, taxPpm: draft.taxExempt ? 0n : taxOf(taxRequest(draft, product)) };
}

function hasDiscount({ discount, lines }: DraftToPrice): boolean {
  return discount !== null || lines.some((line) => line.discount);
}

/** Throws when a discount exceeds what it is taken from, or its limit. */
function requireDiscounts(
  draft: DraftToPrice,
  quoted: readonly Quoted[],
  totals: OrderTotals,
  deps: OrderDeps,
): void {
  const ofLines = totalsOf({ ...draft, discount: null }, quoted, deps);
  const base = ofLines.netMinor;
  const below = ofLines.lines.findIndex(({ netMinor }) => netMinor < 0n);
  if (below >= 0) {
    throw new DomainError(
      'VALIDATION_FAILED',
      `The discount on line ${below + 1} exceeds the amount of the line.`,
      {
        fields: [{ path: `lines.${below}.discount`, rule: 'max', message: 'exceeds the amount of the line' }],
      },
    );
  }
  if ((draft.discount?.fixedMinor ?? 0n) > base) {
    throw new DomainError('VALIDATION_FAILED', 'The discount on the order exceeds the amount of its lines.', {
      fields: [{ path: 'discount', rule: 'max', message: 'exceeds the amount of the lines' }],
    });
  }
  if (!draft.discountLimit) return;
  const before = totalsOf({ ...draft, discount: null }, quoted.map(undiscounted), deps);
  requireWithinLimit(draft.discountLimit, before.lines, totals.lines);
}

function undiscounted(line: Quoted): Quoted {
  return { ...line, input: { ...line.input, discount: null } };
}

function totalsOf(draft: DraftToPrice, quoted: readonly Quoted[], deps: OrderDeps): OrderTotals {
  const { order } = draft.aggregate;
  return computeTotals(
    quoted.map(({ input, quote, taxPpm }) => ({
      quantity: input.quantity,
      listUnitMicros: quote.listUnitMicros,
      unitMicros: quote.unitMicros,
      discount: input.discount ?? null,
      taxPpm,
    })),
    {
      currencyCode: order.currencyCode,
      roundingMode: deps.settings.roundingMode,
      taxRounding: deps.settings.taxRounding,
      orderDiscount: draft.discount,
      freightMinor: order.freightMinor,
    },
  );
}

function reportingRate({ aggregate }: DraftToPrice, rateE10: bigint, { settings }: OrderDeps): ReportingRate {
  const { reportingCurrency, roundingMode } = settings;
  return { currencyCode: aggregate.order.currencyCode, reportingCurrency, rateE10, roundingMode };
}

async function fillDraft(
  draft: DraftToPrice,
  quoted: readonly Quoted[],
  totals: OrderTotals,
  toReports: ReportingRate,
  deps: OrderDeps,
): Promise<void> {
  const { aggregate } = draft;
  const { order } = aggregate;
  const { lines, ...sums } = totals;
  Object.assign(order, sums, {
    roundingMode: deps.settings.roundingMode,
    taxRoundingLevel: deps.settings.taxRounding,
    reportingCurrency: toReports.reportingCurrency,
    exchangeRateE10: toReports.rateE10,
    reportingTotalMinor: reportingTotal(totals, toReports),
  });
  aggregate.lines = quoted.map((line, i) => makeLine(order, line, lines[i]!, i + 1));
  aggregate.scheduleLines = [];
  for (const [i, line] of aggregate.lines.entries()) {
    for (const part of makeSchedule(line, quoted[i]!.input, order.requestedDay))
      aggregate.scheduleLines.push(part);
    await breathe();
  }
}
