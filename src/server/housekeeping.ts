import type { Services } from '../../resolvers/kit/services';
import type { Chore } from '../commands/chore';
import { CHORES } from './areas';

type HousekeepingServices = Pick<Services, 'database' | 'runner' | 'useCases' | 'clock' | 'log'>;

const EVERY_MS = 60_000;

/** Does the areas' chores now and then. Any number of servers may. */
export class Housekeeping {
  readonly name = 'housekeeping';
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly services: HousekeepingServices,
    private readonly chores: readonly Chore[] = CHORES,
  ) {}

  /** Tidies every minute from now on. */
  start(): void {
    this.timer = setInterval(() => {
      this.working = this.working.then(() => this.tidy());
    }, EVERY_MS).unref();
  }

  /** Ends after the transaction at hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  /** One round, in bounded transactions until nothing is left. A chore that fails is logged, and tried again in the next round. */
  async tidy(): Promise<void> {
    for (const chore of this.chores) {
      try {
        while (!this.stopped && (await chore.tidy(this.services)) >= chore.atOnce);
      } catch (error) {
        this.services.log.error({ err: error, chore: chore.name }, 'housekeeping failed');
      }
    }
  }
}
