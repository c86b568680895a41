import type { Origin } from '../auth/origin';
import type { Actor } from '../auth/actor';
import { DomainError } from '../shared/errors';
import type { UnitOfWork } from './unit-of-work';

/** One request to change something. */
export interface Command<I> {
  /** ULID; on every event and stock movement that comes of it. */
  id: string;
  actor: Actor;
  /** Unique per (principal, use case); null for work that nobody sends twice. */
  idempotencyKey: string | null;
  input: I;
  /** Business time. */
  occurredAt: Date;
  /** Where the request came from; with it, the command goes into the audit log. Absent for the program's own work. */
  origin?: Origin;
}

/** What an event keeps of the command that caused it: its id, who sent it, and when it happened. */
export type CommandContext = Pick<Command<unknown>, 'id' | 'actor' | 'occurredAt'>;

export type Outcome<R> = { ok: true; result: R } | { ok: false; error: DomainError };

/** How commands that do not know of each other share units of work. */
export interface Batching<I> {
  /** Whose turn a command takes: each gets its share of a unit, and the commands of one keep their order. */
  sharedBy(input: I): string;
  /**
   * What a command will lock, by any names. Units under way at the same time had better not need the same, as one would wait for
   * the other; that they do all the same is no harm but to speed.
   */
  needs(input: I): readonly string[];
}

/**
 * A kind of change, done for a list of commands in one unit of work. Answers in the order of the commands; each succeeds
 * or fails on its own, and one that fails has written nothing. Throws only what concerns the whole unit.
 * Results are plain JSON: they are recorded and answered again when a client repeats a command.
 */
export interface UseCase<I, R> {
  readonly name: string;
  /** Commands of many clients may run in one unit of work. Without it every single command has a unit of its own. */
  readonly batching?: Batching<I>;
  execute(uow: UnitOfWork, commands: readonly Command<I>[]): Promise<Outcome<R>[]>;
}

export function succeed<R>(result: R): Outcome<R> {
  return { ok: true, result };
}

export function fail<R>(error: DomainError): Outcome<R> {
  return { ok: false, error };
}

/** The outcome of planning one command: what the plan returns, or the `DomainError` it throws. */
export function attempt<R>(plan: () => R): Outcome<R> {
  try {
    return succeed(plan());
  } catch (error) {
    if (error instanceof DomainError) return fail(error);
    throw error;
  }
}

/** As `attempt`, for a plan that works in steps. */
export async function attemptInSteps<R>(plan: () => Promise<R>): Promise<Outcome<R>> {
  try {
    return succeed(await plan());
  } catch (error) {
    if (error instanceof DomainError) return fail(error);
    throw error;
  }
}
