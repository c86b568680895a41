import { PromotionProduct } from '../../entities/catalog/promotion-product';
import { newRow } from '../persistence/mapping/entity-mapping';
import { allOf, anyOf, fragment, inList } from '../persistence/sql-fragment';
import type { Sql } from '../persistence/sql';

/** Which SKUs each of some promotions is for. */
export class PromotionSkus {
  private readonly stored = new Map<string, ReadonlySet<string>>();
  private readonly current = new Map<string, ReadonlySet<string>>();

  /** One statement; none without promotions. */
  static async load(sql: Sql, promotionIds: readonly string[]): Promise<PromotionSkus> {
    const set = new PromotionSkus();
    if (promotionIds.length === 0) return set;
    const where = inList('t.promotion_id', promotionIds);
    const rows = await sql.select(PromotionProduct, `WHERE ${where.sql}`, where.params);
    for (const id of promotionIds) {
      const skus = new Set(rows.filter(({ promotionId }) => promotionId === id).map(({ sku }) => sku));
      set.stored.set(id, skus);
      set.current.set(id, skus);
    }
    return set;
  }

  /** Sorted. */
  of(promotionId: string): string[] {
    return [...(this.current.get(promotionId) ?? [])].sort();
  }

  differ(promotionId: string, skus: readonly string[]): boolean {
    const now = this.current.get(promotionId) ?? new Set();
    const next = new Set(skus);
    return next.size !== now.size || [...next].some((sku) => !now.has(sku));
  }

  set(promotionId: string, skus: readonly string[]): void {
    this.current.set(promotionId, new Set(skus));
  }

  /** One delete and one insert at most. */
  async save(sql: Sql): Promise<void> {
    const gone: { promotionId: string; skus: string[] }[] = [];
    const added: PromotionProduct[] = [];
    for (const [promotionId, skus] of this.current) {
      const before = this.stored.get(promotionId) ?? new Set();
      const removed = [...before].filter((sku) => !skus.has(sku));
      if (removed.length > 0) gone.push({ promotionId, skus: removed });
      for (const sku of skus) {
        if (!before.has(sku)) added.push(newRow(PromotionProduct, { promotionId, sku }));
      }
    }
    if (gone.length > 0) {
      const where = anyOf(
        gone.map(({ promotionId, skus }) =>
          allOf([fragment('promotion_id = ?', [promotionId]), inList('sku', skus)]),
        ),
      );
      await sql.execute(`DELETE FROM promotion_products WHERE ${where.sql}`, where.params);
    }
    await sql.insert(PromotionProduct, added);
  }
}
