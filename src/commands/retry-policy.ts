import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../shared/errors';
import type { Answer } from './answer-commands';
import type { Command } from './commands';
import { isLockWait, isRetryable } from '../persistence/conflicts';
import type { Database } from '../persistence/database';
import { isInFlight, keyInFlight } from './idempotency';
import { isOutcomeUnknown, unavailability, unavailable } from '../persistence/unavailable';

/** How often a unit is run, at most, when other work gets in between. */
export const MAX_ATTEMPTS = 12;
/** How long the locks of others are waited for while a client waits: less than a request may take, so that it is told why. */
export const PATIENCE_MS = 15_000;
/** How often a unit with the commands of many clients is tried before each of them gets a unit of its own. */
export const SHARED_ATTEMPTS = 2;
const MAX_PAUSE_MS = 120;
/** How often a unit is run again by itself when nobody knows whether it was committed. */
const MAX_RESENDS = 2;

export interface UnitTriesOptions<I> {
  database: Database;
  mutation: string;
  commands: readonly Command<I>[];
  /** How often the unit is run, at most, when other work gets in between. */
  attempts: number;
  /** How long the locks of others are waited for while a client waits, in milliseconds. */
  patienceMs: number;
}

/**
 * When a unit of work is run again, and what its commands are told when it is not.
 *
 * A unit of which nobody knows whether it was committed is only run again when each of its commands has an idempotency key: the key is
 * looked up then, and can be recorded once only, so that the unit is carried out once even when the first commit is still on its way.
 * From then on there are two answers: what is recorded, or `OUTCOME_UNKNOWN`. A refusal would not prove that nothing was changed.
 */
export class UnitTries<I, R> {
  private attempt = 1;
  private resends = 0;
  private readonly since = performance.now();
  /** The commands that the attempt at hand carries out. */
  private carriedOut: readonly string[] = [];
  /** Commands that an earlier attempt may have carried out. */
  private readonly doubted = new Set<string>();
  private doubt: DomainError | null = null;

  constructor(private readonly options: UnitTriesOptions<I>) {}

  /** The first attempt trusts that keys are new, which saves a round trip. */
  get isFirst(): boolean {
    return this.attempt === 1;
  }

  /** What the attempt at hand is about to commit. */
  planned(answers: readonly Answer<R>[]): void {
    this.carriedOut = this.options.commands
      .filter((_command, i) => answers[i]!.ok && !answers[i]!.replayed)
      .map(({ id }) => id);
  }

  /** The answers of a unit that was committed. */
  settle(answers: Answer<R>[]): Answer<R>[] {
    const { doubt } = this;
    if (!doubt) return answers;
    return answers.map((answer, i) => {
      const certain = answer.ok || answer.error.code === 'IDEMPOTENCY_KEY_REUSED';
      const doubted = this.doubted.has(this.options.commands[i]!.id);
      return certain || !doubted ? answer : { ok: false, error: doubt, replayed: false };
    });
  }

  /** Returns when the unit is to be run again, after a pause; throws what its commands are told when it is not. */
  async failed(error: unknown): Promise<void> {
    if (isOutcomeUnknown(error)) this.doubtIt(error);
    else if (!isRetryable(error)) throw this.doubt ?? asTold(error);
    else if (this.isEnough(error)) throw this.doubt ?? (await this.gaveUp(error));
    this.attempt += 1;
    await delay(Math.random() * Math.min(MAX_PAUSE_MS, 2 ** this.attempt));
  }

  private doubtIt(error: DomainError): void {
    this.doubt = error;
    for (const id of this.carriedOut) this.doubted.add(id);
    const keyed = this.options.commands.every(({ idempotencyKey }) => idempotencyKey !== null);
    this.resends += 1;
    if (!keyed || this.resends > MAX_RESENDS) throw error;
  }

  private isEnough(error: unknown): boolean {
    if (this.attempt - this.resends >= this.options.attempts) return true;
    const clientWaits = this.options.commands.some(({ origin }) => origin !== undefined);
    const waited = performance.now() - this.since;
    return clientWaits && isLockWait(error) && waited >= this.options.patienceMs;
  }

  private async gaveUp(cause: unknown): Promise<DomainError> {
    const { database, mutation, commands } = this.options;
    const [command] = commands;
    const inFlight = commands.length === 1 && (await isInFlight(database, mutation, command!));
    const error = inFlight
      ? keyInFlight(command!)
      : new DomainError(
          'CONFLICT',
          `Other work on the same data got in between ${this.attempt} times in a row. Nothing was changed; ` +
            'send the request again with the same idempotency key.',
        );
    error.cause = cause;
    return error;
  }
}

function asTold(error: unknown): unknown {
  const why = unavailability(error);
  return why ? unavailable(why, error) : error;
}
