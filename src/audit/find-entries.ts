import { AuditEntry } from '../../entities/audit/audit-entry';
import type { AuditOutcome } from '../../entities/audit/audit.enums';
import { DomainEvent } from '../../entities/events/domain-event';
import { findPage } from '../persistence/lists/find-page';
import type { PageRequest, Slice, Sort } from '../persistence/lists/keyset';
import { chunks, type Sql } from '../persistence/sql';
import { allOf, anyOf, fragment, type SqlFragment } from '../persistence/sql-fragment';

export interface AuditFilter {
  principalId?: string | null;
  apiKeyId?: string | null;
  action?: string | null;
  outcome?: AuditOutcome | null;
  /** The object that the action was about, in the first place. */
  object?: { type: string; id: string } | null;
  from?: Date | null;
  /** Exclusive. */
  to?: Date | null;
}

const NEWEST_FIRST: Sort<AuditEntry> = {
  name: 'auditLog',
  keys: [{ column: 't.id', kind: 'text', descending: true, value: ({ id }) => id }],
};

/** Entries of the audit log, the newest first. */
export function findAuditEntries(
  sql: Sql,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Slice<AuditEntry>> {
  return findPage(sql, AuditEntry, auditCondition(filter), NEWEST_FIRST, page);
}

export function auditCondition({
  principalId,
  apiKeyId,
  action,
  outcome,
  object,
  from,
  to,
}: AuditFilter): SqlFragment {
  return allOf([
    principalId ? fragment('t.principal_id = ?', [principalId]) : null,
    apiKeyId ? fragment('t.api_key_id = ?', [apiKeyId]) : null,
    action ? fragment('t.action = ?', [action]) : null,
    outcome ? fragment('t.outcome = ?', [outcome]) : null,
    object ? fragment('t.object_type = ? AND t.object_id = ?', [object.type, object.id]) : null,
    from ? fragment('t.at >= ?', [from.getTime()]) : null,
    to ? fragment('t.at < ?', [to.getTime()]) : null,
  ]);
}

/** One version of an object that has events. */
export interface ObjectVersion {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

const MAX_VERSIONS = 200;

/** The events that made these versions of objects; those that are not there are left out. */
export async function findVersions(sql: Sql, versions: readonly ObjectVersion[]): Promise<DomainEvent[]> {
  const found: DomainEvent[] = [];
  for (const some of chunks(versions, MAX_VERSIONS)) {
    const wanted = anyOf(
      some.map(({ type, id, version }) =>
        fragment('t.aggregate_type = ? AND t.aggregate_id = ? AND t.aggregate_version = ?', [
          type,
          id,
          version,
        ]),
      ),
    );
    found.push(...(await sql.select(DomainEvent, `WHERE ${wanted.sql}`, wanted.params)));
  }
  return found;
}
