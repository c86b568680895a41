import type { EventDraft } from '../events/event-draft';
import type { AuditedChange } from '../../entities/audit/audit-entry';
import type { Sql } from '../persistence/sql';

/** One transaction as a use case sees it. What it records is stored, and what it schedules runs, only if the transaction commits. */
export interface UnitOfWork {
  readonly sql: Sql;
  /** The moment at which the unit began; `recordedAt` of everything in it. */
  readonly recordedAt: Date;
  /** Records an event, to be stored in this transaction. Returns the event's id. */
  append(event: EventDraft): string;
  /** States what a command changed on an object that has no events, for the audit log. */
  audit(commandId: string, change: AuditedChange): void;
  /** Runs `work` after the commit; never when the transaction is rolled back. */
  onCommit(work: () => void): void;
}
