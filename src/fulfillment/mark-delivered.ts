import type { Shipment } from '../../entities/fulfillment/shipment';
import type { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { deliverParts } from '../orders/shipping';
import { attemptInSteps, type Command, type Outcome, type UseCase } from '../commands/commands';
import { notFound } from '../documents/admission';
import { statusAfter } from '../documents/lifecycle';
import { DomainError } from '../shared/errors';
import { byKey } from '../shared/groups';
import { lockFulfillment, type LockedFulfillment } from './locked-fulfillment';
import type { MarkDeliveredInput, ShipmentResult } from './shipment-inputs';
import { SHIPMENT } from './shipment-document';
import { requireShipmentStep, SHIPMENT_LIFECYCLE } from './shipment-lifecycle';

type Arrived = { line: ShipmentLine; quantity: number };

/** Shipments, or parts of them, reach the customer; an order with nothing left to deliver completes. */
export function markDelivered(): UseCase<MarkDeliveredInput, ShipmentResult> {
  return {
    name: 'markDelivered',
    async execute(uow, commands) {
      const locked = await lockFulfillment(uow, SHIPMENT, commands, 'shipmentId');
      const outcomes: Outcome<ShipmentResult>[] = [];
      for (const command of commands) outcomes.push(await attemptInSteps(() => deliverOne(locked, command)));
      await locked.orders.save();
      await locked.fulfillment.save();
      return outcomes;
    },
  };
}

async function deliverOne(
  { orders, fulfillment, orderOf }: LockedFulfillment,
  command: Command<MarkDeliveredInput>,
): Promise<ShipmentResult> {
  const { input, actor, occurredAt } = command;
  const aggregate = orderOf(input.shipmentId, actor);
  const underway = fulfillment.shipment(input.shipmentId);
  if (!aggregate || !underway) throw notFound('shipment');
  const { shipment, lines } = underway;
  const arrived = decideArrival(shipment, lines, input);
  for (const { line, quantity } of arrived) line.deliveredQuantity += quantity;
  const whole = lines.every((line) => line.deliveredQuantity === line.quantity);
  const derived = whole ? ShipmentStatus.DELIVERED : shipment.status;
  shipment.status = statusAfter(SHIPMENT_LIFECYCLE, shipment.status, 'DELIVER', derived);
  if (whole) shipment.deliveredAt = occurredAt;
  await fulfillment.recordShipment(underway, aggregate.order, 'ShipmentDelivered', command);
  const parts = arrived.map(({ line, quantity }) => ({ scheduleLineId: line.scheduleLineId, quantity }));
  await deliverParts(orders, aggregate, parts, shipment.id, command);
  return { shipmentId: shipment.id, orderId: aggregate.order.id };
}

/**
 * The quantities of a shipment that arrived: everything under way when the input names no lines, else the named ones. Throws
 * `INVALID_TRANSITION`, `INVALID_REFERENCE` or `INVALID_QUANTITY`; changes nothing.
 */
export function decideArrival(
  shipment: Pick<Shipment, 'number' | 'status'>,
  lines: readonly ShipmentLine[],
  input: Pick<MarkDeliveredInput, 'lines'>,
): Arrived[] {
  requireShipmentStep(shipment, 'DELIVER');
  const underway = (line: ShipmentLine): number => line.quantity - line.deliveredQuantity;
  if (!input.lines)
    return lines.map((line) => ({ line, quantity: underway(line) })).filter(({ quantity }) => quantity > 0);
  if (input.lines.length === 0)
    throw new DomainError('INVALID_QUANTITY', 'No line is named. Name what arrived, or leave lines out.');
  const known = byKey(lines, ({ id }) => id);
  const arrived = new Map<string, Arrived>();
  for (const { shipmentLineId, quantity } of input.lines) {
    const line = known.get(shipmentLineId);
    if (!line || arrived.has(shipmentLineId)) {
      throw new DomainError(
        'INVALID_REFERENCE',
        'A line is not of this shipment, or is named twice. Name each line once.',
        { shipmentLineId },
      );
    }
    if (quantity < 1 || quantity > underway(line)) {
      throw new DomainError(
        'INVALID_QUANTITY',
        `Of ${line.sku} ${underway(line)} are under way, not ${quantity}.`,
        {
          sku: line.sku,
          quantity,
          max: underway(line),
        },
      );
    }
    arrived.set(shipmentLineId, { line, quantity });
  }
  return [...arrived.values()];
}
