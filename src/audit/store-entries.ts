import { AuditEntry, type AuditedChange } from '../../entities/audit/audit-entry';
import type { Sql } from '../persistence/sql';
import { newId } from '../shared/ids';
import type { Origin } from '../auth/origin';

/** An action as it is to be recorded. */
export interface AuditedAction {
  readonly action: string;
  readonly origin: Origin;
  readonly outcome?: 'DONE' | 'REFUSED';
  readonly times?: number;
  readonly principalId: string | null;
  readonly apiKeyId?: string | null;
  readonly detail?: string | null;
  readonly changes?: readonly AuditedChange[];
}

/** Adds entries to the audit log. Nothing else writes to it, and nothing changes it. */
export function storeAuditEntries(sql: Sql, actions: readonly AuditedAction[], at: Date): Promise<void> {
  return sql.insert(
    AuditEntry,
    actions.map(
      ({ action, origin, outcome = 'DONE', times = 1, changes = [], principalId, apiKeyId, detail }) => ({
        id: newId(),
        at,
        action,
        outcome,
        times,
        principalId,
        apiKeyId: apiKeyId ?? null,
        objectType: changes[0]?.type ?? null,
        objectId: changes[0]?.id ?? null,
        channel: origin.channel,
        ip: origin.ip,
        requestId: origin.requestId,
        userAgent: origin.userAgent?.slice(0, 200) ?? null,
        detail: detail?.slice(0, 500) ?? null,
        changes: [...changes],
      }),
    ),
  );
}
