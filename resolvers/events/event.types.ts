import { Field, ObjectType } from 'type-graphql';
import { DomainEvent } from '../../entities/events/domain-event';
import { Position } from '../../entities/scalars';
import type { PageOfEvents } from '../../src/events/event-reader';

@ObjectType({
  description:
    'The next events in the order of their positions. A page can hold fewer events than asked for, even none, while there are more.',
})
export class OrderEventPage implements PageOfEvents {
  @Field(() => [DomainEvent], { description: 'The events, by position: at most `first`.' })
  events!: DomainEvent[];

  @Field(() => Position, { description: 'How far the page looked; send it as `after` for the next page.' })
  endPosition!: bigint;

  @Field(() => Boolean, { description: 'The log goes on after `endPosition`.' })
  hasMore!: boolean;
}
