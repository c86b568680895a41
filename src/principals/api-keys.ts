import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import { placeholders, type Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { requireAllRows, requireOwnPermissions } from './principal-rules';

export interface ApiKeyResult {
  apiKeyId: string;
}

/** What the audit log says of a key. */
export function describeKey(key: ApiKey): Record<string, unknown> {
  const { principalId, name, prefix, scopes, expiresAt, revokedAt, replacedById } = key;
  return { principalId, name, prefix, scopes, expiresAt, revokedAt, replacedById };
}

/** Keys with their principals, locked, by id. Two statements. */
export async function lockKeys(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, { key: ApiKey; principal: Principal }>> {
  const wanted = [...new Set(ids)].sort();
  const keys = await sql.selectForUpdate(
    ApiKey,
    `WHERE t.id IN (${placeholders(wanted.length)}) ORDER BY t.id`,
    wanted,
  );
  const principals = await principalsById(
    sql,
    keys.map(({ principalId }) => principalId),
  );
  return new Map(keys.map((key) => [key.id, { key, principal: principals.get(key.principalId)! }]));
}

export async function principalsById(sql: Sql, ids: readonly string[]): Promise<Map<string, Principal>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await sql.select(Principal, `WHERE t.id IN (${placeholders(wanted.length)})`, wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * A principal cares for its own keys; others' keys need PRINCIPAL_WRITE. Throws `NOT_FOUND` for what may not be seen, and `FORBIDDEN`
 * when a key with these scopes could do or see more than the actor.
 */
export function requireKeeper(actor: Actor, principal: Principal, scopes: readonly string[]): void {
  const own = actor.principalId === principal.id;
  if (!own && !actor.permissions.has(Permission.PRINCIPAL_WRITE)) throw keyNotFound();
  if (!own) requireAllRows(actor);
  if (own && actor.fewerRows) {
    throw new DomainError(
      'FORBIDDEN',
      'Your token shows you fewer rows than a key would. Use one without such limits.',
    );
  }
  requireOwnPermissions(actor, principal.roles, principal.scopes, scopes);
}

export function keyNotFound(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such API key, or you may not see it. Check the id.');
}

/** Throws `INVALID_TRANSITION` for a key that has ended. */
export function requireLiving({ revokedAt, expiresAt, prefix }: ApiKey, now: Date): void {
  const ended = revokedAt !== null ? 'REVOKED' : expiresAt && expiresAt <= now ? 'EXPIRED' : null;
  if (!ended) return;
  throw new DomainError(
    'INVALID_TRANSITION',
    `The API key ${prefix} is ${ended}. Make a new one with createApiKey.`,
    { from: ended, allowed: [] },
  );
}
