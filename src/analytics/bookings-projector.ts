import { Alarm } from '../events/poll-backoff';
import { isRetryable } from '../persistence/conflicts';
import type { Database } from '../persistence/database';
import { isUnavailable } from '../persistence/unavailable';
import type { Clock } from '../shared/clock';
import { activeGeneration, projectBookings } from './project-bookings';

export interface BookingsProjectorOptions {
  database: Database;
  clock: Clock;
  /** Whether it is this server's turn; several at a time would only be in each other's way. */
  isMine: () => boolean;
  onError: (error: unknown) => void;
}

const EVENTS_PER_STEP = 4_000;
/** Readers add what is not in the sums yet, so that nothing waits for a step; fewer steps write fewer rows. */
const PAUSE_MS = 1_000;

/** Keeps the sums of the bookings up with the log. */
export class BookingsProjector {
  private readonly alarm = new Alarm();
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly options: BookingsProjectorOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the step at hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.alarm.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const hasMore = this.options.isMine() && (await this.step());
      if (!hasMore) await this.alarm.sleep(PAUSE_MS);
    }
  }

  private async step(): Promise<boolean> {
    const { database, clock, onError } = this.options;
    try {
      const generation = await activeGeneration(database.reader);
      return (await projectBookings(database, generation, EVENTS_PER_STEP, clock.now())).hasMore;
    } catch (error) {
      if (!isRetryable(error) && !isUnavailable(error)) onError(error);
      return false;
    }
  }
}
