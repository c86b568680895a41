import type { DomainEvent } from '../../entities/events/domain-event';
import { documentScope, seesDocument, type AccountPlace, type Scope } from '../auth/row-scope';
import { allOf, anyOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';

/** Of which objects somebody may see the events, by their types. */
export interface SeenAggregates {
  /** Types of objects that belong to no account: whoever may see one sees the events of all. */
  readonly open: readonly string[];
  /** Types of which the row scope says whose events are seen. */
  readonly scoped: readonly string[];
}

/** Which events somebody wants. Every condition that is given must hold. */
export interface EventFilter {
  /** Events of any object are seen by these rights. Absent: those of all types, by the row scope alone. */
  seen?: SeenAggregates;
  /** Only events that concern an order: its own, and those of its fulfillment orders and shipments. */
  ofOrders?: boolean;
  types?: readonly string[];
  aggregateTypes?: readonly string[];
  aggregate?: { type: string; id: string };
  orderId?: string;
  /** An account and all of its sub-accounts. */
  accountId?: string;
  territoryId?: string;
  repId?: string;
  sku?: string;
  locationId?: string;
}

const COLUMNS = {
  orderId: 't.order_id',
  territoryId: 't.territory_id',
  repId: 't.rep_id',
  sku: 't.sku',
  locationId: 't.location_id',
} as const;
const PLAIN = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** The filter and the row scope as a condition on `events t`. `accountPath` is the path of the filter's account. */
export function eventCondition(filter: EventFilter, scope: Scope, accountPath: string | null): SqlFragment {
  return allOf([
    filter.ofOrders && filter.orderId === undefined ? fragment('t.order_id IS NOT NULL') : null,
    filter.types && inList('t.type', filter.types),
    filter.aggregateTypes && inList('t.aggregate_type', filter.aggregateTypes),
    filter.aggregate &&
      fragment('t.aggregate_type = ? AND t.aggregate_id = ?', [filter.aggregate.type, filter.aggregate.id]),
    ...PLAIN.map((name) => equals(COLUMNS[name], filter[name])),
    filter.accountId === undefined ? null : inAccountTree(accountPath),
    seenCondition(scope, filter.seen),
  ]);
}

/** Which rows of `events t` somebody may see; null for all. */
export function seenCondition(scope: Scope, seen?: SeenAggregates): SqlFragment | null {
  const inScope = scope.all ? null : documentScope(scope, 't');
  if (!seen) return inScope;
  return anyOf([
    inList('t.aggregate_type', seen.open),
    allOf([inList('t.aggregate_type', seen.scoped), inScope]),
  ]);
}

function equals(column: string, value: string | undefined): SqlFragment | null {
  return value === undefined ? null : fragment(`${column} = ?`, [value]);
}

function inAccountTree(path: string | null): SqlFragment {
  return documentScope(
    { all: false, accountPaths: path === null ? [] : [path], territoryIds: [], repIds: [] },
    't',
  );
}

/** What `eventCondition` says, for an event in memory and the account it names as that is now. */
export function matchesEvent(
  filter: EventFilter,
  scope: Scope,
  event: DomainEvent,
  account: AccountPlace | null,
): boolean {
  return (
    (!filter.ofOrders || event.orderId !== null) &&
    (!filter.types || filter.types.includes(event.type)) &&
    (!filter.aggregateTypes || filter.aggregateTypes.includes(event.aggregateType)) &&
    (!filter.aggregate ||
      (event.aggregateType === filter.aggregate.type && event.aggregateId === filter.aggregate.id)) &&
    PLAIN.every((name) => filter[name] === undefined || event[name] === filter[name]) &&
    (filter.accountId === undefined || (account?.path.includes(`/${filter.accountId}/`) ?? false)) &&
    seesEvent(scope, filter.seen, event, account)
  );
}

function seesEvent(
  scope: Scope,
  seen: SeenAggregates | undefined,
  { aggregateType, territoryId, repId }: DomainEvent,
  account: AccountPlace | null,
): boolean {
  if (seen?.open.includes(aggregateType)) return true;
  if (seen && !seen.scoped.includes(aggregateType)) return false;
  return seesDocument(scope, { account, territoryId, repId });
}

/** Whether an index leads straight to the events, so that a search of the whole log costs no more than what it finds. */
export function isIndexed(filter: EventFilter): boolean {
  return filter.orderId !== undefined || filter.aggregate !== undefined;
}

/** The one topic under which a filter is served: no event that it matches is missing there. */
export function topicOf(filter: EventFilter): string {
  if (filter.orderId !== undefined) return `order ${filter.orderId}`;
  if (filter.aggregate) return `${filter.aggregate.type} ${filter.aggregate.id}`;
  if (filter.sku !== undefined) return `sku ${filter.sku}`;
  return filter.ofOrders ? 'orders' : 'all';
}

/** Every topic that an event belongs to. */
export function topicsOf(event: DomainEvent): string[] {
  const topics = ['all', `${event.aggregateType} ${event.aggregateId}`];
  if (event.orderId !== null) topics.push('orders', `order ${event.orderId}`);
  if (event.sku !== null) topics.push(`sku ${event.sku}`);
  return topics;
}
