import { idsByCode } from '../../known-ids';
import type { SourceFolder } from '../../source-folder';
import type { LoadWork } from '../../source-import';
import { upsertStep } from '../../upsert-step';
import { codeOf } from './source';

/** The code of the one place where goods lie. */
export const WAREHOUSE = codeOf('MAIN');

/** The four regions; the towns below them are too small to be a representative's one territory. */
export async function importTerritories({ folder, session, services }: LoadWork): Promise<void> {
  const rows = await folder.load('Region');
  await session.run(
    upsertStep('territories', rows, services.useCases.accounts.upsertTerritory, (row) => ({
      code: codeOf(row.text('RegionID')),
      name: row.text('RegionDescription'),
    })),
  );
}

/** Employees, each in the region that all towns of theirs lie in. */
export async function importReps({ folder, session, services }: LoadWork): Promise<void> {
  const rows = await folder.load('Employees');
  const regions = await regionsOfEmployees(folder);
  const territories = await idsByCode(
    services.database.reader,
    'territories',
    [...regions.values()].map(codeOf),
  );
  await session.run(
    upsertStep('sales representatives', rows, services.useCases.accounts.upsertRep, (row) => {
      const region = regions.get(row.text('EmployeeID')) ?? null;
      return {
        code: codeOf(row.text('EmployeeID')),
        name: `${row.text('FirstName')} ${row.text('LastName')}`,
        territoryId: territories.optional(region && codeOf(region)),
      };
    }),
  );
}

/** `RegionID`s by `EmployeeID`; of an employee in several regions the first. */
export async function regionsOfEmployees(folder: SourceFolder): Promise<Map<string, string>> {
  const towns = await folder.index('Territories', 'TerritoryID');
  const regions = new Map<string, string>();
  for await (const row of folder.rows('EmployeeTerritories')) {
    const employee = row.text('EmployeeID');
    const region = towns.get(row.text('TerritoryID'))?.text('RegionID');
    if (region !== undefined && !regions.has(employee)) regions.set(employee, region);
  }
  return regions;
}

/** One location: the source has none, only stock. */
export async function importLocations({ session, services }: LoadWork): Promise<void> {
  const warehouse = { code: WAREHOUSE, name: 'Northwind warehouse', countryCode: 'US' };
  await session.run({
    name: 'locations',
    source: [warehouse],
    total: 1,
    useCase: services.useCases.inventory.upsertLocation,
    translate: () => Promise.resolve(() => warehouse),
    where: ({ name }) => name,
    changed: (result) => result.changed,
  });
}
