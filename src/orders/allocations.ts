import type { CommandContext } from '../commands/commands';
import type { Account } from '../../entities/accounts/account';
import { Allocation } from '../../entities/inventory/allocation';
import { AllocationPolicy, InventoryMovementType } from '../../entities/inventory/inventory.enums';
import type { Order } from '../../entities/orders/order';
import type { OrderLine } from '../../entities/orders/order-line';
import type { ScheduleLine } from '../../entities/orders/schedule-line';
import type { LevelSet } from '../inventory/level-set';
import type { MovementCause } from '../inventory/movement';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { UnitOfWork } from '../commands/unit-of-work';
import { newId } from '../shared/ids';
import { byKey } from '../shared/groups';
import { byId, moveQuantity, type OrderAggregate } from './order-aggregate';
import type { PlannedOrder, ReleasedOrder } from './ports';

type PlannedPart = { key: string; sku: string; locationId: string; quantity: number };

/** Where goods of an order come from: by its own policy, else its account's, else by the priority of locations. */
export function allocationPolicy(
  order: Pick<Order, 'allocationPolicy'>,
  account: Pick<Account, 'allocationPolicy'> | undefined,
): AllocationPolicy {
  return order.allocationPolicy ?? account?.allocationPolicy ?? AllocationPolicy.PRIORITY;
}

/** Carries out planned allocations of one order: moves stock and counters, and adds to the allocation of each (schedule line, location). */
export class Allocator {
  private readonly scheduleLines: ReadonlyMap<string, ScheduleLine>;
  private readonly lines: ReadonlyMap<string, OrderLine>;
  private readonly allocations: Map<string, Allocation>;
  private readonly cause: MovementCause;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly levels: LevelSet,
    private readonly aggregate: OrderAggregate,
    private readonly command: CommandContext,
  ) {
    this.scheduleLines = byId(aggregate.scheduleLines);
    this.lines = byId(aggregate.lines);
    this.allocations = byKey(aggregate.allocations, placeOf);
    this.cause = causeOf(aggregate.order);
  }

  scheduleLine(id: string): ScheduleLine | undefined {
    return this.scheduleLines.get(id);
  }

  allocate(
    planned: PlannedPart,
    from: 'quantityOpen' | 'quantityBackordered',
  ): PlannedOrder['parts'][number] {
    const { key, sku, locationId, quantity } = planned;
    const scheduleLine = this.scheduleLines.get(key)!;
    const line = this.lines.get(scheduleLine.orderLineId)!;
    moveQuantity(line, scheduleLine, from, 'quantityAllocated', quantity);
    this.levels.move({
      sku,
      locationId,
      type: InventoryMovementType.ALLOCATE,
      allocated: quantity,
      cause: this.cause,
      command: this.command,
    });
    const of = { scheduleLineId: scheduleLine.id, locationId, orderLineId: line.id, sku };
    const place = placeOf(of);
    const allocation = this.allocations.get(place) ?? newAllocation(this.uow, this.aggregate, of);
    this.allocations.set(place, allocation);
    allocation.quantity += quantity;
    allocation.updatedAt = this.uow.recordedAt;
    return { orderLineId: line.id, scheduleLineId: scheduleLine.id, locationId, quantity };
  }
}

function causeOf(order: Order): MovementCause {
  return { type: 'Order', id: order.id, owner: order };
}

type Place = Pick<Allocation, 'scheduleLineId' | 'locationId'>;

/** Names an allocation within its order. */
export function placeOf({ scheduleLineId, locationId }: Place): string {
  return `${scheduleLineId} ${locationId}`;
}

function newAllocation(
  uow: UnitOfWork,
  aggregate: OrderAggregate,
  of: Place & Pick<Allocation, 'orderLineId' | 'sku'>,
): Allocation {
  const allocation = newRow(Allocation, {
    id: newId(),
    orderId: aggregate.order.id,
    orderLineId: of.orderLineId,
    scheduleLineId: of.scheduleLineId,
    locationId: of.locationId,
    sku: of.sku,
    quantity: 0,
    shippedQuantity: 0,
    createdAt: uow.recordedAt,
    updatedAt: uow.recordedAt,
  });
  aggregate.allocations.push(allocation);
  return allocation;
}

/**
 * Gives back up to `quantity` of a schedule line's allocations, in their order: stock is available again. The counters of the order
 * are the caller's.
 */
export function releaseAllocations(
  uow: UnitOfWork,
  levels: LevelSet,
  order: Order,
  allocations: readonly Allocation[],
  quantity: number,
  command: CommandContext,
): ReleasedOrder['parts'] {
  const parts: ReleasedOrder['parts'] = [];
  const cause = causeOf(order);
  let left = quantity;
  for (const allocation of allocations) {
    const { scheduleLineId, locationId, sku } = allocation;
    const taken = Math.min(left, allocation.quantity);
    if (taken === 0) continue;
    left -= taken;
    allocation.quantity -= taken;
    allocation.updatedAt = uow.recordedAt;
    levels.move({
      sku,
      locationId,
      type: InventoryMovementType.DEALLOCATE,
      allocated: -taken,
      cause,
      command,
    });
    parts.push({ scheduleLineId, sku, locationId, quantity: taken });
  }
  return parts;
}
