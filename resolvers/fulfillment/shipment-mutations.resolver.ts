import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Shipment } from '../../entities/fulfillment/shipment';
import { Order } from '../../entities/orders/order';
import type { ShipmentResult } from '../../src/fulfillment/shipment-inputs';
import type { UseCase } from '../../src/commands/commands';
import { fromGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { MutationPayload, shown, submit, type MutationInput } from '../kit/mutation';
import { orderById } from '../orders/order.loaders';
import { CreateShipmentInput, MarkDeliveredInput, MarkShippedInput } from './fulfillment.inputs';
import { shipmentById } from './fulfillment.loaders';

@ObjectType({ implements: MutationPayload, description: 'A shipment after a change.' })
export class ShipmentPayload extends MutationPayload {
  @Field(() => Shipment, { description: 'The shipment as it is now.' })
  shipment!: Shipment;

  @Field(() => Order, { description: 'Its order as it is now.' })
  order!: Order;
}

@Resolver()
export class ShipmentMutationsResolver {
  @Mutation(() => ShipmentPayload, {
    description:
      'Creates a shipment of a fulfillment order; stock moves when the shipment is marked shipped. ' +
      'Errors: `NOT_FOUND`, `INVALID_QUANTITY`, `INVALID_REFERENCE`, `ORDER_ON_HOLD`, `INVALID_TRANSITION`.',
  })
  createShipment(
    @Arg('input', () => CreateShipmentInput, { description: 'The shipment.' }) input: CreateShipmentInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ShipmentPayload> {
    return change(ctx, ctx.services.useCases.fulfillment.createShipment, input, {
      fulfillmentOrderId: fromGlobalId('FulfillmentOrder', input.fulfillmentOrderId),
      carrier: input.carrier,
      trackingNumber: input.trackingNumber,
      lines: input.lines?.map(({ fulfillmentOrderLineId, quantity }) => ({
        fulfillmentOrderLineId: fromGlobalId('FulfillmentOrderLine', fulfillmentOrderLineId),
        quantity,
      })),
    });
  }

  @Mutation(() => ShipmentPayload, {
    description:
      'Marks a shipment as shipped: reduces stock on hand and allocations. Errors: `NOT_FOUND`, `INVALID_TRANSITION`, `ORDER_ON_HOLD`.',
  })
  markShipped(
    @Arg('input', () => MarkShippedInput, { description: 'The shipment.' }) input: MarkShippedInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ShipmentPayload> {
    return change(ctx, ctx.services.useCases.fulfillment.markShipped, input, {
      shipmentId: fromGlobalId('Shipment', input.shipmentId),
      carrier: input.carrier,
      trackingNumber: input.trackingNumber,
    });
  }

  @Mutation(() => ShipmentPayload, {
    description:
      'Marks a shipment, or a part of it, as delivered. An order with nothing left to deliver becomes COMPLETED. ' +
      'Errors: `NOT_FOUND`, `INVALID_TRANSITION`, `INVALID_QUANTITY`, `INVALID_REFERENCE`.',
  })
  markDelivered(
    @Arg('input', () => MarkDeliveredInput, { description: 'What arrived.' }) input: MarkDeliveredInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ShipmentPayload> {
    return change(ctx, ctx.services.useCases.fulfillment.markDelivered, input, {
      shipmentId: fromGlobalId('Shipment', input.shipmentId),
      lines: input.lines?.map(({ shipmentLineId, quantity }) => ({
        shipmentLineId: fromGlobalId('ShipmentLine', shipmentLineId),
        quantity,
      })),
    });
  }
}

async function change<I>(
  ctx: RequestContext,
  useCase: UseCase<I, ShipmentResult>,
  input: MutationInput,
  command: I,
): Promise<ShipmentPayload> {
  const { result, replayed } = await submit(ctx, useCase, input.idempotencyKey, command);
  const [shipment, order] = await Promise.all([
    shipmentById(ctx).load(result.shipmentId),
    orderById(ctx).load(result.orderId),
  ]);
  return Object.assign(new ShipmentPayload(), { shipment: shown(shipment), order: shown(order), replayed });
}
