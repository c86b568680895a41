import { importCurrencies } from '../../currencies';
import type { Remark } from '../../import-report';
import { idsByCode, idsByExternalId } from '../../known-ids';
import type { SourceFolder } from '../../source-folder';
import type { LoadWork, SourceSystem } from '../../source-import';
import { importSourceOrders, type SourceSalesOrder } from '../../source-orders';
import { importCategories, importPrices, importProducts, importStock } from './catalog';
import { sourceFigures, toHistoryOrder, type OrderLinks, type OrderTables } from './order-input';
import { importLocations, importReps, importTerritories, regionsOfEmployees } from './organization';
import { importParties } from './parties';
import { OrderRemarks } from './remarks';
import { salesOrders } from './sales-orders';
import { codeOf, CURRENCY, NORTHWIND } from './source';
import { TABLES } from './tables';

/** Microsoft's Northwind as CSV: a wholesaler of food that sells to shops and restaurants. */
export const northwind: SourceSystem = {
  name: NORTHWIND,
  title: "Northwind, Microsoft's sample company that sells food to shops",
  tables: TABLES,
  comparison: {
    measures: ['orders', 'lines', 'units', 'gross', 'net', 'freight', 'total'],
    dimensions: ['year', 'territory', 'rep', 'shippingMethod'],
  },
  async load(work) {
    await importCurrencies(work, [{ where: 'US dollars', code: CURRENCY, name: 'US Dollar' }]);
    await importTerritories(work);
    await importReps(work);
    await importCategories(work);
    await importProducts(work);
    await importPrices(work);
    await importLocations(work);
    await importStock(work);
    await importParties(work);
    return importSalesOrders(work);
  },
};

async function importSalesOrders(work: LoadWork): Promise<Remark[]> {
  const { folder, services, totals } = work;
  const tables = await loadOrderTables(work);
  const remarks = new OrderRemarks();
  await importSourceOrders(work, {
    orders: salesOrders(folder),
    total: await folder.count('Orders'),
    see(order) {
      totals.add(sourceFigures(order, tables));
      remarks.see(order);
    },
    async translate(chunk) {
      const links = await orderLinks(work, chunk);
      return (order) => toHistoryOrder(order, tables, links, services.settings);
    },
  });
  return remarks.list();
}

async function loadOrderTables({ folder, services }: LoadWork): Promise<OrderTables> {
  const { reader } = services.database;
  const regionNames = await names(folder, 'Region', 'RegionID', 'RegionDescription');
  const employees = await folder.index('Employees', 'EmployeeID');
  return {
    shippers: await names(folder, 'Shippers', 'ShipperID', 'CompanyName'),
    regions: await regionsOfEmployees(folder),
    regionNames,
    territories: await idsByCode(reader, 'territories', [...regionNames.keys()].map(codeOf)),
    reps: await idsByCode(reader, 'reps', [...employees.keys()].map(codeOf)),
  };
}

async function names(
  folder: SourceFolder,
  table: string,
  key: string,
  column: string,
): Promise<Map<string, string>> {
  const rows = await folder.load(table);
  return new Map(rows.map((row) => [row.text(key), row.text(column)]));
}

/** Three statements for a chunk of orders. */
async function orderLinks({ services }: LoadWork, chunk: readonly SourceSalesOrder[]): Promise<OrderLinks> {
  const { reader } = services.database;
  const customers = chunk.flatMap(({ header }) => header.optional('CustomerID') ?? []);
  return {
    accounts: await idsByExternalId(reader, NORTHWIND, 'Account', customers),
    contacts: await idsByExternalId(reader, NORTHWIND, 'Contact', customers),
    addresses: await idsByExternalId(reader, NORTHWIND, 'Address', customers),
  };
}
