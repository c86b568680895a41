import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { DomainError } from '../shared/errors';
import { CLAIM_FORMS, claimsOf, type TokenClaims } from './token-claims';
import { rejectedToken } from './tokens';

export interface IdentityProviderOptions {
  /** As in the claim `iss`, and where its configuration is found. */
  issuer: string;
  /** What the claim `aud` must contain. */
  audience: string;
  /** Where its keys are; null: as its configuration says. */
  jwksUrl: string | null;
  /** How long to wait before keys are fetched again for a token that is signed with an unknown one, in milliseconds. */
  keysCooldown?: number;
}

/** No symmetric algorithm: with one, a public key would do for a secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const ANSWER_WITHIN_MS = 5_000;
const KEYS_COOLDOWN_MS = 30_000;
const CLOCK_SKEW_SECONDS = 5;

/** An OpenID Connect issuer whose tokens are accepted. Its keys are fetched when needed, and again when it has new ones. */
export class IdentityProvider {
  private keys: Promise<JWTVerifyGetKey> | null = null;

  constructor(private readonly options: IdentityProviderOptions) {}

  get issuer(): string {
    return this.options.issuer;
  }

  /** The claims of a token of this issuer. Throws `UNAUTHENTICATED`, or `UNAVAILABLE` while its keys cannot be had. */
  async verify(token: string): Promise<TokenClaims> {
    const { issuer, audience } = this.options;
    const keys = await this.loadKeys();
    const verified = await jwtVerify(token, keys, {
      ...{ issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_SKEW_SECONDS },
      requiredClaims: ['sub', 'exp'],
    }).catch((error: unknown) => {
      throw isUnreachable(error) ? unreachable(error) : rejectedToken(error);
    });
    return claimsOf(verified, CLAIM_FORMS.foreign);
  }

  private async loadKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.findKeys();
    try {
      return await this.keys;
    } catch (error) {
      this.keys = null;
      throw unreachable(error);
    }
  }

  private async findKeys(): Promise<JWTVerifyGetKey> {
    const { jwksUrl, keysCooldown = KEYS_COOLDOWN_MS } = this.options;
    return createRemoteJWKSet(new URL(jwksUrl ?? (await this.discover())), {
      timeoutDuration: ANSWER_WITHIN_MS,
      cooldownDuration: keysCooldown,
    });
  }

  private async discover(): Promise<string> {
    const { issuer } = this.options;
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (found.issuer === issuer && typeof found.jwks_uri === 'string') return found.jwks_uri;
    throw new Error('The configuration of the identity provider names another issuer, or no keys');
  }
}

/** The keys could not be fetched; a token with an unknown key is its bearer's fault instead. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  return !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC';
}

function unreachable(cause: unknown): DomainError {
  const error = new DomainError(
    'UNAVAILABLE',
    'The identity provider cannot be reached at the moment. Try again.',
  );
  error.cause = cause;
  return error;
}
