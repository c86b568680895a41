import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';
import { ApiKey } from '../../entities/auth/api-key';
import { Principal } from '../../entities/auth/principal';
import type { Origin } from './origin';
import type { Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';
import { unauthenticated, type Actor } from './actor';
import { actorOf } from './actor-of';
import { matchesHash, prefixOf } from './api-key-text';
import type { IdentityProvider } from './identity-provider';
import { verifyToken, type TokenClaims } from './tokens';

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;
/** As many characters as all headers of a request may have; in the first message of a websocket there could be more. */
const MAX_AUTHORIZATION = 16_384;
const CACHE_SIZE = 10_000;

export interface AuthenticatorOptions {
  /** Reads committed principals, keys and accounts. */
  reader: Sql;
  /** Signs the tokens of this installation. */
  secret: string;
  /** Whose tokens are accepted besides. */
  identityProvider?: IdentityProvider | null;
  /** How long an actor may be used without looking at its principal again, in milliseconds. */
  freshFor?: number;
  /** Asked before something that is not known yet is looked at; throws to refuse it. */
  admit?: (origin: Origin) => Promise<void> | undefined;
  /** Told each time that a request came with a key. */
  onKeyUsed?: (apiKeyId: string) => void;
  /** Told of each request that came with something that is not valid. */
  onRefused?: (refusal: SignInRefusal) => void;
}

export interface SignInRefusal {
  readonly origin: Origin;
  readonly reason: string;
  /** How the API key begins; null for anything else. */
  readonly keyPrefix: string | null;
}

/** Turns tokens and API keys into actors. A principal or key that was suspended, revoked or changed is noticed within `freshFor` (2 s). */
export class Authenticator {
  private readonly actors: LRUCache<string, Actor>;

  constructor(private readonly options: AuthenticatorOptions) {
    this.actors = new LRUCache<string, Actor>({
      max: CACHE_SIZE,
      ttl: options.freshFor ?? 2_000,
      fetchMethod: (credential) => this.load(credential),
    });
  }

  /**
   * The actor of an `authorization` header; null when there is none. Throws `UNAUTHENTICATED` when it is not valid.
   * With an origin, that goes into the audit log.
   */
  async authenticate(authorization: string | undefined, origin?: Origin): Promise<Actor | null> {
    if (authorization === undefined || authorization.trim() === '') return null;
    const credential = credentialIn(authorization);
    try {
      if (!credential) {
        throw unauthenticated(
          `The authorization is not of the form "Bearer TOKEN" with at most ${MAX_AUTHORIZATION} characters.`,
        );
      }
      if (origin && !this.actors.has(credential)) await this.options.admit?.(origin);
      const actor = await this.actors.forceFetch(credential);
      if (actor.apiKeyId !== undefined) this.options.onKeyUsed?.(actor.apiKeyId);
      return actor;
    } catch (error) {
      if (origin && error instanceof DomainError && error.code === 'UNAUTHENTICATED') {
        this.options.onRefused?.({
          ...{ origin, reason: error.message },
          keyPrefix: credential ? prefixOf(credential) : null,
        });
      }
      throw error;
    }
  }

  private load(credential: string): Promise<Actor> {
    const prefix = prefixOf(credential);
    return prefix === null ? this.loadByToken(credential) : this.loadByKey(prefix, credential);
  }

  private async loadByKey(prefix: string, text: string): Promise<Actor> {
    const { reader } = this.options;
    const [key] = await reader.select(ApiKey, 'WHERE t.prefix = ?', [prefix]);
    if (!key || !matchesHash(text, key.secretHash)) {
      throw unauthenticated('There is no such API key. Check that it is complete.');
    }
    if (key.revokedAt !== null) throw unauthenticated(`The API key ${prefix} has been revoked. Use another.`);
    if (key.expiresAt !== null && key.expiresAt.getTime() <= Date.now()) {
      throw unauthenticated(`The API key ${prefix} has expired. Use another.`);
    }
    const [principal] = await reader.select(Principal, 'WHERE t.id = ?', [key.principalId]);
    return actorOf(reader, active(principal), { scopes: key.scopes, apiKeyId: key.id });
  }

  private async loadByToken(token: string): Promise<Actor> {
    const { reader, secret, identityProvider } = this.options;
    const foreign = identityProvider && issuerOf(token) === identityProvider.issuer;
    const claims = await (foreign ? identityProvider.verify(token) : verifyToken(secret, token));
    const name = foreign ? 'subject' : 'id';
    const found = await reader.select(Principal, `WHERE t.${name} = ?`, [claims.sub]);
    // To MariaDB, texts that differ in trailing blanks are equal.
    const principal = found.find((one) => one[name] === claims.sub);
    return actorOf(reader, active(principal), { claims });
  }
}

function credentialIn(authorization: string): string | undefined {
  return authorization.length > MAX_AUTHORIZATION ? undefined : BEARER.exec(authorization)?.[1];
}

/** What the token says, not what is true: only to choose who checks it. */
function issuerOf(token: string): TokenClaims['sub'] | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** Throws `UNAUTHENTICATED` for a principal that does not exist or may not act. */
function active(principal: Principal | undefined): Principal {
  if (!principal)
    throw unauthenticated('The token belongs to a principal that does not exist. Get a new one.');
  if (principal.status === 'ACTIVE' && principal.revokedAt === null) return principal;
  throw unauthenticated(`"${principal.name}" has been suspended or revoked. Ask an administrator.`);
}
