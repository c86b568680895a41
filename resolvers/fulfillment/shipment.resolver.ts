import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { Location } from '../../entities/inventory/location';
import { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import { SHIPMENTS } from '../../src/fulfillment/shipment-list';
import { ConnectionArgs, connectionType, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { Reads } from '../kit/columns-of-fields';
import { locationById } from '../inventory/inventory.loaders';
import { optionalId } from '../kit/optional-id';
import { lineById, orderById } from '../orders/order.loaders';
import { linesOf } from './fulfillment-relations';
import { fulfillmentOrderById } from './fulfillment.loaders';
import { ShipmentFilterInput } from './fulfillment.inputs';

const ShipmentConnection = connectionType(Shipment);

@Resolver(() => Shipment)
export class ShipmentResolver {
  @Query(() => ShipmentConnection, { description: 'Shipments of the orders that you may see, newest first.' })
  async shipments(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => ShipmentFilterInput, {
      nullable: true,
      description: 'Which shipments. Default: all.',
    })
    input: ShipmentFilterInput | null,
    @Ctx() ctx: RequestContext,
  ): Promise<Connection<Shipment>> {
    const filter = {
      status: input?.status,
      orderId: optionalId('Order', input?.orderId),
      locationId: optionalId('Location', input?.locationId),
    };
    const list = await SHIPMENTS.open(ctx.services.database.reader, ctx.actor.scope, { filter });
    return ShipmentConnection.of(await list.page(page), () => list.count());
  }

  @Reads<Shipment>('orderId')
  @FieldResolver(() => Order, { nullable: true, description: 'The order that it belongs to.' })
  order(@Root() shipment: Shipment, @Ctx() ctx: RequestContext): Promise<Order | null> {
    return orderById(ctx).load(shipment.orderId);
  }

  @Reads<Shipment>('fulfillmentOrderId')
  @FieldResolver(() => FulfillmentOrder, {
    nullable: true,
    description: 'The fulfillment order; null for imported history.',
  })
  fulfillmentOrder(
    @Root() shipment: Shipment,
    @Ctx() ctx: RequestContext,
  ): Promise<FulfillmentOrder | null> | null {
    return shipment.fulfillmentOrderId === null
      ? null
      : fulfillmentOrderById(ctx).load(shipment.fulfillmentOrderId);
  }

  @Reads<Shipment>('locationId')
  @FieldResolver(() => Location, {
    nullable: true,
    description: 'Where it leaves from; null for imported history.',
  })
  location(@Root() shipment: Shipment, @Ctx() ctx: RequestContext): Promise<Location | null> | null {
    return shipment.locationId === null ? null : locationById(ctx).load(shipment.locationId);
  }

  @Reads<Shipment>('id')
  @FieldResolver(() => [ShipmentLine], {
    description: 'Its lines: at most one for each schedule line of the order.',
  })
  lines(
    @Root() shipment: Shipment,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): ShipmentLine[] | null | Promise<ShipmentLine[] | null> {
    return linesOf.of(shipment, ctx, info);
  }
}

@Resolver(() => ShipmentLine)
export class ShipmentLineResolver {
  @Reads<ShipmentLine>('orderLineId')
  @FieldResolver(() => OrderLine, { nullable: true, description: 'The order line that it fulfils.' })
  orderLine(@Root() line: ShipmentLine, @Ctx() ctx: RequestContext): Promise<OrderLine | null> {
    return lineById(ctx).load(line.orderLineId);
  }
}
