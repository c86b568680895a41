import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { DomainEvent } from '../../entities/events/domain-event';
import { Order } from '../../entities/orders/order';
import { JSONObject, Position } from '../../entities/scalars';
import type { EventData } from '../../src/events/event-data';
import type { EventFilter } from '../../src/events/event-filter';
import { EventReader, type PageOfEvents } from '../../src/events/event-reader';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../src/persistence/lists/keyset';
import type { DomainError } from '../../src/shared/errors';
import { brokenRule } from '../../src/shared/invalid-input';
import { toGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { Reads } from '../kit/columns-of-fields';
import { loadNode } from '../node/node-registry';
import { selectedPart } from '../kit/selected-columns';
import './event.loaders';
import {
  EventFilterInput,
  eventFilter,
  LOG_EPOCH_ARGUMENT,
  OrderEventFilter,
  orderEventFilter,
} from './event.inputs';
import { EventPage, OrderEventPage } from './event.types';
import { visibleData } from './visible-data';

/** The way from a page to its events. */
const EVENTS: readonly (readonly string[])[] = [['events']];

const AFTER_ARGUMENT = 'Only events after this position; 0 for the start of the log.';
const FIRST_ARGUMENT = `How many events at most: 1 to ${MAX_PAGE_SIZE}.`;

@Resolver(() => DomainEvent)
export class EventResolver {
  @Query(() => OrderEventPage, {
    description:
      'Events of orders, their fulfillment orders and their shipments, from the whole log, ordered by position.',
  })
  orderEvents(
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('after', () => Position, { defaultValue: 0, description: AFTER_ARGUMENT })
    after: bigint,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: FIRST_ARGUMENT })
    first: number,
    @Arg('filter', () => OrderEventFilter, {
      nullable: true,
      description: 'Only these events. Default: all.',
    })
    filter?: OrderEventFilter | null,
    @Arg('logEpoch', () => String, { nullable: true, description: LOG_EPOCH_ARGUMENT })
    logEpoch?: string | null,
  ): Promise<OrderEventPage> {
    return search(ctx, info, { after, first, logEpoch }, orderEventFilter(filter));
  }

  @Query(() => EventPage, {
    description:
      'Events of all objects that you may see, from the whole log, ordered by position. With `orderId` or `aggregateId` an index leads to the events; ' +
      'otherwise one query looks at up to 100,000 positions and says in `endPosition` how far it came. Events of products, stock, locations and the like are for all who may see such objects, those of price lists for who sees all rows.',
  })
  events(
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('after', () => Position, { defaultValue: 0, description: AFTER_ARGUMENT })
    after: bigint,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: FIRST_ARGUMENT })
    first: number,
    @Arg('filter', () => EventFilterInput, {
      nullable: true,
      description: 'Only these events. Default: all.',
    })
    filter?: EventFilterInput | null,
    @Arg('logEpoch', () => String, { nullable: true, description: LOG_EPOCH_ARGUMENT })
    logEpoch?: string | null,
  ): Promise<EventPage> {
    return search(ctx, info, { after, first, logEpoch }, eventFilter(filter, ctx));
  }

  @Reads<DomainEvent>('data', 'type', 'schemaVersion', 'aggregateType', 'aggregateId', 'orderId')
  @FieldResolver(() => JSONObject, {
    description:
      'The values after the event, by object: the changed ones, or all values of a new object. Names and forms are those of the fields of the API: ' +
      'global ids, amounts as `{ amount, currencyCode }`, moments as ISO 8601 text, related objects as `{ id }`. What you may not see in the API is left out.',
  })
  data(@Root() event: DomainEvent, @Ctx() ctx: RequestContext): Promise<EventData> {
    return visibleData(event, ctx);
  }

  @Reads<DomainEvent>('actorId')
  @FieldResolver(() => ID, { description: 'Global id of the principal that caused it.' })
  actorId(@Root() { actorId }: DomainEvent): string {
    return toGlobalId('Principal', actorId);
  }

  @Reads<DomainEvent>('orderId')
  @FieldResolver(() => Order, {
    nullable: true,
    description: 'The order that the event concerns, as it is now; null when it concerns none.',
  })
  async order(@Root() { orderId }: DomainEvent, @Ctx() context: RequestContext): Promise<Order | null> {
    return orderId === null
      ? null
      : ((await loadNode(context, toGlobalId('Order', orderId))) as Order | null);
  }
}

interface PlaceArgs {
  after: bigint;
  first: number;
  logEpoch?: string | null;
}

function search(
  { services, actor }: RequestContext,
  info: GraphQLResolveInfo,
  { after, first, logEpoch = null }: PlaceArgs,
  filter: EventFilter,
): Promise<PageOfEvents> {
  if (first < 1 || first > MAX_PAGE_SIZE) throw badPageSize(first);
  return new EventReader(services.database.reader).search({
    after: BigInt(after),
    logEpoch,
    limit: first,
    filter,
    scope: actor.scope,
    part: selectedPart(info, DomainEvent, ['position'], EVENTS),
  });
}

function badPageSize(first: number): DomainError {
  const message = `\`first\` must be from 1 to ${MAX_PAGE_SIZE}, not ${first}.`;
  return brokenRule(message, {
    ...{ path: 'first', rule: 'range', message },
    limit: { min: 1, max: MAX_PAGE_SIZE },
  });
}
