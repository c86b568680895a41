import { systemActor } from '../auth/actor';
import type { Command, Outcome, UseCase } from '../commands/commands';
import { attempt } from '../commands/commands';
import type { DomainError, ErrorCode } from '../shared/errors';
import { newId } from '../shared/ids';
import { batches, overlapping, sharing } from './batches';
import { findCheckpoint, noteImportProgress, ProgressNotes } from '../intake/checkpoints';
import type { Rejection } from '../intake/intake-report';
import type { StepReport } from './import-report';
import type { ImportProgress, ImportServices } from './import-services';

/** Items of one kind on their way from a source through a list use case. */
export interface Step<S, I, R> {
  /** Unique within the import. */
  name: string;
  source: Iterable<S> | AsyncIterable<S>;
  /** How many items are expected, for the progress. */
  total: number;
  useCase: UseCase<I, R>;
  /** Looks up what the items of a chunk need; the function it returns makes one item's input, or throws a `DomainError`. */
  translate(chunk: readonly S[]): Promise<(item: S) => I>;
  /** Names an item for a person: file and line. */
  where(item: S): string;
  /** Whether anything was created or changed. */
  changed(result: R): boolean;
  /** Source rows that one item stands for; 1 unless set. */
  rowsOf?(item: S): number;
  /** The failure that says that the item had been imported before. */
  knownBy?: ErrorCode;
  /** How much of a transaction an item fills; 1 unless set. */
  weightOf?(item: S): number;
  /**
   * What an item reads or changes that others of the step may, too, by any names. With it, the next transaction is prepared while the
   * one before is being stored, unless both need the same. Without it, any item may build on those before it.
   */
  needs?(item: S): readonly string[];
}

/** A transaction ends with the item that fills it up to this weight: memory and the time that others wait stay small. */
const CHUNK = 500;

/**
 * One run of an import: brings steps, one after the other, through the command runner in chunks, each its own transaction, and notes
 * after each how far it has come. A run that follows an interrupted one passes over what was done; rows that were rejected are tried
 * again by every run.
 */
export class ImportSession {
  readonly steps: StepReport[] = [];
  readonly rejections: Rejection[] = [];
  private readonly notes: ProgressNotes;

  private constructor(
    private readonly services: ImportServices,
    private readonly progress: ImportProgress,
    importKey: string,
    /** Where the interrupted run left off; null once that point is passed. */
    private resumeAt: { step: string; done: number } | null,
  ) {
    const write = noteImportProgress();
    this.notes = new ProgressNotes((progress) =>
      services.runner.run(write, this.command({ importKey, progress })),
    );
  }

  static async open(
    services: ImportServices,
    progress: ImportProgress,
    importKey: string,
  ): Promise<ImportSession> {
    return new ImportSession(
      services,
      progress,
      importKey,
      await findCheckpoint(services.database.reader, importKey),
    );
  }

  async run<S, I, R>(step: Step<S, I, R>): Promise<void> {
    const report = { name: step.name, source: 0, written: 0, unchanged: 0, resumed: 0, rejected: 0 };
    this.steps.push(report);
    const done = this.doneBefore(step.name);
    let at = 0;
    this.progress.begin(step.name, step.total);
    const sharesWithLast = sharing((item: S) => step.needs?.(item) ?? []);
    const work = async (chunk: S[], before: Promise<void>): Promise<void> => {
      const fresh = chunk.slice(Math.max(0, Math.min(chunk.length, done - at)));
      at += chunk.length;
      const end = at;
      const rows = rowCount(step, chunk);
      report.source += rows;
      report.resumed += rows - rowCount(step, fresh);
      if (sharesWithLast(fresh)) await before;
      const record = await this.runChunk(step, fresh, report);
      await before;
      record();
      if (fresh.length > 0 && this.rejections.length === 0) this.notes.put({ step: step.name, done: end });
      this.progress.advance(end);
    };
    try {
      await overlapping(batches(step.source, CHUNK, step.weightOf), step.needs ? 2 : 1, work);
    } finally {
      await this.notes.written();
    }
    this.progress.end();
  }

  /** The import is complete: the next run begins anew. */
  async finish(): Promise<void> {
    this.notes.put(null);
    await this.notes.written();
  }

  /** How many items of a step an earlier run has done; all of them for a step before the one where it stopped. */
  private doneBefore(step: string): number {
    if (!this.resumeAt) return 0;
    if (step !== this.resumeAt.step) return Infinity;
    const { done } = this.resumeAt;
    this.resumeAt = null;
    return done;
  }

  /** Stores a chunk; the function that it answers writes into the report what came of it. */
  private async runChunk<S, I, R>(
    step: Step<S, I, R>,
    chunk: readonly S[],
    report: StepReport,
  ): Promise<() => void> {
    if (chunk.length === 0) return () => undefined;
    const toInput = await step.translate(chunk);
    const read = chunk.map((item) => ({ item, outcome: attempt(() => toInput(item)) }));
    const commands = read.flatMap(({ outcome }) => (outcome.ok ? this.command(outcome.result) : []));
    const answers = commands.length > 0 ? await this.services.runner.runAll(step.useCase, commands) : [];
    const answerOf = answers.values();
    return () => {
      for (const { item, outcome } of read) {
        this.report(step, item, outcome.ok ? answerOf.next().value! : outcome, report);
      }
    };
  }

  private report<S, I, R>(step: Step<S, I, R>, item: S, outcome: Outcome<R>, report: StepReport): void {
    if (outcome.ok) report[step.changed(outcome.result) ? 'written' : 'unchanged'] += rowCount(step, [item]);
    else if (outcome.error.code === step.knownBy) report.unchanged += rowCount(step, [item]);
    else this.reject(step, item, outcome.error, report);
  }

  private command<I>(input: I): Command<I> {
    return {
      id: newId(),
      actor: systemActor,
      idempotencyKey: null,
      input,
      occurredAt: this.services.clock.now(),
    };
  }

  private reject<S, I, R>(
    step: Step<S, I, R>,
    item: S,
    { code, message }: DomainError,
    report: StepReport,
  ): void {
    report.rejected += rowCount(step, [item]);
    this.rejections.push({ where: step.where(item), code, message });
  }
}

function rowCount<S>({ rowsOf }: { rowsOf?(item: S): number }, items: readonly S[]): number {
  return rowsOf ? items.reduce((sum, item) => sum + rowsOf(item), 0) : items.length;
}
