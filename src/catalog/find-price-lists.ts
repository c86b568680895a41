import { PriceList } from '../../entities/catalog/price-list';
import { PriceListEntry } from '../../entities/catalog/price-list-entry';
import { keysetPage, type PageRequest, type Slice, type Sort } from '../persistence/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';
import { validDuring } from './validity';

export interface PriceListFilter {
  currencyCode?: string | null;
  isDefault?: boolean | null;
  /** Only lists that are valid on this day. */
  validOn?: string | null;
}

const BY_CODE: Sort<PriceList> = {
  name: 'price-lists',
  keys: [{ column: 't.code', kind: 'text', value: ({ code }) => code }],
};

/** Price lists by code. */
export async function findPriceLists(
  sql: Sql,
  filter: PriceListFilter,
  request: PageRequest,
): Promise<Slice<PriceList>> {
  const page = keysetPage(BY_CODE, request);
  const where = allOf([listCondition(filter), page.where]);
  return page.cut(await sql.select(PriceList, `WHERE ${where.sql} ${page.tail}`, where.params));
}

export function countPriceLists(sql: Sql, filter: PriceListFilter): Promise<number> {
  return count(sql, 'price_lists', listCondition(filter));
}

function listCondition({ currencyCode, isDefault, validOn }: PriceListFilter): SqlFragment {
  return allOf([
    currencyCode ? fragment('t.currency_code = ?', [currencyCode]) : null,
    typeof isDefault === 'boolean' ? fragment('t.is_default = ?', [isDefault ? 1 : 0]) : null,
    validOn ? validDuring('t', [validOn]) : null,
  ]);
}

export interface EntryFilter {
  skus?: readonly string[] | null;
  /** Only prices that are valid on this day. */
  validOn?: string | null;
}

const BY_SKU: Sort<PriceListEntry> = {
  name: 'price-list-entries',
  keys: [
    { column: 't.sku', kind: 'text', value: ({ sku }) => sku },
    { column: 't.min_quantity', kind: 'int', value: ({ minQuantity }) => minQuantity },
    { column: 't.id', kind: 'text', value: ({ id }) => id },
  ],
};

/** Entries of one price list by SKU and quantity. */
export async function findEntries(
  sql: Sql,
  priceListId: string,
  filter: EntryFilter,
  request: PageRequest,
): Promise<Slice<PriceListEntry>> {
  const page = keysetPage(BY_SKU, request);
  const where = allOf([entryCondition(priceListId, filter), page.where]);
  return page.cut(await sql.select(PriceListEntry, `WHERE ${where.sql} ${page.tail}`, where.params));
}

export function countEntries(sql: Sql, priceListId: string, filter: EntryFilter): Promise<number> {
  return count(sql, 'price_list_entries', entryCondition(priceListId, filter));
}

function entryCondition(priceListId: string, { skus, validOn }: EntryFilter): SqlFragment {
  return allOf([
    fragment('t.price_list_id = ?', [priceListId]),
    skus ? inList('t.sku', skus) : null,
    validOn ? validDuring('t', [validOn]) : null,
  ]);
}

async function count(sql: Sql, table: string, where: SqlFragment): Promise<number> {
  const [row] = await sql.rows<{ n: RawInteger }>(`SELECT COUNT(*) AS n FROM ${table} t WHERE ${where.sql}`, where.params);
  return num(row?.n);
}
