import { DomainEvent } from '../../entities/events/domain-event';
import { Allocation } from '../../entities/inventory/allocation';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import { eventData } from '../events/event-data';
import { EventReader } from '../events/event-reader';
import { fromJson, type EntityClass } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { fragment, type SqlFragment } from '../persistence/sql-fragment';
import { invalidInput } from '../shared/invalid-input';
import { foldOrder, type FoldedOrder, type OrderPart } from './fold-order';
import type { OrderAggregate } from './order-aggregate';

/** A moment in an order's history: exactly one of version, position and dateTime. */
export interface AsOf {
  /** The order's version, inclusive. */
  version?: number | null;
  /** Position of the event log, inclusive. */
  position?: bigint | null;
  /** The epoch of the log that the position is of. */
  logEpoch?: string | null;
  /** What had been recorded by then; with `businessTime`, what had happened by then. */
  dateTime?: Date | null;
  businessTime?: boolean;
}

const pasts = new WeakMap<object, OrderAggregate>();

/** What belonged to an order, or to the order of a line, that `orderAsOf` has brought back; undefined for one as it is now. */
export function pastOf(orderOrLine: Order | OrderLine): OrderAggregate | undefined {
  return pasts.get(orderOrLine);
}

/** An order as it was, with its parts behind `pastOf`; null when it did not exist yet. The caller has made sure that it may be seen. */
export async function orderAsOf(sql: Sql, orderId: string, asOf: AsOf): Promise<Order | null> {
  const folded = await foldedAsOf(sql, orderId, asOf);
  if (!folded) return null;
  const past: OrderAggregate = {
    order: fromJson(Order, folded.order),
    lines: partOf(folded, 'lines', OrderLine).sort((a, b) => a.lineNumber - b.lineNumber),
    scheduleLines: partOf(folded, 'scheduleLines', ScheduleLine).sort(
      (a, b) => a.scheduleNumber - b.scheduleNumber,
    ),
    holds: partOf(folded, 'holds', OrderHold).map((hold) => Object.assign(hold, { note: null })),
    allocations: partOf(folded, 'allocations', Allocation),
  };
  for (const known of [past.order, ...past.lines]) pasts.set(known, past);
  return past.order;
}

/** The same in the form in which events carry values. Throws `LOG_CHANGED` for a position of another epoch. */
export async function foldedAsOf(sql: Sql, orderId: string, asOf: AsOf): Promise<FoldedOrder | null> {
  const until = eventsUntil(asOf);
  const { position = null, logEpoch = null } = asOf;
  if (logEpoch !== null) await new EventReader(sql).endFor({ after: position, logEpoch });
  const events = await sql.select(
    DomainEvent,
    `WHERE t.aggregate_type = ? AND t.aggregate_id = ? AND ${until.sql} ORDER BY t.aggregate_version`,
    ['Order', orderId, ...until.params],
  );
  return foldOrder(events.map((event) => ({ type: event.type, data: eventData(event) })));
}

function eventsUntil({ version, position, dateTime, businessTime }: AsOf): SqlFragment {
  const given = [version, position, dateTime].filter((value) => value !== null && value !== undefined);
  if (given.length !== 1)
    throw invalidInput('asOf', 'exactlyOne', 'give exactly one of `version`, `position` and `dateTime`');
  if (businessTime && !dateTime)
    throw invalidInput('asOf', 'businessTime', '`businessTime` belongs to a `dateTime`');
  if (version) return fragment('t.aggregate_version <= ?', [version]);
  if (dateTime)
    return fragment(`t.${businessTime ? 'occurred_at' : 'recorded_at'} <= ?`, [dateTime.getTime()]);
  return fragment('t.position > 0 AND t.position <= ?', [position ?? 0n]);
}

function partOf<E extends object>(folded: FoldedOrder, part: OrderPart, entity: EntityClass<E>): E[] {
  return [...folded.parts[part].values()].map((values) => fromJson(entity, values));
}
