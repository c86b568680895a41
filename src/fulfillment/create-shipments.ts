import type { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import type { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { byId, type OrderAggregate } from '../orders/order-aggregate';
import { refuseShipping } from '../orders/shipping';
import { newRow } from '../persistence/mapping/entity-mapping';
import { fail, succeed, type Command, type Outcome, type UseCase } from '../commands/commands';
import type { NumberSequence } from '../documents/numbers';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DomainError } from '../shared/errors';
import { byKey } from '../shared/groups';
import { newId } from '../shared/ids';
import { breathe, eachInSteps, mapInSteps } from '../shared/turns';
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
      const locked = await lockFulfillment(
        uow,
        'fulfillment_orders',
        commands,
        (input) => input.fulfillmentOrderId,
      );
      const numbers = await shipmentNumbers.take(uow, commands.length);
      const outcomes: Outcome<ShipmentResult>[] = [];
      for (const [i, command] of commands.entries())
        outcomes.push(await createOne(uow, locked, command, numbers[i]!));
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
): Promise<Outcome<ShipmentResult>> {
  const { input, actor } = command;
  const aggregate = locked.orderOf(input.fulfillmentOrderId, actor);
  const fulfillmentOrder = locked.fulfillment.fulfillmentOrder(input.fulfillmentOrderId);
  if (!aggregate || !fulfillmentOrder) {
    return fail(
      new DomainError(
        'NOT_FOUND',
        'There is no such fulfillment order, or you may not see it. Check its id.',
      ),
    );
  }
  const picked = await pick(locked.fulfillment, input);
  if (picked instanceof DomainError) return fail(picked);
  const refusal = refuseShipping(
    aggregate,
    new Set(picked.map(({ line }) => line.orderLineId)),
    fulfillmentOrder.id,
    command.actor,
  );
  if (refusal) return fail(refusal);
  const shipment = newShipment(uow, input, fulfillmentOrder, number);
  locked.fulfillment.addShipment(shipment, await shipmentLines(shipment, picked, aggregate));
  await locked.fulfillment.record(shipment, aggregate.order, 'ShipmentCreated', command);
  return succeed({ shipmentId: shipment.id, orderId: aggregate.order.id });
}

async function pick(set: FulfillmentSet, input: CreateShipmentInput): Promise<Picked[] | DomainError> {
  const lines = set.linesOf(input.fulfillmentOrderId);
  const shipments = new WaitingShipments(set);
  await shipments.add(input.fulfillmentOrderId);
  const free = (line: FulfillmentOrderLine): number => remaining(line) - shipments.quantityOf(line);
  const picked: Picked[] = [];
  if (input.lines) {
    const refusal = await pickNamed(
      input.lines,
      byKey(lines, ({ id }) => id),
      free,
      picked,
    );
    if (refusal) return refusal;
  } else {
    await eachInSteps(lines, (line) => {
      const quantity = free(line);
      if (quantity > 0) picked.push({ line, quantity });
    });
  }
  if (picked.length > 0) return picked;
  return new DomainError(
    'INVALID_QUANTITY',
    'Nothing is left to ship of this fulfillment order: all of it has shipped or is in other shipments.',
  );
}

/** Adds the lines that an input names to what is picked, or says why one of them cannot be. */
async function pickNamed(
  wanted: NonNullable<CreateShipmentInput['lines']>,
  known: ReadonlyMap<string, FulfillmentOrderLine>,
  free: (line: FulfillmentOrderLine) => number,
  picked: Picked[],
): Promise<DomainError | null> {
  const named = new Set<string>();
  for (const { fulfillmentOrderLineId, quantity } of wanted) {
    const line = known.get(fulfillmentOrderLineId);
    if (!line || named.has(line.id)) {
      return new DomainError(
        'INVALID_REFERENCE',
        'A line is not of this fulfillment order, or is named twice. Name each line once.',
      );
    }
    const max = free(line);
    if (quantity < 1 || quantity > max) {
      return new DomainError(
        'INVALID_QUANTITY',
        `Of one line ${max} can be shipped, not ${quantity}. The rest has shipped or is in other shipments.`,
        { quantity, max },
      );
    }
    named.add(line.id);
    picked.push({ line, quantity });
    await breathe();
  }
  return null;
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
