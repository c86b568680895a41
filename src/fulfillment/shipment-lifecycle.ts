import type { Shipment } from '../../entities/fulfillment/shipment';
import type { ShipmentStatus } from '../../entities/fulfillment/fulfillment.enums';
import { Permission } from '../auth/permissions';
import { allows, DERIVED, statusesThatAllow, type Lifecycle } from '../documents/lifecycle';
import { DomainError } from '../shared/errors';

/** The steps of a shipment. CANCEL is no mutation of its own: a shipment is cancelled with the quantities that its order gives up. */
export type ShipmentStep = 'SHIP' | 'CANCEL' | 'DELIVER';

/** What may be done with a shipment in each status, where it leads, and with which permission. */
export const SHIPMENT_LIFECYCLE: Lifecycle<
  { shipment: Pick<Shipment, 'number' | 'status'> },
  ShipmentStatus,
  ShipmentStep
> = {
  name: 'shipment',
  stateOf: ({ shipment }) => shipment,
  table: {
    PENDING: { SHIP: 'SHIPPED', CANCEL: 'CANCELLED' },
    READY: { SHIP: 'SHIPPED', CANCEL: 'CANCELLED' },
    SHIPPED: { DELIVER: DERIVED },
    DELIVERED: {},
    CANCELLED: {},
  },
  guards: {},
  permissions: {
    SHIP: Permission.SHIPMENT_WRITE,
    CANCEL: Permission.ORDER_CANCEL,
    DELIVER: Permission.SHIPMENT_WRITE,
  },
};

/** Throws `INVALID_TRANSITION`, with the statuses that allow the step, unless the shipment's status is one of them. */
export function requireShipmentStep(
  { number, status }: Pick<Shipment, 'number' | 'status'>,
  step: ShipmentStep,
): void {
  if (allows(SHIPMENT_LIFECYCLE, status, step)) return;
  const required = statusesThatAllow(SHIPMENT_LIFECYCLE, step);
  throw new DomainError(
    'INVALID_TRANSITION',
    `Shipment ${number} is ${status}; this needs ${required.join(' or ')}.`,
    { shipmentNumber: number, from: status, allowed: required },
  );
}
