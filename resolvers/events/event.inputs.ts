import { ArrayMaxSize, IsOptional, Length } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { EventFilter } from '../../src/events/event-filter';
import type { EventsByAggregate } from '../../src/events/event-types';
import { DomainError } from '../../src/shared/errors';
import { fromGlobalId, parseGlobalId } from '../../src/shared/global-id';
import type { RequestContext } from '../kit/context';
import { AggregateType, EventType } from './event-enums';
import { seenAggregates } from './seen-aggregates';

const MAX_TYPES = 50;

const EPOCH_OF = (position: string) =>
  `The epoch of the log that \`${position}\` belongs to: \`extensions.logEpoch\` of the answer or message that named the position. ` +
  'Another epoch than that of the log is refused with `LOG_CHANGED`: a backup was restored.';

/** Of the argument `logEpoch` beside `after`. */
export const LOG_EPOCH_ARGUMENT = `${EPOCH_OF('after')} Without it, only a position beyond the end of the log is refused.`;
/** Of the field `logEpoch` beside `position`. */
export const LOG_EPOCH_OF_POSITION = EPOCH_OF('position');

@InputType({ description: 'Which events of orders. Every condition that is given must hold.' })
export class OrderEventFilter {
  @Field(() => [EventType], {
    nullable: true,
    description: `Only events of these types, at most ${MAX_TYPES}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_TYPES)
  types?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only events of one order, its fulfillment orders and its shipments.',
  })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events of one account and all of its sub-accounts.' })
  accountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events of orders of one territory.' })
  territoryId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events of orders of one sales representative.' })
  repId?: string | null;
}

@InputType({ description: 'Which events. Every condition that is given must hold.' })
export class EventFilterInput {
  @Field(() => [EventType], {
    nullable: true,
    description: `Only events of these types, at most ${MAX_TYPES}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_TYPES)
  types?: string[] | null;

  @Field(() => [AggregateType], {
    nullable: true,
    description: `Only events of objects of these types, at most ${MAX_TYPES}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MAX_TYPES)
  aggregateTypes?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only events of one object, of any type that has events.' })
  aggregateId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only events that concern one order: its own, and those of its documents.',
  })
  orderId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only events that concern one account or a sub-account of it.',
  })
  accountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events that concern one territory.' })
  territoryId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events that concern one sales representative.' })
  repId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only events of one product, and of its stock, by its stock keeping unit: 1 to 64 characters.',
  })
  @IsOptional()
  @Length(1, 64)
  sku?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events that concern one location.' })
  locationId?: string | null;
}

/** The filter with raw ids. Throws `INVALID_ID`. */
export function orderEventFilter(input: OrderEventFilter | null | undefined): EventFilter {
  return { ofOrders: true, ...conditionsOf(input ?? {}) };
}

/** The filter with raw ids, for events of any object that the caller may see. Throws `INVALID_ID`. */
export function eventFilter(input: EventFilterInput | null | undefined, ctx: RequestContext): EventFilter {
  const { aggregateTypes, aggregateId, sku, locationId } = input ?? {};
  return {
    seen: seenAggregates(ctx),
    ...conditionsOf(input ?? {}),
    ...(aggregateTypes && { aggregateTypes }),
    ...(aggregateId && { aggregate: aggregateOf(aggregateId, ctx.services.events) }),
    ...(sku && { sku }),
    ...(locationId && { locationId: fromGlobalId('Location', locationId) }),
  };
}

/** What both filters have. */
function conditionsOf({ types, orderId, accountId, territoryId, repId }: OrderEventFilter): EventFilter {
  return {
    ...(types && { types }),
    ...(orderId && { orderId: fromGlobalId('Order', orderId) }),
    ...(accountId && { accountId: fromGlobalId('Account', accountId) }),
    ...(territoryId && { territoryId: fromGlobalId('Territory', territoryId) }),
    ...(repId && { repId: fromGlobalId('Rep', repId) }),
  };
}

function aggregateOf(globalId: string, events: EventsByAggregate): { type: string; id: string } {
  const parsed = parseGlobalId(globalId);
  if (parsed && events.has(parsed.type)) return parsed;
  const value = globalId.slice(0, 100);
  throw new DomainError(
    'INVALID_ID',
    `"${value}" is not the id of an object that has events. Use \`aggregateId\` of an event, or the id that the API returned for the object.`,
    { type: [...events.keys()].join(' or '), value },
  );
}
