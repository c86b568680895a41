import type { AllocationPolicy } from '../../entities/inventory/inventory.enums';
import type { ScheduleLine } from '../../entities/orders/schedule-line';
import { OrderStatus } from '../../entities/orders/orders.enums';
import { loadOrderingAccounts } from '../accounts/ordering-accounts';
import { planAllocation, type Destination } from '../inventory/allocation-policy';
import type { LevelSet } from '../inventory/level-set';
import type { StockArrivalPort } from '../inventory/stock-arrival.port';
import { placeholders } from '../persistence/sql';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { businessDay } from '../shared/clock';
import { allocateParts, allocationPolicy } from './allocations';
import { loadSnapshots } from './order-addresses';
import { promiseOrder, promiseServed, type OrderAggregate } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import { OrderSet } from './order-set';
import type { CommandContext, PlannedOrder } from './ports';

/** How many waiting schedule lines one arrival of stock looks at; the rest waits for the next. */
const MAX_WAITING = 1_000;

/** Gives arriving stock to the orders that wait for it, oldest first, in the unit of work in which it arrives. */
export function backorderAllocation(deps: OrderDeps): StockArrivalPort {
  return {
    async stockArrived(uow, levels, skus, command) {
      const waiting = await findWaiting(uow, skus);
      if (waiting.length === 0) return;
      const set = await OrderSet.lock(
        uow,
        waiting.map(({ orderId }) => orderId),
      );
      const planned = await allocateWaiting(uow, deps, set, levels, waiting, command);
      await set.save();
      await deps.fulfillment.planned(uow, planned);
    },
  };
}

async function findWaiting(
  uow: UnitOfWork,
  skus: readonly string[],
): Promise<{ orderId: string; scheduleLineId: string }[]> {
  const distinct = [...new Set(skus)];
  if (distinct.length === 0) return [];
  const rows = await uow.sql.rows<{ id: string; order_id: string }>(
    `SELECT s.id, s.order_id FROM order_schedule_lines s JOIN orders o ON o.id = s.order_id
     WHERE s.sku IN (${placeholders(distinct.length)}) AND s.quantity_backordered > 0 AND o.status = ?
     ORDER BY o.ordered_at, s.id LIMIT ${MAX_WAITING}`,
    [...distinct, OrderStatus.CONFIRMED],
  );
  return rows.map((row) => ({ orderId: row.order_id, scheduleLineId: row.id }));
}

async function allocateWaiting(
  uow: UnitOfWork,
  deps: OrderDeps,
  set: OrderSet,
  levels: LevelSet,
  waiting: readonly { orderId: string; scheduleLineId: string }[],
  command: CommandContext,
): Promise<PlannedOrder[]> {
  const destinations = await loadSnapshots(uow.sql, set.all());
  const accounts = await loadOrderingAccounts(
    uow.sql,
    set.all().map(({ order }) => order.accountId),
  );
  const planned = new Map<string, PlannedOrder>();
  for (const { orderId, scheduleLineId } of waiting) {
    const aggregate = set.get(orderId)!;
    const scheduleLine = aggregate.scheduleLines.find(({ id }) => id === scheduleLineId);
    if (!scheduleLine || scheduleLine.quantityBackordered === 0) continue;
    const policy = allocationPolicy(aggregate.order, accounts.get(aggregate.order.accountId)?.account);
    const destination = destinations.get(aggregate.order.shipToSnapshotId ?? '') ?? null;
    const parts = allocateOne(uow, levels, aggregate, scheduleLine, policy, destination, command);
    if (parts.length === 0) continue;
    promiseServed(scheduleLine, businessDay(command.occurredAt, deps.settings.timeZone));
    promiseOrder(aggregate);
    set.record(aggregate, 'LineAllocated', command);
    const earlier = planned.get(orderId);
    if (earlier) earlier.parts.push(...parts);
    else planned.set(orderId, { aggregate, isNew: false, command, parts });
  }
  return [...planned.values()];
}

function allocateOne(
  uow: UnitOfWork,
  levels: LevelSet,
  aggregate: OrderAggregate,
  scheduleLine: ScheduleLine,
  policy: AllocationPolicy,
  destination: Destination | null,
  command: CommandContext,
): PlannedOrder['parts'] {
  const plan = planAllocation(
    levels,
    [{ key: scheduleLine.id, sku: scheduleLine.sku, quantity: scheduleLine.quantityBackordered }],
    policy,
    destination,
  );
  return allocateParts(uow, levels, aggregate, plan.parts, 'quantityBackordered', command);
}
