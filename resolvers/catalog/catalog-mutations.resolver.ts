import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { PriceList } from '../../entities/catalog/price-list';
import { Product } from '../../entities/catalog/product';
import { ProductCategory } from '../../entities/catalog/product-category';
import { Promotion } from '../../entities/catalog/promotion';
import { TaxRate } from '../../entities/catalog/tax-rate';
import { requirePermission } from '../../src/auth/actor';
import { INPUT_RIGHTS } from '../../src/auth/rights';
import type { UseCase } from '../../src/commands/commands';
import type { EntityClass } from '../../src/persistence/mapping/entity-mapping';
import type { UpsertResult } from '../../src/commands/upsert-rows';
import type { RequestContext } from '../kit/context';
import { MutationPayload, shown, submit } from '../kit/mutation';
import { toPriceList, toProduct, toProductCategory, toPromotion, toTaxRate } from './catalog-commands';
import { UpsertPriceListInput, UpsertPromotionInput, UpsertTaxRateInput } from './price-mutations.inputs';
import { UpsertProductCategoryInput, UpsertProductInput } from './product-mutations.inputs';

@ObjectType({ implements: MutationPayload, description: 'A product after a change.' })
export class ProductPayload extends MutationPayload {
  @Field(() => Product, { description: 'The product as it is now.' })
  product!: Product;
}

@ObjectType({ implements: MutationPayload, description: 'A product category after a change.' })
export class ProductCategoryPayload extends MutationPayload {
  @Field(() => ProductCategory, { description: 'The category as it is now.' })
  category!: ProductCategory;
}

@ObjectType({ implements: MutationPayload, description: 'A price list after a change.' })
export class PriceListPayload extends MutationPayload {
  @Field(() => PriceList, { description: 'The price list as it is now.' })
  priceList!: PriceList;
}

@ObjectType({ implements: MutationPayload, description: 'A promotion after a change.' })
export class PromotionPayload extends MutationPayload {
  @Field(() => Promotion, { description: 'The promotion as it is now.' })
  promotion!: Promotion;
}

@ObjectType({ implements: MutationPayload, description: 'A tax rate after a change.' })
export class TaxRatePayload extends MutationPayload {
  @Field(() => TaxRate, { description: 'The tax rate as it is now.' })
  taxRate!: TaxRate;
}

const BY_CONTRACT = 'Atomic.';
const ERRORS = 'Errors: `VERSION_CONFLICT`, `VALIDATION_FAILED`, `DUPLICATE`, `NOT_FOUND`';

@Resolver()
export class CatalogMutationsResolver {
  @Mutation(() => ProductPayload, {
    description: `Creates or changes a product, and its category with it. ${BY_CONTRACT} ${ERRORS}, \`INVALID_REFERENCE\`, \`CURRENCY_UNKNOWN\`.`,
  })
  async upsertProduct(
    @Arg('input', () => UpsertProductInput, { description: 'The product.' }) input: UpsertProductInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ProductPayload> {
    if (input.cost !== undefined) requirePermission(ctx.actor, INPUT_RIGHTS['upsertProduct.cost']);
    const { row: product, replayed } = await upsert(
      ctx,
      ctx.services.useCases.catalog.upsertProduct,
      input,
      toProduct(input),
      Product,
    );
    return { product, replayed };
  }

  @Mutation(() => ProductCategoryPayload, {
    description: `Creates, changes or moves a product category. ${BY_CONTRACT} ${ERRORS}, \`INVALID_REFERENCE\`.`,
  })
  async upsertProductCategory(
    @Arg('input', () => UpsertProductCategoryInput, { description: 'The category.' })
    input: UpsertProductCategoryInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ProductCategoryPayload> {
    const useCase = ctx.services.useCases.catalog.upsertProductCategory;
    const { row: category, replayed } = await upsert(
      ctx,
      useCase,
      input,
      toProductCategory(input),
      ProductCategory,
    );
    return { category, replayed };
  }

  @Mutation(() => PriceListPayload, {
    description: `Creates or changes a price list and some of its prices. ${BY_CONTRACT} ${ERRORS}, \`INVALID_REFERENCE\`, \`CURRENCY_UNKNOWN\`.`,
  })
  async upsertPriceList(
    @Arg('input', () => UpsertPriceListInput, { description: 'The price list.' }) input: UpsertPriceListInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PriceListPayload> {
    const useCase = ctx.services.useCases.catalog.upsertPriceList;
    const { row: priceList, replayed } = await upsert(ctx, useCase, input, toPriceList(input), PriceList);
    return { priceList, replayed };
  }

  @Mutation(() => PromotionPayload, {
    description: `Creates or changes a promotion. ${BY_CONTRACT} ${ERRORS}, \`INVALID_REFERENCE\`.`,
  })
  async upsertPromotion(
    @Arg('input', () => UpsertPromotionInput, { description: 'The promotion.' }) input: UpsertPromotionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PromotionPayload> {
    const useCase = ctx.services.useCases.catalog.upsertPromotion;
    const { row: promotion, replayed } = await upsert(ctx, useCase, input, toPromotion(input), Promotion);
    return { promotion, replayed };
  }

  @Mutation(() => TaxRatePayload, {
    description: `Creates or changes a tax rate. ${BY_CONTRACT} Errors: \`VERSION_CONFLICT\`, \`VALIDATION_FAILED\`.`,
  })
  async upsertTaxRate(
    @Arg('input', () => UpsertTaxRateInput, { description: 'The tax rate.' }) input: UpsertTaxRateInput,
    @Ctx() ctx: RequestContext,
  ): Promise<TaxRatePayload> {
    const useCase = ctx.services.useCases.catalog.upsertTaxRate;
    const { row: taxRate, replayed } = await upsert(ctx, useCase, input, toTaxRate(input), TaxRate);
    return { taxRate, replayed };
  }
}

/** Runs an upsert and reads the row as it is now. */
async function upsert<I, E extends object>(
  ctx: RequestContext,
  useCase: UseCase<I, UpsertResult>,
  { idempotencyKey }: { idempotencyKey: string },
  input: I,
  entity: EntityClass<E>,
): Promise<{ row: E; replayed: boolean }> {
  const { result, replayed } = await submit(ctx, useCase, idempotencyKey, input);
  const [row] = await ctx.services.database.reader.select(entity, 'WHERE t.id = ?', [result.id]);
  return { row: shown(row), replayed };
}
