import { PriceList } from '../../entities/catalog/price-list';
import { PriceListEntry } from '../../entities/catalog/price-list-entry';
import { Product } from '../../entities/catalog/product';
import { ProductCategory } from '../../entities/catalog/product-category';
import { Promotion } from '../../entities/catalog/promotion';
import { TaxRate } from '../../entities/catalog/tax-rate';
import { connectionType } from '../kit/connection';

export const ProductConnection = connectionType(Product);
export const ProductCategoryConnection = connectionType(ProductCategory);
export const PriceListConnection = connectionType(PriceList);
export const PriceListEntryConnection = connectionType(PriceListEntry);
export const PromotionConnection = connectionType(Promotion);
export const TaxRateConnection = connectionType(TaxRate);
