import { PriceListEntry } from '../../entities/catalog/price-list-entry';
import { countRows } from '../persistence/lists/count-rows';
import { keysetPage, type PageRequest, type Slice, type Sort } from '../persistence/lists/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { validDuring } from './validity';

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

/** The same page of entries, by SKU and quantity, of each of some price lists: one statement. */
export async function findEntries(
  sql: Sql,
  priceListIds: readonly string[],
  filter: EntryFilter,
  request: PageRequest,
): Promise<Map<string, Slice<PriceListEntry>>> {
  const page = keysetPage(BY_SKU, request);
  const where = allOf([condition(priceListIds, filter), page.where]);
  const rows =
    priceListIds.length === 1
      ? await sql.select(PriceListEntry, `WHERE ${where.sql} ${page.tail}`, where.params)
      : await sql.select(
          PriceListEntry,
          `JOIN (SELECT t.id, ROW_NUMBER() OVER (PARTITION BY t.price_list_id ${page.orderBy}) AS place
                 FROM price_list_entries t WHERE ${where.sql}) placed ON placed.id = t.id
           WHERE placed.place <= ? ${page.orderBy}`,
          [...where.params, page.limit],
        );
  return new Map(
    priceListIds.map((id) => [id, page.cut(rows.filter(({ priceListId }) => priceListId === id))]),
  );
}

export function countEntries(sql: Sql, priceListId: string, filter: EntryFilter): Promise<number> {
  return countRows(sql, fragment('price_list_entries t'), condition([priceListId], filter));
}

function condition(priceListIds: readonly string[], { skus, validOn }: EntryFilter): SqlFragment {
  return allOf([
    priceListIds.length === 1
      ? fragment('t.price_list_id = ?', priceListIds)
      : inList('t.price_list_id', priceListIds),
    skus ? inList('t.sku', skus) : null,
    validOn ? validDuring('t', [validOn]) : null,
  ]);
}
