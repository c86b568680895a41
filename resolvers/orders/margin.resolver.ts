import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Money, optionalMoney } from '../../entities/money';
import { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import { pastOf } from '../../src/documents/past';
import { lineMargin, sumMargins } from '../../src/orders/margin';
import { ORDER } from '../../src/orders/order-document';
import { productById } from '../catalog/catalog.loaders';
import type { RequestContext } from '../kit/context';
import { linesOfOrder, orderById } from './order.loaders';

const COST =
  "at the product's present cost. A cost in the reporting currency is converted at the order's frozen rate. Null when the cost is unknown or " +
  'in a third currency, for which the order has no frozen rate; and without COST_READ.';

@Resolver(() => OrderLine)
export class OrderLineMarginResolver {
  @FieldResolver(() => Money, {
    nullable: true,
    description: `Net of the line minus the cost of its goods, both without cancelled quantities: ${COST}`,
  })
  async margin(@Root() line: OrderLine, @Ctx() ctx: RequestContext): Promise<Money | null> {
    const order = pastOf(ORDER, line)?.order ?? (await orderById(ctx).load(line.orderId));
    return order && optionalMoney(await marginOf(ctx, order, line), order.currencyCode);
  }
}

@Resolver(() => Order)
export class OrderMarginResolver {
  @FieldResolver(() => Money, {
    nullable: true,
    description: `Net of the lines minus the cost of their goods, both without cancelled quantities: ${COST}`,
  })
  async margin(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<Money | null> {
    const lines = pastOf(ORDER, order)?.lines ?? (await linesOfOrder(ctx).load(order.id)) ?? [];
    const margins = await Promise.all(lines.map((line) => marginOf(ctx, order, line)));
    return optionalMoney(sumMargins(margins), order.currencyCode);
  }
}

async function marginOf(ctx: RequestContext, order: Order, line: OrderLine): Promise<bigint | null> {
  return lineMargin(order, line, await productById(ctx).load(line.productId));
}
