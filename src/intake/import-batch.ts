import { createHash } from 'node:crypto';
import type { OrderImportOutcome } from '../../entities/orders/import.enums';
import type { Origin } from '../auth/origin';
import type { Actor } from '../auth/actor';
import type { ExternalRef } from '../accounts/external-ids';
import type { Answer, CommandRunner } from '../commands/command-runner';
import type { Command, UseCase } from '../commands/commands';
import { keyReused } from '../commands/idempotency';
import { isOutcomeUnknown } from '../persistence/unavailable';
import type { Clock } from '../shared/clock';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import type { CheckpointInput } from './checkpoints';
import type { OrderForm } from './order-form';
import { BatchRefused, type ImportRow, type ImportRowResult } from './import-orders';
import type { RowOutcome } from './intake-report';

/** Orders that come in together, in one transaction. */
export interface OrderBatch {
  actor: Actor;
  /** Where the request came from; absent for the program's own work. */
  origin?: Origin;
  /** Null for a batch that nobody sends twice. */
  idempotencyKey: string | null;
  /** Of the batch as the client sent it. */
  inputHash: string;
  /** Nothing goes in when one row is bad. */
  allOrNothing: boolean;
  /** Orders of the past that are here with other content take the batch's; otherwise that is a failure. */
  replace: boolean;
  /** How far an import has come with the batch, written in its transaction if all of its rows are good. */
  note?: CheckpointInput;
  /** In order; what could not be read as an order is the reason why. */
  rows: readonly (OrderForm | DomainError)[];
}

export interface BatchServices {
  readonly runner: CommandRunner;
  readonly clock: Clock;
  readonly useCases: { readonly intake: { readonly importOrders: UseCase<ImportRow, ImportRowResult> } };
}

/**
 * Brings a batch in and answers row by row. Throws `IDEMPOTENCY_KEY_REUSED` when its key belongs to another batch, and what the runner
 * throws; after `OUTCOME_UNKNOWN` the same batch with the same key says which rows went in.
 */
export async function importBatch(services: BatchServices, batch: OrderBatch): Promise<RowOutcome[]> {
  const commands = toCommands(services.clock, batch);
  try {
    const answers = await services.runner.runAll(services.useCases.intake.importOrders, commands);
    return answers.map((answer) => toOutcome(answer, batch));
  } catch (error) {
    if (!(error instanceof BatchRefused)) throw error;
    return commands.map(({ id }) => {
      const outcome = error.outcomes.get(id)!;
      return outcome.ok ? WITHHELD : rejected(outcome.error);
    });
  }
}

const WITHHELD: RowOutcome = { outcome: 'WITHHELD', orderId: null, error: null, replayed: false };

function rejected(error: DomainError): RowOutcome {
  return { outcome: 'REJECTED', orderId: null, error, replayed: false };
}

function toOutcome(answer: Answer<ImportRowResult>, { idempotencyKey }: OrderBatch): RowOutcome {
  if (answer.ok) {
    return {
      outcome: outcomeOf(answer.result),
      orderId: answer.result.orderId,
      error: null,
      replayed: answer.replayed,
    };
  }
  if (answer.error.code === 'IDEMPOTENCY_KEY_REUSED') throw keyReused({ idempotencyKey });
  if (isOutcomeUnknown(answer.error)) throw answer.error;
  return rejected(answer.error);
}

function outcomeOf({ existing, replaced }: ImportRowResult): OrderImportOutcome {
  if (replaced) return 'REPLACED';
  return existing ? 'EXISTING' : 'IMPORTED';
}

function toCommands(clock: Clock, batch: OrderBatch): Command<ImportRow>[] {
  const { actor, origin, inputHash, allOrNothing, replace, note } = batch;
  const idempotencyKey = batch.idempotencyKey?.trimEnd() ?? null;
  const stamp = { idempotencyKey, inputHash, allOrNothing, replace, ...(note && { note }) };
  const occurredAt = clock.now();
  return withoutTwins(batch.rows).map((order, index) => ({
    id: newId(),
    actor,
    idempotencyKey: idempotencyKey === null ? null : rowKey(idempotencyKey, index),
    input: { batch: stamp, order },
    occurredAt,
    ...(origin && { origin }),
  }));
}

/** Key of a row's own record: as long as every other one, whatever the length of the batch's key. */
function rowKey(batchKey: string, index: number): string {
  return `${createHash('sha256').update(batchKey).digest('hex')}:${index}`;
}

/** The rows, with `DUPLICATE` in place of those that name an external id once more. */
function withoutTwins(rows: OrderBatch['rows']): OrderBatch['rows'] {
  const first = new Map<string, number>();
  return rows.map((row, index) => {
    if (row instanceof DomainError || row.externalId === null) return row;
    const key = JSON.stringify([row.externalId.system, row.externalId.externalId]);
    const earlier = first.get(key);
    if (earlier !== undefined) return duplicate(row.externalId, earlier);
    first.set(key, index);
    return row;
  });
}

function duplicate({ system, externalId }: ExternalRef, earlier: number): DomainError {
  return new DomainError(
    'DUPLICATE',
    `${system} "${externalId}" is the id of order ${earlier} of this batch, too. Give each order once.`,
    { system, externalId, index: earlier, path: 'externalId' },
  );
}
