import { ArrayMaxSize, IsOptional } from 'class-validator';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { DomainEvent } from '../entities/events/domain-event';
import { Order } from '../entities/orders/order';
import { OrderDeliveryStatus, OrderFulfillmentStatus, OrderStatus } from '../entities/orders/orders.enums';
import { DateTime, Position } from '../entities/scalars';
import type { RequestContext } from '../resolvers/kit/context';
import { LOG_EPOCH_ARGUMENT } from '../resolvers/events/event.inputs';
import { loadNode } from '../resolvers/node/node-registry';
import type { EventFilter } from '../src/events/event-filter';
import { EventSource } from '../src/events/event-source';
import { fromGlobalId, toGlobalId } from '../src/shared/global-id';
import { changedStatuses, OrderStatuses, statusChange } from './order-statuses';
import { refuse, resume, type ResumeArgs, visibleId } from './resume';

const MAX_VALUES = 20;

@InputType({
  description:
    'Which changes of which orders. Every condition that is given must hold; `{}` is every change.',
})
export class OrderStatusFilter {
  @Field(() => ID, { nullable: true, description: 'Only orders of one territory.' })
  territoryId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only orders of one sales representative.' })
  repId?: string | null;

  @Field(() => [OrderStatus], {
    nullable: true,
    description: `Only changes to one of these statuses, at most ${MAX_VALUES}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  statuses?: OrderStatus[] | null;

  @Field(() => [OrderFulfillmentStatus], {
    nullable: true,
    description: `Only changes to one of these fulfillment statuses, at most ${MAX_VALUES}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  fulfillmentStatuses?: OrderFulfillmentStatus[] | null;

  @Field(() => [OrderDeliveryStatus], {
    nullable: true,
    description: `Only changes to one of these delivery statuses, at most ${MAX_VALUES}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_VALUES)
  deliveryStatuses?: OrderDeliveryStatus[] | null;
}

@ObjectType({ description: 'An event that changed an order on one of its status axes.' })
export class OrderStatusChange {
  constructor(readonly event: DomainEvent) {}

  @Field(() => Position, { description: 'Position of the event in the log, for `after`.' })
  get position(): bigint {
    return this.event.position;
  }

  @Field(() => String, { description: 'What happened, such as OrderConfirmed.' })
  get type(): string {
    return this.event.type;
  }

  @Field(() => DateTime, { description: 'When it happened, in business time.' })
  get occurredAt(): Date {
    return this.event.occurredAt;
  }
}

interface StatusArgs extends ResumeArgs {
  orderId?: string | null;
  accountId?: string | null;
  filter?: OrderStatusFilter | null;
}

@Resolver(() => OrderStatusChange)
export class OrderStatusChangedSubscription {
  @Subscription(() => OrderStatusChange, {
    description:
      "Every change of an order's status, fulfillment status, delivery status or hold state, one per message. Give exactly one of `orderId`, `accountId` and `filter`.",
    subscribe: ({ args, context }) => followStatuses(args as StatusArgs, context as RequestContext),
  })
  orderStatusChanged(
    @Root() change: OrderStatusChange,
    @Arg('orderId', () => ID, { nullable: true, description: 'One order.' }) _orderId?: string | null,
    @Arg('accountId', () => ID, {
      nullable: true,
      description: 'All orders of an account and its sub-accounts.',
    })
    _accountId?: string | null,
    @Arg('filter', () => OrderStatusFilter, { nullable: true, description: 'All orders that match.' })
    _filter?: OrderStatusFilter | null,
    @Arg('after', () => Position, {
      nullable: true,
      description: 'Start after this position. Default: start with the next change.',
    })
    _after?: bigint | null,
    @Arg('logEpoch', () => String, { nullable: true, description: LOG_EPOCH_ARGUMENT })
    _logEpoch?: string | null,
  ): OrderStatusChange {
    return change;
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order as it is now.' })
  async order(@Root() { event }: OrderStatusChange, @Ctx() context: RequestContext): Promise<Order | null> {
    return (await loadNode(context, toGlobalId('Order', event.aggregateId))) as Order | null;
  }

  @FieldResolver(() => OrderStatuses, { description: 'Statuses of the order after the event.' })
  async current(
    @Root() { event }: OrderStatusChange,
    @Ctx() { services }: RequestContext,
  ): Promise<OrderStatuses> {
    return (await statusChange(services.database.reader, event)).current;
  }

  @FieldResolver(() => OrderStatuses, {
    nullable: true,
    description: 'Statuses of the order before the event; null for a new order.',
  })
  async previous(
    @Root() { event }: OrderStatusChange,
    @Ctx() { services }: RequestContext,
  ): Promise<OrderStatuses | null> {
    return (await statusChange(services.database.reader, event)).previous;
  }
}

async function followStatuses(
  args: StatusArgs,
  context: RequestContext,
): Promise<EventSource<OrderStatusChange>> {
  const filter = await eventFilter(args, context);
  const place = await resume(context, args);
  const wanted = axisConditions(args.filter ?? {});
  return new EventSource(context.services.hub, { filter, scope: context.actor.scope, ...place }, (events) =>
    events.filter(wanted).map((event) => new OrderStatusChange(event)),
  );
}

async function eventFilter(
  { orderId, accountId, filter }: StatusArgs,
  context: RequestContext,
): Promise<EventFilter> {
  const given = [orderId, accountId, filter].filter(
    (argument) => argument !== null && argument !== undefined,
  );
  if (given.length !== 1) {
    refuse(
      'orderId',
      'exactlyOne',
      `Give exactly one of \`orderId\`, \`accountId\` and \`filter\`, not ${given.length}.`,
    );
  }
  const { territoryId, repId } = filter ?? {};
  return {
    ofOrders: true,
    ...(orderId && { orderId: await visibleId(context, 'Order', orderId) }),
    ...(accountId && { accountId: await visibleId(context, 'Account', accountId) }),
    ...(territoryId && { territoryId: fromGlobalId('Territory', territoryId) }),
    ...(repId && { repId: fromGlobalId('Rep', repId) }),
  };
}

/** Whether an event changed an axis, and to one of the filtered values on each filtered axis. */
function axisConditions(filter: OrderStatusFilter): (event: DomainEvent) => boolean {
  const asked = [
    ['status', filter.statuses],
    ['fulfillmentStatus', filter.fulfillmentStatuses],
    ['deliveryStatus', filter.deliveryStatuses],
  ] as const;
  return (event) => {
    const changed = changedStatuses(event);
    return (
      Object.keys(changed).length > 0 &&
      asked.every(([axis, values]) => !values || (values as readonly unknown[]).includes(changed[axis]))
    );
  };
}
