import { idsByCode } from '../../known-ids';
import { importOpeningStock } from '../../opening-stock';
import type { LoadWork } from '../../source-import';
import { codeOf } from './source';

/** The stock on hand; rows without any need no level. */
export async function importStock(work: LoadWork): Promise<void> {
  const products = await work.folder.index('Product', 'ProductID');
  const rows = (await work.folder.load('ProductInventory')).filter((row) => row.int('Quantity') > 0);
  const stock = rows.map((row) => ({
    where: row.where,
    sku: products.get(row.text('ProductID'))?.text('ProductNumber') ?? row.text('ProductID'),
    locationCode: codeOf(row.text('LocationID')),
    onHand: row.int('Quantity'),
    incoming: 0,
  }));
  const locations = await idsByCode(
    work.services.database.reader,
    'locations',
    stock.map(({ locationCode }) => locationCode),
  );
  await importOpeningStock(work, stock, locations, 'Opening stock from AdventureWorks');
}
