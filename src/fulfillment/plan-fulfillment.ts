import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { FulfillmentOrderStatus, ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import type { FulfillmentPort, HistoryShipment, PlannedOrder, ReleasedOrder } from '../orders/ports';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { NumberSequences } from '../documents/numbers';
import type { UnitOfWork } from '../commands/unit-of-work';
import { byKey, put } from '../shared/groups';
import { newId } from '../shared/ids';
import { breathe, eachInSteps, mapInSteps } from '../shared/turns';
import { FulfillmentSet } from './fulfillment-set';
import { remaining } from './fulfillment-status';
import { SHIPMENT_NUMBERS } from './shipment-numbers';
import { WaitingShipments } from './waiting-shipments';

/** Keeps fulfillment orders and shipments in step with what orders allocate and give up. */
export function fulfillmentPlanning({ numbers: series }: { numbers: NumberSequences }): FulfillmentPort {
  const shipmentNumbers = series.of(SHIPMENT_NUMBERS);
  return {
    async planned(uow, orders) {
      if (orders.every(({ parts }) => parts.length === 0)) return;
      const set = await FulfillmentSet.load(
        uow,
        orders.filter(({ isNew }) => !isNew).map(({ aggregate }) => aggregate.order.id),
      );
      for (const order of orders) await planOrder(uow, set, order);
      await set.save();
    },

    async released(uow, orders) {
      if (orders.length === 0) return;
      const set = await FulfillmentSet.load(
        uow,
        orders.map(({ aggregate }) => aggregate.order.id),
      );
      for (const order of orders) await releaseOrder(set, order);
      await set.save();
    },

    async shippedInHistory(uow, shipments) {
      const numbers = await shipmentNumbers.take(uow, shipments.length);
      const set = new FulfillmentSet(uow);
      for (const [i, shipment] of shipments.entries())
        await addHistoryShipment(uow, set, shipment, numbers[i]!);
      await set.save();
    },

    async replacedInHistory(uow, shipments) {
      if (shipments.length === 0) return;
      const set = await FulfillmentSet.loadShipments(
        uow,
        shipments.map(({ aggregate }) => aggregate.order.id),
      );
      const shipmentOf = byKey(set.shipments(), ({ orderId }) => orderId);
      const isNew = ({ aggregate, isShipped }: HistoryShipment) =>
        isShipped && !shipmentOf.has(aggregate.order.id);
      const numbers = await shipmentNumbers.take(uow, shipments.filter(isNew).length);
      for (const history of shipments) {
        const shipment = shipmentOf.get(history.aggregate.order.id);
        if (shipment) await replaceHistoryShipment(set, shipment, history);
        else if (history.isShipped) await addHistoryShipment(uow, set, history, numbers.pop()!);
      }
      await set.save();
    },
  };
}

/** One fulfillment order per location; newly allocated quantities join the one that is open there. */
async function planOrder(
  uow: UnitOfWork,
  set: FulfillmentSet,
  { aggregate, parts }: PlannedOrder,
): Promise<void> {
  const places = new Map<string, Place>();
  await eachInSteps(parts, ({ orderLineId, scheduleLineId, locationId, quantity }) => {
    let place = places.get(locationId);
    if (!place) places.set(locationId, (place = placeAt(uow, set, aggregate.order.id, locationId)));
    const line = place.lines.get(scheduleLineId);
    if (line) {
      line.quantity += quantity;
      return;
    }
    const added = newRow(FulfillmentOrderLine, {
      id: newId(),
      fulfillmentOrderId: place.fulfillmentOrder.id,
      orderLineId,
      scheduleLineId,
      quantity,
      shippedQuantity: 0,
      cancelledQuantity: 0,
    });
    set.addFulfillmentOrderLine(added);
    place.lines.set(scheduleLineId, added);
  });
}

interface Place {
  fulfillmentOrder: FulfillmentOrder;
  /** By schedule line. */
  lines: Map<string, FulfillmentOrderLine>;
}

function placeAt(uow: UnitOfWork, set: FulfillmentSet, orderId: string, locationId: string): Place {
  const fulfillmentOrder =
    openAt(set, orderId, locationId) ?? newFulfillmentOrder(uow, set, orderId, locationId);
  const lines = set.linesOf(fulfillmentOrder.id).map((line) => [line.scheduleLineId, line] as const);
  return { fulfillmentOrder, lines: new Map(lines) };
}

const WORKABLE: readonly FulfillmentOrderStatus[] = [
  FulfillmentOrderStatus.OPEN,
  FulfillmentOrderStatus.IN_PROGRESS,
];

function openAt(set: FulfillmentSet, orderId: string, locationId: string): FulfillmentOrder | undefined {
  return set
    .fulfillmentOrdersOf(orderId)
    .find((f) => f.locationId === locationId && WORKABLE.includes(f.status));
}

function newFulfillmentOrder(
  uow: UnitOfWork,
  set: FulfillmentSet,
  orderId: string,
  locationId: string,
): FulfillmentOrder {
  const fulfillmentOrder = newRow(FulfillmentOrder, {
    id: newId(),
    orderId,
    locationId,
    status: FulfillmentOrderStatus.OPEN,
    version: 0,
    createdAt: uow.recordedAt,
    updatedAt: uow.recordedAt,
  });
  set.addFulfillmentOrder(fulfillmentOrder);
  return fulfillmentOrder;
}

/** Gives up quantities: first what no shipment holds, then what unshipped shipments hold, which are cancelled whole. */
async function releaseOrder(
  set: FulfillmentSet,
  { aggregate: { order }, command, parts }: ReleasedOrder,
): Promise<void> {
  const linesAt = new Map<string, FulfillmentOrderLine[]>();
  const shipments = new WaitingShipments(set);
  for (const { id, locationId } of set.fulfillmentOrdersOf(order.id)) {
    await eachInSteps(set.linesOf(id), (line) => put(linesAt, `${line.scheduleLineId} ${locationId}`, line));
    await shipments.add(id);
  }
  for (const { scheduleLineId, locationId, quantity } of parts) {
    let left = quantity;
    for (const line of linesAt.get(`${scheduleLineId} ${locationId}`) ?? []) {
      const taken = Math.min(left, remaining(line));
      left -= taken;
      line.cancelledQuantity += taken;
      for (const shipment of await shipments.giveUp(line))
        await set.record(shipment, order, 'ShipmentCancelled', command);
    }
    await breathe();
  }
}

async function addHistoryShipment(
  uow: UnitOfWork,
  set: FulfillmentSet,
  history: HistoryShipment,
  number: string,
): Promise<void> {
  const { aggregate, command, shippedAt, carrier, trackingNumber } = history;
  const shipment = newRow(Shipment, {
    id: newId(),
    number,
    orderId: aggregate.order.id,
    fulfillmentOrderId: null,
    locationId: null,
    status: ShipmentStatus.DELIVERED,
    carrier,
    trackingNumber,
    shippedAt,
    deliveredAt: null,
    version: 0,
    createdAt: uow.recordedAt,
    updatedAt: uow.recordedAt,
  });
  set.addShipment(shipment, await historyShipmentLines(shipment, aggregate));
  await set.record(shipment, aggregate.order, 'ShipmentShipped', { ...command, occurredAt: shippedAt });
}

function historyShipmentLines(
  shipment: Shipment,
  { scheduleLines }: HistoryShipment['aggregate'],
): Promise<ShipmentLine[]> {
  return mapInSteps(scheduleLines, (scheduleLine) =>
    newRow(ShipmentLine, {
      id: newId(),
      shipmentId: shipment.id,
      orderLineId: scheduleLine.orderLineId,
      scheduleLineId: scheduleLine.id,
      sku: scheduleLine.sku,
      quantity: scheduleLine.quantityShipped,
      deliveredQuantity: scheduleLine.quantityDelivered,
    }),
  );
}

async function replaceHistoryShipment(
  set: FulfillmentSet,
  shipment: Shipment,
  history: HistoryShipment,
): Promise<void> {
  const { aggregate, command, isShipped, shippedAt, carrier, trackingNumber } = history;
  if (!isShipped && shipment.status === ShipmentStatus.CANCELLED) return;
  if (isShipped)
    Object.assign(shipment, { status: ShipmentStatus.DELIVERED, shippedAt, carrier, trackingNumber });
  else shipment.status = ShipmentStatus.CANCELLED;
  set.replaceLines(shipment, isShipped ? await historyShipmentLines(shipment, aggregate) : []);
  const context = { ...command, occurredAt: shippedAt };
  await set.record(shipment, aggregate.order, 'ShipmentReplaced', context, { linesReplaced: true });
}
