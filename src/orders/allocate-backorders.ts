import type { CommandContext } from '../commands/commands';
import type { ScheduleLine } from '../../entities/orders/schedule-line';
import { OrderStatus } from '../../entities/orders/orders.enums';
import { loadOrderingAccounts } from '../accounts/ordering-accounts';
import { planAllocation, type Demand } from '../inventory/allocation-policy';
import type { LevelSet } from '../inventory/level-set';
import type { StockArrivalPort } from '../inventory/stock-arrival.port';
import { placeholders } from '../persistence/sql';
import type { UnitOfWork } from '../commands/unit-of-work';
import { businessDay } from '../shared/clock';
import { breathe } from '../shared/turns';
import { allocationPolicy, Allocator } from './allocations';
import { loadSnapshots } from '../accounts/address-snapshots';
import { promiseOrder, promiseServed } from './order-aggregate';
import type { OrderDeps } from './order-deps';
import { lockOrders, type OrderSet } from './order-set';
import type { PlannedOrder } from './ports';

/** How many waiting schedule lines one arrival of stock looks at; the rest waits for the next. */
const MAX_WAITING = 1_000;

/** Gives arriving stock to the orders that wait for it, oldest first, in the unit of work in which it arrives. */
export function backorderAllocation(deps: OrderDeps): StockArrivalPort {
  return {
    async stockArrived(uow, levels, skus, command) {
      const waiting = await findWaiting(uow, skus);
      if (waiting.length === 0) return;
      const set = await lockOrders(
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
  const destinations = await loadSnapshots(
    uow.sql,
    set.all().map(({ order }) => order.shipToSnapshotId),
  );
  const accounts = await loadOrderingAccounts(
    uow.sql,
    set.all().map(({ order }) => order.accountId),
  );
  const planned = new Map<string, PlannedOrder>();
  for (const { orderId, scheduleLineIds } of runsOf(waiting)) {
    const aggregate = set.get(orderId)!;
    const policy = allocationPolicy(aggregate.order, accounts.get(aggregate.order.accountId)?.account);
    const destination = destinations.get(aggregate.order.shipToSnapshotId ?? '') ?? null;
    const allocator = new Allocator(uow, levels, aggregate, command);
    const today = businessDay(command.occurredAt, deps.settings.timeZone);
    const parts: PlannedOrder['parts'] = [];
    for (const id of scheduleLineIds) {
      const scheduleLine = allocator.scheduleLine(id);
      if (!scheduleLine || scheduleLine.quantityBackordered === 0) continue;
      const plan = await planAllocation(levels, [demandOf(scheduleLine)], policy, destination);
      for (const part of plan.parts) parts.push(allocator.allocate(part, 'quantityBackordered'));
      if (plan.parts.length > 0) promiseServed(scheduleLine, today);
      await breathe();
    }
    if (parts.length === 0) continue;
    promiseOrder(aggregate);
    await set.record(aggregate, 'LineAllocated', command);
    const earlier = planned.get(orderId);
    if (earlier) earlier.parts = earlier.parts.concat(parts);
    else planned.set(orderId, { aggregate, isNew: false, command, parts });
  }
  return [...planned.values()];
}

function demandOf({ id, sku, quantityBackordered }: ScheduleLine): Demand {
  return { key: id, sku, quantity: quantityBackordered };
}

interface Run {
  orderId: string;
  scheduleLineIds: string[];
}

/** The schedule lines of an order that wait one behind the other: they are served together, with one event. */
function runsOf(waiting: readonly { orderId: string; scheduleLineId: string }[]): Run[] {
  const runs: Run[] = [];
  for (const { orderId, scheduleLineId } of waiting) {
    const last = runs.at(-1);
    if (last?.orderId === orderId) last.scheduleLineIds.push(scheduleLineId);
    else runs.push({ orderId, scheduleLineIds: [scheduleLineId] });
  }
  return runs;
}
