import { fulfillmentInvariants } from './fulfillment-invariants';
import { FULFILLMENT_ORDER } from './fulfillment-order-document';
import { SHIPMENT } from './shipment-document';
import { fulfillmentUseCases } from './use-cases';

export const fulfillmentArea = {
  documents: [FULFILLMENT_ORDER, SHIPMENT],
  useCases: fulfillmentUseCases,
  invariants: [fulfillmentInvariants],
};
