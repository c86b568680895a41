import { createApiKeys } from './create-api-keys';
import { revokeApiKeys } from './revoke-api-keys';
import { revokePrincipals } from './revoke-principals';
import { rotateApiKeys } from './rotate-api-keys';
import { upsertPrincipals } from './upsert-principals';

/** Every use case of the area, by name. Those that make a key take it, so that its text stays with the caller. */
export function authUseCases() {
  return {
    upsertPrincipal: upsertPrincipals(),
    revokePrincipal: revokePrincipals(),
    createApiKey: createApiKeys,
    rotateApiKey: rotateApiKeys,
    revokeApiKey: revokeApiKeys(),
  };
}

export type AuthUseCases = ReturnType<typeof authUseCases>;
