import { SignJWT } from 'jose';
import { IdentityProvider } from '../../../src/auth/identity-provider';
import { newId } from '../../../src/shared/ids';
import { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { AUDIENCE, Issuer } from '../../support/issuer';
import { LiveClient } from '../../support/live-client';

const issuer = new Issuer();
let app: TestApplication;
const subject = `auth0|${newId()}`;

beforeAll(async () => {
  await issuer.start();
  app = await startTestApplication({
    env: { ORDERWIRE_OIDC_ISSUER: issuer.url, ORDERWIRE_OIDC_AUDIENCE: AUDIENCE },
  });
  const admin = await app.as('ADMIN');
  const input = { idempotencyKey: newId(), name: 'Jane', roles: ['SALES_MANAGER', 'FINANCE'], subject };
  await admin.run(
    'mutation ($input: UpsertPrincipalInput!) { upsertPrincipal(input: $input) { replayed } }',
    { input },
  );
});
afterAll(async () => {
  await app.stop();
  await issuer.stop();
});

const VIEWER = '{ viewer { name roles } }';
const as = (token: string): ApiClient => new ApiClient(app.url, token);

describe('tokens of an identity provider', () => {
  it('stand for the principal with their subject, over HTTP and over a websocket', async () => {
    const token = await issuer.sign({ sub: subject });
    const jane = { viewer: { name: 'Jane', roles: ['SALES_MANAGER', 'FINANCE'] } };
    expect(await as(token).run(VIEWER)).toEqual(jane);
    const live = new LiveClient(app.url, token);
    expect(await live.run(VIEWER)).toEqual(jane);
    await live.close();
  });

  it('take away what their claims leave out', async () => {
    const { viewer } = await as(await issuer.sign({ sub: subject, roles: ['FINANCE', 'ADMIN'] })).run(VIEWER);
    expect(viewer.roles).toEqual(['FINANCE']);
  });

  it('are refused for another audience, another issuer, after their end, and for subjects that nobody has', async () => {
    const bad = [
      issuer.sign({ sub: subject }, { audience: 'another' }),
      issuer.sign({ sub: subject }, { issuer: 'https://elsewhere.example.com' }),
      issuer.sign({ sub: subject }, { lifetime: '-1m' }),
      issuer.sign({ sub: 'auth0|nobody' }),
      issuer.sign({}),
    ];
    for (const token of await Promise.all(bad)) {
      expect((await as(token).fail(VIEWER)).extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it('are refused when they are signed with a secret instead of a key', async () => {
    const token = await new SignJWT({ sub: subject })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(issuer.url)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode('a secret that is only good for tests'));
    expect((await as(token).fail(VIEWER)).extensions.code).toBe('UNAUTHENTICATED');
  });

  it('leave the tokens of this installation valid', async () => {
    await (await app.as('VIEWER')).run(VIEWER);
  });
});

describe('the keys of an identity provider', () => {
  it('are fetched once, and again when a token is signed with a new one', async () => {
    const provider = new IdentityProvider({
      issuer: issuer.url,
      audience: AUDIENCE,
      jwksUrl: null,
      keysCooldown: 0,
    });
    const before = issuer.fetched;
    const old = await issuer.sign({ sub: subject });
    await provider.verify(old);
    await provider.verify(await issuer.sign({ sub: subject }));
    expect(issuer.fetched - before).toBe(1);
    await issuer.rotate();
    expect((await provider.verify(await issuer.sign({ sub: subject }))).sub).toBe(subject);
    expect((await provider.verify(old)).sub).toBe(subject);
    expect(issuer.fetched - before).toBe(2);
  });

  it('that cannot be had are the server’s trouble, not the bearer’s, and are asked for again', async () => {
    const late = new Issuer();
    await late.start();
    const token = await late.sign({ sub: subject });
    const { url } = late;
    await late.stop();
    const provider = new IdentityProvider({ issuer: url, audience: AUDIENCE, jwksUrl: null });
    await expect(provider.verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
