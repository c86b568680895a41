import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { diffDocuments } from '../../src/documents/diff';
import { foldedAsOf } from '../../src/documents/past';
import { findOrder } from '../../src/orders/find-orders';
import { ORDER } from '../../src/orders/order-document';
import { DomainError } from '../../src/shared/errors';
import { fromGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { visibleFold } from '../events/visible-fold';
import { OrderAsOf, OrderDifference } from './order-history.types';

@Resolver()
export class OrderHistoryResolver {
  @Query(() => [OrderDifference], {
    description:
      'The differences of an order between two moments, from the event log: at most what its events have changed, and only what you may see. Before its first event the order is empty. Fails with `NOT_FOUND` for an order that does not exist or that you may not see.',
  })
  async orderDiff(
    @Arg('id', () => ID, { description: 'Id of the order.' }) id: string,
    @Arg('from', () => OrderAsOf, { description: 'The earlier moment.' }) from: OrderAsOf,
    @Arg('to', () => OrderAsOf, { description: 'The later moment.' }) to: OrderAsOf,
    @Ctx() ctx: RequestContext,
  ): Promise<OrderDifference[]> {
    const { actor } = ctx;
    const { reader } = ctx.services.database;
    const order = await findOrder(reader, actor.scope, { id: fromGlobalId('Order', id) });
    if (!order) {
      const message = `There is no order with the id "${id}" that you may see.`;
      throw new DomainError('NOT_FOUND', message, { type: 'Order', id });
    }
    const [before, after] = [
      await foldedAsOf(reader, ORDER, order.id, from),
      await foldedAsOf(reader, ORDER, order.id, to),
    ];
    const [shown, later] = [await visibleFold(before, order, ctx), await visibleFold(after, order, ctx)];
    return diffDocuments(shown, later).map((difference) => new OrderDifference(difference));
  }
}
