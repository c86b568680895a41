import { ImportCheckpoint } from '../../entities/events/import-checkpoint';
import { succeed, type UseCase } from '../persistence/commands';
import type { Sql } from '../persistence/sql';

/** How far an import has come: everything before `step`, and the first `done` items of it, are in. Null: the import is complete. */
export interface CheckpointInput {
  importKey: string;
  progress: { step: string; done: number } | null;
}

/** Notes how far imports have come; of a list for one import the last counts. Records no event: nothing of the business changes. */
export function noteImportProgress(): UseCase<CheckpointInput, null> {
  return {
    name: 'noteImportProgress',
    async execute({ sql, recordedAt }, commands) {
      const latest = new Map(commands.map(({ input }) => [input.importKey, input.progress]));
      for (const [id, progress] of latest) {
        await sql.execute('DELETE FROM import_checkpoints WHERE id = ?', [id]);
        if (progress) await sql.insert(ImportCheckpoint, [{ id, ...progress, updatedAt: recordedAt }]);
      }
      return commands.map(() => succeed(null));
    },
  };
}

/** Where an interrupted import left off; null when there is none. */
export async function findCheckpoint(
  sql: Sql,
  importKey: string,
): Promise<{ step: string; done: number } | null> {
  const [checkpoint] = await sql.select(ImportCheckpoint, 'WHERE t.id = ?', [importKey]);
  return checkpoint ? { step: checkpoint.step, done: checkpoint.done } : null;
}
