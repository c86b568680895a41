import { fulfillmentInvariants } from './fulfillment-invariants';
import { fulfillmentOrderEvents } from './fulfillment-order-events';
import { shipmentEvents } from './shipment-events';
import { SHIPMENT_NUMBERS } from './shipment-numbers';
import { fulfillmentUseCases } from './use-cases';

export const fulfillmentArea = {
  events: [fulfillmentOrderEvents, shipmentEvents],
  numberSeries: [SHIPMENT_NUMBERS],
  useCases: fulfillmentUseCases,
  invariants: [fulfillmentInvariants],
};
