import { Principal } from '../../entities/auth/principal';
import { attempt, type UseCase } from '../commands/commands';
import { UpsertRows, type UpsertResult } from '../commands/upsert-rows';
import { DomainError } from '../shared/errors';
import { grantsOf, refuseSelf, requireAllRows, requireOwnPermissions } from './principal-rules';

export interface RevokePrincipalInput {
  principalId: string;
}

/** Takes the access of principals away for good; their tokens and keys end with it. Doing it again changes nothing. */
export function revokePrincipals(): UseCase<RevokePrincipalInput, UpsertResult> {
  return {
    name: 'revokePrincipal',
    async execute(uow, commands) {
      const principals = new UpsertRows(uow, Principal, 'id');
      await principals.lock(
        commands.map(({ input }) => input.principalId),
        [],
      );
      const outcomes = commands.map(({ id: commandId, input, actor }) =>
        attempt(() => {
          requireAllRows(actor);
          const principal = principals.get(input.principalId);
          if (!principal) throw new DomainError('NOT_FOUND', 'There is no such principal. Check the id.');
          requireOwnPermissions(actor, principal.roles, principal.scopes);
          refuseSelf(actor, principal.id, 'revoke');
          const before = grantsOf(principal);
          const revokedAt = principal.revokedAt ?? uow.recordedAt;
          const { row, changed } = principals.put(principal, { revokedAt });
          if (changed) uow.audit(commandId, { type: 'Principal', id: row.id, before, after: grantsOf(row) });
          return { id: row.id, version: row.version, changed };
        }),
      );
      await principals.save();
      return outcomes;
    },
  };
}
