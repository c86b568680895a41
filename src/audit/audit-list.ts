import { AuditEntry } from '../../entities/audit/audit-entry';
import type { AuditOutcome } from '../../entities/audit/audit.enums';
import { defineList } from '../persistence/lists/define-list';
import { filtersOf } from '../persistence/lists/list-filters';
import { fragment } from '../persistence/sql-fragment';

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

const { equals, between, given } = filtersOf<AuditFilter>();

/** The list of the entries of the audit log, the newest first: ids rise with time. */
export const AUDIT_LOG = defineList<AuditEntry, AuditFilter, 'NEWEST'>({
  name: 'auditLog',
  entity: AuditEntry,
  filters: {
    principalId: equals('principal_id', 'principalId'),
    apiKeyId: equals('api_key_id', 'apiKeyId'),
    action: equals('action', 'action'),
    outcome: equals('outcome', 'outcome'),
    object: {
      ...given('object', ({ type, id }) => fragment('t.object_type = ? AND t.object_id = ?', [type, id])),
      input: ['objectId'],
      few: ['object_id'],
    },
    at: between('at', { from: 'from', before: 'to' }),
  },
  sorts: { NEWEST: ['id'] },
  descending: true,
  indexes: [['id'], ['principal_id', 'id'], ['action', 'id'], ['object_id', 'id']],
});
