import type { Principal } from '../../entities/auth/principal';
import { placeholders, type Sql } from '../persistence/sql';
import type { Actor } from './actor';
import type { Permission } from './permissions';
import { isRole, ROLE_PERMISSIONS, type Role } from './roles';
import { scopeOf, type Scope } from './row-scope';
import type { TokenClaims } from './tokens';

/** What a token or a key takes away from its principal. */
export interface Narrowing {
  claims?: Pick<TokenClaims, 'roles' | 'accounts' | 'territories'>;
  /** Names of permissions; empty or absent: all. */
  scopes?: readonly string[];
  apiKeyId?: string;
}

/** A principal as it may act now. Reads the paths of the accounts that it was given. */
export async function actorOf(
  reader: Sql,
  principal: Principal,
  { claims = {}, scopes = [], apiKeyId }: Narrowing,
): Promise<Actor> {
  const roles = principal.roles.filter(isRole).filter((role) => claims.roles?.includes(role) ?? true);
  return {
    principalId: principal.id,
    kind: principal.kind,
    name: principal.name,
    ...(apiKeyId !== undefined && { apiKeyId }),
    ...((claims.accounts ?? claims.territories) && { fewerRows: true }),
    roles,
    permissions: permissionsOf(roles, principal.scopes, scopes),
    scope: await loadScope(reader, principal, roles, claims),
  };
}

/** The permissions of the roles; of these only the ones in each of the lists that lists any. */
export function permissionsOf(
  roles: readonly Role[],
  ...narrowing: readonly (readonly string[])[]
): ReadonlySet<Permission> {
  const lists = narrowing.filter(({ length }) => length > 0);
  const all = roles.flatMap((role) => [...ROLE_PERMISSIONS[role]]);
  return new Set(all.filter((permission) => lists.every((list) => list.includes(permission))));
}

async function loadScope(
  reader: Sql,
  principal: Principal,
  roles: readonly Role[],
  claims: NonNullable<Narrowing['claims']>,
): Promise<Scope> {
  const paths = await loadPaths(reader, [...principal.accountIds, ...(claims.accounts ?? [])]);
  const pathsOf = (ids: readonly string[]) => ids.flatMap((id) => paths.get(id) ?? []);
  return scopeOf(
    {
      roles,
      restricted: principal.accountIds.length + principal.territoryIds.length > 0,
      accountPaths: pathsOf(principal.accountIds),
      territoryIds: principal.territoryIds,
      repId: principal.repId,
    },
    {
      ...(claims.accounts && { accountPaths: pathsOf(claims.accounts) }),
      ...(claims.territories && { territoryIds: claims.territories }),
    },
  );
}

async function loadPaths(reader: Sql, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await reader.rows<{ id: string; path: string }>(
    `SELECT a.id, a.path FROM accounts a WHERE a.id IN (${placeholders(accountIds.length)})`,
    accountIds,
  );
  return new Map(rows.map(({ id, path }) => [id, path]));
}
