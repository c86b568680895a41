import { Promotion } from '../../entities/catalog/promotion';
import { countRows, findPage } from '../persistence/lists/find-page';
import type { PageRequest, Slice, Sort } from '../persistence/lists/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, type SqlFragment } from '../persistence/sql-fragment';
import { validDuring } from './validity';

export interface PromotionFilter {
  /** Only promotions for this product. */
  sku?: string | null;
  active?: boolean | null;
  /** Only promotions that are valid on this day. */
  validOn?: string | null;
}

const BY_CODE: Sort<Promotion> = {
  name: 'promotions',
  keys: [{ column: 't.code', kind: 'text', value: ({ code }) => code }],
};

/** Promotions by code. */
export function findPromotions(
  sql: Sql,
  filter: PromotionFilter,
  request: PageRequest,
): Promise<Slice<Promotion>> {
  return findPage(sql, Promotion, condition(filter), BY_CODE, request);
}

export function countPromotions(sql: Sql, filter: PromotionFilter): Promise<number> {
  return countRows(sql, Promotion, condition(filter));
}

function condition({ sku, active, validOn }: PromotionFilter): SqlFragment {
  return allOf([
    sku
      ? fragment('t.id IN (SELECT pp.promotion_id FROM promotion_products pp WHERE pp.sku = ?)', [sku])
      : null,
    typeof active === 'boolean' ? fragment('t.active = ?', [active ? 1 : 0]) : null,
    validOn ? validDuring('t', [validOn]) : null,
  ]);
}
