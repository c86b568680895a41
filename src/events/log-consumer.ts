import { isRetryable } from '../persistence/conflicts';
import type { Sql } from '../persistence/sql';
import { isUnavailable } from '../persistence/unavailable';
import type { ConsumerPlace, ConsumerStore } from './consumer-store';
import { Alarm, PollBackoff } from './poll-backoff';

/** Positions of the log that one step may work in. */
export interface LogRange {
  /** The generation of the consumer's rows that the step is for. */
  generation: number;
  /** Exclusive. */
  after: bigint;
  /** Inclusive, and more than `after`. */
  through: bigint;
}

/** What a step has read and made of it. */
export interface PreparedStep {
  /** Everything up to here is in it: the end of the range, or less where that would be too much at once, but more than its beginning. */
  through: bigint;
  /** Writes it, in the transaction that moves the position. */
  write(sql: Sql): Promise<void>;
}

/** What an area does with the log. */
export interface LogConsumerDefinition {
  /** Its name in the table `projections`, which has a row for it from a migration; at most 30 characters. */
  readonly name: string;
  /** Positions per step, at most. */
  readonly maxPositions: number;
  /** Pause before it looks again, hinted or not, once it has come to the end of the log; in milliseconds. It makes batches. */
  readonly pauseMs: number;
  /** How long it waits for a hint, at most, and after an error; in milliseconds. At least `pauseMs`. */
  readonly pollMs: number;
  /**
   * Reads what concerns it of a range: events by their type, or rows that name their event. Outside of the transaction, which is
   * short for that; whoever loses to a competitor has read in vain.
   */
  read(sql: Sql, range: LogRange): Promise<PreparedStep>;
}

/** How far a step has come. */
export interface ConsumedStep {
  /** Where it began. */
  from: bigint;
  /** Everything up to here is worked in; `from` when there was nothing to do, or another process was faster. */
  position: bigint;
  /** The end of the log when it began. */
  last: bigint;
}

/**
 * Works in the next positions: of the active generation when none is given. Any number of processes may do it at the same time; each
 * position takes effect once. Throws what the database and the consumer throw, and has changed nothing then.
 */
export async function consumeNext(
  consumer: Pick<LogConsumerDefinition, 'maxPositions' | 'read'>,
  store: ConsumerStore,
  generation?: number,
): Promise<ConsumedStep> {
  const place = await store.place(generation);
  const { position: from, last } = place;
  if (last <= from) return { from, position: from, last };
  const { through, write } = await consumer.read(store.reader, rangeAfter(place, consumer.maxPositions));
  const moved = await store.move(place, through, write);
  return { from, position: moved ? through : from, last };
}

function rangeAfter({ generation, position: after, last }: ConsumerPlace, size: number): LogRange {
  const most = after + BigInt(size);
  return { generation, after, through: most < last ? most : last };
}

export interface LogConsumerOptions {
  store: ConsumerStore;
  /** Whether it is this process's turn; several at a time would only be in each other's way. */
  isMine: () => boolean;
  /** Told why a step failed, unless the database could not be reached or had a conflict; the step is tried again either way. */
  onError: (error: unknown) => void;
}

/** Keeps what one consumer derives from the log up with it, in the background. */
export class LogConsumer {
  private readonly hints = new Alarm();
  private readonly ending = new Alarm();
  private readonly backoff: PollBackoff;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly definition: LogConsumerDefinition,
    private readonly options: LogConsumerOptions,
  ) {
    this.backoff = new PollBackoff(definition.pauseMs, definition.pollMs);
  }

  get name(): string {
    return this.definition.name;
  }

  /** Looks now, and from now on whenever it is hinted or its time comes. */
  start(): void {
    this.running ??= this.run();
  }

  /** Says that events were given positions. Cheap; any number of hints during a step and its pause are one. */
  hint(): void {
    this.hints.ring();
  }

  /** Ends after the step at hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.ending.ring();
    this.hints.ring();
    await this.running;
  }

  /** Positions of the log that are not worked in yet, whoever's turn it is. */
  async lag(): Promise<bigint> {
    const { position, last } = await this.options.store.place();
    return last - position;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const outcome = this.options.isMine() ? await this.step() : 'IDLE';
      if (outcome !== 'MORE') await this.rest(outcome);
    }
  }

  private async step(): Promise<Outcome> {
    try {
      const { from, position, last } = await consumeNext(this.definition, this.options.store);
      if (position === from) return 'IDLE';
      return position < last ? 'MORE' : 'DONE';
    } catch (error) {
      if (!isRetryable(error) && !isUnavailable(error)) this.options.onError(error);
      return 'FAILED';
    }
  }

  private async rest(outcome: Exclude<Outcome, 'MORE'>): Promise<void> {
    const { pauseMs, pollMs } = this.definition;
    const waitMs = this.backoff.after(outcome === 'DONE');
    await this.ending.sleep(outcome === 'FAILED' ? pollMs : pauseMs);
    if (outcome !== 'FAILED' && waitMs > pauseMs) await this.hints.sleep(waitMs - pauseMs);
  }
}

/** Of a step: it has come to the end of the log, there is more to do, there was nothing to do, it failed. */
type Outcome = 'DONE' | 'MORE' | 'IDLE' | 'FAILED';
