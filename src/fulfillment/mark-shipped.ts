import type { Shipment } from '../../entities/fulfillment/shipment';
import type { Settings } from '../config/settings';
import { notFound } from '../documents/admission';
import { statusAfter } from '../documents/lifecycle';
import { LevelSet } from '../inventory/level-set';
import { ShippedEntries } from '../orders/shipped-entries';
import { requireShippable, shipParts, takeStock } from '../orders/shipping';
import { attemptInSteps, type Command, type Outcome, type UseCase } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { byKey } from '../shared/groups';
import { lockFulfillment, type LockedFulfillment } from './locked-fulfillment';
import type { MarkShippedInput, ShipmentResult } from './shipment-inputs';
import { SHIPMENT } from './shipment-document';
import { requireShipmentStep, SHIPMENT_LIFECYCLE } from './shipment-lifecycle';

/** Shipments leave their locations: stock on hand and allocations shrink, and the orders count them as shipped. */
export function markShipped(settings: Settings): UseCase<MarkShippedInput, ShipmentResult> {
  return {
    name: 'markShipped',
    async execute(uow, commands) {
      const locked = await lockFulfillment(uow, SHIPMENT, commands, 'shipmentId');
      const skus = new Set<string>();
      for (const { input } of commands)
        for (const { sku } of locked.fulfillment.shipment(input.shipmentId)?.lines ?? []) skus.add(sku);
      const levels = await LevelSet.lock(uow, [...skus]);
      const shipped = new ShippedEntries(settings, uow.recordedAt);
      const outcomes: Outcome<ShipmentResult>[] = [];
      for (const command of commands)
        outcomes.push(await attemptInSteps(() => shipOne(uow, locked, levels, shipped, command)));
      await levels.save();
      await shipped.save(uow.sql);
      await locked.orders.save();
      await locked.fulfillment.save();
      return outcomes;
    },
  };
}

async function shipOne(
  uow: UnitOfWork,
  { orders, fulfillment, orderOf }: LockedFulfillment,
  levels: LevelSet,
  shipped: ShippedEntries,
  command: Command<MarkShippedInput>,
): Promise<ShipmentResult> {
  const { input, actor } = command;
  const aggregate = orderOf(input.shipmentId, actor);
  const leaving = fulfillment.shipment(input.shipmentId);
  const planned = fulfillment.fulfillmentOrder(leaving?.shipment.fulfillmentOrderId ?? '');
  if (!aggregate || !leaving || !planned) throw notFound('shipment');
  const { shipment, lines } = leaving;
  const { id: fulfillmentOrderId, locationId } = planned.fulfillmentOrder;
  const parts = lines.map(({ scheduleLineId, quantity }) => ({ scheduleLineId, locationId, quantity }));
  const lineIds = new Set(lines.map(({ orderLineId }) => orderLineId));
  requireShipmentStep(shipment, 'SHIP');
  requireShippable(aggregate, lineIds, fulfillmentOrderId, actor);
  await takeStock(levels, aggregate, parts, shipment.id, command);
  const places = byKey(planned.lines, ({ scheduleLineId }) => scheduleLineId);
  for (const { scheduleLineId, quantity } of parts) places.get(scheduleLineId)!.shippedQuantity += quantity;
  leave(shipment, command);
  await fulfillment.recordShipment(leaving, aggregate.order, 'ShipmentShipped', command);
  await fulfillment.recordOrder(planned, aggregate.order, 'FulfillmentOrderShipped', command);
  await shipParts(uow, orders, shipped, aggregate, parts, shipment.id, command);
  return { shipmentId: shipment.id, orderId: aggregate.order.id };
}

function leave(shipment: Shipment, { input, occurredAt }: Command<MarkShippedInput>): void {
  shipment.status = statusAfter(SHIPMENT_LIFECYCLE, shipment.status, 'SHIP');
  shipment.shippedAt = occurredAt;
  shipment.carrier = input.carrier ?? shipment.carrier;
  shipment.trackingNumber = input.trackingNumber ?? shipment.trackingNumber;
}
