import type { AuditedChange } from '../../entities/audit/audit-entry';
import type { DomainEvent } from '../../entities/events/domain-event';
import { storeAuditEntries, type AuditedAction } from '../audit/store-entries';
import { recordedEvent, storeEvents } from '../events/event-log';
import type { Clock } from '../shared/clock';
import { answerCommands, type Answer } from './answer-commands';
import { CommandBatcher, type BatchingOptions } from './command-batcher';
import type { Command, UseCase } from './commands';
import type { Database } from '../persistence/database';
import { recordOutcomes } from './idempotency';
import type { Sql } from '../persistence/sql';
import { isOutcomeUnknown, isUnavailable } from '../persistence/unavailable';
import type { UnitOfWork } from './unit-of-work';
import { MAX_ATTEMPTS, PATIENCE_MS, SHARED_ATTEMPTS, UnitTries } from './retry-policy';

export interface CommandRunnerOptions {
  database: Database;
  clock: Clock;
  /** Told after each commit that stored events, so that the sequencer need not wait for its next look. */
  onEventsStored?: () => void;
  /** Puts commands of many clients into one unit of work where their use case allows it; absent: each has its own. */
  batching?: BatchingOptions;
  /** Told what came of writing: nothing when a unit that changed something was committed, else the error. */
  onWritten?: (error?: unknown) => void;
  /** How long the locks of others are waited for while a client waits, in milliseconds; 15 seconds by default. */
  patienceMs?: number;
}

export type { Answer };

/**
 * The only way to change anything: opens a unit of work, calls the use case with a list of commands, stores their events and
 * results in the same transaction, and runs the whole unit again when other work got in between.
 */
export class CommandRunner {
  private readonly batchers = new Map<unknown, unknown>();

  constructor(private readonly options: CommandRunnerOptions) {}

  /** One command. Throws its `DomainError` when it fails. */
  async run<I, R>(useCase: UseCase<I, R>, command: Command<I>): Promise<{ result: R; replayed: boolean }> {
    const batcher = this.batcherOf(useCase);
    const answer = batcher ? await batcher.submit(command) : (await this.runAll(useCase, [command]))[0]!;
    if (!answer.ok) throw answer.error;
    return { result: answer.result, replayed: answer.replayed };
  }

  /**
   * A list of commands in one transaction, answered in their order. Throws `CONFLICT`, `IDEMPOTENCY_KEY_IN_FLIGHT` or `UNAVAILABLE` when
   * nothing was changed, and `OUTCOME_UNKNOWN` when that is not known.
   */
  runAll<I, R>(useCase: UseCase<I, R>, commands: readonly Command<I>[]): Promise<Answer<R>[]> {
    return this.tryUpTo(MAX_ATTEMPTS, useCase, commands);
  }

  private async tryUpTo<I, R>(
    attempts: number,
    useCase: UseCase<I, R>,
    commands: readonly Command<I>[],
  ): Promise<Answer<R>[]> {
    const { database, patienceMs = PATIENCE_MS } = this.options;
    const tries = new UnitTries<I, R>({ database, mutation: useCase.name, commands, attempts, patienceMs });
    for (;;) {
      try {
        return tries.settle(await this.attempt(useCase, commands, tries));
      } catch (error) {
        this.options.onWritten?.(error);
        await tries.failed(error);
      }
    }
  }

  private batcherOf<I, R>(useCase: UseCase<I, R>): CommandBatcher<I, Answer<R>> | undefined {
    const { batching } = this.options;
    if (!batching || batching.size === 1 || !useCase.batching) return undefined;
    let batcher = this.batchers.get(useCase) as CommandBatcher<I, Answer<R>> | undefined;
    if (!batcher) {
      batcher = new CommandBatcher(batching, useCase.batching, (commands) =>
        this.runTogether(useCase, commands),
      );
      this.batchers.set(useCase, batcher);
    }
    return batcher;
  }

