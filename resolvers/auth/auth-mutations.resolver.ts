import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { newApiKey } from '../../src/auth/api-key-text';
import type { ApiKeyResult } from '../../src/principals/api-keys';
import type { UpsertPrincipalInput as PrincipalCommand } from '../../src/principals/upsert-principals';
import type { UseCase } from '../../src/commands/commands';
import { fromGlobalId } from '../../src/shared/global-id';
import { invalidInput } from '../../src/shared/invalid-input';
import type { RequestContext } from '../kit/context';
import { shown, submit } from '../kit/mutation';
import { optionalId } from '../kit/optional-id';
import {
  CreateApiKeyInput,
  RevokeApiKeyInput,
  RevokePrincipalInput,
  RotateApiKeyInput,
  UpsertPrincipalInput,
} from './auth.inputs';
import { principalById, visibleKey } from './auth.loaders';
import { ApiKeyPayload, NewApiKeyPayload, PrincipalPayload } from './auth.types';

@Resolver()
export class AuthMutationsResolver {
  @Mutation(() => PrincipalPayload, {
    description:
      'Creates a principal or changes one. Its rights change within seconds, also for running subscriptions. Nobody can grant a permission that they do not have. ' +
      'Errors: `FORBIDDEN`, `VERSION_CONFLICT`, `NOT_FOUND`, `DUPLICATE`, `INVALID_REFERENCE`, `VALIDATION_FAILED`.',
  })
  async upsertPrincipal(
    @Arg('input', () => UpsertPrincipalInput, { description: 'The principal.' }) input: UpsertPrincipalInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PrincipalPayload> {
    const { upsertPrincipal } = ctx.services.useCases.auth;
    const { result, replayed } = await submit(ctx, upsertPrincipal, input.idempotencyKey, toPrincipal(input));
    const principal = shown(await principalById(ctx).load(result.id));
    return Object.assign(new PrincipalPayload(), { principal, replayed });
  }

  @Mutation(() => PrincipalPayload, {
    description:
      'Permanently revokes a principal: its tokens, keys and subscriptions end within seconds. Errors: `FORBIDDEN`, `NOT_FOUND`, `VALIDATION_FAILED`.',
  })
  async revokePrincipal(
    @Arg('input', () => RevokePrincipalInput, { description: 'The principal.' }) input: RevokePrincipalInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PrincipalPayload> {
    const principalId = fromGlobalId('Principal', input.principalId);
    const { revokePrincipal } = ctx.services.useCases.auth;
    const { replayed } = await submit(ctx, revokePrincipal, input.idempotencyKey, { principalId });
    const principal = shown(await principalById(ctx).load(principalId));
    return Object.assign(new PrincipalPayload(), { principal, replayed });
  }

  @Mutation(() => NewApiKeyPayload, {
    description:
      'Creates an API key for yourself, or with PRINCIPAL_WRITE for another principal. Only this answer shows its secret. ' +
      'Errors: `NOT_FOUND`, `FORBIDDEN`, `VALIDATION_FAILED`.',
  })
  createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) input: CreateApiKeyInput,
    @Ctx() ctx: RequestContext,
  ): Promise<NewApiKeyPayload> {
    const { name, scopes, expiresAt } = input;
    const principalId = optionalId('Principal', input.principalId) ?? ctx.actor.principalId;
    const command = { principalId, name, scopes, expiresAt };
    return makeKey(ctx, ctx.services.useCases.auth.createApiKey, input.idempotencyKey, command);
  }

  @Mutation(() => NewApiKeyPayload, {
    description:
      'Creates the successor of an API key, with the same name and scopes. The old key stays valid for the overlap. Only this answer shows the new secret. ' +
      'Your own keys, or with PRINCIPAL_WRITE any. Errors: `NOT_FOUND`, `FORBIDDEN`, `INVALID_TRANSITION`, `VALIDATION_FAILED`.',
  })
  rotateApiKey(
    @Arg('input', () => RotateApiKeyInput, { description: 'The key.' }) input: RotateApiKeyInput,
    @Ctx() ctx: RequestContext,
  ): Promise<NewApiKeyPayload> {
    const { overlapHours, expiresAt } = input;
    const command = { apiKeyId: fromGlobalId('ApiKey', input.apiKeyId), overlapHours, expiresAt };
    return makeKey(ctx, ctx.services.useCases.auth.rotateApiKey, input.idempotencyKey, command);
  }

  @Mutation(() => ApiKeyPayload, {
    description:
      'Ends an API key within seconds: your own, or with PRINCIPAL_WRITE any. Errors: `NOT_FOUND`, `FORBIDDEN`.',
  })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'The key.' }) input: RevokeApiKeyInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ApiKeyPayload> {
    const command = { apiKeyId: fromGlobalId('ApiKey', input.apiKeyId) };
    const { revokeApiKey } = ctx.services.useCases.auth;
    const { result, replayed } = await submit(ctx, revokeApiKey, input.idempotencyKey, command);
    const apiKey = shown(await visibleKey(ctx, result.apiKeyId));
    return Object.assign(new ApiKeyPayload(), { apiKey, replayed });
  }
}

/** The only place from which the text of a new key reaches the caller. */
async function makeKey<I>(
  ctx: RequestContext,
  useCaseFor: (keyOf: typeof newApiKey) => UseCase<I, ApiKeyResult>,
  idempotencyKey: string,
  command: I,
): Promise<NewApiKeyPayload> {
  let key = newApiKey();
  const useCase = useCaseFor(() => (key = newApiKey()));
  const { result, replayed } = await submit(ctx, useCase, idempotencyKey, command);
  const apiKey = shown(await visibleKey(ctx, result.apiKeyId));
  return Object.assign(new NewApiKeyPayload(), { apiKey, replayed, secret: replayed ? null : key.text });
}

function toPrincipal(input: UpsertPrincipalInput): PrincipalCommand {
  const { kind } = input;
  if (kind === 'SYSTEM')
    throw invalidInput('kind', 'isIn', 'SYSTEM is the server itself; use USER or API_KEY');
  return {
    id: optionalId('Principal', input.id),
    name: input.name ?? undefined,
    kind: kind ?? undefined,
    subject: input.subject,
    roles: input.roles ?? undefined,
    scopes: input.scopes ?? undefined,
    accountIds: input.accountIds?.map((id) => fromGlobalId('Account', id)),
    territoryIds: input.territoryIds?.map((id) => fromGlobalId('Territory', id)),
    repId: optionalId('Rep', input.repId),
    status: input.status ?? undefined,
    expectedVersion: input.expectedVersion,
  };
}
