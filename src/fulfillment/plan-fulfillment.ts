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
import type { FulfillmentOrderAggregate } from './fulfillment-order-document';
import { FulfillmentSet } from './fulfillment-set';
import { remaining } from './fulfillment-status';
import type { ShipmentAggregate } from './shipment-document';
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
      const set = FulfillmentSet.empty(uow);
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
      const shipmentOf = byKey(set.shipments(), ({ shipment }) => shipment.orderId);
      const isNew = ({ aggregate, isShipped }: HistoryShipment) =>
        isShipped && !shipmentOf.has(aggregate.order.id);
      const numbers = await shipmentNumbers.take(uow, shipments.filter(isNew).length);
      for (const history of shipments) {
        const sent = shipmentOf.get(history.aggregate.order.id);
        if (sent) await replaceHistoryShipment(set, sent, history);
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
  { aggregate: { order }, command, parts }: PlannedOrder,
): Promise<void> {
  const places = new Map<string, Place>();
  await eachInSteps(parts, ({ orderLineId, scheduleLineId, locationId, quantity }) => {
    let place = places.get(locationId);
    if (!place) places.set(locationId, (place = placeAt(uow, set, order.id, locationId)));
    const { planned, lines } = place;
    const line = lines.get(scheduleLineId);
    if (line) {
      line.quantity += quantity;
      return;
    }
    const added = newRow(FulfillmentOrderLine, {
      id: newId(),
      fulfillmentOrderId: planned.fulfillmentOrder.id,
      orderLineId,
      scheduleLineId,
      quantity,
      shippedQuantity: 0,
      cancelledQuantity: 0,
    });
    planned.lines.push(added);
    lines.set(scheduleLineId, added);
  });
  for (const { planned } of places.values())
    await set.recordOrder(planned, order, 'FulfillmentOrderPlanned', command);
}

interface Place {
  planned: FulfillmentOrderAggregate;
  /** By schedule line. */
  lines: Map<string, FulfillmentOrderLine>;
}

function placeAt(uow: UnitOfWork, set: FulfillmentSet, orderId: string, locationId: string): Place {
  const planned = openAt(set, orderId, locationId) ?? newFulfillmentOrder(uow, set, orderId, locationId);
  return { planned, lines: byKey(planned.lines, ({ scheduleLineId }) => scheduleLineId) };
}

const WORKABLE: readonly FulfillmentOrderStatus[] = [
  FulfillmentOrderStatus.OPEN,
  FulfillmentOrderStatus.IN_PROGRESS,
];

function openAt(
  set: FulfillmentSet,
  orderId: string,
  locationId: string,
): FulfillmentOrderAggregate | undefined {
  return set
    .fulfillmentOrdersOf(orderId)
    .find(({ fulfillmentOrder: f }) => f.locationId === locationId && WORKABLE.includes(f.status));
}

function newFulfillmentOrder(
  uow: UnitOfWork,
  set: FulfillmentSet,
  orderId: string,
  locationId: string,
): FulfillmentOrderAggregate {
  const fulfillmentOrder = newRow(FulfillmentOrder, {
    id: newId(),
    orderId,
    locationId,
    status: FulfillmentOrderStatus.OPEN,
    version: 0,
    createdAt: uow.recordedAt,
    updatedAt: uow.recordedAt,
  });
  const aggregate = { fulfillmentOrder, lines: [] };
  set.addFulfillmentOrder(aggregate);
  return aggregate;
}

interface LineAt {
  line: FulfillmentOrderLine;
  of: FulfillmentOrderAggregate;
}

/** Gives up quantities: first what no shipment holds, then what unshipped shipments hold, which are cancelled whole. */
async function releaseOrder(
  set: FulfillmentSet,
  { aggregate: { order }, command, parts }: ReleasedOrder,
): Promise<void> {
  const linesAt = new Map<string, LineAt[]>();
  const shipments = new WaitingShipments(set);
  for (const of of set.fulfillmentOrdersOf(order.id)) {
    const { locationId } = of.fulfillmentOrder;
    await eachInSteps(of.lines, (line) => put(linesAt, `${line.scheduleLineId} ${locationId}`, { line, of }));
    await shipments.add(of.fulfillmentOrder);
  }
  const smaller = new Set<FulfillmentOrderAggregate>();
  for (const { scheduleLineId, locationId, quantity } of parts) {
    let left = quantity;
    for (const { line, of } of linesAt.get(`${scheduleLineId} ${locationId}`) ?? []) {
      const taken = Math.min(left, remaining(line));
      if (taken === 0) continue;
      left -= taken;
      line.cancelledQuantity += taken;
      smaller.add(of);
      for (const shipment of await shipments.giveUp(line))
        await set.recordShipment(shipment, order, 'ShipmentCancelled', command);
    }
    await breathe();
  }
  for (const aggregate of smaller)
    await set.recordOrder(aggregate, order, 'FulfillmentOrderCancelled', command);
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
  const sent = { shipment, lines: await historyShipmentLines(shipment, aggregate) };
  set.addShipment(sent);
  const context = { ...command, occurredAt: shippedAt };
  await set.recordShipment(sent, aggregate.order, 'ShipmentShipped', context);
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
  sent: ShipmentAggregate,
  history: HistoryShipment,
): Promise<void> {
  const { shipment } = sent;
  const { aggregate, command, isShipped, shippedAt, carrier, trackingNumber } = history;
  if (!isShipped && shipment.status === ShipmentStatus.CANCELLED) return;
  if (isShipped)
    Object.assign(shipment, { status: ShipmentStatus.DELIVERED, shippedAt, carrier, trackingNumber });
  else shipment.status = ShipmentStatus.CANCELLED;
  set.replaceLines(sent, isShipped ? await historyShipmentLines(shipment, aggregate) : []);
  const context = { ...command, occurredAt: shippedAt };
  await set.recordShipment(sent, aggregate.order, 'ShipmentReplaced', context, { linesReplaced: true });
}
