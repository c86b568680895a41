import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Role } from '../../../src/auth/roles';
import { newId } from '../../../src/shared/ids';
import { Redis } from 'ioredis';
import { Principal } from '../../../entities/auth/principal';
import { ProductsDocument } from '../../generated/graphql';
import { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { redisServer, TestRedis } from '../../support/redis';
import { until } from '../../support/until';

const VIEWER = '{ viewer { name } }';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const json = { 'content-type': 'application/json' };

async function post(app: TestApplication, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string; details: Record<string, unknown> } }[];
  extensions?: Record<string, unknown>;
}

describe('an operation', () => {
  let app: TestApplication;
  let admin: ApiClient;

  beforeAll(async () => {
    app = await startTestApplication({ env: { ORDERWIRE_MAX_COST: '500' } });
    admin = await app.as('ADMIN');
  });
  afterAll(() => app.stop());

  it('is told its cost and the limit', async () => {
    const { body } = await post(
      app,
      { query: '{ orders(first: 50) { nodes { number } } }' },
      await bearer(app),
    );
    const logEpoch = app.services.hub.tenure.epoch;
    expect(body.extensions).toEqual({ cost: { requested: 51, limit: 500 }, logEpoch });
    const live = await app.liveAs('ADMIN');
    const answer = await live.whole('{ orders(first: 50) { nodes { number } } }');
    expect(answer).toEqual({ data: { orders: { nodes: [] } }, extensions: body.extensions });
    const failed = await live.whole('{ account(id: "x") { name } }');
    expect(failed).toMatchObject({
      errors: [{ extensions: { code: 'INVALID_ID' } }],
      extensions: { cost: { requested: 1, limit: 500 } },
    });
  });

  it('that costs too much is refused before it runs, over HTTP and over a websocket', async () => {
    const query = '{ orders(first: 50) { nodes { lines { product { sku } } } } }';
    const refused = await post(app, { query }, await bearer(app));
    const error = refused.body.errors![0]!;
    expect(error.extensions).toEqual({
      code: 'OPERATION_LIMIT_EXCEEDED',
      details: { measure: 'COST', value: 551, limit: 500 },
    });
    expect(refused.body.extensions).toEqual({ cost: { requested: 551, limit: 500 } });
    expect(error.message).toContain('551');
    const live = await app.liveAs('ADMIN');
    await expect(live.ask({ query })).rejects.toMatchObject({
      errors: [{ extensions: error.extensions }],
    });
  });

  it('counts what the variables of this request ask for', async () => {
    const query = 'query ($n: Int!) { orders(first: $n) { nodes { lines { sku } } } }';
    await admin.run(query, { n: 10 });
    expect((await admin.fail(query, { n: 200 })).extensions.details.value).toBe(1201);
  });

  it.each([
    [
      'deep',
      `{ orders { nodes { account { ${'parent { '.repeat(13)} name ${'}'.repeat(13)} } } } }`,
      'DEPTH',
    ],
    [
      'full of aliases',
      `{ viewer { ${Array.from({ length: 101 }, (_, i) => `a${i}: name`).join(' ')} } }`,
      'ALIASES',
    ],
    ['full of directives', `{ viewer { ${'name @include(if: true) '.repeat(40)} } }`, 'DIRECTIVES'],
  ])(
    'that is %s is refused, over HTTP and over a websocket, as a subscription too',
    async (_what, query, measure) => {
      const extensions = { code: 'OPERATION_LIMIT_EXCEEDED', details: { measure } };
      expect((await admin.fail(query)).extensions).toMatchObject(extensions);
      const live = await app.liveAs('ADMIN');
      await expect(live.ask({ query })).rejects.toMatchObject({ errors: [{ extensions }] });
    },
  );

  it('that is a subscription has the same limits', async () => {
    const live = await app.liveAs('ADMIN');
    const aliases = Array.from({ length: 30 }, (_, i) => `a${i}: type`).join(' ');
    await expect(live.ask({ query: `subscription { orderEvents { ${aliases} } }` })).rejects.toMatchObject({
      errors: [{ extensions: { details: { measure: 'ALIASES', value: 30 } } }],
    });
    const costly =
      'subscription { orderEvents { order { account { children { children { children { children { name } } } } } } } }';
    await expect(live.ask({ query: costly })).rejects.toMatchObject({
      errors: [{ extensions: { details: { measure: 'COST', limit: 500 } } }],
    });
  });

  it('has at most two thousand tokens', async () => {
    const query = `{ viewer { ${'name '.repeat(2_000)} } }`;
    expect((await admin.fail(query)).extensions.code).toBe('GRAPHQL_PARSE_FAILED');
    const live = await app.liveAs('ADMIN');
    await expect(live.ask({ query })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
  });

  it('comes alone: there are no batches', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { ...json, ...(await bearer(app)) },
      body: JSON.stringify([{ query: VIEWER }, { query: VIEWER }]),
    });
    expect(response.status).toBe(400);
  });
});

