import type { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import type { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { FulfillmentOrderStatus, ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { byId, type OrderAggregate } from '../orders/order-aggregate';
import { requireShippable } from '../orders/shipping';
import { newRow } from '../persistence/mapping/entity-mapping';
import { attemptInSteps, type Command, type Outcome, type UseCase } from '../commands/commands';
import { notFound } from '../documents/admission';
import type { NumberSequence } from '../documents/numbers';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DomainError } from '../shared/errors';
import { byKey } from '../shared/groups';
import { newId } from '../shared/ids';
import { breathe, mapInSteps } from '../shared/turns';
import { FULFILLMENT_ORDER, type FulfillmentOrderAggregate } from './fulfillment-order-document';
import type { FulfillmentSet } from './fulfillment-set';
import { remaining } from './fulfillment-status';
import { lockFulfillment, type LockedFulfillment } from './locked-fulfillment';
import type { CreateShipmentInput, ShipmentResult } from './shipment-inputs';
import { WaitingShipments } from './waiting-shipments';

type Create = Command<CreateShipmentInput>;
type Picked = { line: FulfillmentOrderLine; quantity: number };

/** Plans shipments of what a location has to ship. Stock moves when they are marked shipped. */
export function createShipments(
  shipmentNumbers: NumberSequence,
): UseCase<CreateShipmentInput, ShipmentResult> {
  return {
    name: 'createShipment',
    async execute(uow, commands) {
      const locked = await lockFulfillment(uow, FULFILLMENT_ORDER, commands, 'fulfillmentOrderId');
      const numbers = await shipmentNumbers.take(uow, commands.length);
      const outcomes: Outcome<ShipmentResult>[] = [];
      for (const [i, command] of commands.entries())
        outcomes.push(await attemptInSteps(() => createOne(uow, locked, command, numbers[i]!)));
      await locked.fulfillment.save();
      return outcomes;
    },
  };
}

async function createOne(
  uow: UnitOfWork,
  locked: LockedFulfillment,
  command: Create,
  number: string,
): Promise<ShipmentResult> {
  const { input, actor } = command;
  const aggregate = locked.orderOf(input.fulfillmentOrderId, actor);
  const planned = locked.fulfillment.fulfillmentOrder(input.fulfillmentOrderId);
  if (!aggregate || !planned) throw notFound('fulfillment order');
  const { fulfillmentOrder } = planned;
  const picked = await pick(locked.fulfillment, planned, input);
  const lineIds = new Set(picked.map(({ line }) => line.orderLineId));
  requireShippable(aggregate, lineIds, fulfillmentOrder.id, actor);
  const shipment = newShipment(uow, input, fulfillmentOrder, number);
  const created = { shipment, lines: await shipmentLines(shipment, picked, aggregate) };
  locked.fulfillment.addShipment(created);
  await locked.fulfillment.recordShipment(created, aggregate.order, 'ShipmentCreated', command);
  if (fulfillmentOrder.status === FulfillmentOrderStatus.OPEN)
    await locked.fulfillment.recordOrder(planned, aggregate.order, 'FulfillmentOrderStarted', command);
  return { shipmentId: shipment.id, orderId: aggregate.order.id };
}

async function pick(
  set: FulfillmentSet,
  { fulfillmentOrder, lines }: FulfillmentOrderAggregate,
  input: CreateShipmentInput,
): Promise<Picked[]> {
  const shipments = new WaitingShipments(set);
  await shipments.add(fulfillmentOrder);
  const free = (line: FulfillmentOrderLine): number => remaining(line) - shipments.quantityOf(line);
  return decideShipment(lines, free, input);
}

/**
 * The quantities that a shipment takes of a fulfillment order's lines: everything free when the input names no lines, else the named
 * ones. `free` tells what of a line has neither shipped nor is in other shipments. Throws `INVALID_REFERENCE` or `INVALID_QUANTITY`;
 * changes nothing.
 */
export async function decideShipment(
  lines: readonly FulfillmentOrderLine[],
  free: (line: FulfillmentOrderLine) => number,
  input: Pick<CreateShipmentInput, 'lines'>,
): Promise<Picked[]> {
  const picked = input.lines
    ? await pickNamed(
        input.lines,
        byKey(lines, ({ id }) => id),
        free,
      )
    : (await mapInSteps(lines, (line) => ({ line, quantity: free(line) }))).filter(
        ({ quantity }) => quantity > 0,
      );
  if (picked.length > 0) return picked;
  throw new DomainError(
    'INVALID_QUANTITY',
    'Nothing is left to ship of this fulfillment order: all of it has shipped or is in other shipments.',
  );
}

async function pickNamed(
  wanted: NonNullable<CreateShipmentInput['lines']>,
  known: ReadonlyMap<string, FulfillmentOrderLine>,
  free: (line: FulfillmentOrderLine) => number,
): Promise<Picked[]> {
  const picked = new Map<string, Picked>();
  for (const { fulfillmentOrderLineId, quantity } of wanted) {
    const line = known.get(fulfillmentOrderLineId);
    if (!line || picked.has(line.id)) {
      throw new DomainError(
        'INVALID_REFERENCE',
        'A line is not of this fulfillment order, or is named twice. Name each line once.',
      );
    }
    const max = free(line);
    if (quantity < 1 || quantity > max) {
      throw new DomainError(
        'INVALID_QUANTITY',
        `Of one line ${max} can be shipped, not ${quantity}. The rest has shipped or is in other shipments.`,
        { quantity, max },
      );
    }
    picked.set(line.id, { line, quantity });
    await breathe();
  }
  return [...picked.values()];
}

function newShipment(
  uow: UnitOfWork,
  input: CreateShipmentInput,
  { id, orderId, locationId }: FulfillmentOrder,
  number: string,
): Shipment {
  return newRow(Shipment, {
    id: newId(),
    number,
    orderId,
    fulfillmentOrderId: id,
    locationId,
    status: ShipmentStatus.PENDING,
    carrier: input.carrier ?? null,
    trackingNumber: input.trackingNumber ?? null,
    shippedAt: null,
    deliveredAt: null,
    version: 0,
    createdAt: uow.recordedAt,
    updatedAt: uow.recordedAt,
  });
}

function shipmentLines(
  shipment: Shipment,
  picked: readonly Picked[],
  aggregate: OrderAggregate,
): Promise<ShipmentLine[]> {
  const lines = byId(aggregate.lines);
  return mapInSteps(picked, ({ line, quantity }) =>
    newRow(ShipmentLine, {
      id: newId(),
      shipmentId: shipment.id,
      orderLineId: line.orderLineId,
      scheduleLineId: line.scheduleLineId,
      sku: lines.get(line.orderLineId)!.sku,
      quantity,
      deliveredQuantity: 0,
    }),
  );
}
