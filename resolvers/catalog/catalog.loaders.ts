import { PriceList } from '../../entities/catalog/price-list';
import type { PriceListEntry } from '../../entities/catalog/price-list-entry';
import { Product } from '../../entities/catalog/product';
import { ProductCategory } from '../../entities/catalog/product-category';
import { Promotion } from '../../entities/catalog/promotion';
import { PromotionProduct } from '../../entities/catalog/promotion-product';
import { TaxRate } from '../../entities/catalog/tax-rate';
import { findCategoriesBelow } from '../../src/catalog/find-product-categories';
import { loadProductsBySku } from '../../src/catalog/products-by-sku';
import { findEntries, type EntryFilter } from '../../src/catalog/find-price-list-entries';
import { priceListScope } from '../../src/auth/row-scope';
import type { PageRequest, Slice } from '../../src/persistence/lists/keyset';
import { allOf, inList } from '../../src/persistence/sql-fragment';
import { registerNode } from '../node/node-registry';
import { defineLoader, grouped, inOrder, rowById } from '../kit/loader';

export const productById = rowById(Product);
export const categoryById = rowById(ProductCategory);
export const promotionById = rowById(Promotion);
export const taxRateById = rowById(TaxRate);

export const productBySku = defineLoader<string, Product>(async ({ services }, skus) => {
  const products = await loadProductsBySku(services.database.reader, skus);
  return skus.map((sku) => products.get(sku) ?? null);
});

/** Null for a price list that is neither a default one nor agreed with a visible account. */
export const priceListById = defineLoader<string, PriceList>(async ({ actor, services }, ids) => {
  const where = allOf([inList('t.id', ids), priceListScope(actor.scope)]);
  const rows = await services.database.reader.select(PriceList, `WHERE ${where.sql}`, where.params);
  return inOrder(ids, rows, ({ id }) => id);
});

/** The first categories directly below a category, by code. */
export const categoriesBelow = defineLoader<string, ProductCategory[]>(async ({ services }, parentIds) =>
  grouped(
    parentIds,
    await findCategoriesBelow(services.database.reader, parentIds),
    ({ parentId }) => parentId!,
  ),
);

/** SKUs of a promotion, sorted. */
export const skusOfPromotion = defineLoader<string, string[]>(async ({ services }, promotionIds) => {
  const where = inList('t.promotion_id', promotionIds);
  const rows = await services.database.reader.select(
    PromotionProduct,
    `WHERE ${where.sql} ORDER BY t.sku`,
    where.params,
  );
  const groups = grouped(promotionIds, rows, ({ promotionId }) => promotionId);
  return groups.map((group) => group.map(({ sku }) => sku));
});

export interface EntriesKey {
  priceListId: string;
  filter: EntryFilter;
  page: PageRequest;
}

/** A page of entries of a price list: one statement for all lists of which the same page is asked for. */
export const entriesOfPriceList = defineLoader<EntriesKey, Slice<PriceListEntry>>(
  async ({ services }, keys) => {
    const pages = new Map<string, EntriesKey[]>();
    for (const key of keys) pages.set(pageKey(key), [...(pages.get(pageKey(key)) ?? []), key]);
    const found = new Map<string, Map<string, Slice<PriceListEntry>>>();
    for (const [name, same] of pages) {
      const ids = same.map(({ priceListId }) => priceListId);
      found.set(name, await findEntries(services.database.reader, ids, same[0]!.filter, same[0]!.page));
    }
    return keys.map((key) => found.get(pageKey(key))?.get(key.priceListId) ?? null);
  },
  (key) => `${key.priceListId} ${pageKey(key)}`,
);

function pageKey({ filter, page }: EntriesKey): string {
  return JSON.stringify([filter.skus, filter.validOn, page.first, page.after, page.last, page.before]);
}

registerNode('Product', (ctx, id) => productById(ctx).load(id));
registerNode('ProductCategory', (ctx, id) => categoryById(ctx).load(id));
registerNode('PriceList', (ctx, id) => priceListById(ctx).load(id));
registerNode('Promotion', (ctx, id) => promotionById(ctx).load(id));
registerNode('TaxRate', (ctx, id) => taxRateById(ctx).load(id));
