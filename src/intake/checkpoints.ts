import { ImportCheckpoint } from '../../entities/events/import-checkpoint';
import { succeed, type UseCase } from '../commands/commands';
import type { Sql } from '../persistence/sql';
import type { UnitOfWork } from '../commands/unit-of-work';

/** How far an import has come: everything before `step`, and the first `done` items of it, are in. Null: the import is complete. */
export interface CheckpointInput {
  importKey: string;
  progress: Progress | null;
}

export interface Progress {
  step: string;
  done: number;
}

/** Notes how far imports have come; of a list for one import the last counts. Records no event: nothing of the business changes. */
export function noteImportProgress(): UseCase<CheckpointInput, null> {
  return {
    name: 'noteImportProgress',
    async execute(uow, commands) {
      const latest = new Map(commands.map(({ input }) => [input.importKey, input.progress]));
      for (const [importKey, progress] of latest) await writeNote(uow, { importKey, progress });
      return commands.map(() => succeed(null));
    },
  };
}

/** Notes how far an import has come in the unit of work that brings it there. */
export async function writeNote(
  { sql, recordedAt }: UnitOfWork,
  { importKey: id, progress }: CheckpointInput,
): Promise<void> {
  await sql.execute('DELETE FROM import_checkpoints WHERE id = ?', [id]);
  if (progress) await sql.insert(ImportCheckpoint, [{ id, ...progress, updatedAt: recordedAt }]);
}

/** Where an interrupted import left off; null when there is none. */
export async function findCheckpoint(sql: Sql, importKey: string): Promise<Progress | null> {
  const [checkpoint] = await sql.select(ImportCheckpoint, 'WHERE t.id = ?', [importKey]);
  return checkpoint ? { step: checkpoint.step, done: checkpoint.done } : null;
}

/** Writes down how far an import has come while it goes on; what it comes to while one note is being written makes one more. */
export class ProgressNotes {
  private latest: Progress | null | undefined;
  private writing: Promise<void> | undefined;

  constructor(private readonly write: (progress: Progress | null) => Promise<unknown>) {}

  put(progress: Progress | null): void {
    this.latest = progress;
    this.writing ??= this.writeAll();
    this.writing.catch(() => undefined);
  }

  /** Resolves once everything that was put is written; throws what kept it from being. */
  async written(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.latest !== undefined) {
      const progress = this.latest;
      this.latest = undefined;
      await this.write(progress);
    }
    this.writing = undefined;
  }
}
