import type { UseCases } from '../../resolvers/kit/services';
import type { Settings } from '../config/settings';
import { NumberSequences } from '../documents/numbers';
import { fulfillmentPlanning } from '../fulfillment/plan-fulfillment';
import { backorderAllocation } from '../orders/allocate-backorders';
import type { TaxProvider } from '../pricing/tax';
import { AREAS, NUMBER_SERIES } from './areas';

type Areas = typeof AREAS;
/** The use cases that the areas make. */
type Made = {
  readonly [A in keyof Areas]: Areas[A] extends { useCases: (...deps: never[]) => infer U } ? U : never;
};

/** The use cases of every area, made with everything that any of them asks for: settings, numbers, and the ports of other areas. */
export function buildUseCases(settings: Settings, taxes: TaxProvider): UseCases {
  const common = { settings, taxes, numbers: new NumberSequences(NUMBER_SERIES) };
  const fulfillment = fulfillmentPlanning(common);
  const stockArrival = backorderAllocation({ ...common, fulfillment });
  const deps = { ...common, fulfillment, stockArrival };
  const made = Object.entries(AREAS).map(([name, area]) => [
    name,
    'useCases' in area ? area.useCases(deps) : {},
  ]);
  return Object.fromEntries(made) as Made;
}
