import type { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import type { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import type { OrderAggregate } from '../orders/order-aggregate';
import { refuseShipping } from '../orders/shipping';
import { newRow } from '../persistence/entity-mapping';
import { fail, succeed, type Command, type Outcome, type UseCase } from '../persistence/commands';
import type { NumberSequence } from '../persistence/number-sequence';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import type { FulfillmentSet } from './fulfillment-set';
import { remaining } from './fulfillment-status';
import { lockFulfillment, type LockedFulfillment } from './locked-fulfillment';
import { inShipments } from './plan-fulfillment';
import type { CreateShipmentInput, ShipmentResult } from './shipment-inputs';

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
      const outcomes = commands.map((command, i) => createOne(uow, locked, command, numbers[i]!));
      await locked.fulfillment.save();
      return outcomes;
    },
  };
}

function createOne(
  uow: UnitOfWork,
  locked: LockedFulfillment,
  command: Create,
  number: string,
): Outcome<ShipmentResult> {
  const { input, actor } = command;
  const aggregate = locked.orderOf(input.fulfillmentOrderId, actor);
  const fulfillmentOrder = locked.fulfillment.fulfillmentOrders.find(
    ({ id }) => id === input.fulfillmentOrderId,
  );
  if (!aggregate || !fulfillmentOrder) {
    return fail(
      new DomainError(
        'NOT_FOUND',
        'There is no such fulfillment order, or you may not see it. Check its id.',
      ),
    );
  }
  const picked = pick(locked.fulfillment, input);
  if (picked instanceof DomainError) return fail(picked);
  const refusal = refuseShipping(
    aggregate,
    picked.map(({ line }) => line.orderLineId),
    fulfillmentOrder.id,
    command.actor,
  );
  if (refusal) return fail(refusal);
  const shipment = newShipment(uow, input, fulfillmentOrder, number);
  locked.fulfillment.addShipment(shipment, shipmentLines(shipment, picked, aggregate));
  locked.fulfillment.record(shipment, aggregate.order, 'ShipmentCreated', command);
  return succeed({ shipmentId: shipment.id, orderId: aggregate.order.id });
}

function pick(set: FulfillmentSet, input: CreateShipmentInput): Picked[] | DomainError {
  const lines = set.linesOf(input.fulfillmentOrderId);
  const free = (line: FulfillmentOrderLine): number => remaining(line) - inShipments(set, line);
  const wanted = input.lines
    ? input.lines.map(({ fulfillmentOrderLineId, quantity }) => ({
        line: lines.find(({ id }) => id === fulfillmentOrderLineId),
        quantity,
      }))
    : lines.map((line) => ({ line, quantity: free(line) })).filter(({ quantity }) => quantity > 0);
  if (wanted.length === 0) {
    return new DomainError(
      'INVALID_QUANTITY',
      'Nothing is left to ship of this fulfillment order: all of it has shipped or is in other shipments.',
    );
  }
  for (const { line, quantity } of wanted) {
    if (!line || wanted.filter((other) => other.line === line).length > 1) {
      return new DomainError(
        'INVALID_REFERENCE',
        'A line is not of this fulfillment order, or is named twice. Name each line once.',
      );
    }
    if (quantity < 1 || quantity > free(line)) {
      return new DomainError(
        'INVALID_QUANTITY',
        `Of one line ${free(line)} can be shipped, not ${quantity}. The rest has shipped or is in other shipments.`,
        {
          quantity,
          max: free(line),
        },
      );
    }
  }
  return wanted as Picked[];
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
  { lines }: OrderAggregate,
): ShipmentLine[] {
  return picked.map(({ line, quantity }) =>
    newRow(ShipmentLine, {
      id: newId(),
      shipmentId: shipment.id,
      orderLineId: line.orderLineId,
      scheduleLineId: line.scheduleLineId,
      sku: lines.find(({ id }) => id === line.orderLineId)!.sku,
      quantity,
      deliveredQuantity: 0,
    }),
  );
}
