import { Length } from 'class-validator';
import { Field, InputType, InterfaceType } from 'type-graphql';
import type { Command, UseCase } from '../../src/commands/commands';
import { DomainError } from '../../src/shared/errors';
import { newId } from '../../src/shared/ids';
import type { RequestContext } from './context';
import { forgetLoaded } from './loader';

/** The field `idempotencyKey`, for inputs that do not extend `MutationInput`. */
export const IdempotencyKey = (): PropertyDecorator => (target, property) => {
  Field(() => String, {
    description:
      'Makes the request safe to send again: 1 to 100 characters, unique per principal and mutation, kept for at least 24 hours. ' +
      'The same key with the same input returns the recorded outcome; with another input it fails with `IDEMPOTENCY_KEY_REUSED`.',
  })(target, property);
  Length(1, 100)(target, property as string);
};

/** Fields of every mutation input. */
@InputType()
export abstract class MutationInput {
  @IdempotencyKey()
  idempotencyKey!: string;
}

/** Fields of every mutation payload. */
@InterfaceType({ description: 'Fields of every mutation payload.' })
export abstract class MutationPayload {
  @Field(() => Boolean, {
    description:
      'True when the request was carried out before with the same idempotency key; nothing was changed now.',
  })
  replayed!: boolean;
}

/** Sends one command to the runner in the name of the caller. Throws the `DomainError` of a command that fails. */
export async function submit<I, R>(
  context: RequestContext,
  useCase: UseCase<I, R>,
  idempotencyKey: string,
  input: I,
): Promise<{ result: R; replayed: boolean }> {
  const { actor, origin, signal, services } = context;
  signal?.throwIfAborted();
  const { runner, clock } = services;
  const command: Command<I> = { id: newId(), actor, idempotencyKey, input, occurredAt: clock.now() };
  if (origin) command.origin = origin;
  const answer = await runner.run(useCase, command);
  wasCarriedOut(context);
  return answer;
}

/** Notes that something was changed: earlier reads may be stale, and a failure to read the answer does not mean that nothing was changed. */
export function wasCarriedOut(context: RequestContext): void {
  context.carriedOut = true;
  forgetLoaded(context);
}

/** The object in a mutation's payload. Throws `NOT_FOUND` when the change has moved it out of the caller's rows. */
export function shown<T>(row: T | null | undefined): T {
  if (row) return row;
  throw new DomainError('NOT_FOUND', 'This was carried out, but you may not see the object any more.');
}
