import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Product } from '../../entities/catalog/product';
import { ProductCategory } from '../../entities/catalog/product-category';
import { Promotion } from '../../entities/catalog/promotion';
import { Allocation } from '../../entities/inventory/allocation';
import { Location } from '../../entities/inventory/location';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import { pastOf } from '../../src/documents/past';
import { ORDER } from '../../src/orders/order-document';
import { MAX_SCHEDULE_LINES } from '../../src/orders/placing-rules';
import { categoryById, promotionById } from '../catalog/catalog.loaders';
import type { RequestContext } from '../kit/context';
import { Reads } from '../kit/columns-of-fields';
import { locationById } from '../inventory/inventory.loaders';
import { productOfLine } from './order-relations';
import { allocationsOfOrder, lineById, scheduleOfOrder } from './order.loaders';

@Resolver(() => OrderLine)
export class OrderLineResolver {
  @Reads<OrderLine>('productId')
  @FieldResolver(() => Product, { nullable: true, description: 'The product as it is now.' })
  product(
    @Root() line: OrderLine,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Product | null | Promise<Product | null> {
    return productOfLine.of(line, ctx, info);
  }

  @Reads<OrderLine>('categoryId')
  @FieldResolver(() => ProductCategory, {
    nullable: true,
    description: "The product's category when the order was placed.",
  })
  category(@Root() line: OrderLine, @Ctx() ctx: RequestContext): Promise<ProductCategory | null> | null {
    return line.categoryId === null ? null : categoryById(ctx).load(line.categoryId);
  }

  @Reads<OrderLine>('promotionId')
  @FieldResolver(() => Promotion, { nullable: true, description: 'The promotion that lowered the price.' })
  promotion(@Root() line: OrderLine, @Ctx() ctx: RequestContext): Promise<Promotion | null> | null {
    return line.promotionId === null ? null : promotionById(ctx).load(line.promotionId);
  }

  @Reads<OrderLine>('id', 'orderId')
  @FieldResolver(() => [ScheduleLine], {
    description: `The line by day: at most ${MAX_SCHEDULE_LINES} parts.`,
  })
  async scheduleLines(@Root() line: OrderLine, @Ctx() ctx: RequestContext): Promise<ScheduleLine[]> {
    const all = pastOf(ORDER, line)?.scheduleLines ?? (await scheduleOfOrder(ctx).load(line.orderId)) ?? [];
    return all.filter(({ orderLineId }) => orderLineId === line.id);
  }

  @Reads<OrderLine>('id', 'orderId')
  @FieldResolver(() => [Allocation], {
    nullable: true,
    description:
      'Where stock is, or was, committed to the line: at most once for each schedule line and location. Needs INVENTORY_READ.',
  })
  async allocations(@Root() line: OrderLine, @Ctx() ctx: RequestContext): Promise<Allocation[]> {
    const all = pastOf(ORDER, line)?.allocations ?? (await allocationsOfOrder(ctx).load(line.orderId)) ?? [];
    return all.filter(({ orderLineId }) => orderLineId === line.id);
  }
}

@Resolver(() => Allocation)
export class AllocationResolver {
  @Reads<Allocation>('locationId')
  @FieldResolver(() => Location, { nullable: true, description: 'The location whose stock is committed.' })
  location(@Root() allocation: Allocation, @Ctx() ctx: RequestContext): Promise<Location | null> {
    return locationById(ctx).load(allocation.locationId);
  }
}

@Resolver(() => OrderHold)
export class OrderHoldResolver {
  @Reads<OrderHold>('orderLineId')
  @FieldResolver(() => OrderLine, { nullable: true, description: 'The line that is held, for scope LINE.' })
  orderLine(@Root() hold: OrderHold, @Ctx() ctx: RequestContext): Promise<OrderLine | null> | null {
    return hold.orderLineId === null ? null : lineById(ctx).load(hold.orderLineId);
  }
}