async function bearerOf(app: TestApplication, role: Role): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await app.token(role)}` };
}

const bearer = (app: TestApplication) => bearerOf(app, 'ADMIN');

describe('the rate limit', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await startTestApplication({
      env: {
        ORDERWIRE_RATE_LIMIT: '10',
        ORDERWIRE_ANONYMOUS_RATE_LIMIT: '3',
        ORDERWIRE_FAILED_SIGN_INS: '4',
      },
    });
  });
  afterAll(() => app.stop());

  it('is per principal, told in the headers, and shared by its websockets', async () => {
    const headers = { authorization: `Bearer ${await app.token('VIEWER')}` };
    const first = await post(app, { query: VIEWER }, headers);
    expect([first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual([
      '10',
      '9',
    ]);
    expect(Number(first.headers.get('ratelimit-reset'))).toBeGreaterThan(0);
    const costly = await post(
      app,
      { query: '{ orders(first: 200) { nodes { account { name } } } }' },
      headers,
    );
    expect(costly.headers.get('ratelimit-remaining')).toBe('4');
    const live = await app.liveAs('VIEWER');
    for (let i = 0; i < 4; i++) await live.run(VIEWER);
    await expect(live.ask({ query: VIEWER })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
    const refused = await post(app, { query: VIEWER }, headers);
    expect([refused.status, refused.body.errors![0]!.extensions]).toEqual([
      429,
      { code: 'RATE_LIMITED', details: { limit: 10, retryAfterSeconds: expect.any(Number) as number } },
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const { status } = await post(
      app,
      { query: VIEWER },
      { authorization: `Bearer ${await app.token('ADMIN')}` },
    );
    expect(status).toBe(200);
  });

  it('is per address for those without a token', async () => {
    const codes = [];
    for (let i = 0; i < 4; i++) codes.push((await post(app, { query: '{ __typename }' })).status);
    expect(codes).toEqual([200, 200, 200, 429]);
  });

  it('is on sign-ins that fail, and keeps nobody out who has a valid token already in use', async () => {
    const valid = await bearer(app);
    await post(app, { query: VIEWER }, valid);
    const codes = [];
    for (let i = 0; i < 6; i++) {
      codes.push((await post(app, { query: VIEWER }, { authorization: `Bearer guess${i}` })).status);
    }
    expect(codes).toEqual([401, 401, 401, 401, 429, 429]);
    expect((await post(app, { query: VIEWER }, valid)).status).toBe(200);
  });
});

describe('documents named by their hash', () => {
  const KNOWN = 'query Who { viewer { name } }';
  const file = path.join(tmpdir(), `orderwire-manifest-${newId()}.json`);
  let strict: TestApplication;
  let open: TestApplication;

  beforeAll(async () => {
    writeFileSync(file, JSON.stringify({ [sha256(KNOWN)]: KNOWN }));
    strict = await startTestApplication({
      env: { ORDERWIRE_TRUSTED_DOCUMENTS: file, ORDERWIRE_TRUSTED_ONLY: '1' },
    });
    open = await startTestApplication({ env: { ORDERWIRE_TRUSTED_DOCUMENTS: file } });
  });
  afterAll(async () => {
    await Promise.all([strict.stop(), open.stop()]);
    for (const made of [file, `${file}.bad`]) rmSync(made, { force: true });
  });

  const named = (text: string) => ({
    extensions: { persistedQuery: { version: 1, sha256Hash: sha256(text) } },
  });

  it('run from the manifest, over HTTP by POST and GET, and over a websocket', async () => {
    for (const app of [strict, open]) {
      const headers = await bearer(app);
      for (const body of [named(KNOWN), { documentId: `sha256:${sha256(KNOWN)}` }, { query: KNOWN }]) {
        const { body: answer } = await post(app, body, headers);
        expect(answer.data).toEqual({ viewer: { name: expect.any(String) as string } });
      }
      for (const search of [
        `extensions=${encodeURIComponent(JSON.stringify(named(KNOWN).extensions))}`,
        `documentId=sha256:${sha256(KNOWN)}`,
      ]) {
        const response = await fetch(`${app.url}/graphql?${search}`, {
          headers: { ...headers, 'apollo-require-preflight': '1' },
        });
        expect(((await response.json()) as Answer).data).toBeTruthy();
      }
      const live = await app.liveAs('ADMIN');
      expect(await live.ask({ query: '', ...named(KNOWN) })).toHaveProperty('viewer');
    }
  });

  it('are learned when they are sent along, unless only the manifest is trusted', async () => {
    const text = 'query Other { viewer { kind } }';
    const unknown = await post(open, named(text), await bearer(open));
    expect(unknown.body.errors![0]!.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    await post(open, { query: text, ...named(text) }, await bearer(open));
    expect((await post(open, named(text), await bearer(open))).body.data).toBeTruthy();
    for (const body of [{ query: text, ...named(text) }, { query: text }, { query: '{ __typename }' }]) {
      const { body: answer } = await post(strict, body, await bearer(strict));
      expect(answer.errors![0]!.extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
    }
    const hash = await post(strict, named(text), await bearer(strict));
    expect(hash.body.errors![0]!.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    const live = await strict.liveAs('ADMIN');
    await expect(live.ask({ query: text })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }],
    });
  });

  it('are not learned under a hash that is not theirs', async () => {
    const { body } = await post(open, { query: VIEWER, ...named('{ other }') }, await bearer(open));
    expect(body.errors).toBeDefined();
    const again = await post(open, named('{ other }'), await bearer(open));
    expect(again.body.errors![0]!.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('may be those of the manifest that code generation makes', async () => {
    const manifest = path.join(__dirname, '..', '..', 'generated', 'persisted-documents.json');
    const app = await startTestApplication({
      env: { ORDERWIRE_TRUSTED_DOCUMENTS: manifest, ORDERWIRE_TRUSTED_ONLY: '1' },
    });
    try {
      const { hash: documentId } = (ProductsDocument as unknown as { __meta__: { hash: string } }).__meta__;
      const { body } = await post(app, { documentId }, await bearer(app));
      expect(body.data).toHaveProperty('products');
    } finally {
      await app.stop();
    }
  });

  it('need a manifest that can be read', async () => {
    writeFileSync(`${file}.bad`, '{ "a": 1 }');
    for (const name of [`${file}.bad`, `${file}.absent`]) {
      await expect(
        startTestApplication({ env: { ORDERWIRE_TRUSTED_DOCUMENTS: name } }),
      ).rejects.toMatchObject({
        name: 'StartupError',
      });
    }
  });
});

describe('the schema', () => {
  it('can be hidden: no introspection, no suggestions, over HTTP and over a websocket', async () => {
    const app = await startTestApplication({ env: { ORDERWIRE_INTROSPECTION: '0' } });
    try {
      const admin = await app.as('ADMIN');
      const live = await app.liveAs('ADMIN');
      const ask = '{ __schema { queryType { name } } }';
      expect((await admin.fail(ask)).extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      await expect(live.ask({ query: ask })).rejects.toThrow('introspection');
      expect((await admin.run('{ __typename }')).__typename).toBe('Query');
      const typo = '{ viewr { name } }';
      expect((await admin.fail(typo)).message).toBe('Cannot query field "viewr" on type "Query".');
      await expect(live.ask({ query: typo })).rejects.toThrow(
        /^Cannot query field "viewr" on type "Query"\.$/,
      );
    } finally {
      await app.stop();
    }
  });
});

(redisServer ? describe : describe.skip)('with Redis', () => {
  it('all servers count together', async () => {
    const redis = await TestRedis.start();
    const env = { REDIS_URL: redis.url, ORDERWIRE_RATE_LIMIT: '4' };
    const apps = await Promise.all([startTestApplication({ env }), startTestApplication({ env })]);
    try {
      const [one, other] = apps as [TestApplication, TestApplication];
      const authorization = { authorization: `Bearer ${await one.token('ADMIN')}` };
      const id = await one.principalId('ADMIN');
      await copyPrincipal(one, other, id);
      for (const app of apps) await countsInRedis(app, redis.url);
      const codes = [];
      for (const app of [one, other, one, other, one, other]) {
        codes.push((await post(app, { query: VIEWER }, authorization)).status);
      }
      expect(codes).toEqual([200, 200, 200, 200, 429, 429]);
    } finally {
      await Promise.all(apps.map((app) => app.stop()));
      await redis.kill();
    }
  });

  /** Right after its start a server may not have reached Redis yet. */
  async function countsInRedis(app: TestApplication, url: string): Promise<void> {
    const client = new Redis(url);
    const before = Number(await client.dbsize());
    const { authorization } = await bearerOf(app, 'VIEWER');
    await until(async () => {
      await post(app, { query: VIEWER }, { authorization });
      return Number(await client.dbsize()) > before;
    });
    client.disconnect();
  }

  /** Two servers of one installation share a database; these two have one each. */
  async function copyPrincipal(from: TestApplication, to: TestApplication, id: string): Promise<void> {
    const rows = await from.services.database.reader.select(Principal, 'WHERE t.id = ?', [id]);
    await to.services.database.transaction((sql) => sql.insert(Principal, rows));
  }
});

describe('a Redis that is away', () => {
  it('leaves each server to limit rates by itself', async () => {
    const port = await freePort();
    const app = await startTestApplication({
      env: { REDIS_URL: `redis://127.0.0.1:${port}`, ORDERWIRE_RATE_LIMIT: '2' },
    });
    try {
      const headers = await bearer(app);
      const codes = [];
      for (let i = 0; i < 3; i++) codes.push((await post(app, { query: VIEWER }, headers)).status);
      expect(codes).toEqual([200, 200, 429]);
    } finally {
      await app.stop();
    }
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
