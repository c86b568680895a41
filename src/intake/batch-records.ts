import type { Actor } from '../auth/actor';
import type { Command, Outcome } from '../commands/commands';
import { ConflictError } from '../persistence/conflicts';
import { findReplays, recordOutcomes, type Replay } from '../commands/idempotency';
import type { UnitOfWork } from '../commands/unit-of-work';
import type { CheckpointInput } from './checkpoints';

/** What the rows of one batch have in common. */
export interface BatchStamp {
  /** The client's; null for a batch that nobody sends twice. */
  idempotencyKey: string | null;
  /** Of the whole batch, as the client sent it. */
  inputHash: string;
  allOrNothing: boolean;
  /** Orders of the past that are here with other content take the batch's. */
  replace: boolean;
  /** How far an import has come with the batch, written together with it if it is good as a whole and brings something in. */
  note?: CheckpointInput;
}

interface InBatch {
  batch: BatchStamp;
}

/**
 * The idempotency records of batches. A row that goes in has its own record, under a key made of the batch's; beside the first of
 * them the batch itself is recorded, so that its key cannot serve for another batch. Rows that fail leave no record.
 */
export class BatchRecords {
  private constructor(
    private readonly uow: UnitOfWork,
    private readonly mutation: string,
    /** One for each batch that has a key. */
    private readonly heads: ReadonlyMap<string, Command<string>>,
    /** By head. */
    private readonly seen: ReadonlyMap<string, Replay<unknown>>,
  ) {}

  /**
   * Throws a `ConflictError` when rows of a batch have been recorded: the runner tries new keys without looking them up, and looks
   * them up when it runs the unit again.
   */
  static async load(
    uow: UnitOfWork,
    mutation: string,
    commands: readonly Command<InBatch>[],
  ): Promise<BatchRecords> {
    const heads = new Map<string, Command<string>>();
    for (const command of commands) {
      const { idempotencyKey, inputHash } = command.input.batch;
      if (idempotencyKey === null) continue;
      heads.set(keyOf(command.input.batch, command.actor), { ...command, idempotencyKey, input: inputHash });
    }
    const seen = await findReplays(uow.sql, mutation, [...heads.values()]);
    const records = new BatchRecords(uow, mutation, heads, seen);
    if ([...seen.values()].some(({ ok }) => ok)) await records.refuseRecorded(commands);
    return records;
  }

  /** Throws `IDEMPOTENCY_KEY_REUSED` when the batch's key belongs to another one. */
  refuseReused(batch: BatchStamp, actor: Actor): void {
    const head = this.heads.get(keyOf(batch, actor));
    const replay = head && this.seen.get(head.id);
    if (replay && !replay.ok) throw replay.error;
  }

  /** Throws a `ConflictError` when one of the rows has been recorded. */
  async refuseRecorded(commands: readonly Command<InBatch>[]): Promise<void> {
    const replays = await findReplays(this.uow.sql, this.mutation, commands);
    if (replays.size > 0) throw new ConflictError('The batch was sent before');
  }

  /** Records the batches of which something goes in for the first time. */
  async save(commands: readonly Command<InBatch>[], outcomes: readonly Outcome<unknown>[]): Promise<void> {
    const begun = new Map<string, Command<string>>();
    commands.forEach(({ input: { batch }, actor }, i) => {
      const key = keyOf(batch, actor);
      const head = this.heads.get(key);
      if (head && outcomes[i]!.ok && !this.seen.has(head.id)) begun.set(key, head);
    });
    const done = [...begun.values()].map((command) => ({ command, result: {} }));
    await recordOutcomes(this.uow.sql, this.mutation, done, this.uow.recordedAt);
  }
}

const keyOf = ({ idempotencyKey }: BatchStamp, { principalId }: Actor): string =>
  `${principalId} ${idempotencyKey}`;
