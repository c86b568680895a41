import { jwtVerify, SignJWT } from 'jose';
import { DomainError } from '../shared/errors';
import { unauthenticated } from './actor';
import { CLAIM_FORMS, claimsOf, type TokenClaims } from './token-claims';

export type { TokenClaims };

const ALGORITHM = 'HS256';
/** Issuer of the tokens that this installation signs. */
export const ISSUER = 'orderwire';

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
  const verified = await jwtVerify(token, keyOf(secret), {
    algorithms: [ALGORITHM],
    issuer: ISSUER,
    requiredClaims: ['sub', 'exp'],
  }).catch((error: unknown) => {
    throw rejectedToken(error);
  });
  return claimsOf(verified, CLAIM_FORMS.own);
}

export function rejectedToken(error: unknown): DomainError {
  const expired = (error as { code?: string }).code === 'ERR_JWT_EXPIRED';
  return unauthenticated(
    expired
      ? 'The token has expired. Get a new one.'
      : 'The token is not one that this server signed or accepts. Get a new one.',
  );
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
