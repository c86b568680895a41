import { existingValues } from '../persistence/existing-values';
import type { Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';

/** Which of some SKUs belong to products. */
export class ProductSkus {
  private constructor(private readonly known: ReadonlySet<string>) {}

  /** One statement; none when no SKU is given. */
  static async load(sql: Sql, skus: readonly string[]): Promise<ProductSkus> {
    return new ProductSkus(await existingValues(sql, 'products', 'sku', skus));
  }

  /** Throws `INVALID_REFERENCE` with those that no product has. */
  require(skus: readonly string[]): void {
    const unknown = [...new Set(skus.filter((sku) => !this.known.has(sku)))];
    if (unknown.length === 0) return;
    throw new DomainError(
      'INVALID_REFERENCE',
      `There is no product with the SKU "${unknown[0]}". Create it first.`,
      {
        skus: unknown.slice(0, 100),
      },
    );
  }
}
