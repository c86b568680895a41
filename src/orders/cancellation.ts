import type { OrderLine } from '../../entities/orders/order-line';
import { LevelSet } from '../inventory/level-set';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { businessDay } from '../shared/clock';
import { backorderAllocation } from './allocate-backorders';
import { releaseAllocations } from './allocations';
import { BookingEntries, type CancelledQuantity } from './booking-entries';
import {
  moveQuantity,
  promiseOrder,
  promiseServed,
  type Bucket,
  type OrderAggregate,
} from './order-aggregate';
import type { OrderDeps } from './order-deps';
import type { OrderSet } from './order-set';
import { cumulativeShare } from './order-totals';
import type { CommandContext, ReleasedOrder } from './ports';

/** What of one order is to be cancelled, and how that is told. */
export interface Cancellation {
  aggregate: OrderAggregate;
  command: CommandContext;
  /** At most what is neither shipped nor cancelled yet of each line. */
  quantities: readonly CancelledQuantity[];
  /** Whether the order was binding, so that its bookings shrink. */
  booked: boolean;
  kind: 'CANCELLATION' | 'SHORT_CLOSE';
  /** Sets the order's own status and records the event; returns the event's id. */
  record: () => string;
}

/** What of a line has not left and is not cancelled. */
export function cancellable(line: OrderLine): number {
  return line.quantityOrdered - line.quantityShipped - line.quantityCancelled;
}

/** Everything of an order that can still be cancelled. */
export function restOf({ lines }: OrderAggregate): CancelledQuantity[] {
  return lines.map((line) => ({ line, quantity: cancellable(line) })).filter(({ quantity }) => quantity > 0);
}

/** Cancels quantities of many orders and stores them: frees their stock for whoever waits for it, reverses their bookings and tells fulfillment. */
export async function cancelAll(
  uow: UnitOfWork,
  deps: OrderDeps,
  set: OrderSet,
  cancellations: readonly Cancellation[],
): Promise<void> {
  const skus = cancellations.flatMap(({ quantities }) =>
    quantities.filter(({ line }) => line.quantityAllocated > 0).map(({ line }) => line.sku),
  );
  const levels = await LevelSet.lock(uow, skus);
  const bookings = new BookingEntries(deps.settings, uow.recordedAt);
  const released: ReleasedOrder[] = [];
  for (const cancellation of cancellations) {
    const { aggregate, command, quantities, booked, kind, record } = cancellation;
    const parts = quantities.flatMap(({ line, quantity }) =>
      cancelQuantity(uow, levels, aggregate, line, quantity, command),
    );
    if (booked) promiseRest(aggregate, businessDay(command.occurredAt, deps.settings.timeZone));
    const eventId = record();
    if (booked) bookings.cancelled(aggregate, quantities, kind, command.occurredAt, eventId);
    if (parts.length > 0) released.push({ aggregate, command, parts });
  }
  await bookings.save(uow.sql);
  await deps.fulfillment.released(uow, released);
  await set.save();
  await offerFreedStock(uow, deps, levels, released);
  await levels.save();
}

/** What was given up goes to the orders that wait for it. The cancelled orders are stored by now and no longer wait. */
async function offerFreedStock(
  uow: UnitOfWork,
  deps: OrderDeps,
  levels: LevelSet,
  released: readonly ReleasedOrder[],
): Promise<void> {
  const freed = released.flatMap(({ aggregate, parts }) =>
    parts.map(({ scheduleLineId }) => aggregate.scheduleLines.find(({ id }) => id === scheduleLineId)!.sku),
  );
  if (freed.length > 0)
    await backorderAllocation(deps).stockArrived(uow, levels, freed, released[0]!.command);
}

/** First what was not planned, then backorders, then allocated stock; of each the latest schedule lines first. */
const GIVE_UP: readonly Bucket[] = ['quantityOpen', 'quantityBackordered', 'quantityAllocated'];

function cancelQuantity(
  uow: UnitOfWork,
  levels: LevelSet,
  aggregate: OrderAggregate,
  line: OrderLine,
  quantity: number,
  command: CommandContext,
): ReleasedOrder['parts'] {
  const parts: ReleasedOrder['parts'] = [];
  let left = quantity;
  const schedule = aggregate.scheduleLines.filter(({ orderLineId }) => orderLineId === line.id).reverse();
  for (const bucket of GIVE_UP) {
    for (const scheduleLine of schedule) {
      const taken = Math.min(left, scheduleLine[bucket]);
      if (taken === 0) continue;
      left -= taken;
      if (bucket === 'quantityAllocated') {
        parts.push(...releaseAllocations(uow, levels, aggregate, scheduleLine.id, taken, command));
      }
      moveQuantity(line, scheduleLine, bucket, 'quantityCancelled', taken);
    }
  }
  updateCancelledAmount(aggregate, line);
  return parts;
}

/** What waited for nothing but the cancelled quantity can be promised now. */
function promiseRest(aggregate: OrderAggregate, today: string): void {
  for (const scheduleLine of aggregate.scheduleLines) {
    if (scheduleLine.promisedDay === null) promiseServed(scheduleLine, today);
  }
  promiseOrder(aggregate);
}

function updateCancelledAmount({ order, lines }: OrderAggregate, line: OrderLine): void {
  line.cancelledMinor = cumulativeShare(
    line.netMinor,
    line.quantityCancelled,
    line.quantityOrdered,
    order.roundingMode,
  );
  order.cancelledMinor = lines.reduce((sum, { cancelledMinor }) => sum + cancelledMinor, 0n);
}
