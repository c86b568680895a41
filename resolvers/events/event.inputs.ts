import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { graphqlEnum } from '../../entities/graphql-enum';
import type { EventFilter } from '../../src/events/event-filter';
import { EVENT_TYPES, type EventType as EventTypeName } from '../../src/events/event-types';
import { fromGlobalId } from '../../src/shared/global-id';

export const EventType = graphqlEnum('EventType', 'What can happen.', EVENT_TYPES);

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
  types?: EventTypeName[] | null;

  @Field(() => ID, { nullable: true, description: 'Only events of one order and its shipments.' })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events of one account and all of its sub-accounts.' })
  accountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events of orders of one territory.' })
  territoryId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only events of orders of one sales representative.' })
  repId?: string | null;
}

/** The filter with raw ids. Throws `INVALID_ID`. */
export function orderEventFilter(input: OrderEventFilter | null | undefined): EventFilter {
  const { types, orderId, accountId, territoryId, repId } = input ?? {};
  return {
    ofOrders: true,
    ...(types && { types }),
    ...(orderId && { orderId: fromGlobalId('Order', orderId) }),
    ...(accountId && { accountId: fromGlobalId('Account', accountId) }),
    ...(territoryId && { territoryId: fromGlobalId('Territory', territoryId) }),
    ...(repId && { repId: fromGlobalId('Rep', repId) }),
  };
}
