import { ProductCategory } from '../../entities/catalog/product-category';
import { firstOfEach } from '../persistence/first-of-each';
import type { Sql } from '../persistence/sql';

/** The most categories that a category shows directly below itself. */
export const MAX_CHILDREN = 200;

/** The first categories directly below each of some, by code. */
export function findCategoriesBelow(sql: Sql, parentIds: readonly string[]): Promise<ProductCategory[]> {
  const order = { orderBy: 't.code', limit: MAX_CHILDREN };
  return firstOfEach(sql, ProductCategory, { of: 't.parent_id', owners: parentIds, ...order });
}
