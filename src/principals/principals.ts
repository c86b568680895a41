import { Principal } from '../../entities/auth/principal';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { Database } from '../persistence/database';
import { newId } from '../shared/ids';
import { likePrefix } from '../shared/text';
import type { Role } from '../auth/roles';

/** What a principal is given. */
export interface PrincipalGrants {
  /** Names it for people; the same name is the same principal. */
  name: string;
  kind: 'USER' | 'API_KEY';
  roles: readonly Role[];
  /** Names of permissions that the roles' are narrowed to; absent or empty: not narrowed. */
  scopes?: readonly string[];
  accountIds?: readonly string[];
  territoryIds?: readonly string[];
  repId?: string | null;
}

/** The active principal of that name, made now when there is none. One that exists keeps what it has been given. */
export function ensurePrincipal(database: Database, grants: PrincipalGrants, now: Date): Promise<Principal> {
  return database.transaction(async (sql) => {
    const [present] = await sql.select(
      Principal,
      'WHERE t.name = ? AND t.status = ? AND t.revoked_at IS NULL ORDER BY t.id LIMIT 1',
      [grants.name, 'ACTIVE'],
    );
    if (present) return present;
    const principal = newRow(Principal, {
      id: newId(),
      name: grants.name,
      subject: null,
      kind: grants.kind,
      roles: [...grants.roles],
      scopes: [...(grants.scopes ?? [])],
      accountIds: [...(grants.accountIds ?? [])],
      territoryIds: [...(grants.territoryIds ?? [])],
      repId: grants.repId ?? null,
      status: 'ACTIVE',
      revokedAt: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    } satisfies Partial<Principal>);
    await sql.insert(Principal, [principal]);
    return principal;
  });
}

/** Active principals whose name begins with a prefix, by name. */
export async function principalsNamed(database: Database, prefix: string): Promise<Principal[]> {
  return database.reader.select(
    Principal,
    "WHERE t.name LIKE ? ESCAPE '!' AND t.status = ? AND t.revoked_at IS NULL ORDER BY t.name, t.id",
    [likePrefix(prefix), 'ACTIVE'],
  );
}
