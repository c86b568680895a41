import type { Sql } from '../persistence/sql';
import { allOf, anyOf, fragment, inList } from '../persistence/sql-fragment';
import { big, num, type RawInteger } from '../persistence/values';
import {
  unitPrice,
  type PriceCandidate,
  type PriceRequest,
  type PromotionCandidate,
  type UnitPriceQuote,
} from './unit-price';
import { validDuring } from '../catalog/validity';

export type { PriceRequest, UnitPriceQuote, UnitPriceStep, UnitPriceStepKind } from './unit-price';

/** The price list entries and promotions that some requests need, and the one way to make prices of them. */
export class PriceBook {
  private constructor(
    private readonly entries: ReadonlyMap<string, PriceCandidate[]>,
    private readonly promotions: ReadonlyMap<string, PromotionCandidate[]>,
  ) {}

  /** Two statements for any number of requests, none for an empty list. */
  static async load(sql: Sql, requests: readonly PriceRequest[]): Promise<PriceBook> {
    if (requests.length === 0) return new PriceBook(new Map(), new Map());
    const [entries, promotions] = await Promise.all([
      loadEntries(sql, requests),
      loadPromotions(sql, requests),
    ]);
    return new PriceBook(entries, promotions);
  }

  /** The price of a request that the book was loaded for. Throws `PRICE_MISSING`. */
  quote(request: PriceRequest): UnitPriceQuote {
    return unitPrice(request, this.entries.get(request.sku) ?? [], this.promotions.get(request.sku) ?? []);
  }
}

interface EntryRow {
  sku: string;
  min_quantity: RawInteger;
  unit_price_micros: RawInteger;
  valid_from: string | null;
  valid_to: string | null;
  list_id: string;
  list_name: string;
  list_currency: string;
  list_default: RawInteger;
  list_from: string | null;
  list_to: string | null;
}

/**
 * Products lead the join so that MariaDB finds entries by list and SKU; with `e.sku IN (…)` it uses the list alone and reads all of
 * the list's entries.
 */
async function loadEntries(
  sql: Sql,
  requests: readonly PriceRequest[],
): Promise<Map<string, PriceCandidate[]>> {
  const days = requests.map(({ day }) => day);
  const where = allOf([
    inList('p.sku', distinct(requests.map(({ sku }) => sku))),
    inList('l.currency_code', distinct(requests.map(({ currencyCode }) => currencyCode))),
    anyOf([
      fragment('l.is_default = 1'),
      inList('l.id', distinct(requests.flatMap(({ priceListId }) => priceListId ?? []))),
    ]),
    validDuring('e', days),
    validDuring('l', days),
  ]);
  const rows = await sql.rows<EntryRow>(
    `SELECT e.sku, e.min_quantity, e.unit_price_micros, e.valid_from, e.valid_to, l.id AS list_id, l.name AS list_name,
            l.currency_code AS list_currency, l.is_default AS list_default, l.valid_from AS list_from, l.valid_to AS list_to
     FROM products p JOIN price_lists l JOIN price_list_entries e ON e.price_list_id = l.id AND e.sku = p.sku
     WHERE ${where.sql}`,
    where.params,
  );
  return groupBySku(rows, entryOf);
}

function entryOf(row: EntryRow): PriceCandidate {
  return {
    sku: row.sku,
    minQuantity: num(row.min_quantity),
    unitPriceMicros: big(row.unit_price_micros),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    list: {
      id: row.list_id,
      name: row.list_name,
      currencyCode: row.list_currency,
      isDefault: num(row.list_default) === 1,
      validFrom: row.list_from,
      validTo: row.list_to,
    },
  };
}

interface PromotionRow {
  sku: string;
  id: string;
  code: string;
  name: string;
  reason: string;
  discount_ppm: RawInteger;
  min_quantity: RawInteger;
  max_quantity: RawInteger | null;
  valid_from: string | null;
  valid_to: string | null;
}

async function loadPromotions(
  sql: Sql,
  requests: readonly PriceRequest[],
): Promise<Map<string, PromotionCandidate[]>> {
  const where = allOf([
    inList('pp.sku', distinct(requests.map(({ sku }) => sku))),
    fragment('p.active = 1'),
    validDuring(
      'p',
      requests.map(({ day }) => day),
    ),
  ]);
  const rows = await sql.rows<PromotionRow>(
    `SELECT pp.sku, p.id, p.code, p.name, p.reason, p.discount_ppm, p.min_quantity, p.max_quantity, p.valid_from, p.valid_to
     FROM promotion_products pp JOIN promotions p ON p.id = pp.promotion_id
     WHERE ${where.sql}`,
    where.params,
  );
  return groupBySku(rows, promotionOf);
}

function promotionOf(row: PromotionRow): PromotionCandidate {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    reason: row.reason,
    discountPpm: big(row.discount_ppm),
    minQuantity: num(row.min_quantity),
    maxQuantity: row.max_quantity === null ? null : num(row.max_quantity),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}

function groupBySku<R extends { sku: string }, C>(rows: readonly R[], make: (row: R) => C): Map<string, C[]> {
  const groups = new Map<string, C[]>();
  for (const row of rows) {
    const group = groups.get(row.sku);
    if (group) group.push(make(row));
    else groups.set(row.sku, [make(row)]);
  }
  return groups;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
