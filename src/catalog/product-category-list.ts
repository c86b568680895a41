import { ProductCategory } from '../../entities/catalog/product-category';
import { defineList } from '../persistence/lists/define-list';
import { fragment } from '../persistence/sql-fragment';

export interface CategoryFilter {
  /** Only categories directly below this one; null for those at the top. */
  parentId?: string | null;
}

/** The list of product categories, by code. */
export const PRODUCT_CATEGORIES = defineList<ProductCategory, CategoryFilter, 'CODE'>({
  name: 'productCategories',
  entity: ProductCategory,
  filters: {
    parentId: {
      input: ['parentId'],
      condition({ parentId }) {
        if (parentId === undefined) return null;
        return parentId === null ? fragment('t.parent_id IS NULL') : fragment('t.parent_id = ?', [parentId]);
      },
    },
  },
  sorts: { CODE: ['code'] },
  indexes: [['code']],
  cursors: () => 'product-categories',
});
