import type { CatalogUseCases } from '../src/catalog/use-cases';
import type { Settings } from '../src/config/settings';
import type { LiveHub } from '../src/events/live-hub';
import type { CommandRunner } from '../src/persistence/command-runner';
import type { Database } from '../src/persistence/database';
import type { Clock } from '../src/shared/clock';
import type { Logger } from '../src/shared/logger';

/** Every kind of change, by area. */
export interface UseCases {
  readonly catalog: CatalogUseCases;
}

/** What resolvers work with; made once per process. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly runner: CommandRunner;
  readonly useCases: UseCases;
  /** The live end of the event log. */
  readonly hub: LiveHub;
  readonly log: Logger;
}
