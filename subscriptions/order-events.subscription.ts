import { Arg, Authorized, Resolver, Root, Subscription } from 'type-graphql';
import { DomainEvent } from '../entities/events/domain-event';
import { Position } from '../entities/scalars';
import type { RequestContext } from '../resolvers/kit/context';
import { LOG_EPOCH_ARGUMENT, OrderEventFilter, orderEventFilter } from '../resolvers/events/event.inputs';
import { requirePermission } from '../src/auth/actor';
import { Permission } from '../src/auth/permissions';
import { EventSource } from '../src/events/event-source';
import { resume, type ResumeArgs } from './resume';

interface OrderEventsArgs extends ResumeArgs {
  filter?: OrderEventFilter | null;
}

@Resolver()
export class OrderEventsSubscription {
  @Authorized(Permission.EVENT_READ)
  @Subscription(() => DomainEvent, {
    description:
      'Every event of orders and their shipments, one per message, in the order of their positions: first what came after `after`, then what comes. ' +
      'Subscribe again after the last position you saw, and you miss nothing and see nothing twice.',
    subscribe: ({ args, context }) => followOrderEvents(args as OrderEventsArgs, context as RequestContext),
  })
  orderEvents(
    @Root() event: DomainEvent,
    @Arg('after', () => Position, {
      nullable: true,
      description: 'Begin after this position; 0 for the start of the log. Without it: with the next event.',
    })
    _after?: bigint | null,
    @Arg('logEpoch', () => String, { nullable: true, description: LOG_EPOCH_ARGUMENT })
    _logEpoch?: string | null,
    @Arg('filter', () => OrderEventFilter, { nullable: true, description: 'Which events; all when absent.' })
    _filter?: OrderEventFilter | null,
  ): DomainEvent {
    return event;
  }
}

async function followOrderEvents(
  { filter, ...place }: OrderEventsArgs,
  context: RequestContext,
): Promise<EventSource<DomainEvent>> {
  requirePermission(context.actor, Permission.EVENT_READ);
  const request = {
    filter: orderEventFilter(filter),
    scope: context.actor.scope,
    ...(await resume(context, place)),
  };
  return new EventSource(context.services.hub, request, (events) => events);
}
