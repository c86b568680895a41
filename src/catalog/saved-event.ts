import type { EventDraft } from '../events/event-draft';
import type { Command } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import type { UpsertResult, VersionedRow } from '../commands/upsert-rows';

/** Records that an aggregate of the catalog was saved, with its full values as they are now. */
export function recordSaved(
  uow: UnitOfWork,
  command: Pick<Command<unknown>, 'id' | 'actor' | 'occurredAt'>,
  event: Pick<EventDraft, 'type' | 'aggregateType'>,
  row: VersionedRow,
  data: Record<string, unknown>,
  sku: string | null = null,
): void {
  uow.append({
    ...event,
    aggregateId: row.id,
    aggregateVersion: row.version,
    occurredAt: command.occurredAt,
    actorId: command.actor.principalId,
    commandId: command.id,
    sku,
    data,
  });
}

export function saved({ id, version }: VersionedRow, changed: boolean): UpsertResult {
  return { id, version, changed };
}
