import type { AccountUseCases } from '../src/accounts/use-cases';
import type { AuthUseCases } from '../src/auth/use-cases';
import type { TaxProvider } from '../src/catalog/tax';
import type { CatalogUseCases } from '../src/catalog/use-cases';
import type { LiveBookings } from '../src/analytics/live-bookings';
import type { Settings } from '../src/config/settings';
import type { FulfillmentUseCases } from '../src/fulfillment/use-cases';
import type { ImportUseCases } from '../src/imports/use-cases';
import type { InventoryUseCases } from '../src/inventory/use-cases';
import type { OrderUseCases } from '../src/orders/use-cases';
import type { LiveHub } from '../src/events/live-hub';
import type { CommandRunner } from '../src/persistence/command-runner';
import type { Database } from '../src/persistence/database';
import type { Clock } from '../src/shared/clock';
import type { Logger } from '../src/shared/logger';

/** Every kind of change, by area. */
export interface UseCases {
  readonly auth: AuthUseCases;
  readonly accounts: AccountUseCases;
  readonly catalog: CatalogUseCases;
  readonly inventory: InventoryUseCases;
  readonly orders: OrderUseCases;
  readonly fulfillment: FulfillmentUseCases;
  readonly imports: ImportUseCases;
}

/** What resolvers work with; made once per process. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly runner: CommandRunner;
  readonly useCases: UseCases;
  /** Where tax rates come from. */
  readonly taxes: TaxProvider;
  /** The live end of the event log. */
  readonly hub: LiveHub;
  /** Bookings as they change. */
  readonly liveBookings: LiveBookings;
  readonly log: Logger;
}
