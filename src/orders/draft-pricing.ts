import { loadRates, type RateRequest } from '../accounts/exchange-rates';
import { loadProductsBySku, type ProductsBySku } from '../catalog/products-by-sku';
import type { Settings } from '../config/settings';
import type { Sql } from '../persistence/sql';
import { refuseHugeOrder, reportingTotal, type ReportingRate } from '../pricing/amounts';
import { loadPricer, type DocumentToPrice, type PricedDocument } from '../pricing/price-document';
import { breathe } from '../shared/turns';
import { makeLine, makeSchedule } from './line-rows';
import type { OrderAggregate } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import type { OrderLineInput } from './order-inputs';

/** A draft whose lines are to be made from inputs, and what their prices depend on. */
export interface DraftToPrice extends DocumentToPrice<OrderLineInput> {
  aggregate: OrderAggregate;
}

type DraftPricer = (draft: DraftToPrice) => Promise<void>;

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
export async function loadDraftPricer(
  sql: Sql,
  deps: OrderDeps,
  drafts: readonly DraftToPrice[],
  products: ProductsBySku,
): Promise<DraftPricer> {
  const { settings } = deps;
  const [price, rateOf] = await Promise.all([
    loadPricer(sql, deps, drafts, products),
    loadRates(
      sql,
      drafts.map((draft) => rateRequest(draft, settings)),
    ),
  ]);
  return async (draft) => {
    const { currencyCode } = draft;
    const toReports = { ...settings, currencyCode, rateE10: rateOf(rateRequest(draft, settings)) };
    const priced = await price(draft);
    refuseHugeOrder(priced.sums, toReports);
    await fillDraft(draft, priced, toReports, settings);
  };
}

function rateRequest(
  { currencyCode: from, day }: DraftToPrice,
  { reportingCurrency: to }: Settings,
): RateRequest {
  return { from, to, day };
}

async function fillDraft(
  { aggregate }: DraftToPrice,
  { lines, sums }: PricedDocument<OrderLineInput>,
  toReports: ReportingRate,
  { roundingMode, taxRounding }: Settings,
): Promise<void> {
  const { order } = aggregate;
  Object.assign(order, sums, {
    roundingMode,
    taxRoundingLevel: taxRounding,
    reportingCurrency: toReports.reportingCurrency,
    exchangeRateE10: toReports.rateE10,
    reportingTotalMinor: reportingTotal(sums, toReports),
  });
  aggregate.lines = lines.map((line, i) => makeLine(order, line, i + 1));
  aggregate.scheduleLines = [];
  for (const [i, line] of aggregate.lines.entries()) {
    for (const part of makeSchedule(line, lines[i]!.input, order.requestedDay))
      aggregate.scheduleLines.push(part);
    await breathe();
  }
}
