import { Account } from '../../entities/accounts/account';
import { Product } from '../../entities/catalog/product';
import { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import { accountById } from '../accounts/accounts.loaders';
import { productById } from '../catalog/catalog.loaders';
import { defineRelation } from '../kit/prefetch';
import { linesOfOrder } from './order.loaders';

/** What pages of orders are mostly asked for. */
export const accountOfOrder = defineRelation(Order, 'account', {
  to: Account,
  needed: ['id'],
  loader: accountById,
  key: ({ accountId }) => accountId,
});

export const linesOf = defineRelation(Order, 'lines', {
  to: OrderLine,
  needed: ['orderId'],
  loader: linesOfOrder,
  key: ({ id }) => id,
  byId: true,
});

export const productOfLine = defineRelation(OrderLine, 'product', {
  to: Product,
  needed: ['id'],
  loader: productById,
  key: ({ productId }) => productId,
});
