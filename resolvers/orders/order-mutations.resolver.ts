import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Order } from '../../entities/orders/order';
import type { OrderResult } from '../../src/orders/order-inputs';
import type { UseCase } from '../../src/commands/commands';
import { fromGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { MutationPayload, shown, submit, type MutationInput } from '../kit/mutation';
import { changedOrder } from './changed-order';
import { toCancel, toHold, toPlaceOrder, toUpdateDraft, toVersion } from './order-commands';
import { orderCurrency } from './order-currency';
import {
  CancelOrderInput,
  CloseOrderInput,
  ConfirmOrderInput,
  HoldOrderInput,
  PlaceOrderInput,
  ReleaseHoldInput,
  UpdateDraftOrderInput,
} from './order.inputs';

@ObjectType({ implements: MutationPayload, description: 'An order after a change.' })
export class OrderPayload extends MutationPayload {
  @Field(() => Order, { description: 'The order as it is now.' })
  order!: Order;
}

const BY_CONTRACT = 'Atomic.';

@Resolver()
export class OrderMutationsResolver {
  @Mutation(() => OrderPayload, {
    description:
      `Places an order for an account: prices it by contract, volume break and promotion, and confirms it unless it is to stay a draft. ${BY_CONTRACT} ` +
      'Errors: `INSUFFICIENT_STOCK`, `PRICE_MISSING`, `PRODUCT_NOT_SELLABLE`, `ACCOUNT_INACTIVE`, `ADDRESS_REQUIRED`, `DISCOUNT_LIMIT_EXCEEDED`, `PO_DUPLICATE`, `DUPLICATE`, `INVALID_REFERENCE`, `NOT_FOUND`, `FORBIDDEN`.',
  })
  async placeOrder(
    @Arg('input', () => PlaceOrderInput, { description: 'The order.' }) input: PlaceOrderInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OrderPayload> {
    const currency = input.currencyCode ?? (await orderCurrency.ofAccount(ctx, input));
    return change(ctx, ctx.services.useCases.orders.placeOrder, input, toPlaceOrder(input, currency));
  }

  @Mutation(() => OrderPayload, {
    description: `Changes a draft and reprices it. ${BY_CONTRACT} Errors: those of \`placeOrder\`, \`VERSION_CONFLICT\`, \`INVALID_TRANSITION\`.`,
  })
  async updateDraftOrder(
    @Arg('input', () => UpdateDraftOrderInput, { description: 'The changes.' }) input: UpdateDraftOrderInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OrderPayload> {
    const currency = await orderCurrency.ofOrder(ctx, input);
    return change(ctx, ctx.services.useCases.orders.updateDraftOrder, input, toUpdateDraft(input, currency));
  }

  @Mutation(() => OrderPayload, {
    description:
      'Makes a draft binding: allocates stock over locations, backorders what its policies allow, books it, and hands it to fulfillment. ' +
      'Errors: `INSUFFICIENT_STOCK`, `ORDER_ON_HOLD`, `VERSION_CONFLICT`, `INVALID_TRANSITION`, `NOT_FOUND`.',
  })
  confirmOrder(
    @Arg('input', () => ConfirmOrderInput, { description: 'The draft.' }) input: ConfirmOrderInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OrderPayload> {
    return change(ctx, ctx.services.useCases.orders.confirmOrder, input, toVersion(input));
  }

  @Mutation(() => OrderPayload, {
    description:
      'Puts a hold on an order, a line or its fulfillment; several can be open at once. Errors: `VERSION_CONFLICT`, `INVALID_TRANSITION`, `INVALID_REFERENCE`, `NOT_FOUND`.',
  })
  holdOrder(
    @Arg('input', () => HoldOrderInput, { description: 'The hold.' }) input: HoldOrderInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OrderPayload> {
    return change(ctx, ctx.services.useCases.orders.holdOrder, input, toHold(input));
  }

  @Mutation(() => OrderPayload, {
    description:
      'Releases one hold. The reason decides on the permission: CREDIT_OVERRIDE for CREDIT, AWAITING_PAYMENT and FRAUD_RISK, PO_OVERRIDE for PO_MISMATCH, DISCOUNT_OVERRIDE for PRICE_REVIEW. ' +
      'Errors: `NOT_FOUND`, `FORBIDDEN`, `VERSION_CONFLICT`, `INVALID_TRANSITION`.',
  })
  releaseHold(
    @Arg('input', () => ReleaseHoldInput, { description: 'The hold.' }) input: ReleaseHoldInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OrderPayload> {
    const holdId = fromGlobalId('Hold', input.holdId);
    return change(ctx, ctx.services.useCases.orders.releaseHold, input, { ...toVersion(input), holdId });
  }

  @Mutation(() => OrderPayload, {
    description:
      'Cancels an order of which nothing has shipped, or lines and quantities that have not shipped. Releases their stock and reverses their bookings. ' +
      'Errors: `INVALID_TRANSITION`, `INVALID_QUANTITY`, `INVALID_REFERENCE`, `VERSION_CONFLICT`, `NOT_FOUND`.',
  })
  cancelOrder(
    @Arg('input', () => CancelOrderInput, { description: 'What to cancel.' }) input: CancelOrderInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OrderPayload> {
    return change(ctx, ctx.services.useCases.orders.cancelOrder, input, toCancel(input));
  }

  @Mutation(() => OrderPayload, {
    description:
      'Closes a partly shipped order: cancels what has not shipped. Errors: `INVALID_TRANSITION`, `VERSION_CONFLICT`, `NOT_FOUND`.',
  })
  closeOrder(
    @Arg('input', () => CloseOrderInput, { description: 'The order.' }) input: CloseOrderInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OrderPayload> {
    return change(ctx, ctx.services.useCases.orders.closeOrder, input, {
      ...toVersion(input),
      reason: input.reason,
    });
  }
}

async function change<I>(
  ctx: RequestContext,
  useCase: UseCase<I, OrderResult>,
  input: MutationInput,
  command: I,
): Promise<OrderPayload> {
  const { result, replayed } = await submit(ctx, useCase, input.idempotencyKey, command);
  const order = await changedOrder(ctx, result.orderId);
  return Object.assign(new OrderPayload(), { order: shown(order), replayed });
}
