import { Arg, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { DomainEvent } from '../entities/events/domain-event';
import { InventoryLevel } from '../entities/inventory/inventory-level';
import { DateTime, Position } from '../entities/scalars';
import type { RequestContext } from '../resolvers/kit/context';
import { LOG_EPOCH_ARGUMENT } from '../resolvers/events/event.inputs';
import { eventData } from '../src/events/event-data';
import type { EventFilter } from '../src/events/event-filter';
import { EventSource } from '../src/events/event-source';
import type { Follow } from '../src/events/live-hub';
import { resume, type ResumeArgs, visibleId } from './resume';

@ObjectType({ description: 'A stock level after something changed it.' })
export class InventoryLevelChange {
  constructor(private readonly event: DomainEvent) {}

  @Field(() => Position, { description: 'Position of the change in the log, for `after`.' })
  get position(): bigint {
    return this.event.position;
  }

  @Field(() => DateTime, { description: 'When it happened, in business time.' })
  get occurredAt(): Date {
    return this.event.occurredAt;
  }

  @Field(() => InventoryLevel, { description: 'The level as it was after this change.' })
  get level(): InventoryLevel {
    const level = eventData(this.event).level as InventoryLevel;
    return Object.assign(new InventoryLevel(), level, { updatedAt: new Date(level.updatedAt) });
  }
}

interface LevelArgs extends ResumeArgs {
  sku: string;
  location?: string | null;
}

@Resolver()
export class InventoryLevelChangedSubscription {
  @Subscription(() => InventoryLevelChange, {
    description: 'Every change of the stock of one product, at one or all locations, one per message.',
    subscribe: ({ args, context }) => followLevels(args as LevelArgs, context as RequestContext),
  })
  inventoryLevelChanged(
    @Root() change: InventoryLevelChange,
    @Arg('sku', () => String, { description: 'Stock keeping unit of the product.' }) _sku: string,
    @Arg('location', () => ID, {
      nullable: true,
      description: 'Id of a location; all locations when absent.',
    })
    _location?: string | null,
    @Arg('after', () => Position, {
      nullable: true,
      description: 'Start after this position. Default: start with the next change.',
    })
    _after?: bigint | null,
    @Arg('logEpoch', () => String, { nullable: true, description: LOG_EPOCH_ARGUMENT })
    _logEpoch?: string | null,
  ): InventoryLevelChange {
    return change;
  }
}

/** Stock belongs to no account: whoever may read it sees all of it. */
async function followLevels(
  { sku, location, ...place }: LevelArgs,
  context: RequestContext,
): Promise<EventSource<InventoryLevelChange>> {
  const request: Follow = {
    filter: await levelFilter(sku, location, context),
    scope: { all: true },
    ...(await resume(context, place)),
  };
  return new EventSource(context.services.hub, request, (events) =>
    events.map((event) => new InventoryLevelChange(event)),
  );
}

async function levelFilter(
  sku: string,
  location: string | null | undefined,
  context: RequestContext,
): Promise<EventFilter> {
  const types = ['InventoryLevelChanged'] as const;
  if (!location) return { types, sku };
  const locationId = await visibleId(context, 'Location', location);
  return { types, sku, aggregate: { type: 'InventoryLevel', id: `${sku}@${locationId}` } };
}
