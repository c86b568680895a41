import type { CommandContext } from '../commands/commands';
import type { OrderLine } from '../../entities/orders/order-line';
import type { ScheduleLine } from '../../entities/orders/schedule-line';
import { LevelSet } from '../inventory/level-set';
import type { UnitOfWork } from '../commands/unit-of-work';
import { businessDay } from '../shared/clock';
import { grouped } from '../shared/groups';
import type { RoundingMode } from '../shared/money';
import { breathe } from '../shared/turns';
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
import { cumulativeShare } from '../pricing/totals';
import type { ReleasedOrder } from './ports';

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
  record: () => Promise<string>;
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
    const parts = await cancelQuantities(uow, levels, aggregate, quantities, command);
    if (booked) promiseRest(aggregate, businessDay(command.occurredAt, deps.settings.timeZone));
    const eventId = await record();
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
  const freed = new Set(released.flatMap(({ parts }) => parts.map(({ sku }) => sku)));
  if (freed.size > 0)
    await backorderAllocation(deps).stockArrived(uow, levels, [...freed], released[0]!.command);
}

/** First what was not planned, then backorders, then allocated stock; of each the latest schedule lines first. */
const GIVE_UP: readonly Bucket[] = ['quantityOpen', 'quantityBackordered', 'quantityAllocated'];

async function cancelQuantities(
  uow: UnitOfWork,
  levels: LevelSet,
  aggregate: OrderAggregate,
  quantities: readonly CancelledQuantity[],
  command: CommandContext,
): Promise<ReleasedOrder['parts']> {
  const schedules = grouped(aggregate.scheduleLines, ({ orderLineId }) => orderLineId);
  const allocations = grouped(aggregate.allocations, ({ scheduleLineId }) => scheduleLineId);
  const parts: ReleasedOrder['parts'] = [];
  for (const { line, quantity } of quantities) {
    const given = giveUp(line, schedules.get(line.id) ?? [], quantity, aggregate.order.roundingMode);
    for (const { scheduleLine, bucket, taken } of given) {
      if (bucket !== 'quantityAllocated') continue;
      const held = allocations.get(scheduleLine.id) ?? [];
      parts.push(...releaseAllocations(uow, levels, aggregate.order, held, taken, command));
    }
    await breathe();
  }
  aggregate.order.cancelledMinor = aggregate.lines.reduce((sum, line) => sum + line.cancelledMinor, 0n);
  return parts;
}

/** A quantity that a cancellation took out of a bucket of a schedule line. */
export interface GivenUp {
  scheduleLine: ScheduleLine;
  bucket: Bucket;
  taken: number;
}

/**
 * Cancels a quantity of a line: moves it out of the buckets of the line and its schedule lines, in the order of `GIVE_UP`, and brings
 * the cancelled amount up to date. A line of which all is cancelled has its whole net cancelled. Returns what was taken where.
 */
export function giveUp(
  line: OrderLine,
  schedule: readonly ScheduleLine[],
  quantity: number,
  mode: RoundingMode,
): GivenUp[] {
  const given: GivenUp[] = [];
  let left = quantity;
  for (const bucket of GIVE_UP) {
    for (const scheduleLine of schedule.toReversed()) {
      const taken = Math.min(left, scheduleLine[bucket]);
      if (taken === 0) continue;
      left -= taken;
      moveQuantity(line, scheduleLine, bucket, 'quantityCancelled', taken);
      given.push({ scheduleLine, bucket, taken });
    }
  }
  line.cancelledMinor = cumulativeShare(line.netMinor, line.quantityCancelled, line.quantityOrdered, mode);
  return given;
}

/** What waited for nothing but the cancelled quantity can be promised now. */
function promiseRest(aggregate: OrderAggregate, today: string): void {
  for (const scheduleLine of aggregate.scheduleLines) {
    if (scheduleLine.promisedDay === null) promiseServed(scheduleLine, today);
  }
  promiseOrder(aggregate);
}
