import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { DomainEvent } from '../entities/events/domain-event';
import { Position } from '../entities/scalars';
import { EventFilterInput, eventFilter, LOG_EPOCH_ARGUMENT } from '../resolvers/events/event.inputs';
import type { RequestContext } from '../resolvers/kit/context';
import { EventSource } from '../src/events/event-source';
import { resume, type ResumeArgs } from './resume';

interface EventsArgs extends ResumeArgs {
  filter?: EventFilterInput | null;
}

@Resolver()
export class EventsSubscription {
  @Subscription(() => DomainEvent, {
    description:
      'Every event of all objects that you may see, one per message, ordered by position: first those after `after`, then new ones. ' +
      'Subscribe again after the last position you saw: you miss nothing and see nothing twice. You see the same events as in the query `events`.',
    subscribe: ({ args, context }) => followEvents(args as EventsArgs, context as RequestContext),
  })
  events(
    @Root() event: DomainEvent,
    @Arg('after', () => Position, {
      nullable: true,
      description:
        'Start after this position; 0 is the start of the log. Default: start with the next event.',
    })
    _after?: bigint | null,
    @Arg('logEpoch', () => String, { nullable: true, description: LOG_EPOCH_ARGUMENT })
    _logEpoch?: string | null,
    @Arg('filter', () => EventFilterInput, {
      nullable: true,
      description: 'Only these events. Default: all.',
    })
    _filter?: EventFilterInput | null,
  ): DomainEvent {
    return event;
  }
}

async function followEvents(
  { filter, ...place }: EventsArgs,
  context: RequestContext,
): Promise<EventSource<DomainEvent>> {
  const request = {
    filter: eventFilter(filter, context),
    scope: context.actor.scope,
    ...(await resume(context, place)),
  };
  return new EventSource(context.services.hub, request, (events) => events);
}
