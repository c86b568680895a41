import { Field, ObjectType } from 'type-graphql';
import { DomainEvent } from '../entities/events/domain-event';
import { OrderDeliveryStatus, OrderFulfillmentStatus, OrderStatus } from '../entities/orders/orders.enums';
import { eventData, parsedData } from '../src/events/event-data';
import { mappingOf } from '../src/persistence/mapping/entity-mapping';
import type { Sql } from '../src/persistence/sql';

@ObjectType({ description: 'Status of an order on each axis after one of its events.' })
export class OrderStatuses {
  @Field(() => OrderStatus, { description: 'As a document.' })
  status!: OrderStatus;

  @Field(() => OrderFulfillmentStatus, { description: 'How much had shipped.' })
  fulfillmentStatus!: OrderFulfillmentStatus;

  @Field(() => OrderDeliveryStatus, { description: 'How much had been delivered.' })
  deliveryStatus!: OrderDeliveryStatus;

  @Field(() => Boolean, { description: 'Whether a hold was open.' })
  onHold!: boolean;
}

const AXES = ['status', 'fulfillmentStatus', 'deliveryStatus', 'onHold'] as const;

/** The axes that an event of an order changed, with their values after it. */
export function changedStatuses(event: DomainEvent): Partial<OrderStatuses> {
  return pickAxes(event.aggregateType === 'Order' ? eventData(event).order : undefined);
}

function pickAxes(order: unknown): Partial<OrderStatuses> {
  const values = (order ?? {}) as Partial<OrderStatuses>;
  return Object.fromEntries(AXES.flatMap((axis) => (axis in values ? [[axis, values[axis]]] : [])));
}

/** The statuses before and after an event; before the first event there were none. */
export interface StatusChange {
  previous: OrderStatuses | null;
  current: OrderStatuses;
}

const STORED_DATA = mappingOf(DomainEvent).partOf(new Set(['type', 'schemaVersion', 'data']));

const changes = new WeakMap<DomainEvent, Promise<StatusChange>>();

/** Folds the order's events up to the given one. Done once per event, however many subscribers ask. */
export function statusChange(sql: Sql, event: DomainEvent): Promise<StatusChange> {
  let change = changes.get(event);
  if (!change) {
    change = foldStatuses(sql, event);
    change.catch(() => changes.delete(event));
    changes.set(event, change);
  }
  return change;
}

async function foldStatuses(sql: Sql, event: DomainEvent): Promise<StatusChange> {
  const changed = changedStatuses(event);
  if (event.aggregateVersion === 1) return { previous: null, current: changed as OrderStatuses };
  const earlier = await sql.select(
    DomainEvent,
    'WHERE t.aggregate_type = ? AND t.aggregate_id = ? AND t.aggregate_version < ? ORDER BY t.aggregate_version',
    ['Order', event.aggregateId, event.aggregateVersion],
    STORED_DATA,
  );
  const previous = Object.assign(
    {},
    ...earlier.map((stored) => pickAxes(parsedData(stored).order)),
  ) as OrderStatuses;
  return { previous, current: { ...previous, ...changed } };
}
