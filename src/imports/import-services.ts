import type { accountUseCases } from '../accounts/use-cases';
import type { catalogUseCases } from '../catalog/use-cases';
import type { Settings } from '../config/settings';
import type { inventoryUseCases } from '../inventory/use-cases';
import type { orderUseCases } from '../orders/use-cases';
import type { CommandRunner } from '../commands/command-runner';
import type { Database } from '../persistence/database';
import type { Clock } from '../shared/clock';

/** What importers work with; a part of the server's services. */
export interface ImportServices {
  readonly database: Database;
  readonly runner: CommandRunner;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly useCases: {
    readonly accounts: ReturnType<typeof accountUseCases>;
    readonly catalog: ReturnType<typeof catalogUseCases>;
    readonly inventory: ReturnType<typeof inventoryUseCases>;
    readonly orders: ReturnType<typeof orderUseCases>;
  };
}

/** Told how an import goes on, for a person who waits. */
export interface ImportProgress {
  /** `total` is what is expected, not a promise. */
  begin(name: string, total: number): void;
  advance(done: number): void;
  end(): void;
}

export const noProgress: ImportProgress = {
  begin: () => undefined,
  advance: () => undefined,
  end: () => undefined,
};
