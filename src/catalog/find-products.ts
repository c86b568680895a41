import type { ProductStatus } from '../../entities/catalog/catalog.enums';
import { Product } from '../../entities/catalog/product';
import { countRows, findPage } from '../persistence/lists/find-page';
import type { PageRequest, Slice, Sort } from '../persistence/lists/keyset';
import type { Sql } from '../persistence/sql';
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

export interface ProductOrder {
  field: 'SKU' | 'NAME';
  descending: boolean;
}

function sortOf({ field, descending }: ProductOrder): Sort<Product> {
  const name = `products-${field}-${descending ? 'down' : 'up'}`;
  if (field === 'SKU')
    return { name, keys: [{ column: 't.sku', kind: 'text', descending, value: ({ sku }) => sku }] };
  return {
    name,
    keys: [
      { column: 't.name_search', kind: 'text', descending, value: ({ nameSearch }) => nameSearch },
      { column: 't.id', kind: 'text', descending, value: ({ id }) => id },
    ],
  };
}

export function findProducts(
  sql: Sql,
  filter: ProductFilter,
  order: ProductOrder,
  request: PageRequest,
): Promise<Slice<Product>> {
  return findPage(sql, Product, condition(filter), sortOf(order), request);
}

export function countProducts(sql: Sql, filter: ProductFilter): Promise<number> {
  return countRows(sql, Product, condition(filter));
}

function condition({ text, categoryId, status, stocked }: ProductFilter): SqlFragment {
  return allOf([
    text?.trim() ? matches(text.trim()) : null,
    categoryId ? inCategory(categoryId) : null,
    status ? fragment('t.status = ?', [status]) : null,
    typeof stocked === 'boolean' ? fragment('t.stocked = ?', [stocked ? 1 : 0]) : null,
  ]);
}

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
