import type { CommandContext } from '../commands/commands';
import type { Allocation } from '../../entities/inventory/allocation';
import { InventoryMovementType } from '../../entities/inventory/inventory.enums';
import { OrderStatus, OrderTransition } from '../../entities/orders/orders.enums';
import { requireStatus } from '../documents/lifecycle';
import type { LevelSet } from '../inventory/level-set';
import type { UnitOfWork } from '../commands/unit-of-work';
import type { Actor } from '../auth/actor';
import { byKey } from '../shared/groups';
import { eachInSteps } from '../shared/turns';
import { placeOf } from './allocations';
import { completeIfDone } from './completion';
import { byId, moveQuantity, type OrderAggregate } from './order-aggregate';
import { ORDER_LIFECYCLE, stopsShipping } from './order-lifecycle';
import { orderOnHold } from './order-on-hold';
import type { OrderSet } from './order-set';
import type { ShippedEntries } from './shipped-entries';

/** A quantity of a schedule line that leaves one location, or that arrived from it. */
export interface ShippedPart {
  scheduleLineId: string;
  locationId: string;
  quantity: number;
}

/** Throws `INVALID_TRANSITION` or `ORDER_ON_HOLD` when goods of these lines may not leave now: by the order's status, or by an open hold on the order, its fulfillment or a line. */
export function requireShippable(
  aggregate: OrderAggregate,
  lineIds: ReadonlySet<string>,
  fulfillmentOrderId: string,
  actor: Pick<Actor, 'permissions'>,
): void {
  requireStatus(ORDER_LIFECYCLE, aggregate, OrderTransition.SHIP);
  const stopping = aggregate.holds.filter(
    (hold) => hold.releasedAt === null && stopsShipping(hold, lineIds, fulfillmentOrderId),
  );
  if (stopping.length === 0) return;
  throw orderOnHold(aggregate.order, stopping, actor, 'Release the holds before shipping.');
}

/** Takes goods that leave out of the stock: all, or none and throws `INSUFFICIENT_STOCK` when a count has found less than is allocated. */
export async function takeStock(
  levels: LevelSet,
  aggregate: OrderAggregate,
  parts: readonly ShippedPart[],
  shipmentId: string,
  command: CommandContext,
): Promise<void> {
  const allocations = new AllocatedPlaces(aggregate);
  const cause = { type: 'Shipment', id: shipmentId, owner: aggregate.order };
  await levels.allOrNone(() =>
    eachInSteps(parts, (part) => {
      const { sku, locationId } = allocations.of(part);
      levels.move({
        sku,
        locationId,
        type: InventoryMovementType.SHIP,
        onHand: -part.quantity,
        allocated: -part.quantity,
        cause,
        command,
      });
    }),
  );
}

/** The allocations of an order by schedule line and location. */
class AllocatedPlaces {
  private readonly places: ReadonlyMap<string, Allocation>;

  constructor({ allocations }: OrderAggregate) {
    this.places = byKey(allocations, placeOf);
  }

  of(part: ShippedPart): Allocation {
    const allocation = this.places.get(placeOf(part));
    if (allocation && allocation.quantity >= part.quantity) return allocation;
    const { scheduleLineId, locationId, quantity } = part;
    throw new Error(`schedule line ${scheduleLineId} has less than ${quantity} allocated at ${locationId}`);
  }
}

/** Allocated goods have left the stock: allocations and counters move, the order's event is recorded and its backlog shrinks. */
export async function shipParts(
  uow: UnitOfWork,
  set: OrderSet,
  shipped: ShippedEntries,
  aggregate: OrderAggregate,
  parts: readonly ShippedPart[],
  shipmentId: string,
  command: CommandContext,
): Promise<void> {
  const before = new Map(aggregate.lines.map((line) => [line.id, line.quantityShipped]));
  const allocations = new AllocatedPlaces(aggregate);
  const lines = byId(aggregate.lines);
  const scheduleLines = byId(aggregate.scheduleLines);
  await eachInSteps(parts, (part) => {
    const { scheduleLineId, quantity } = part;
    const allocation = allocations.of(part);
    const scheduleLine = scheduleLines.get(scheduleLineId)!;
    allocation.quantity -= quantity;
    allocation.shippedQuantity += quantity;
    allocation.updatedAt = uow.recordedAt;
    const line = lines.get(scheduleLine.orderLineId)!;
    moveQuantity(line, scheduleLine, 'quantityAllocated', 'quantityShipped', quantity);
  });
  const eventId = await set.record(aggregate, 'OrderShipped', command, { extra: { shipmentId } });
  await eachInSteps(aggregate.lines, (line) => shipped.add(aggregate, line, before.get(line.id)!, eventId));
}

/** Shipped goods arrived: counters move, the order's event is recorded, and the order completes when nothing is left. */
export async function deliverParts(
  set: OrderSet,
  aggregate: OrderAggregate,
  parts: readonly Omit<ShippedPart, 'locationId'>[],
  shipmentId: string,
  command: CommandContext,
): Promise<void> {
  const lines = byId(aggregate.lines);
  const scheduleLines = byId(aggregate.scheduleLines);
  await eachInSteps(parts, ({ scheduleLineId, quantity }) => {
    const scheduleLine = scheduleLines.get(scheduleLineId)!;
    const line = lines.get(scheduleLine.orderLineId)!;
    for (const counters of [line, scheduleLine]) {
      counters.quantityDelivered += quantity;
      if (counters.quantityDelivered > counters.quantityShipped) {
        throw new Error(`schedule line ${scheduleLineId} would be delivered beyond what was shipped`);
      }
    }
  });
  await set.record(aggregate, 'OrderDelivered', command, { extra: { shipmentId } });
  if (aggregate.order.status === OrderStatus.CONFIRMED) await completeIfDone(set, aggregate, command);
}
