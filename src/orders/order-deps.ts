import type { TaxProvider } from '../pricing/tax';
import type { Settings } from '../config/settings';
import type { NumberSequence } from '../documents/numbers';
import type { FulfillmentPort } from './ports';

/** What the use cases of orders are made with. */
export interface OrderDeps {
  settings: Settings;
  /** Gives order numbers: `SO-100001` and up, with gaps. */
  orderNumbers: NumberSequence;
  taxes: TaxProvider;
  fulfillment: FulfillmentPort;
}
