import type { Settings } from '../config/settings';
import type { NumberSequence } from '../documents/numbers';
import { createShipments } from './create-shipments';
import { markDelivered } from './mark-delivered';
import { markShipped } from './mark-shipped';

/** Everything that changes shipments, by the name of its mutation. */
export function fulfillmentUseCases(shipmentNumbers: NumberSequence, settings: Settings) {
  return {
    createShipment: createShipments(shipmentNumbers),
    markShipped: markShipped(settings),
    markDelivered: markDelivered(),
  };
}

export type FulfillmentUseCases = ReturnType<typeof fulfillmentUseCases>;
