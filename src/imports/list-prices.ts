import type { PriceListEntryInput } from '../catalog/price-list-entries';
import type { Sql } from '../persistence/sql';
import type { LoadWork } from './source-import';

/** A list price as a source gives it. */
export interface ListPrice extends Pick<
  PriceListEntryInput,
  'sku' | 'unitPriceMicros' | 'validFrom' | 'validTo'
> {
  where: string;
}

/** Entries that one change of the price list brings in. */
const ENTRIES_PER_COMMAND = 200;

/** Adds the prices to the currency's list prices: to the default price list that there is, or to one that is made for it. */
export async function importListPrices(
  { session, services }: LoadWork,
  currencyCode: string,
  prices: readonly ListPrice[],
): Promise<void> {
  const code = (await defaultListCode(services.database.reader, currencyCode)) ?? `LIST-${currencyCode}`;
  const parts: ListPrice[][] = [];
  for (let i = 0; i < prices.length; i += ENTRIES_PER_COMMAND)
    parts.push(prices.slice(i, i + ENTRIES_PER_COMMAND));
  await session.run({
    name: 'list prices',
    source: parts,
    total: parts.length,
    useCase: services.useCases.catalog.upsertPriceList,
    translate: () =>
      Promise.resolve((part: ListPrice[]) => ({
        code,
        currencyCode,
        isDefault: true,
        entries: part.map(({ where: _where, ...entry }) => ({ ...entry, minQuantity: 1 })),
      })),
    where: ([first]) => first!.where,
    changed: (result) => result.changed,
    rowsOf: (part) => part.length,
  });
}

async function defaultListCode(sql: Sql, currencyCode: string): Promise<string | null> {
  const [list] = await sql.rows<{ code: string }>(
    'SELECT code FROM price_lists WHERE is_default = 1 AND currency_code = ? ORDER BY code LIMIT 1',
    [currencyCode],
  );
  return list?.code ?? null;
}
