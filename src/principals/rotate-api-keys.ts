import { ApiKey } from '../../entities/auth/api-key';
import { newRow } from '../persistence/mapping/entity-mapping';
import { attempt, type UseCase } from '../commands/commands';
import { newId } from '../shared/ids';
import type { NewKey } from '../auth/api-key-text';
import {
  describeKey,
  keyNotFound,
  lockKeys,
  requireKeeper,
  requireLiving,
  type ApiKeyResult,
} from './api-keys';
import { requireFuture } from './create-api-keys';

export interface RotateApiKeyInput {
  apiKeyId: string;
  /** How long the old key goes on, in hours. */
  overlapHours: number;
  /** Of the new key; absent: as the old one's was. */
  expiresAt?: Date | null;
}

const HOUR_MS = 3_600_000;

/** Makes a new key with the name and scopes of an old one, which ends after the overlap. */
export function rotateApiKeys(keyOf: () => NewKey): UseCase<RotateApiKeyInput, ApiKeyResult> {
  return {
    name: 'rotateApiKey',
    async execute(uow, commands) {
      const now = uow.recordedAt;
      const known = await lockKeys(
        uow.sql,
        commands.map(({ input }) => input.apiKeyId),
      );
      const made: ApiKey[] = [];
      const ended: ApiKey[] = [];
      const outcomes = commands.map(({ id: commandId, input, actor }) =>
        attempt(() => {
          const found = known.get(input.apiKeyId);
          if (!found) throw keyNotFound();
          const { key: old, principal } = found;
          requireKeeper(actor, principal, old.scopes);
          requireLiving(old, now);
          const expiresAt = input.expiresAt === undefined ? old.expiresAt : input.expiresAt;
          requireFuture(expiresAt, now);
          const { prefix, secretHash } = keyOf();
          const fresh = newRow(ApiKey, {
            ...{ ...old, id: newId(), prefix, secretHash, expiresAt },
            ...{ lastUsedAt: null, replacedById: null, createdAt: now },
          });
          const before = describeKey(old);
          const end = new Date(now.getTime() + input.overlapHours * HOUR_MS);
          old.expiresAt = old.expiresAt && old.expiresAt < end ? old.expiresAt : end;
          old.replacedById = fresh.id;
          made.push(fresh);
          ended.push(old);
          uow.audit(commandId, { type: 'ApiKey', id: fresh.id, before: null, after: describeKey(fresh) });
          uow.audit(commandId, { type: 'ApiKey', id: old.id, before, after: describeKey(old) });
          return { apiKeyId: fresh.id };
        }),
      );
      await uow.sql.updateRows(ApiKey, ended, ['expiresAt', 'replacedById']);
      await uow.sql.insert(ApiKey, made);
      return outcomes;
    },
  };
}
