import type { UseCase } from '../commands/commands';
import type { Step } from './import-session';
import type { SourceRow } from './source-row';

/** A step whose items are rows of a table that need nothing looked up, or only what is known at its start. */
export function upsertStep<I, R extends { changed: boolean }>(
  name: string,
  rows: readonly SourceRow[],
  useCase: UseCase<I, R>,
  toInput: (row: SourceRow) => I,
): Step<SourceRow, I, R> {
  return {
    name,
    source: rows,
    total: rows.length,
    useCase,
    translate: () => Promise.resolve(toInput),
    where: (row) => row.where,
    changed: (result) => result.changed,
  };
}
