import type { TaxProvider } from '../pricing/tax';
import type { Settings } from '../config/settings';
import type { NumberSequences } from '../documents/numbers';
import type { FulfillmentPort } from './ports';

/** What the use cases of orders are made with. */
export interface OrderDeps {
  settings: Settings;
  numbers: NumberSequences;
  taxes: TaxProvider;
  fulfillment: FulfillmentPort;
}
