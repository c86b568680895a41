import type { Principal } from '../../entities/auth/principal';
import { DomainError } from '../shared/errors';
import type { Actor } from '../auth/actor';
import { permissionsOf } from '../auth/actor-of';
import type { Permission } from '../auth/permissions';
import { isRole } from '../auth/roles';

/** What the audit log says of a principal. */
export function grantsOf(principal: Principal): Record<string, unknown> {
  const { name, kind, subject, roles, scopes, accountIds, territoryIds, repId, status, revokedAt } =
    principal;
  return { name, kind, subject, roles, scopes, accountIds, territoryIds, repId, status, revokedAt };
}

/** Throws `FORBIDDEN` for an actor who does not see all rows: whoever it let in could see more than it does. */
export function requireAllRows({ scope }: Actor): void {
  if (scope.all) return;
  throw new DomainError('FORBIDDEN', 'Rights are given by those who see all rows. Ask an administrator.');
}

/** Throws `FORBIDDEN` when somebody with these roles, narrowed by these lists, would get a permission that the actor does not have. */
export function requireOwnPermissions(
  actor: Actor,
  roles: readonly string[],
  ...narrowing: readonly (readonly string[])[]
): void {
  const given = permissionsOf(roles.filter(isRole), ...narrowing);
  const missing = [...given].find((permission: Permission) => !actor.permissions.has(permission));
  if (!missing) return;
  throw new DomainError(
    'FORBIDDEN',
    `Nobody gives what they do not have: you lack the permission ${missing}.`,
    { permission: missing },
  );
}

/** Throws `VALIDATION_FAILED` when the actor would lock itself out. */
export function refuseSelf(actor: Actor, principalId: string, what: string): void {
  if (actor.principalId !== principalId) return;
  const message = `you cannot ${what} yourself; ask another administrator`;
  throw new DomainError('VALIDATION_FAILED', `The input breaks a rule: ${message}.`, {
    fields: [{ path: 'id', rule: 'self', message }],
  });
}
