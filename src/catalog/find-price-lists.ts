import { PriceList } from '../../entities/catalog/price-list';
import { priceListScope, type Scope } from '../auth/row-scope';
import { countRows, findPage } from '../persistence/lists/find-page';
import type { PageRequest, Slice, Sort } from '../persistence/lists/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, type SqlFragment } from '../persistence/sql-fragment';
import { validDuring } from './validity';

export interface PriceListFilter {
  currencyCode?: string | null;
  isDefault?: boolean | null;
  /** Only lists that are valid on this day. */
  validOn?: string | null;
}

const BY_CODE: Sort<PriceList> = {
  name: 'price-lists',
  keys: [{ column: 't.code', kind: 'text', value: ({ code }) => code }],
};

/** Price lists of the scope, by code. */
export function findPriceLists(
  sql: Sql,
  scope: Scope,
  filter: PriceListFilter,
  request: PageRequest,
): Promise<Slice<PriceList>> {
  return findPage(sql, PriceList, condition(scope, filter), BY_CODE, request);
}

export function countPriceLists(sql: Sql, scope: Scope, filter: PriceListFilter): Promise<number> {
  return countRows(sql, PriceList, condition(scope, filter));
}

function condition(scope: Scope, { currencyCode, isDefault, validOn }: PriceListFilter): SqlFragment {
  return allOf([
    priceListScope(scope),
    currencyCode ? fragment('t.currency_code = ?', [currencyCode]) : null,
    typeof isDefault === 'boolean' ? fragment('t.is_default = ?', [isDefault ? 1 : 0]) : null,
    validOn ? validDuring('t', [validOn]) : null,
  ]);
}
