import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import type { PrincipalKind, PrincipalStatus } from '../../entities/auth/auth.enums';
import { findPage } from '../persistence/lists/find-page';
import type { PageRequest, Slice, Sort } from '../persistence/lists/keyset';
import type { Sql } from '../persistence/sql';
import { allOf, fragment, type SqlFragment } from '../persistence/sql-fragment';

export interface PrincipalFilter {
  kind?: PrincipalKind | null;
  status?: PrincipalStatus | null;
  /** True: only those that were revoked; false: only those that were not. */
  revoked?: boolean | null;
}

const PRINCIPALS_BY_NAME: Sort<Principal> = {
  name: 'principals',
  keys: [
    { column: 't.name', kind: 'text', value: ({ name }) => name },
    { column: 't.id', kind: 'text', value: ({ id }) => id },
  ],
};

const KEYS_BY_ID: Sort<ApiKey> = {
  name: 'apiKeys',
  keys: [{ column: 't.id', kind: 'text', descending: true, value: ({ id }) => id }],
};

/** Principals by name. */
export function findPrincipals(
  sql: Sql,
  filter: PrincipalFilter,
  page: PageRequest,
): Promise<Slice<Principal>> {
  return findPage(sql, Principal, principalCondition(filter), PRINCIPALS_BY_NAME, page);
}

export function principalCondition({ kind, status, revoked }: PrincipalFilter): SqlFragment {
  return allOf([
    kind ? fragment('t.kind = ?', [kind]) : null,
    status ? fragment('t.status = ?', [status]) : null,
    typeof revoked === 'boolean' ? fragment(`t.revoked_at IS ${revoked ? 'NOT NULL' : 'NULL'}`) : null,
  ]);
}

/** API keys of one principal, or of all, the newest first. */
export function findApiKeys(sql: Sql, principalId: string | null, page: PageRequest): Promise<Slice<ApiKey>> {
  return findPage(sql, ApiKey, apiKeyCondition(principalId), KEYS_BY_ID, page);
}

export function apiKeyCondition(principalId: string | null): SqlFragment {
  return principalId === null ? fragment('1 = 1') : fragment('t.principal_id = ?', [principalId]);
}
