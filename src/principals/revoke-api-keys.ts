import { ApiKey } from '../../entities/auth/api-key';
import { attempt, type UseCase } from '../commands/commands';
import { describeKey, keyNotFound, lockKeys, requireKeeper, type ApiKeyResult } from './api-keys';

export interface RevokeApiKeyInput {
  apiKeyId: string;
}

/** Ends API keys now. Doing it again changes nothing. */
export function revokeApiKeys(): UseCase<RevokeApiKeyInput, ApiKeyResult> {
  return {
    name: 'revokeApiKey',
    async execute(uow, commands) {
      const known = await lockKeys(
        uow.sql,
        commands.map(({ input }) => input.apiKeyId),
      );
      const ended = new Set<ApiKey>();
      const outcomes = commands.map(({ id: commandId, input, actor }) =>
        attempt(() => {
          const found = known.get(input.apiKeyId);
          if (!found) throw keyNotFound();
          const { key, principal } = found;
          requireKeeper(actor, principal, key.scopes);
          if (key.revokedAt !== null) return { apiKeyId: key.id };
          const before = describeKey(key);
          key.revokedAt = uow.recordedAt;
          ended.add(key);
          uow.audit(commandId, { type: 'ApiKey', id: key.id, before, after: describeKey(key) });
          return { apiKeyId: key.id };
        }),
      );
      await uow.sql.updateRows(ApiKey, [...ended], ['revokedAt']);
      return outcomes;
    },
  };
}
