import { upsertPriceLists } from './upsert-price-lists';
import { upsertProductCategories } from './upsert-product-categories';
import { upsertProducts } from './upsert-products';
import { upsertPromotions } from './upsert-promotions';
import { upsertTaxRates } from './upsert-tax-rates';

/** Every change of the catalog, by the name of its mutation. */
export function catalogUseCases() {
  return {
    upsertProduct: upsertProducts(),
    upsertProductCategory: upsertProductCategories(),
    upsertPriceList: upsertPriceLists(),
    upsertPromotion: upsertPromotions(),
    upsertTaxRate: upsertTaxRates(),
  };
}

export type CatalogUseCases = ReturnType<typeof catalogUseCases>;
