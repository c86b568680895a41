import { idsByCode } from '../../known-ids';
import type { LoadWork } from '../../source-import';
import type { SourceFolder } from '../../source-folder';
import type { SourceRow } from '../../source-row';
import { upsertStep } from '../../upsert-step';
import { loadPersons } from './persons';
import { codeOf } from './source';

const RATE_KEY = ['FromCurrencyCode', 'ToCurrencyCode', 'CurrencyRateDate'];

/** The average rate of each day. */
export async function importExchangeRates({ folder, session, services }: LoadWork): Promise<void> {
  const { upsertExchangeRate } = services.useCases.accounts;
  await session.run({
    ...upsertStep('exchange rates', [], upsertExchangeRate, (row) => ({
      from: row.text('FromCurrencyCode'),
      to: row.text('ToCurrencyCode'),
      day: row.day('CurrencyRateDate'),
      rateE10: averageRate(row),
    })),
    source: ratesBetweenCurrencies(folder),
    total: await folder.count('CurrencyRate'),
    needs: (row) => [RATE_KEY.map((column) => row.optional(column)).join(' ')],
  });
}

/** Without those from a currency to itself, which are 1. */
async function* ratesBetweenCurrencies(folder: SourceFolder): AsyncGenerator<SourceRow> {
  for await (const row of folder.rows('CurrencyRate')) {
    if (row.text('FromCurrencyCode') !== row.text('ToCurrencyCode')) yield row;
  }
}

/** A row of `CurrencyRate` in multiples of 10⁻¹⁰. */
export function averageRate(row: SourceRow): bigint {
  return row.decimal('AverageRate', 10);
}

export async function importTerritories({ folder, session, services }: LoadWork): Promise<void> {
  const rows = await folder.load('SalesTerritory');
  await session.run(
    upsertStep('territories', rows, services.useCases.accounts.upsertTerritory, (row) => ({
      code: codeOf(row.text('TerritoryID')),
      name: row.text('Name'),
      groupName: row.text('Group'),
      countryCode: row.text('CountryRegionCode'),
    })),
  );
}

export async function importReps({ folder, session, services }: LoadWork): Promise<void> {
  const rows = await folder.load('SalesPerson');
  const persons = await loadPersons(folder);
  const employees = await folder.index('Employee', 'BusinessEntityID');
  const codes = rows.map((row) => row.optional('TerritoryID')).map((id) => id && codeOf(id));
  const territories = await idsByCode(services.database.reader, 'territories', codes);
  await session.run(
    upsertStep('sales representatives', rows, services.useCases.accounts.upsertRep, (row) => {
      const id = row.text('BusinessEntityID');
      const territory = row.optional('TerritoryID');
      return {
        code: codeOf(id),
        name: persons.get(id)?.name ?? codeOf(id),
        email: persons.get(id)?.email ?? null,
        territoryId: territories.optional(territory && codeOf(territory)),
        active: employees.get(id)?.flag('CurrentFlag') ?? true,
      };
    }),
  );
}

const FINISHED_GOODS = 'Finished Goods Storage';

/** The plant's storage areas; finished goods are picked first. All of them are at the company's seat. */
export async function importLocations({ folder, session, services }: LoadWork): Promise<void> {
  const rows = await folder.load('Location');
  await session.run(
    upsertStep('locations', rows, services.useCases.inventory.upsertLocation, (row) => ({
      code: codeOf(row.text('LocationID')),
      name: row.text('Name'),
      countryCode: 'US',
      region: 'WA',
      city: 'Bothell',
      priority: row.text('Name') === FINISHED_GOODS ? 10 : 100 + row.int('LocationID'),
    })),
  );
}
