import type { Services } from '../../resolvers/kit/services';
import { systemActor } from '../auth/actor';
import { forgetKeysBefore } from '../commands/idempotency';
import { newId } from '../shared/ids';

type HousekeepingServices = Pick<Services, 'database' | 'runner' | 'useCases' | 'clock' | 'log'>;

const EVERY_MS = 60_000;
/** How long a repeated request still gets its recorded answer, in milliseconds; at least a day is promised. */
const KEYS_KEPT_MS = 48 * 3_600_000;
const KEYS_PER_TRANSACTION = 1_000;
const RESERVATIONS_PER_UNIT = 100;

/** What has to be tidied now and then, whoever does it: expired reservations and old idempotency keys. Any number of servers may. */
export class Housekeeping {
  readonly name = 'housekeeping';
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly services: HousekeepingServices) {}

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

  /** One round, in bounded transactions until nothing is left. A failure is logged; the next round tries again. */
  async tidy(): Promise<void> {
    try {
      while (!this.stopped && (await this.releaseReservations()) === RESERVATIONS_PER_UNIT);
      while (!this.stopped && (await this.forgetKeys()) >= KEYS_PER_TRANSACTION);
    } catch (error) {
      this.services.log.error({ err: error }, 'housekeeping failed');
    }
  }

  private async releaseReservations(): Promise<number> {
    const { runner, useCases, clock } = this.services;
    const { result } = await runner.run(useCases.inventory.releaseExpiredReservations, {
      id: newId(),
      actor: systemActor,
      idempotencyKey: null,
      input: { limit: RESERVATIONS_PER_UNIT },
      occurredAt: clock.now(),
    });
    return result.released;
  }

  private forgetKeys(): Promise<number> {
    const { database, clock } = this.services;
    const moment = new Date(clock.now().getTime() - KEYS_KEPT_MS);
    return database.transaction((sql) => forgetKeysBefore(sql, moment, KEYS_PER_TRANSACTION));
  }
}
