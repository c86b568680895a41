import { DomainError } from '../shared/errors';
import { Permission, PERMISSION_DESCRIPTIONS } from './permissions';
import type { Role } from './roles';
import { NOTHING, type Scope } from './row-scope';

/** Who does something, and what they may do and see at this moment. */
export interface Actor {
  /** Id of the principal; on everything it changes. */
  readonly principalId: string;
  readonly kind: 'USER' | 'API_KEY' | 'SYSTEM';
  readonly name: string;
  /** The API key that it came with; absent when it came with a token. */
  readonly apiKeyId?: string;
  /** True when the token shows it fewer rows than its principal was given. */
  readonly fewerRows?: boolean;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  readonly scope: Scope;
}

/** The program itself: imports, demo data, scheduled work. */
export const systemActor: Actor = Object.freeze<Actor>({
  principalId: '00000000000000000000SYSTEM',
  kind: 'SYSTEM',
  name: 'system',
  roles: [],
  permissions: new Set(Object.values(Permission)),
  scope: { all: true },
});

/** A request without a token: may do and read nothing but `__typename`. */
export const anonymous: Actor = Object.freeze<Actor>({
  principalId: '',
  kind: 'USER',
  name: 'anonymous',
  roles: [],
  permissions: new Set<Permission>(),
  scope: NOTHING,
});

/** Throws `UNAUTHENTICATED` for the anonymous actor and `FORBIDDEN` for one without the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (actor.permissions.has(permission)) return;
  requireToken(actor);
  throw new DomainError(
    'FORBIDDEN',
    `This needs the permission ${permission}: ${PERMISSION_DESCRIPTIONS[permission]} "${actor.name}" does not have it.`,
    { permission },
  );
}

/** Throws `UNAUTHENTICATED` for the anonymous actor. */
export function requireToken(actor: Actor): void {
  if (actor === anonymous) throw unauthenticated();
}

export function unauthenticated(
  message = 'This needs a bearer token. Send it as "authorization: Bearer TOKEN".',
): DomainError {
  return new DomainError('UNAUTHENTICATED', message);
}
