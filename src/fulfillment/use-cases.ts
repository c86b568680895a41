import type { Settings } from '../config/settings';
import type { NumberSequences } from '../documents/numbers';
import { createShipments } from './create-shipments';
import { markDelivered } from './mark-delivered';
import { markShipped } from './mark-shipped';
import { SHIPMENT_NUMBERS } from './shipment-numbers';

export interface FulfillmentDeps {
  settings: Settings;
  numbers: NumberSequences;
}

/** Everything that changes shipments, by the name of its mutation. */
export function fulfillmentUseCases({ settings, numbers }: FulfillmentDeps) {
  return {
    createShipment: createShipments(numbers.of(SHIPMENT_NUMBERS)),
    markShipped: markShipped(settings),
    markDelivered: markDelivered(),
  };
}

export type FulfillmentUseCases = ReturnType<typeof fulfillmentUseCases>;
