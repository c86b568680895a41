import { TaxRate } from '../../entities/catalog/tax-rate';
import { countRows, findPage } from '../persistence/lists/find-page';
import type { PageRequest, Slice, Sort } from '../persistence/lists/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, type SqlFragment } from '../persistence/sql-fragment';
import { validDuring } from './validity';

export interface TaxRateFilter {
  countryCode?: string | null;
  taxCategory?: string | null;
  /** Only rates that are valid on this day. */
  validOn?: string | null;
}

const BY_PLACE: Sort<TaxRate> = {
  name: 'tax-rates',
  keys: [
    { column: 't.country_code', kind: 'text', value: ({ countryCode }) => countryCode },
    { column: 't.region', kind: 'text', value: ({ region }) => region },
    { column: 't.tax_category', kind: 'text', value: ({ taxCategory }) => taxCategory },
    { column: 't.id', kind: 'text', value: ({ id }) => id },
  ],
};

/** Tax rates by country, region and tax category. */
export function findTaxRates(sql: Sql, filter: TaxRateFilter, request: PageRequest): Promise<Slice<TaxRate>> {
  return findPage(sql, TaxRate, condition(filter), BY_PLACE, request);
}

export function countTaxRates(sql: Sql, filter: TaxRateFilter): Promise<number> {
  return countRows(sql, TaxRate, condition(filter));
}

function condition({ countryCode, taxCategory, validOn }: TaxRateFilter): SqlFragment {
  return allOf([
    countryCode ? fragment('t.country_code = ?', [countryCode]) : null,
    taxCategory ? fragment('t.tax_category = ?', [taxCategory]) : null,
    validOn ? validDuring('t', [validOn]) : null,
  ]);
}
