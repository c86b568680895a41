import { ProductStatus } from '../../entities/catalog/catalog.enums';
import type { Product } from '../../entities/catalog/product';
import { DomainError } from '../shared/errors';

/** Throws `PRODUCT_NOT_SELLABLE` when a product may not be sold on a day. The end of its selling dates is exclusive. */
export function requireSellable(product: Product, day: string): void {
  const refuse = (why: string): DomainError =>
    new DomainError(
      'PRODUCT_NOT_SELLABLE',
      `The product ${product.sku} ${why}. Remove it or choose another.`,
      {
        sku: product.sku,
      },
    );
  if (product.status === ProductStatus.DISCONTINUED) throw refuse('is discontinued');
  if (product.sellStartDay && day < product.sellStartDay)
    throw refuse(`is not sold before ${product.sellStartDay}`);
  if (product.sellEndDay && day >= product.sellEndDay)
    throw refuse(`is no longer sold since ${product.sellEndDay}`);
}
