import { PriceList } from '../../entities/catalog/price-list';
import { PriceListEntry } from '../../entities/catalog/price-list-entry';
import { Product } from '../../entities/catalog/product';
import { ProductCategory } from '../../entities/catalog/product-category';
import { Promotion } from '../../entities/catalog/promotion';
import { TaxRate } from '../../entities/catalog/tax-rate';
import { unitPrice } from '../../entities/money';
import type { EventData } from '../events/event-data';
import { defineEvents } from '../events/event-types';

type Values = Readonly<Record<string, unknown>>;

/** The events of products. */
export const productEvents = defineEvents(
  'Product',
  { ProductSaved: { version: 1, says: 'A product was created or changed.' } },
  { parts: { product: { entity: Product, root: true, withParts: ['productCost'] } } },
);

/** The events of product categories. */
export const categoryEvents = defineEvents(
  'ProductCategory',
  { ProductCategorySaved: { version: 1, says: 'A product category was created, changed or moved.' } },
  { parts: { category: { entity: ProductCategory, root: true } } },
);

/** The events of price lists, with those of their entries. */
export const priceListEvents = defineEvents(
  'PriceList',
  { PriceListSaved: { version: 1, says: 'A price list or its entries were created or changed.' } },
  {
    parts: {
      priceList: { entity: PriceList, root: true },
      entries: { entity: PriceListEntry, seenWith: 'PriceList', beside: priceOfEntry },
    },
    extras: { removedEntryIds: { seenWith: 'PriceList', countAs: 'removedEntries' } },
  },
);

/** The events of promotions. */
export const promotionEvents = defineEvents(
  'Promotion',
  { PromotionSaved: { version: 1, says: 'A promotion or its products were created or changed.' } },
  {
    parts: { promotion: { entity: Promotion, root: true } },
    extras: { skus: { seenWith: 'Promotion' } },
  },
);

/** The events of tax rates. */
export const taxRateEvents = defineEvents(
  'TaxRate',
  { TaxRateSaved: { version: 1, says: 'A tax rate was created or changed.' } },
  { parts: { taxRate: { entity: TaxRate, root: true } } },
);

function priceOfEntry({ unitPriceMicros }: Values, { priceList }: EventData): Values {
  const { currencyCode } = priceList as { currencyCode: string };
  const { amount } = unitPrice(BigInt(String(unitPriceMicros)), currencyCode);
  return { unitPrice: { amount, currencyCode } };
}
