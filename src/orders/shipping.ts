import type { Allocation } from '../../entities/inventory/allocation';
import { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import { OrderStatus, OrderTransition } from '../../entities/orders/orders.enums';
import type { LevelSet } from '../inventory/level-set';
import type { UnitOfWork } from '../persistence/unit-of-work';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { DomainError } from '../shared/errors';
import { completeIfDone } from './completion';
import { lineOf, moveQuantity, type OrderAggregate } from './order-aggregate';
import { refuseByStatus, stopsShipping } from './order-lifecycle';
import type { OrderSet } from './order-set';
import type { CommandContext } from './ports';
import type { ShippedEntries } from './shipped-entries';

/** A quantity of a schedule line that leaves one location, or that arrived from it. */
export interface ShippedPart {
  scheduleLineId: string;
  locationId: string;
  quantity: number;
}

/** Why goods of these lines may not leave now: the order's status, or an open hold on the order, its fulfillment or a line. */
export function refuseShipping(
  aggregate: OrderAggregate,
  lineIds: readonly string[],
  fulfillmentOrderId: string,
  { permissions }: Pick<Actor, 'permissions'>,
): DomainError | null {
  const refusal = refuseByStatus(aggregate, OrderTransition.SHIP);
  if (refusal) return refusal;
  const stopping = aggregate.holds.filter(
    (hold) => hold.releasedAt === null && stopsShipping(hold, lineIds, fulfillmentOrderId),
  );
  if (stopping.length === 0) return null;
  const { number } = aggregate.order;
  const told = permissions.has(Permission.INTERNAL_READ);
  const holds = stopping.map(({ scope, reason }) => (told ? { scope, reason } : { scope }));
  const reasons = told ? ` (${stopping.map(({ reason }) => reason).join(', ')})` : '';
  return new DomainError(
    'ORDER_ON_HOLD',
    `Order ${number} is on hold${reasons}. Release the holds before shipping.`,
    { orderNumber: number, holds },
  );
}

/** Takes goods that leave out of the stock, or answers `INSUFFICIENT_STOCK` when a count has found less than is allocated. */
export function takeStock(
  levels: LevelSet,
  aggregate: OrderAggregate,
  parts: readonly ShippedPart[],
  shipmentId: string,
  command: CommandContext,
): DomainError | null {
  return levels.attempt(() => {
    for (const part of parts) {
      const { sku, locationId } = allocationOf(aggregate, part);
      levels.move({
        sku,
        locationId,
        type: InventoryMovementType.SHIP,
        onHand: -part.quantity,
        allocated: -part.quantity,
        referenceType: 'Shipment',
        referenceId: shipmentId,
        command,
      });
    }
  });
}

function allocationOf(
  { allocations }: OrderAggregate,
  { scheduleLineId, locationId, quantity }: ShippedPart,
): Allocation {
  const allocation = allocations.find(
    (a) => a.scheduleLineId === scheduleLineId && a.locationId === locationId,
  );
  if (allocation && allocation.quantity >= quantity) return allocation;
  throw new Error(`schedule line ${scheduleLineId} has less than ${quantity} allocated at ${locationId}`);
}

/** Allocated goods have left the stock: allocations and counters move, the order's event is recorded and its backlog shrinks. */
export function shipParts(
  uow: UnitOfWork,
  set: OrderSet,
  shipped: ShippedEntries,
  aggregate: OrderAggregate,
  parts: readonly ShippedPart[],
  shipmentId: string,
  command: CommandContext,
): void {
  const before = new Map(aggregate.lines.map((line) => [line.id, line.quantityShipped]));
  for (const part of parts) {
    const { scheduleLineId, quantity } = part;
    const allocation = allocationOf(aggregate, part);
    const scheduleLine = aggregate.scheduleLines.find(({ id }) => id === scheduleLineId)!;
    allocation.quantity -= quantity;
    allocation.shippedQuantity += quantity;
    allocation.updatedAt = uow.recordedAt;
    moveQuantity(
      lineOf(aggregate, scheduleLine.orderLineId),
      scheduleLine,
      'quantityAllocated',
      'quantityShipped',
      quantity,
    );
  }
  const eventId = set.record(aggregate, 'OrderShipped', command, { shipmentId });
  for (const line of aggregate.lines) shipped.add(aggregate, line, before.get(line.id)!, eventId);
}

/** Shipped goods arrived: counters move, the order's event is recorded, and the order completes when nothing is left. */
export function deliverParts(
  set: OrderSet,
  aggregate: OrderAggregate,
  parts: readonly Omit<ShippedPart, 'locationId'>[],
  shipmentId: string,
  command: CommandContext,
): void {
  for (const { scheduleLineId, quantity } of parts) {
    const scheduleLine = aggregate.scheduleLines.find(({ id }) => id === scheduleLineId)!;
    const line = lineOf(aggregate, scheduleLine.orderLineId);
    for (const counters of [line, scheduleLine]) {
      counters.quantityDelivered += quantity;
      if (counters.quantityDelivered > counters.quantityShipped) {
        throw new Error(`schedule line ${scheduleLineId} would be delivered beyond what was shipped`);
      }
    }
  }
  set.record(aggregate, 'OrderDelivered', command, { shipmentId });
  if (aggregate.order.status === OrderStatus.CONFIRMED) completeIfDone(set, aggregate, command);
}
