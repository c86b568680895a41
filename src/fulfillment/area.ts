import { fulfillmentInvariants } from './fulfillment-invariants';
import { shipmentEvents } from './shipment-events';
import { SHIPMENT_NUMBERS } from './shipment-numbers';
import { fulfillmentUseCases } from './use-cases';

export const fulfillmentArea = {
  events: [shipmentEvents],
  numberSeries: [SHIPMENT_NUMBERS],
  useCases: fulfillmentUseCases,
  invariants: [fulfillmentInvariants],
};
