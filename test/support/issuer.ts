import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { newId } from '../../src/shared/ids';

/** The audience of the tokens of an `Issuer`, unless told otherwise. */
export const AUDIENCE = 'orderwire-api';

/** An OpenID Connect issuer with keys that can be rotated. */
export class Issuer {
  private server!: Server;
  private readonly keys: { kid: string; secret: CryptoKey; published: JWK }[] = [];
  /** How often its keys were fetched. */
  fetched = 0;
  url = '';

  async start(): Promise<void> {
    await this.rotate();
    this.server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/openid-configuration') {
        response.end(JSON.stringify({ issuer: this.url, jwks_uri: `${this.url}/keys` }));
        return;
      }
      this.fetched += 1;
      response.end(JSON.stringify({ keys: this.keys.map(({ published }) => published) }));
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Signs with a new key from now on. */
  async rotate(): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const kid = newId();
    const published = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
    this.keys.push({ kid, secret: privateKey, published });
  }

  sign(claims: Record<string, unknown>, { audience = AUDIENCE, issuer = this.url, lifetime = '5m' } = {}) {
    const { kid, secret } = this.keys.at(-1)!;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(secret);
  }

  /** Signs a payload as it is written, with whatever there is to be in its header. */
  signText(payload: string, header: object = {}): Promise<string> {
    const { kid, secret } = this.keys.at(-1)!;
    return new CompactSign(new TextEncoder().encode(payload))
      .setProtectedHeader({ alg: 'ES256', kid, ...header })
      .sign(secret);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}
