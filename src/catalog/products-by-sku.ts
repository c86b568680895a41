import { Product } from '../../entities/catalog/product';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';

export type ProductsBySku = ReadonlyMap<string, Product>;

/** The products of some SKUs, those that there are; one statement, none for no SKU. */
export async function loadProductsBySku(sql: Sql, skus: readonly string[]): Promise<ProductsBySku> {
  const distinct = [...new Set(skus)];
  if (distinct.length === 0) return new Map();
  const { sql: condition, params } = inList('t.sku', distinct);
  const products = await sql.select(Product, `WHERE ${condition}`, params);
  return new Map(products.map((product) => [product.sku, product]));
}
