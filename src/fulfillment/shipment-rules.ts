import type { Shipment } from '../../entities/fulfillment/shipment';
import type { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { DomainError } from '../shared/errors';

export function shipmentNotFound(): DomainError {
  return new DomainError(
    'NOT_FOUND',
    'There is no such shipment, or you may not see it. Check the shipment id.',
  );
}

/** Throws `INVALID_TRANSITION` unless the shipment is in one of the statuses. */
export function requireShipmentStatus(
  { number, status }: Pick<Shipment, 'number' | 'status'>,
  required: readonly ShipmentStatus[],
): void {
  if (required.includes(status)) return;
  throw new DomainError(
    'INVALID_TRANSITION',
    `Shipment ${number} is ${status}; this needs ${required.join(' or ')}.`,
    {
      shipmentNumber: number,
      from: status,
      allowed: required,
    },
  );
}
