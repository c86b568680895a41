import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Product } from '../../entities/catalog/product';
import { Promotion } from '../../entities/catalog/promotion';
import { TaxRate } from '../../entities/catalog/tax-rate';
import { PROMOTIONS, TAX_RATES } from '../../src/catalog/price-lists';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { PromotionFilterInput, TaxRateFilterInput } from './catalog.inputs';
import { productBySku, skusOfPromotion } from './catalog.loaders';
import { MAX_ROWS } from './price-mutations.inputs';
import { PromotionConnection, TaxRateConnection } from './catalog.types';

@Resolver(() => Promotion)
export class PromotionResolver {
  @Query(() => PromotionConnection, { description: 'Promotions by code.' })
  async promotions(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => PromotionFilterInput, {
      nullable: true,
      description: 'Which promotions. Default: all.',
    })
    input: PromotionFilterInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<Promotion>> {
    const list = await PROMOTIONS.open(services.database.reader, actor.scope, { filter: input ?? {} });
    return PromotionConnection.of(await list.page(page), () => list.count());
  }

  @FieldResolver(() => [String], {
    description: `SKUs of the discounted products, sorted: at most ${MAX_ROWS}.`,
  })
  async skus(@Root() { id }: Promotion, @Ctx() ctx: RequestContext): Promise<string[]> {
    return (await skusOfPromotion(ctx).load(id)) ?? [];
  }

  @FieldResolver(() => [Product], {
    description: `The discounted products, by SKU: at most ${MAX_ROWS}.`,
  })
  async products(@Root() { id }: Promotion, @Ctx() ctx: RequestContext): Promise<Product[]> {
    const skus = (await skusOfPromotion(ctx).load(id)) ?? [];
    const products = await Promise.all(skus.map((sku) => productBySku(ctx).load(sku)));
    return products.filter((product) => product !== null);
  }
}

@Resolver(() => TaxRate)
export class TaxRateResolver {
  @Query(() => TaxRateConnection, { description: 'Tax rates by country, region and tax category.' })
  async taxRates(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => TaxRateFilterInput, {
      nullable: true,
      description: 'Which tax rates. Default: all.',
    })
    input: TaxRateFilterInput | null,
    @Ctx() { actor, services }: RequestContext,
  ): Promise<Connection<TaxRate>> {
    const list = await TAX_RATES.open(services.database.reader, actor.scope, { filter: input ?? {} });
    return TaxRateConnection.of(await list.page(page), () => list.count());
  }
}
