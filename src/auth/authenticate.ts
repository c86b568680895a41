import { LRUCache } from 'lru-cache';
import { Principal } from '../../entities/auth/principal';
import { placeholders, type Sql } from '../persistence/sql';
import { unauthenticated, type Actor } from './actor';
import { isRole, ROLE_PERMISSIONS, type Role } from './roles';
import type { Permission } from './permissions';
import { scopeOf, type Scope } from './row-scope';
import { verifyToken, type TokenClaims } from './tokens';

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;
const CACHE_SIZE = 10_000;

export interface AuthenticatorOptions {
  /** Reads committed principals and accounts. */
  reader: Sql;
  secret: string;
  /** How long an actor may be used without looking at its principal again, in milliseconds. */
  freshFor?: number;
}

/** Turns bearer tokens into actors. A principal that was suspended or changed is noticed within `freshFor` (2 s). */
export class Authenticator {
  private readonly actors: LRUCache<string, Actor>;

  constructor(private readonly options: AuthenticatorOptions) {
    this.actors = new LRUCache<string, Actor>({
      max: CACHE_SIZE,
      ttl: options.freshFor ?? 2_000,
      fetchMethod: (token) => this.load(token),
    });
  }

  /** The actor of an `authorization` header; null when there is none. Throws `UNAUTHENTICATED` when it is not valid. */
  async authenticate(authorization: string | undefined): Promise<Actor | null> {
    if (authorization === undefined || authorization.trim() === '') return null;
    const token = BEARER.exec(authorization)?.[1];
    if (!token) throw unauthenticated('The authorization is not of the form "Bearer TOKEN".');
    return this.actors.forceFetch(token);
  }

  private async load(token: string): Promise<Actor> {
    const claims = await verifyToken(this.options.secret, token);
    const [principal] = await this.options.reader.select(Principal, 'WHERE t.id = ?', [claims.sub]);
    if (!principal)
      throw unauthenticated('The token belongs to a principal that does not exist. Get a new one.');
    if (principal.status !== 'ACTIVE' || principal.revokedAt !== null) {
      throw unauthenticated(`"${principal.name}" has been suspended or revoked. Ask an administrator.`);
    }
    const roles = principal.roles.filter(isRole).filter((role) => claims.roles?.includes(role) ?? true);
    return {
      principalId: principal.id,
      kind: principal.kind,
      name: principal.name,
      roles,
      permissions: permissionsOf(roles, principal.scopes),
      scope: await loadScope(this.options.reader, principal, roles, claims),
    };
  }
}

/** The permissions of the roles; of these only the ones that `scopes` lists, when it lists any. */
function permissionsOf(roles: readonly Role[], scopes: readonly string[]): ReadonlySet<Permission> {
  const all = roles.flatMap((role) => [...ROLE_PERMISSIONS[role]]);
  return new Set(scopes.length === 0 ? all : all.filter((permission) => scopes.includes(permission)));
}

async function loadScope(
  reader: Sql,
  principal: Principal,
  roles: readonly Role[],
  claims: TokenClaims,
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
