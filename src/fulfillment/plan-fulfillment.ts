import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { FulfillmentOrderStatus, ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import type { FulfillmentPort, HistoryShipment, PlannedOrder, ReleasedOrder } from '../orders/ports';
import { newRow } from '../persistence/entity-mapping';
import type { NumberSequence } from '../persistence/number-sequence';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { newId } from '../shared/ids';
import { FulfillmentSet } from './fulfillment-set';
import { remaining } from './fulfillment-status';

/** Keeps fulfillment orders and shipments in step with what orders allocate and give up. */
export function fulfillmentPlanning(shipmentNumbers: NumberSequence): FulfillmentPort {
  return {
    async planned(uow, orders) {
      if (orders.every(({ parts }) => parts.length === 0)) return;
      const set = await FulfillmentSet.load(
        uow,
        orders.filter(({ isNew }) => !isNew).map(({ aggregate }) => aggregate.order.id),
      );
      for (const order of orders) planOrder(uow, set, order);
      await set.save();
    },

    async released(uow, orders) {
      if (orders.length === 0) return;
      const set = await FulfillmentSet.load(
        uow,
        orders.map(({ aggregate }) => aggregate.order.id),
      );
      for (const order of orders) releaseOrder(set, order);
      await set.save();
    },

    async shippedInHistory(uow, shipments) {
      const numbers = await shipmentNumbers.take(uow, shipments.length);
      const set = new FulfillmentSet(uow);
      shipments.forEach((shipment, i) => addHistoryShipment(uow, set, shipment, numbers[i]!));
      await set.save();
    },

    async replacedInHistory(uow, shipments) {
      if (shipments.length === 0) return;
      const set = await FulfillmentSet.loadShipments(
        uow,
        shipments.map(({ aggregate }) => aggregate.order.id),
      );
      const shipmentOf = new Map(set.shipments.map((shipment) => [shipment.orderId, shipment]));
      const isNew = ({ aggregate, isShipped }: HistoryShipment) =>
        isShipped && !shipmentOf.has(aggregate.order.id);
      const numbers = await shipmentNumbers.take(uow, shipments.filter(isNew).length);
      for (const history of shipments) {
        const shipment = shipmentOf.get(history.aggregate.order.id);
        if (shipment) replaceHistoryShipment(set, shipment, history);
        else if (history.isShipped) addHistoryShipment(uow, set, history, numbers.pop()!);
      }
      await set.save();
    },
  };
}

/** One fulfillment order per location; newly allocated quantities join the one that is open there. */
function planOrder(uow: UnitOfWork, set: FulfillmentSet, { aggregate, parts }: PlannedOrder): void {
  const places = new Map<string, Place>();
  for (const { orderLineId, scheduleLineId, locationId, quantity } of parts) {
    let place = places.get(locationId);
    if (!place) places.set(locationId, (place = placeAt(uow, set, aggregate.order.id, locationId)));
    const line = place.lines.get(scheduleLineId);
    if (line) {
      line.quantity += quantity;
      continue;
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
  }
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
  return set.fulfillmentOrders.find(
    (f) => f.orderId === orderId && f.locationId === locationId && WORKABLE.includes(f.status),
  );
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
function releaseOrder(set: FulfillmentSet, { aggregate, command, parts }: ReleasedOrder): void {
  for (const { scheduleLineId, locationId, quantity } of parts) {
    let left = quantity;
    for (const line of set.fulfillmentOrderLines) {
      const fulfillmentOrder = set.fulfillmentOrders.find(({ id }) => id === line.fulfillmentOrderId)!;
      if (line.scheduleLineId !== scheduleLineId || fulfillmentOrder.locationId !== locationId) continue;
      const taken = Math.min(left, remaining(line));
      left -= taken;
      line.cancelledQuantity += taken;
      cancelOverfullShipments(set, line, aggregate.order, command);
    }
  }
}

function cancelOverfullShipments(
  set: FulfillmentSet,
  line: FulfillmentOrderLine,
  order: ReleasedOrder['aggregate']['order'],
  command: ReleasedOrder['command'],
): void {
  const waiting = waitingShipments(set, line.fulfillmentOrderId).reverse();
  for (const shipment of waiting) {
    if (inShipments(set, line) <= remaining(line)) return;
    if (!set.linesOfShipment(shipment.id).some((l) => l.scheduleLineId === line.scheduleLineId)) continue;
    shipment.status = ShipmentStatus.CANCELLED;
    set.record(shipment, order, 'ShipmentCancelled', command);
  }
}

function waitingShipments(set: FulfillmentSet, fulfillmentOrderId: string): Shipment[] {
  return set.shipments.filter(
    (s) =>
      s.fulfillmentOrderId === fulfillmentOrderId &&
      (s.status === ShipmentStatus.PENDING || s.status === ShipmentStatus.READY),
  );
}

/** What unshipped shipments hold of a fulfillment order line. */
export function inShipments(set: FulfillmentSet, line: FulfillmentOrderLine): number {
  return waitingShipments(set, line.fulfillmentOrderId)
    .flatMap(({ id }) => set.linesOfShipment(id))
    .filter(({ scheduleLineId }) => scheduleLineId === line.scheduleLineId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function addHistoryShipment(
  uow: UnitOfWork,
  set: FulfillmentSet,
  history: HistoryShipment,
  number: string,
): void {
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
  set.addShipment(shipment, historyShipmentLines(shipment, aggregate));
  set.record(shipment, aggregate.order, 'ShipmentShipped', { ...command, occurredAt: shippedAt });
}

function historyShipmentLines(
  shipment: Shipment,
  { scheduleLines }: HistoryShipment['aggregate'],
): ShipmentLine[] {
  return scheduleLines.map((scheduleLine) =>
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

function replaceHistoryShipment(set: FulfillmentSet, shipment: Shipment, history: HistoryShipment): void {
  const { aggregate, command, isShipped, shippedAt, carrier, trackingNumber } = history;
  if (!isShipped && shipment.status === ShipmentStatus.CANCELLED) return;
  if (isShipped)
    Object.assign(shipment, { status: ShipmentStatus.DELIVERED, shippedAt, carrier, trackingNumber });
  else shipment.status = ShipmentStatus.CANCELLED;
  set.replaceLines(shipment, isShipped ? historyShipmentLines(shipment, aggregate) : []);
  const context = { ...command, occurredAt: shippedAt };
  set.record(shipment, aggregate.order, 'ShipmentReplaced', context, { linesReplaced: true });
}
