import type { OrderLine } from '../../entities/orders/order-line';
import type { ScheduleLine } from '../../entities/orders/schedule-line';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DocumentSet } from '../documents/document-set';
import { byKey } from '../shared/groups';
import { eachInSteps } from '../shared/turns';
import type { OrderAggregate } from './order-aggregate';
import { ORDER } from './order-document';
import type { OrderEventType } from './order-events';

/** The orders of one unit of work. */
export type OrderSet = DocumentSet<OrderAggregate, void, OrderEventType>;

/** For orders that are made in the unit of work. */
export function newOrders(uow: UnitOfWork): OrderSet {
  return new DocumentSet(uow, ORDER);
}

/** Locks orders in id order and reads what belongs to them: five statements for any number of orders. */
export function lockOrders(uow: UnitOfWork, orderIds: readonly string[]): Promise<OrderSet> {
  return DocumentSet.lock(uow, ORDER, orderIds);
}

/**
 * A draft, or an order of history, got new lines for its old ones: the old rows go when the set is saved, and a line or schedule line that
 * keeps its number and SKU keeps its id.
 */
export async function replaceLines(
  set: OrderSet,
  aggregate: OrderAggregate,
  old: Pick<OrderAggregate, 'lines' | 'scheduleLines'>,
): Promise<void> {
  const { lines, scheduleLines } = aggregate;
  set.replace(aggregate, old);
  const before = byKey(old.lines, nameOf);
  const parts = byKey(old.scheduleLines, placeOf);
  const keptIds = new Map<string, string>();
  for (const line of lines) {
    const kept = before.get(nameOf(line));
    if (kept) keptIds.set(line.id, kept.id);
    line.id = kept?.id ?? line.id;
  }
  await eachInSteps(scheduleLines, (scheduleLine) => {
    const kept = keptIds.get(scheduleLine.orderLineId);
    if (!kept) return;
    scheduleLine.orderLineId = kept;
    scheduleLine.id = parts.get(placeOf(scheduleLine))?.id ?? scheduleLine.id;
  });
}

/** What makes a line of a changed draft the same as before, and a schedule line of it. */
const nameOf = ({ lineNumber, sku }: OrderLine): string => `${lineNumber} ${sku}`;
const placeOf = ({ orderLineId, scheduleNumber }: ScheduleLine): string => `${orderLineId} ${scheduleNumber}`;
