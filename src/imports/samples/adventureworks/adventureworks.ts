import { importCurrencies, type SourceCurrency } from '../../currencies';
import { idsByExternalId } from '../../known-ids';
import type { Remark } from '../../import-report';
import type { SourceFolder } from '../../source-folder';
import type { LoadWork, SourceSystem } from '../../source-import';
import { importSourceOrders } from '../../source-orders';
import { importCategories, importPrices, importProducts, importPromotions, importTaxRates } from './catalog';
import { Customers } from './customers';
import { importExchangeRates, importLocations, importReps, importTerritories } from './organization';
import { sourceFigures, toHistoryOrder, type OrderLinks } from './order-input';
import { loadOrderTables } from './order-tables';
import { importAccounts, importAddresses, importContacts } from './parties';
import { loadPersons } from './persons';
import { OrderRemarks } from './remarks';
import { salesOrders, type SalesOrder } from './sales-orders';
import { ADVENTUREWORKS } from './source';
import { importStock } from './stock';
import { TABLES } from './tables';

/** Microsoft's AdventureWorks (OLTP) as CSV: bicycles, sold to stores through representatives and to individuals online. */
export const adventureWorks: SourceSystem = {
  name: ADVENTUREWORKS,
  title: "AdventureWorks, Microsoft's sample company that sells bicycles",
  tables: TABLES,
  comparison: {
    measures: ['orders', 'lines', 'units', 'lineNet', 'net', 'tax', 'freight', 'total'],
    dimensions: ['year', 'channel', 'territory', 'rep'],
  },
  async load(work) {
    await importCurrencies(work, await currenciesOf(work.folder));
    await importExchangeRates(work);
    await importTerritories(work);
    await importReps(work);
    await importCategories(work);
    await importProducts(work);
    await importPrices(work);
    await importPromotions(work);
    await importTaxRates(work);
    await importLocations(work);
    await importStock(work);
    const customers = await Customers.load(work.folder);
    await importParties(work, customers);
    return importSalesOrders(work, customers);
  },
};

async function currenciesOf(folder: SourceFolder): Promise<SourceCurrency[]> {
  const rows = await folder.load('Currency');
  return rows.map((row) => ({ where: row.where, code: row.text('CurrencyCode'), name: row.text('Name') }));
}

async function importParties(work: LoadWork, customers: Customers): Promise<void> {
  const persons = await loadPersons(work.folder);
  await importAccounts(work, customers, persons);
  await importContacts(work, customers, persons);
  await importAddresses(work, customers, persons);
}

async function importSalesOrders(work: LoadWork, customers: Customers): Promise<Remark[]> {
  const { folder, services, totals } = work;
  const { reader } = services.database;
  const tables = await loadOrderTables(folder, reader, customers);
  const remarks = new OrderRemarks();
  await importSourceOrders<SalesOrder>(work, {
    orders: salesOrders(folder),
    total: await folder.count('SalesOrderHeader'),
    see(order) {
      totals.add(sourceFigures(order, tables));
      remarks.see(order, tables);
    },
    async translate(chunk) {
      const links = await orderLinks(reader, chunk, customers);
      return (order) => toHistoryOrder(order, tables, links, services.settings);
    },
  });
  return remarks.list();
}

/** Three statements for a chunk of orders. */
async function orderLinks(
  sql: Parameters<typeof idsByExternalId>[0],
  chunk: readonly SalesOrder[],
  customers: Customers,
): Promise<OrderLinks> {
  const headers = chunk.map(({ header }) => header);
  const values = (column: string): string[] => [
    ...new Set(headers.flatMap((header) => header.optional(column) ?? [])),
  ];
  const buyers = values('CustomerID');
  return {
    accounts: await idsByExternalId(sql, ADVENTUREWORKS, 'Account', buyers),
    contacts: await idsByExternalId(
      sql,
      ADVENTUREWORKS,
      'Contact',
      buyers.flatMap((id) => customers.get(id)?.personId ?? []),
    ),
    addresses: await idsByExternalId(sql, ADVENTUREWORKS, 'Address', [
      ...values('BillToAddressID'),
      ...values('ShipToAddressID'),
    ]),
  };
}
