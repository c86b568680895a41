import { ProductStatus } from '../../../../entities/catalog/catalog.enums';
import { MICROS_DIGITS } from '../../../shared/money';
import { idsByCode } from '../../known-ids';
import { importListPrices } from '../../list-prices';
import { importOpeningStock } from '../../opening-stock';
import type { LoadWork } from '../../source-import';
import { upsertStep } from '../../upsert-step';
import { WAREHOUSE } from './organization';
import { codeOf, CURRENCY } from './source';

export async function importCategories({ folder, session, services }: LoadWork): Promise<void> {
  const rows = await folder.load('Categories');
  await session.run(
    upsertStep('product categories', rows, services.useCases.catalog.upsertProductCategory, (row) => ({
      code: codeOf(row.text('CategoryID')),
      name: row.text('CategoryName'),
      parentCode: null,
    })),
  );
}

/** Products have numbers only; their SKUs are made of them. */
export async function importProducts({ folder, session, services }: LoadWork): Promise<void> {
  const rows = await folder.load('Products');
  await session.run(
    upsertStep('products', rows, services.useCases.catalog.upsertProduct, (row) => {
      const category = row.optional('CategoryID');
      return {
        sku: codeOf(row.text('ProductID')),
        name: row.text('ProductName'),
        category: category === null ? null : { code: codeOf(category) },
        status: row.flag('Discontinued') ? ProductStatus.DISCONTINUED : ProductStatus.ACTIVE,
      };
    }),
  );
}

/** The present prices; they have no dates. */
export async function importPrices(work: LoadWork): Promise<void> {
  const rows = await work.folder.load('Products');
  const prices = rows.map((row) => ({
    where: row.where,
    sku: codeOf(row.text('ProductID')),
    unitPriceMicros: row.decimal('UnitPrice', MICROS_DIGITS),
    validFrom: null,
    validTo: null,
  }));
  await importListPrices(work, CURRENCY, prices);
}

/** What is on hand and on order; products without either need no level. */
export async function importStock(work: LoadWork): Promise<void> {
  const rows = await work.folder.load('Products');
  const stock = rows.map((row) => ({
    where: row.where,
    sku: codeOf(row.text('ProductID')),
    locationCode: WAREHOUSE,
    onHand: row.int('UnitsInStock'),
    incoming: row.int('UnitsOnOrder'),
  }));
  await importOpeningStock(
    work,
    stock.filter(({ onHand, incoming }) => onHand + incoming > 0),
    await idsByCode(work.services.database.reader, 'locations', [WAREHOUSE]),
    'Opening stock from Northwind',
  );
}
