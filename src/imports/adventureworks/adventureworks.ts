import { watched } from '../batches';
import { idsByExternalId } from '../known-ids';
import type { Remark } from '../import-report';
import type { LoadWork, SourceSystem } from '../source-import';
import { importCategories, importPrices, importProducts, importPromotions, importTaxRates } from './catalog';
import { Customers } from './customers';
import {
  importCurrencies,
  importExchangeRates,
  importLocations,
  importReps,
  importTerritories,
} from './organization';
import { sourceFigures, toHistoryOrder, type OrderLinks } from './order-input';
import { loadOrderTables } from './order-tables';
import { importAccounts, importAddresses, importContacts } from './parties';
import { loadPersons } from './persons';
import { OrderRemarks } from './remarks';
import { salesOrders, type SalesOrder } from './sales-orders';
import { ADVENTUREWORKS } from './source';
import { importStock } from './stock';

const ORDERS_PER_TRANSACTION = 250;

/** Microsoft's AdventureWorks (OLTP) as CSV: bicycles, sold to stores through representatives and to individuals online. */
export const adventureWorks: SourceSystem = {
  name: ADVENTUREWORKS,
  tables: [
    ...[
      'Address',
      'AddressType',
      'BusinessEntityAddress',
      'BusinessEntityContact',
      'ContactType',
      'Currency',
    ],
    ...[
      'CurrencyRate',
      'Customer',
      'EmailAddress',
      'Employee',
      'Location',
      'Person',
      'PersonPhone',
      'Product',
    ],
    ...[
      'ProductCategory',
      'ProductInventory',
      'ProductListPriceHistory',
      'ProductSubcategory',
      'SalesOrderDetail',
    ],
    ...['SalesOrderHeader', 'SalesOrderHeaderSalesReason', 'SalesPerson', 'SalesReason', 'SalesTaxRate'],
    ...['SalesTerritory', 'ShipMethod', 'SpecialOffer', 'SpecialOfferProduct', 'StateProvince', 'Store'],
  ],
  comparison: {
    measures: ['orders', 'lines', 'units', 'lineNet', 'net', 'tax', 'freight', 'total'],
    dimensions: ['year', 'channel', 'territory', 'rep'],
  },
  async load(work) {
    await importCurrencies(work);
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
    const persons = await loadPersons(work.folder);
    await importAccounts(work, customers, persons);
    await importContacts(work, customers, persons);
    await importAddresses(work, customers, persons);
    return importOrders(work, customers);
  },
};

async function importOrders(
  { folder, session, services, totals }: LoadWork,
  customers: Customers,
): Promise<Remark[]> {
  const { reader } = services.database;
  const tables = await loadOrderTables(folder, reader, customers);
  const remarks = new OrderRemarks();
  await session.run({
    name: 'orders',
    source: watched(salesOrders(folder), (order) => {
      totals.add(() => sourceFigures(order, tables));
      remarks.see(order, tables);
    }),
    total: await folder.count('SalesOrderHeader'),
    useCase: services.useCases.orders.importHistory,
    async translate(chunk: readonly SalesOrder[]) {
      const links = await orderLinks(reader, chunk, customers);
      return (order: SalesOrder) => toHistoryOrder(order, tables, links, services.settings);
    },
    where: ({ header }) => header.where,
    changed: ({ existing }) => !existing,
    chunkSize: ORDERS_PER_TRANSACTION,
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
  const values = (column: string): string[] => [...new Set(headers.map((header) => header.text(column)))];
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
