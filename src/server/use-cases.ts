import type { UseCases } from '../../resolvers/kit/services';
import { authUseCases } from '../principals/use-cases';
import { accountUseCases } from '../accounts/use-cases';
import type { TaxProvider } from '../pricing/tax';
import { catalogUseCases } from '../catalog/use-cases';
import type { Settings } from '../config/settings';
import { fulfillmentPlanning } from '../fulfillment/plan-fulfillment';
import { fulfillmentUseCases } from '../fulfillment/use-cases';
import { intakeUseCases } from '../intake/use-cases';
import { inventoryUseCases } from '../inventory/use-cases';
import { backorderAllocation } from '../orders/allocate-backorders';
import { orderUseCases } from '../orders/use-cases';
import { NumberSequence } from '../documents/numbers';

/** The use cases of every area, each with the ports it asks for. */
export function buildUseCases(settings: Settings, taxes: TaxProvider): UseCases {
  const shipmentNumbers = new NumberSequence('shipment', 'SH-');
  const orderDeps = {
    settings,
    orderNumbers: new NumberSequence('order', 'SO-'),
    taxes,
    fulfillment: fulfillmentPlanning(shipmentNumbers),
  };
  const orders = orderUseCases(orderDeps);
  return {
    auth: authUseCases(),
    accounts: accountUseCases({ settings }),
    catalog: catalogUseCases(),
    inventory: inventoryUseCases({ stockArrival: backorderAllocation(orderDeps) }),
    orders,
    fulfillment: fulfillmentUseCases(shipmentNumbers, settings),
    intake: intakeUseCases(orders),
  };
}
