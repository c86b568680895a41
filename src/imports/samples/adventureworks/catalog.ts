import { ProductStatus } from '../../../../entities/catalog/catalog.enums';
import type { ProductInput } from '../../../catalog/upsert-products';
import { addDays } from '../../../shared/clock';
import { MICROS_DIGITS } from '../../../shared/money';
import { importListPrices, type ListPrice } from '../../list-prices';
import type { LoadWork } from '../../source-import';
import type { SourceRow } from '../../source-row';
import { upsertStep } from '../../upsert-step';
import { codeOf, CURRENCY } from './source';

/** The four categories, and below them the subcategories that products belong to. */
export async function importCategories({ folder, session, services }: LoadWork): Promise<void> {
  const { upsertProductCategory } = services.useCases.catalog;
  const categories = await folder.load('ProductCategory');
  const subcategories = await folder.load('ProductSubcategory');
  await session.run(
    upsertStep('product categories', [...categories, ...subcategories], upsertProductCategory, (row) => {
      const category = row.text('ProductCategoryID');
      if (categories.includes(row))
        return { code: codeOf(category), name: row.text('Name'), parentCode: null };
      return { code: subcategoryCode(row), name: row.text('Name'), parentCode: codeOf(category) };
    }),
  );
}

function subcategoryCode(row: SourceRow): string {
  return codeOf(row.text('ProductCategoryID'), row.text('ProductSubcategoryID'));
}

export async function importProducts({ folder, session, services }: LoadWork): Promise<void> {
  const subcategories = await folder.index('ProductSubcategory', 'ProductSubcategoryID');
  const rows = await folder.load('Product');
  await session.run(
    upsertStep('products', rows, services.useCases.catalog.upsertProduct, (row) =>
      toProduct(row, subcategories),
    ),
  );
}

function toProduct(row: SourceRow, subcategories: ReadonlyMap<string, SourceRow>): ProductInput {
  const subcategory = subcategories.get(row.optional('ProductSubcategoryID') ?? '');
  const lastDay = row.optionalDay('SellEndDate');
  const daysToMake = row.int('DaysToManufacture');
  return {
    sku: row.text('ProductNumber'),
    name: row.text('Name'),
    category: subcategory ? { code: subcategoryCode(subcategory) } : null,
    cost: { micros: row.decimal('StandardCost', MICROS_DIGITS), currencyCode: CURRENCY },
    ...(daysToMake > 0 && { leadTimeDays: daysToMake }),
    status: row.optional('DiscontinuedDate') === null ? ProductStatus.ACTIVE : ProductStatus.DISCONTINUED,
    sellStartDay: row.day('SellStartDate'),
    sellEndDay: lastDay && addDays(lastDay, 1),
  };
}

/** The price history; products without one that have a price get it without dates. */
export async function importPrices(work: LoadWork): Promise<void> {
  const products = await work.folder.index('Product', 'ProductID');
  const history = await work.folder.load('ProductListPriceHistory');
  const withHistory = new Set(history.map((row) => row.text('ProductID')));
  const others = [...products].filter(
    ([id, row]) => !withHistory.has(id) && row.decimal('ListPrice', MICROS_DIGITS) > 0n,
  );
  const prices: ListPrice[] = [
    ...history.map((row) => {
      const lastDay = row.optionalDay('EndDate');
      const sku = products.get(row.text('ProductID'))?.text('ProductNumber') ?? row.text('ProductID');
      return {
        where: row.where,
        sku,
        ...priceOf(row),
        validFrom: row.day('StartDate'),
        validTo: lastDay && addDays(lastDay, 1),
      };
    }),
    ...others.map(([, row]) => ({
      where: row.where,
      sku: row.text('ProductNumber'),
      ...priceOf(row),
      validFrom: null,
      validTo: null,
    })),
  ];
  await importListPrices(work, CURRENCY, prices);
}

function priceOf(row: SourceRow): { unitPriceMicros: bigint } {
  return { unitPriceMicros: row.decimal('ListPrice', MICROS_DIGITS) };
}

/** The offer that stands for none. */
export const NO_DISCOUNT = '1';

/** Special offers as promotions, with their products. */
export async function importPromotions({ folder, session, services }: LoadWork): Promise<void> {
  const products = await folder.index('Product', 'ProductID');
  const skus = new Map<string, string[]>();
  for await (const row of folder.rows('SpecialOfferProduct')) {
    const offer = row.text('SpecialOfferID');
    const sku = products.get(row.text('ProductID'))?.text('ProductNumber');
    if (sku) skus.set(offer, [...(skus.get(offer) ?? []), sku]);
  }
  const offers = (await folder.load('SpecialOffer')).filter(
    (row) => row.text('SpecialOfferID') !== NO_DISCOUNT,
  );
  await session.run(
    upsertStep('special offers', offers, services.useCases.catalog.upsertPromotion, (row) => ({
      code: codeOf(row.text('SpecialOfferID')),
      name: row.text('Description'),
      reason: row.text('Type'),
      discountPpm: row.decimal('DiscountPct', 6),
      minQuantity: Math.max(1, row.int('MinQty')),
      maxQuantity: row.optionalInt('MaxQty'),
      validFrom: row.day('StartDate'),
      validTo: addDays(row.day('EndDate'), 1),
      skus: skus.get(row.text('SpecialOfferID')) ?? [],
    })),
  );
}

/** `TaxType` of rates for wholesale alone. */
const WHOLESALE = '2';

/** Tax rates of retail and of all sales; they have no dates. */
export async function importTaxRates({ folder, session, services }: LoadWork): Promise<void> {
  const provinces = await folder.index('StateProvince', 'StateProvinceID');
  const rates = (await folder.load('SalesTaxRate')).filter((row) => row.text('TaxType') !== WHOLESALE);
  await session.run(
    upsertStep('tax rates', rates, services.useCases.catalog.upsertTaxRate, (row) => {
      const province = provinces.get(row.text('StateProvinceID'))!;
      return {
        countryCode: province.text('CountryRegionCode'),
        region: province.flag('IsOnlyStateProvinceFlag') ? '' : province.text('StateProvinceCode'),
        taxCategory: 'STANDARD',
        ratePpm: row.decimal('TaxRate', 4),
        name: row.text('Name'),
        validFrom: null,
        validTo: null,
      };
    }),
  );
}
