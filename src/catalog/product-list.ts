import type { ProductStatus } from '../../entities/catalog/catalog.enums';
import { Product } from '../../entities/catalog/product';
import { defineList } from '../persistence/lists/define-list';
import { filtersOf } from '../persistence/lists/list-filters';
import { allOf, anyOf, fragment, type SqlFragment } from '../persistence/sql-fragment';
import { likePrefix, searchForm } from '../shared/text';

export interface ProductFilter {
  /** The start of the SKU, or words of the name of which each may be cut short. */
  text?: string | null;
  /** Products of this category and of all below it. */
  categoryId?: string | null;
  status?: ProductStatus | null;
  stocked?: boolean | null;
}

const { equals, given } = filtersOf<ProductFilter>();

/** The list of products. */
export const PRODUCTS = defineList<Product, ProductFilter, 'SKU' | 'NAME'>({
  name: 'products',
  entity: Product,
  filters: {
    text: given('text', (text) => (text.trim() ? matches(text.trim()) : null)),
    categoryId: given('categoryId', inCategory),
    status: equals('status', 'status'),
    stocked: equals('stocked', 'stocked'),
  },
  sorts: { SKU: ['sku'], NAME: ['nameSearch', 'id'] },
  indexes: [['sku'], ['name_search', 'id']],
  cursors: (sort, descending) => `products-${sort}-${descending ? 'down' : 'up'}`,
});

function matches(text: string): SqlFragment {
  const words = searchForm(text).split(' ').slice(0, MAX_WORDS);
  return anyOf([
    fragment("LOWER(t.sku) LIKE ? ESCAPE '!'", [likePrefix(text.toLowerCase())]),
    allOf(
      words.map((word) =>
        fragment("t.name_search LIKE ? ESCAPE '!' OR t.name_search LIKE ? ESCAPE '!'", [
          likePrefix(word),
          `% ${likePrefix(word)}`,
        ]),
      ),
    ),
  ]);
}

/** More words than this narrow nothing that people look for. */
const MAX_WORDS = 8;

function inCategory(categoryId: string): SqlFragment {
  return fragment(
    `t.category_id IN (SELECT below.id FROM product_categories above JOIN product_categories below
       ON INSTR(below.path, above.path) = 1
     WHERE above.id = ?)`,
    [categoryId],
  );
}
