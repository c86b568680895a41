import { ProductStatus } from '../../entities/catalog/catalog.enums';
import type { Product } from '../../entities/catalog/product';
import { DomainError } from '../shared/errors';

/** Why a product may not be sold on a day; null when it may. The end of its selling dates is exclusive. */
export function whyNotSellable(product: Product, day: string): DomainError | null {
  const refuse = (why: string): DomainError =>
    new DomainError(
      'PRODUCT_NOT_SELLABLE',
      `The product ${product.sku} ${why}. Remove it or choose another.`,
      {
        sku: product.sku,
      },
    );
  if (product.status === ProductStatus.DISCONTINUED) return refuse('is discontinued');
  if (product.sellStartDay && day < product.sellStartDay)
    return refuse(`is not sold before ${product.sellStartDay}`);
  if (product.sellEndDay && day >= product.sellEndDay)
    return refuse(`is no longer sold since ${product.sellEndDay}`);
  return null;
}
