import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { PriceList } from '../../entities/catalog/price-list';
import { PriceListEntry } from '../../entities/catalog/price-list-entry';
import { Product } from '../../entities/catalog/product';
import { unitPrice, UnitPrice } from '../../entities/money';
import { countEntries } from '../../src/catalog/find-price-list-entries';
import { PRICE_LISTS } from '../../src/catalog/price-lists';
import { ConnectionArgs, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { PriceListEntryFilterInput, PriceListFilterInput } from './catalog.inputs';
import { entriesOfPriceList, priceListById, productBySku } from './catalog.loaders';
import { PriceListConnection, PriceListEntryConnection } from './catalog.types';

@Resolver(() => PriceList)
export class PriceListResolver {
  @Query(() => PriceListConnection, {
    description:
      'Price lists by code: those that hold list prices, and those of the accounts that you may see.',
  })
  async priceLists(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => PriceListFilterInput, {
      nullable: true,
      description: 'Which price lists. Default: all.',
    })
    input: PriceListFilterInput | null,
    @Ctx() { services, actor }: RequestContext,
  ): Promise<Connection<PriceList>> {
    const list = await PRICE_LISTS.open(services.database.reader, actor.scope, { filter: input ?? {} });
    return PriceListConnection.of(await list.page(page), () => list.count());
  }

  @FieldResolver(() => PriceListEntryConnection, { description: 'Its prices, by SKU, then quantity.' })
  async entries(
    @Root() { id }: PriceList,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => PriceListEntryFilterInput, {
      nullable: true,
      description: 'Which prices. Default: all.',
    })
    input: PriceListEntryFilterInput | null,
    @Ctx() ctx: RequestContext,
  ): Promise<Connection<PriceListEntry>> {
    const filter = input ?? {};
    const slice = await entriesOfPriceList(ctx).load({ priceListId: id, filter, page });
    return PriceListEntryConnection.of(slice!, () => countEntries(ctx.services.database.reader, id, filter));
  }
}

@Resolver(() => PriceListEntry)
export class PriceListEntryResolver {
  @FieldResolver(() => UnitPrice, { nullable: true, description: 'The price of one unit.' })
  async unitPrice(@Root() entry: PriceListEntry, @Ctx() ctx: RequestContext): Promise<UnitPrice | null> {
    const list = await priceListById(ctx).load(entry.priceListId);
    return list && unitPrice(entry.unitPriceMicros, list.currencyCode);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product with the SKU.' })
  product(@Root() { sku }: PriceListEntry, @Ctx() ctx: RequestContext): Promise<Product | null> {
    return productBySku(ctx).load(sku);
  }
}
