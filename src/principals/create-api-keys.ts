import { ApiKey } from '../../entities/auth/api-key';
import { newRow } from '../persistence/mapping/entity-mapping';
import { attempt, type UseCase } from '../commands/commands';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { invalidInput } from '../shared/invalid-input';
import type { NewKey } from '../auth/api-key-text';
import { describeKey, principalsById, requireKeeper, type ApiKeyResult } from './api-keys';
import type { Permission } from '../auth/permissions';

export interface CreateApiKeyInput {
  principalId: string;
  name: string;
  scopes?: readonly Permission[] | null;
  expiresAt?: Date | null;
}

/** Makes API keys of active principals. `keyOf` gives the key of each command: its text is in no result and no log. */
export function createApiKeys(keyOf: () => NewKey): UseCase<CreateApiKeyInput, ApiKeyResult> {
  return {
    name: 'createApiKey',
    async execute(uow, commands) {
      const principals = await principalsById(
        uow.sql,
        commands.map(({ input }) => input.principalId),
      );
      const made: ApiKey[] = [];
      const outcomes = commands.map(({ id: commandId, input, actor }) =>
        attempt(() => {
          const principal = principals.get(input.principalId);
          if (!principal || principal.revokedAt !== null) {
            throw new DomainError(
              'NOT_FOUND',
              'There is no such principal, or it was revoked. Check the id.',
            );
          }
          requireKeeper(actor, principal, input.scopes ?? []);
          requireFuture(input.expiresAt ?? null, uow.recordedAt);
          const { prefix, secretHash } = keyOf();
          const key = newRow(ApiKey, {
            ...{ id: newId(), principalId: principal.id, name: input.name.trim(), prefix, secretHash },
            ...{ scopes: [...(input.scopes ?? [])], expiresAt: input.expiresAt ?? null, lastUsedAt: null },
            ...{ revokedAt: null, replacedById: null, createdAt: uow.recordedAt },
          });
          made.push(key);
          uow.audit(commandId, { type: 'ApiKey', id: key.id, before: null, after: describeKey(key) });
          return { apiKeyId: key.id };
        }),
      );
      await uow.sql.insert(ApiKey, made);
      return outcomes;
    },
  };
}

export function requireFuture(expiresAt: Date | null, now: Date): void {
  if (expiresAt && expiresAt <= now) {
    throw invalidInput('expiresAt', 'future', `${expiresAt.toISOString()} is not in the future`);
  }
}
