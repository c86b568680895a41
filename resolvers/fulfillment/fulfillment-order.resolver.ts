import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { Shipment } from '../../entities/fulfillment/shipment';
import { Location } from '../../entities/inventory/location';
import { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import type { RequestContext } from '../kit/context';
import { locationById } from '../inventory/inventory.loaders';
import { lineById, MAX_PARTS, orderById } from '../orders/order.loaders';
import { Reads } from '../kit/columns-of-fields';
import { shipmentsOf } from './fulfillment-relations';
import { fulfillmentOrdersOfOrder, linesOfFulfillmentOrder, shipmentsOfOrder } from './fulfillment.loaders';

@Resolver(() => FulfillmentOrder)
export class FulfillmentOrderResolver {
  @Reads<FulfillmentOrder>('orderId')
  @FieldResolver(() => Order, { nullable: true, description: 'The order that it serves.' })
  order(@Root() fulfillmentOrder: FulfillmentOrder, @Ctx() ctx: RequestContext): Promise<Order | null> {
    return orderById(ctx).load(fulfillmentOrder.orderId);
  }

  @Reads<FulfillmentOrder>('locationId')
  @FieldResolver(() => Location, { nullable: true, description: 'The location that ships.' })
  location(@Root() fulfillmentOrder: FulfillmentOrder, @Ctx() ctx: RequestContext): Promise<Location | null> {
    return locationById(ctx).load(fulfillmentOrder.locationId);
  }

  @Reads<FulfillmentOrder>('id')
  @FieldResolver(() => [FulfillmentOrderLine], {
    description: 'What the location has to ship: at most one line for each schedule line of the order.',
  })
  async lines(
    @Root() fulfillmentOrder: FulfillmentOrder,
    @Ctx() ctx: RequestContext,
  ): Promise<FulfillmentOrderLine[]> {
    return (await linesOfFulfillmentOrder(ctx).load(fulfillmentOrder.id)) ?? [];
  }

  @Reads<FulfillmentOrder>('id', 'orderId')
  @FieldResolver(() => [Shipment], {
    description: `Its shipments, the oldest first: those among the last ${MAX_PARTS} of the order.`,
  })
  async shipments(
    @Root() fulfillmentOrder: FulfillmentOrder,
    @Ctx() ctx: RequestContext,
  ): Promise<Shipment[]> {
    const all = (await shipmentsOfOrder(ctx).load(fulfillmentOrder.orderId)) ?? [];
    return all.filter(({ fulfillmentOrderId }) => fulfillmentOrderId === fulfillmentOrder.id);
  }
}

@Resolver(() => FulfillmentOrderLine)
export class FulfillmentOrderLineResolver {
  @Reads<FulfillmentOrderLine>('orderLineId')
  @FieldResolver(() => OrderLine, { nullable: true, description: 'The order line that it serves.' })
  orderLine(@Root() line: FulfillmentOrderLine, @Ctx() ctx: RequestContext): Promise<OrderLine | null> {
    return lineById(ctx).load(line.orderLineId);
  }
}

/** The fulfillment fields of orders. */
@Resolver(() => Order)
export class OrderFulfillmentResolver {
  @Reads<Order>('id')
  @FieldResolver(() => [FulfillmentOrder], {
    description: `The fulfillment orders of the order, the oldest first: the last ${MAX_PARTS}. Needs SHIPMENT_READ.`,
  })
  async fulfillmentOrders(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<FulfillmentOrder[]> {
    return (await fulfillmentOrdersOfOrder(ctx).load(order.id)) ?? [];
  }

  @Reads<Order>('id')
  @FieldResolver(() => [Shipment], {
    description: `Its shipments, the oldest first: the last ${MAX_PARTS}. Needs SHIPMENT_READ.`,
  })
  shipments(
    @Root() order: Order,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Shipment[] | null | Promise<Shipment[] | null> {
    return shipmentsOf.of(order, ctx, info);
  }
}
