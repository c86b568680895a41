import type { Allocation } from '../../entities/inventory/allocation';
import type { Order } from '../../entities/orders/order';
import type { OrderHold } from '../../entities/orders/order-hold';
import type { OrderLine } from '../../entities/orders/order-line';
import type { ScheduleLine } from '../../entities/orders/schedule-line';

/** An order with everything that changes together with it. */
export interface OrderAggregate {
  order: Order;
  /** By line number. */
  lines: OrderLine[];
  /** By line, then schedule number. */
  scheduleLines: ScheduleLine[];
  /** Open holds. */
  holds: OrderHold[];
  /** One per (schedule line, location). */
  allocations: Allocation[];
}

/** The one place that names the six counters which partition an ordered quantity. */
export interface Counters {
  quantityOrdered: number;
  quantityOpen: number;
  quantityAllocated: number;
  quantityBackordered: number;
  quantityShipped: number;
  quantityDelivered: number;
  quantityCancelled: number;
}

export type Bucket =
  'quantityOpen' | 'quantityAllocated' | 'quantityBackordered' | 'quantityShipped' | 'quantityCancelled';

/** Moves a quantity of a schedule line, and of its line, from one bucket to another; the invariant holds before and after. */
export function moveQuantity(
  line: Counters,
  scheduleLine: Counters,
  from: Bucket,
  to: Bucket,
  quantity: number,
): void {
  for (const counters of [line, scheduleLine]) {
    counters[from] -= quantity;
    counters[to] += quantity;
    if (counters[from] < 0) throw new RangeError(`${from} would be ${counters[from]}`);
  }
}

/** Rows by id, for who looks up many of them. */
export function byId<R extends { id: string }>(rows: readonly R[]): Map<string, R> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** A schedule line that waits for nothing is promised for its requested day, or for today when that is past. */
export function promiseServed(scheduleLine: ScheduleLine, today: string): void {
  if (scheduleLine.quantityBackordered > 0) return;
  const wished = scheduleLine.requestedDay ?? today;
  scheduleLine.promisedDay = wished > today ? wished : today;
}

/** The order is promised for the day of its last schedule line that is not cancelled; for none as long as one has no promise. */
export function promiseOrder({ order, scheduleLines }: OrderAggregate): void {
  order.promisedDay = null;
  let last: string | null = null;
  for (const { quantityCancelled, quantityOrdered, promisedDay } of scheduleLines) {
    if (quantityCancelled >= quantityOrdered) continue;
    if (promisedDay === null) return;
    if (last === null || promisedDay > last) last = promisedDay;
  }
  order.promisedDay = last;
}
