import { TaxRate } from '../../entities/catalog/tax-rate';
import type { Sql } from '../persistence/sql';
import { allOf, inList } from '../persistence/sql-fragment';
import { searchForm } from '../shared/text';
import { isValidOn, laterStartFirst, validDuring, type Validity } from '../catalog/validity';

export interface TaxRequest {
  /** ISO 3166-1 alpha-2 of the place of delivery; null when it is unknown. */
  countryCode: string | null;
  region: string | null;
  taxCategory: string;
  day: string;
}

/** Where tax rates come from. Loaded once for all lines of a list of commands. */
export interface TaxProvider {
  /** The function answers in millionths (1,000,000 = 100 %); 0 when no rate applies. */
  load(sql: Sql, requests: readonly TaxRequest[]): Promise<(request: TaxRequest) => bigint>;
}

/** Reads the table `tax_rates`: one statement for any number of requests, none when no country is known. */
export const rateTableTaxProvider: TaxProvider = {
  async load(sql, requests) {
    const located = requests.filter(({ countryCode }) => countryCode !== null);
    if (located.length === 0) return () => 0n;
    const where = allOf([
      inList('t.country_code', [...new Set(located.map(({ countryCode }) => countryCode))]),
      inList('t.tax_category', [...new Set(located.map(({ taxCategory }) => taxCategory))]),
      validDuring(
        't',
        located.map(({ day }) => day),
      ),
    ]);
    const rates = await sql.select(TaxRate, `WHERE ${where.sql}`, where.params);
    const known = new Map<string, bigint>();
    return (request) => {
      const key = JSON.stringify([request.countryCode, request.region, request.taxCategory, request.day]);
      let ppm = known.get(key);
      if (ppm === undefined) known.set(key, (ppm = chooseTaxRate(request, rates)?.ratePpm ?? 0n));
      return ppm;
    };
  },
};

interface RegionalRate extends Validity {
  countryCode: string;
  /** Empty for the whole country. */
  region: string;
  taxCategory: string;
}

/** The most specific rate: of the region (compared without case and accents), else of the whole country; of several the one that started last. */
export function chooseTaxRate<R extends RegionalRate>(
  request: TaxRequest,
  rates: readonly R[],
): R | undefined {
  const region = searchForm(request.region ?? '');
  const valid = rates
    .filter((rate) => rate.countryCode === request.countryCode && rate.taxCategory === request.taxCategory)
    .filter((rate) => isValidOn(rate, request.day))
    .sort(laterStartFirst);
  const regional = region === '' ? undefined : valid.find((rate) => searchForm(rate.region) === region);
  return regional ?? valid.find((rate) => rate.region === '');
}
