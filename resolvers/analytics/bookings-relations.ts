import { Account } from '../../entities/accounts/account';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { ProductCategory } from '../../entities/catalog/product-category';
import { accountById, repById, territoryById } from '../accounts/accounts.loaders';
import { categoryById } from '../catalog/catalog.loaders';
import { defineRelation } from '../kit/prefetch';
import { BookingsGroup } from './bookings.types';

/** From the question to its groups. */
export const GROUPS: readonly (readonly string[])[] = [['groups']];

export const territoryOfGroup = defineRelation(BookingsGroup, 'territory', {
  to: Territory,
  needed: ['id'],
  loader: territoryById,
  key: ({ sums }) => sums.territoryId,
});

export const repOfGroup = defineRelation(BookingsGroup, 'rep', {
  to: Rep,
  needed: ['id'],
  loader: repById,
  key: ({ sums }) => sums.repId,
});

export const categoryOfGroup = defineRelation(BookingsGroup, 'category', {
  to: ProductCategory,
  needed: ['id'],
  loader: categoryById,
  key: ({ sums }) => sums.categoryId,
});

export const accountOfGroup = defineRelation(BookingsGroup, 'account', {
  to: Account,
  needed: ['id'],
  loader: accountById,
  key: ({ sums }) => sums.accountId,
});
