import { attempt } from '../../src/commands/commands';
import type { DomainError } from '../../src/shared/errors';

/** The `DomainError` that something throws; null when it throws none. */
export function refusalOf(work: () => unknown): DomainError | null {
  const outcome = attempt(work);
  return outcome.ok ? null : outcome.error;
}
