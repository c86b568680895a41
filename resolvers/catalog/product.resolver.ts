import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Product } from '../../entities/catalog/product';
import { ProductCategory } from '../../entities/catalog/product-category';
import { unitPrice, UnitPrice } from '../../entities/money';
import { MAX_CHILDREN } from '../../src/catalog/find-product-categories';
import { PRODUCT_CATEGORIES } from '../../src/catalog/product-category-list';
import { PRODUCTS } from '../../src/catalog/product-list';
import { fromGlobalId } from '../../src/shared/global-id';
import { invalidInput } from '../../src/shared/invalid-input';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { SortDirection } from '../kit/sort-direction';
import { Reads } from '../kit/columns-of-fields';
import { ProductCategoryFilterInput, ProductFilterInput, ProductSortInput } from './catalog.inputs';
import { categoriesBelow, categoryById, productById, productBySku } from './catalog.loaders';
import { ProductCategoryConnection, ProductConnection } from './catalog.types';

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, {
    nullable: true,
    description: 'One product, by id or by SKU: exactly one of the two. Null when there is none.',
  })
  product(
    @Arg('id', () => ID, { nullable: true, description: 'Id of the product.' }) id: string | null,
    @Arg('sku', () => String, { nullable: true, description: 'Stock keeping unit of the product.' })
    sku: string | null,
    @Ctx() ctx: RequestContext,
  ): Promise<Product | null> {
    if (Boolean(id) === Boolean(sku)) throw invalidInput('id', 'oneOf', 'give exactly one of id and sku');
    return id ? productById(ctx).load(fromGlobalId('Product', id)) : productBySku(ctx).load(sku!);
  }

  @Query(() => ProductConnection, { description: 'Products, by SKU unless sorted otherwise.' })
  async products(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => ProductFilterInput, { nullable: true, description: 'Which products. Default: all.' })
    input: ProductFilterInput | null,
    @Arg('sort', () => ProductSortInput, { nullable: true, description: 'In which order. Default: by SKU.' })
    sort: ProductSortInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<Product>> {
    const filter = {
      ...input,
      categoryId: input?.categoryId && fromGlobalId('ProductCategory', input.categoryId),
    };
    const order = { sort: sort?.field, descending: sort?.direction === SortDirection.DESC };
    const list = await PRODUCTS.open(services.database.reader, actor.scope, { filter, ...order });
    return ProductConnection.of(await list.page(page), () => list.count());
  }

  @Reads<Product>('categoryId')
  @FieldResolver(() => ProductCategory, { nullable: true, description: 'The category that it belongs to.' })
  category(
    @Root() { categoryId }: Product,
    @Ctx() ctx: RequestContext,
  ): Promise<ProductCategory | null> | null {
    return categoryId === null ? null : categoryById(ctx).load(categoryId);
  }

  @Reads<Product>('costMicros', 'costCurrency')
  @FieldResolver(() => UnitPrice, {
    nullable: true,
    description: 'Cost of one unit to the seller; null when unknown, and without the permission COST_READ.',
  })
  cost(@Root() { costMicros, costCurrency }: Product): UnitPrice | null {
    return costMicros === null || costCurrency === null ? null : unitPrice(costMicros, costCurrency);
  }
}

@Resolver(() => ProductCategory)
export class ProductCategoryResolver {
  @Query(() => ProductCategoryConnection, { description: 'Product categories by code.' })
  async productCategories(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => ProductCategoryFilterInput, {
      nullable: true,
      description: 'Which categories. Default: all.',
    })
    input: ProductCategoryFilterInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<ProductCategory>> {
    const parentId = input?.parentId;
    const filter = {
      parentId: typeof parentId === 'string' ? fromGlobalId('ProductCategory', parentId) : parentId,
    };
    const list = await PRODUCT_CATEGORIES.open(services.database.reader, actor.scope, { filter });
    return ProductCategoryConnection.of(await list.page(page), () => list.count());
  }

  @Reads<ProductCategory>('parentId')
  @FieldResolver(() => ProductCategory, {
    nullable: true,
    description: 'The category directly above; null at the top.',
  })
  parent(
    @Root() { parentId }: ProductCategory,
    @Ctx() ctx: RequestContext,
  ): Promise<ProductCategory | null> | null {
    return parentId === null ? null : categoryById(ctx).load(parentId);
  }

  @FieldResolver(() => [ProductCategory], {
    description: `The categories directly below, by code: the first ${MAX_CHILDREN}. The filter \`parentId\` of \`productCategories\` finds all.`,
  })
  async children(@Root() { id }: ProductCategory, @Ctx() ctx: RequestContext): Promise<ProductCategory[]> {
    return (await categoriesBelow(ctx).load(id)) ?? [];
  }
}
