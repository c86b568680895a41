import type { AccountUseCases } from '../../src/accounts/use-cases';
import type { AuthUseCases } from '../../src/principals/use-cases';
import type { TaxProvider } from '../../src/pricing/tax';
import type { CatalogUseCases } from '../../src/catalog/use-cases';
import type { LiveBookings } from '../../src/analytics/live-bookings';
import type { Settings } from '../../src/config/settings';
import type { FulfillmentUseCases } from '../../src/fulfillment/use-cases';
import type { IntakeUseCases } from '../../src/intake/use-cases';
import type { InventoryUseCases } from '../../src/inventory/use-cases';
import type { OrderUseCases } from '../../src/orders/use-cases';
import type { EventsByAggregate } from '../../src/events/event-types';
import type { LiveHub } from '../../src/events/live-hub';
import type { CommandRunner } from '../../src/commands/command-runner';
import type { Database } from '../../src/persistence/database';
import type { RulesByKey } from '../../src/persistence/invariants/invariant';
import type { Sql } from '../../src/persistence/sql';
import type { Clock } from '../../src/shared/clock';
import type { Logger } from '../../src/shared/logger';

/** Every kind of change, by area. */
export interface UseCases {
  readonly auth: AuthUseCases;
  readonly accounts: AccountUseCases;
  readonly catalog: CatalogUseCases;
  readonly inventory: InventoryUseCases;
  readonly orders: OrderUseCases;
  readonly fulfillment: FulfillmentUseCases;
  readonly intake: IntakeUseCases;
}

/** What resolvers work with; made once per process. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly runner: CommandRunner;
  readonly useCases: UseCases;
  /** The events of every kind of object. */
  readonly events: EventsByAggregate;
  /** The rules that `invariants` checks. */
  readonly invariants: readonly RulesByKey[];
  /** Where tax rates come from. */
  readonly taxes: TaxProvider;
  /** The live end of the event log. */
  readonly hub: LiveHub;
  /** Bookings as they change. */
  readonly liveBookings: LiveBookings;
  readonly log: Logger;
}

/** What a request works with: it reads with `database.reader`, and changes data through `runner` only. */
export interface RequestServices extends Omit<Services, 'database'> {
  readonly database: {
    readonly reader: Sql;
    /** Reads for several requests at once; none of them can abort it. */
    readonly shared: Sql;
  };
}

/** The services of one request, which stop reading when its signal aborts. `runner` finishes what it has begun. */
export function servicesOf(services: Services, signal?: AbortSignal): RequestServices {
  const { reader: shared } = services.database;
  return { ...services, database: { reader: signal ? shared.until(signal) : shared, shared } };
}
