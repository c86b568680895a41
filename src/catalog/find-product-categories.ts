import { ProductCategory } from '../../entities/catalog/product-category';
import { countRows, findPage } from '../persistence/lists/find-page';
import { firstOfEach } from '../persistence/first-of-each';
import type { PageRequest, Slice, Sort } from '../persistence/lists/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, type SqlFragment } from '../persistence/sql-fragment';

export interface CategoryFilter {
  /** Only categories directly below this one; null for those at the top. */
  parentId?: string | null;
}

const BY_CODE: Sort<ProductCategory> = {
  name: 'product-categories',
  keys: [{ column: 't.code', kind: 'text', value: ({ code }) => code }],
};

/** Categories by code. */
export function findProductCategories(
  sql: Sql,
  filter: CategoryFilter,
  request: PageRequest,
): Promise<Slice<ProductCategory>> {
  return findPage(sql, ProductCategory, condition(filter), BY_CODE, request);
}

export function countProductCategories(sql: Sql, filter: CategoryFilter): Promise<number> {
  return countRows(sql, ProductCategory, condition(filter));
}

/** The most categories that a category shows directly below itself. */
export const MAX_CHILDREN = 200;

/** The first categories directly below each of some, by code. */
export function findCategoriesBelow(sql: Sql, parentIds: readonly string[]): Promise<ProductCategory[]> {
  const order = { orderBy: 't.code', limit: MAX_CHILDREN };
  return firstOfEach(sql, ProductCategory, { of: 't.parent_id', owners: parentIds, ...order });
}

function condition({ parentId }: CategoryFilter): SqlFragment {
  if (parentId === undefined) return fragment('1 = 1');
  return allOf([
    parentId === null ? fragment('t.parent_id IS NULL') : fragment('t.parent_id = ?', [parentId]),
  ]);
}