  /** One unit for commands that do not know of each other. When it cannot be done, the one that spoils it fails alone: each gets its own. */
  private async runTogether<I, R>(
    useCase: UseCase<I, R>,
    commands: readonly Command<I>[],
  ): Promise<PromiseSettledResult<Answer<R>>[]> {
    if (commands.length > 1) {
      try {
        const answers = await this.tryUpTo(SHARED_ATTEMPTS, useCase, commands);
        return answers.map((value) => ({ status: 'fulfilled', value }));
      } catch (error) {
        if (isUnavailable(error) || isOutcomeUnknown(error)) throw error;
      }
    }
    return Promise.allSettled(commands.map(async (command) => (await this.runAll(useCase, [command]))[0]!));
  }

  private async attempt<I, R>(
    useCase: UseCase<I, R>,
    commands: readonly Command<I>[],
    tries: UnitTries<I, R>,
  ): Promise<Answer<R>[]> {
    const unit = new Unit(this.options.clock.now());
    const answers = await this.options.database.transaction(async (sql) => {
      unit.sql = sql;
      const answers = await answerCommands(useCase, unit, commands, !tries.isFirst);
      tries.planned(answers);
      if (unit.events.length > 0) await storeEvents(sql, unit.events);
      await recordNew(sql, useCase.name, commands, answers, unit.recordedAt);
      const audited = auditedActions(useCase.name, unit, commands, answers);
      if (audited.length > 0) await storeAuditEntries(sql, audited, unit.recordedAt);
      return answers;
    });
    if (answers.some(({ ok, replayed }) => ok && !replayed)) this.options.onWritten?.();
    for (const work of unit.afterCommit) work();
    if (unit.events.length > 0) this.options.onEventsStored?.();
    return answers;
  }
}

class Unit implements UnitOfWork {
  sql!: Sql;
  readonly events: DomainEvent[] = [];
  readonly afterCommit: (() => void)[] = [];
  /** What commands changed on objects without events, by command id. */
  readonly audited = new Map<string, AuditedChange[]>();

  constructor(readonly recordedAt: Date) {}

  append(draft: Parameters<UnitOfWork['append']>[0]): string {
    const event = recordedEvent(draft, this.recordedAt);
    this.events.push(event);
    return event.id;
  }

  audit(commandId: string, change: AuditedChange): void {
    const changes = this.audited.get(commandId);
    if (changes) changes.push(change);
    else this.audited.set(commandId, [change]);
  }

  onCommit(work: () => void): void {
    this.afterCommit.push(work);
  }
}

async function recordNew<I, R>(
  sql: Sql,
  mutation: string,
  commands: readonly Command<I>[],
  answers: readonly Answer<R>[],
  now: Date,
): Promise<void> {
  const done = commands.flatMap((command, i) => {
    const answer = answers[i]!;
    return answer.ok && !answer.replayed ? [{ command, result: answer.result }] : [];
  });
  await recordOutcomes(sql, mutation, done, now);
}

/** An entry for each command that came from a request and was carried out now. */
function auditedActions<I, R>(
  action: string,
  unit: Unit,
  commands: readonly Command<I>[],
  answers: readonly Answer<R>[],
): AuditedAction[] {
  const done = commands.filter(({ origin }, i) => origin && answers[i]!.ok && !answers[i]!.replayed);
  if (done.length === 0) return [];
  const changes = new Map<string, AuditedChange[]>(
    done.map(({ id }) => [id, [...(unit.audited.get(id) ?? [])]]),
  );
  for (const { commandId, aggregateType, aggregateId, aggregateVersion } of unit.events) {
    changes.get(commandId)?.push({ type: aggregateType, id: aggregateId, version: aggregateVersion });
  }
  return done.map(({ id, actor, origin }) => ({
    action,
    origin: origin!,
    principalId: actor.principalId,
    apiKeyId: actor.apiKeyId ?? null,
    changes: changes.get(id)!,
  }));
}
