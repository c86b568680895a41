import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import type { PrincipalKind, PrincipalStatus } from '../../entities/auth/auth.enums';
import { defineList } from '../persistence/lists/define-list';
import { filtersOf } from '../persistence/lists/list-filters';
import { fragment } from '../persistence/sql-fragment';

export interface PrincipalFilter {
  kind?: PrincipalKind | null;
  status?: PrincipalStatus | null;
  /** True: only those that were revoked; false: only those that were not. */
  revoked?: boolean | null;
}

const ofPrincipal = filtersOf<PrincipalFilter>();

/** The list of principals, by name. */
export const PRINCIPALS = defineList<Principal, PrincipalFilter, 'NAME'>({
  name: 'principals',
  entity: Principal,
  filters: {
    kind: ofPrincipal.equals('kind', 'kind'),
    status: ofPrincipal.equals('status', 'status'),
    revoked: ofPrincipal.given('revoked', (revoked) =>
      fragment(`t.revoked_at IS ${revoked ? 'NOT NULL' : 'NULL'}`),
    ),
  },
  sorts: { NAME: ['name', 'id'] },
  indexes: [],
});

export interface ApiKeyFilter {
  /** Null: the keys of all principals. */
  principalId?: string | null;
}

/** The list of API keys, the newest first: ids rise with time. */
export const API_KEYS = defineList<ApiKey, ApiKeyFilter, 'NEWEST'>({
  name: 'apiKeys',
  entity: ApiKey,
  filters: { principalId: filtersOf<ApiKeyFilter>().equals('principal_id', 'principalId') },
  sorts: { NEWEST: ['id'] },
  descending: true,
  indexes: [['id'], ['principal_id', 'id']],
});
