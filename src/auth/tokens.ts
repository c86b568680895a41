import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { DomainError } from '../shared/errors';
import { unauthenticated } from './actor';

const ALGORITHM = 'HS256';
/** Issuer of the tokens that this installation signs. */
export const ISSUER = 'orderwire';

/** What a token says. Lists can only take away from what the principal has; an absent one takes nothing. */
export interface TokenClaims {
  /** Id of the principal; of a token of an identity provider, the principal's subject. */
  sub: string;
  roles?: readonly string[];
  /** Ids of accounts; each includes its sub-accounts. */
  accounts?: readonly string[];
  /** Ids of territories. */
  territories?: readonly string[];
}

/** A signed token (JWT, HS256) that ends after `lifetimeSeconds`. */
export function signToken(secret: string, claims: TokenClaims, lifetimeSeconds: number): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setIssuer(ISSUER)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(keyOf(secret));
}

/** The claims of a token that this installation signed and that has not ended. Throws `UNAUTHENTICATED` for any other text. */
export async function verifyToken(secret: string, token: string): Promise<TokenClaims> {
  const { payload } = await jwtVerify(token, keyOf(secret), {
    algorithms: [ALGORITHM],
    issuer: ISSUER,
    requiredClaims: ['sub', 'exp'],
  }).catch((error: unknown) => {
    throw rejectedToken(error);
  });
  return claimsOf(payload);
}

/** The claims that we use. Throws `UNAUTHENTICATED` when one has another form. */
export function claimsOf(payload: JWTPayload): TokenClaims {
  return {
    sub: payload.sub!,
    ...listClaim('roles', payload.roles),
    ...listClaim('accounts', payload.accounts),
    ...listClaim('territories', payload.territories),
  };
}

export function rejectedToken(error: unknown): DomainError {
  const expired = (error as { code?: string }).code === 'ERR_JWT_EXPIRED';
  return unauthenticated(
    expired
      ? 'The token has expired. Get a new one.'
      : 'The token is not one that this server signed or accepts. Get a new one.',
  );
}

function listClaim(name: string, value: unknown): Record<string, string[]> {
  if (value === undefined) return {};
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return { [name]: value as string[] };
  throw unauthenticated(`The token's claim "${name}" is not a list of texts. Get a new one.`);
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
