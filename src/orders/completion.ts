import type { CommandContext } from '../commands/commands';
import { OrderStatus } from '../../entities/orders/orders.enums';
import type { OrderAggregate } from './order-aggregate';
import type { OrderSet } from './order-set';
import { goodsLines, wantedOf } from './order-status';

/** Whether a confirmed order has nothing left to do: every goods line is delivered or cancelled, and something was not cancelled. */
export function isComplete({ order, lines }: OrderAggregate): boolean {
  return (
    order.status === OrderStatus.CONFIRMED &&
    lines.some((line) => wantedOf(line) > 0) &&
    goodsLines(lines).every((line) => line.quantityDelivered === wantedOf(line))
  );
}

/** Sets a confirmed order COMPLETED, with its event, when nothing is left to deliver. Call after the event that may have ended it. */
export async function completeIfDone(
  set: OrderSet,
  aggregate: OrderAggregate,
  command: CommandContext,
): Promise<void> {
  if (!isComplete(aggregate)) return;
  aggregate.order.status = OrderStatus.COMPLETED;
  aggregate.order.completedAt = command.occurredAt;
  await set.record(aggregate, 'OrderCompleted', command);
}
