import { Field, ObjectType } from 'type-graphql';
import { DomainEvent } from '../../entities/events/domain-event';
import { Position } from '../../entities/scalars';
import type { PageOfEvents } from '../../src/events/event-reader';

const DESCRIPTION =
  'The next events, ordered by position. A page can hold fewer events than requested, even none, although more follow.';

@ObjectType()
abstract class PageFields implements PageOfEvents {
  @Field(() => [DomainEvent], { description: 'The events, by position: at most `first`.' })
  events!: DomainEvent[];

  @Field(() => Position, {
    description: 'Position up to which the page has read; send it as `after` for the next page.',
  })
  endPosition!: bigint;

  @Field(() => Boolean, { description: 'The log has more events after `endPosition`.' })
  hasMore!: boolean;
}

@ObjectType({ description: DESCRIPTION })
export class EventPage extends PageFields {}

@ObjectType({ description: DESCRIPTION })
export class OrderEventPage extends PageFields {}
