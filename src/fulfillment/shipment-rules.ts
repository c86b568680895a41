import type { Shipment } from '../../entities/fulfillment/shipment';
import type { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { DomainError } from '../shared/errors';

export function shipmentNotFound(): DomainError {
  return new DomainError(
    'NOT_FOUND',
    'There is no such shipment, or you may not see it. Check the shipment id.',
  );
}

/** `INVALID_TRANSITION` unless the shipment is in one of the statuses. */
export function refuseShipmentStatus(
  { number, status }: Shipment,
  required: readonly ShipmentStatus[],
): DomainError | null {
  if (required.includes(status)) return null;
  return new DomainError(
    'INVALID_TRANSITION',
    `Shipment ${number} is ${status}; this needs ${required.join(' or ')}.`,
    {
      shipmentNumber: number,
      from: status,
      allowed: required,
    },
  );
}
