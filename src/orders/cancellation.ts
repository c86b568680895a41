import type { OrderLine } from '../../entities/orders/order-line';
import { LevelSet } from '../inventory/level-set';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { releaseAllocations } from './allocations';
import { BookingEntries, type CancelledQuantity } from './booking-entries';
import { moveQuantity, type Bucket, type OrderAggregate } from './order-aggregate';
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

/** Cancels quantities of many orders: frees their stock, reverses their bookings and tells fulfillment. */
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
    const parts = quantities.flatMap(({ line, quantity }) => cancelQuantity(uow, levels, aggregate, line, quantity, command));
    const eventId = record();
    if (booked) bookings.cancelled(aggregate, quantities, kind, command.occurredAt, eventId);
    if (parts.length > 0) released.push({ aggregate, command, parts });
  }
  await levels.save();
  await bookings.save(uow.sql);
  await deps.fulfillment.released(uow, released);
}

/** Latest schedule lines first, and of each first what was not planned, then backorders, then allocated stock. */
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

function updateCancelledAmount({ order, lines }: OrderAggregate, line: OrderLine): void {
  line.cancelledMinor = cumulativeShare(line.netMinor, line.quantityCancelled, line.quantityOrdered, order.roundingMode);
  order.cancelledMinor = lines.reduce((sum, { cancelledMinor }) => sum + cancelledMinor, 0n);
}
