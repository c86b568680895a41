import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { DomainEvent } from '../entities/events/domain-event';
import { Position } from '../entities/scalars';
import type { RequestContext } from '../resolvers/kit/context';
import { LOG_EPOCH_ARGUMENT, OrderEventFilter, orderEventFilter } from '../resolvers/events/event.inputs';
import { EventSource } from '../src/events/event-source';
import { resume, type ResumeArgs } from './resume';

interface OrderEventsArgs extends ResumeArgs {
  filter?: OrderEventFilter | null;
}

@Resolver()
export class OrderEventsSubscription {
  @Subscription(() => DomainEvent, {
    description:
      'Every event of orders, their fulfillment orders and their shipments, one per message, ordered by position: first those after `after`, then new ones. ' +
      'Subscribe again after the last position you saw: you miss nothing and see nothing twice.',
    subscribe: ({ args, context }) => followOrderEvents(args as OrderEventsArgs, context as RequestContext),
  })
  orderEvents(
    @Root() event: DomainEvent,
    @Arg('after', () => Position, {
      nullable: true,
      description:
        'Start after this position; 0 is the start of the log. Default: start with the next event.',
    })
    _after?: bigint | null,
    @Arg('logEpoch', () => String, { nullable: true, description: LOG_EPOCH_ARGUMENT })
    _logEpoch?: string | null,
    @Arg('filter', () => OrderEventFilter, {
      nullable: true,
      description: 'Only these events. Default: all.',
    })
    _filter?: OrderEventFilter | null,
  ): DomainEvent {
    return event;
  }
}

async function followOrderEvents(
  { filter, ...place }: OrderEventsArgs,
  context: RequestContext,
): Promise<EventSource<DomainEvent>> {
  const request = {
    filter: orderEventFilter(filter),
    scope: context.actor.scope,
    ...(await resume(context, place)),
  };
  return new EventSource(context.services.hub, request, (events) => events);
}
