import type { Account } from '../../entities/accounts/account';
import { Allocation } from '../../entities/inventory/allocation';
import { AllocationPolicy, InventoryMovementType } from '../../entities/inventory/inventory.enums';
import type { Order } from '../../entities/orders/order';
import type { LevelSet } from '../inventory/level-set';
import { newRow } from '../persistence/entity-mapping';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { newId } from '../shared/ids';
import { byId, moveQuantity, type OrderAggregate } from './order-aggregate';
import type { CommandContext, PlannedOrder, ReleasedOrder } from './ports';

type PlannedPart = { key: string; sku: string; locationId: string; quantity: number };

/** Where goods of an order come from: by its own policy, else its account's, else by the priority of locations. */
export function allocationPolicy(
  order: Pick<Order, 'allocationPolicy'>,
  account: Pick<Account, 'allocationPolicy'> | undefined,
): AllocationPolicy {
  return order.allocationPolicy ?? account?.allocationPolicy ?? AllocationPolicy.PRIORITY;
}

/** Carries out planned allocations: moves stock and counters, and adds to the allocation of each (schedule line, location). */
export function allocateParts(
  uow: UnitOfWork,
  levels: LevelSet,
  aggregate: OrderAggregate,
  planned: readonly PlannedPart[],
  from: 'quantityOpen' | 'quantityBackordered',
  command: CommandContext,
): PlannedOrder['parts'] {
  const scheduleLines = byId(aggregate.scheduleLines);
  const lines = byId(aggregate.lines);
  const allocations = new Map(aggregate.allocations.map((allocation) => [placeOf(allocation), allocation]));
  return planned.map(({ key, sku, locationId, quantity }) => {
    const scheduleLine = scheduleLines.get(key)!;
    const line = lines.get(scheduleLine.orderLineId)!;
    moveQuantity(line, scheduleLine, from, 'quantityAllocated', quantity);
    levels.move({
      sku,
      locationId,
      type: InventoryMovementType.ALLOCATE,
      allocated: quantity,
      referenceType: 'Order',
      referenceId: aggregate.order.id,
      command,
    });
    const of = { scheduleLineId: scheduleLine.id, locationId, orderLineId: line.id, sku };
    const place = placeOf(of);
    const allocation = allocations.get(place) ?? newAllocation(uow, aggregate, of);
    allocations.set(place, allocation);
    allocation.quantity += quantity;
    allocation.updatedAt = uow.recordedAt;
    return { orderLineId: line.id, scheduleLineId: scheduleLine.id, locationId, quantity };
  });
}

type Place = Pick<Allocation, 'scheduleLineId' | 'locationId'>;

function placeOf({ scheduleLineId, locationId }: Place): string {
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
 * Gives back up to `quantity` of a schedule line's allocations: stock is available again. Takes from the allocations in order;
 * the counters of the order are the caller's.
 */
export function releaseAllocations(
  uow: UnitOfWork,
  levels: LevelSet,
  aggregate: OrderAggregate,
  scheduleLineId: string,
  quantity: number,
  command: CommandContext,
): ReleasedOrder['parts'] {
  const parts: ReleasedOrder['parts'] = [];
  let left = quantity;
  for (const allocation of aggregate.allocations) {
    const taken = allocation.scheduleLineId === scheduleLineId ? Math.min(left, allocation.quantity) : 0;
    if (taken === 0) continue;
    left -= taken;
    allocation.quantity -= taken;
    allocation.updatedAt = uow.recordedAt;
    levels.move({
      sku: allocation.sku,
      locationId: allocation.locationId,
      type: InventoryMovementType.DEALLOCATE,
      allocated: -taken,
      referenceType: 'Order',
      referenceId: aggregate.order.id,
      command,
    });
    parts.push({ scheduleLineId, locationId: allocation.locationId, quantity: taken });
  }
  return parts;
}
