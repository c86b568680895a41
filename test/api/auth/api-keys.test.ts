import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { LiveClient } from '../../support/live-client';
import { PATIENCE_MS } from '../../support/patience';
import { until } from '../../support/until';

let app: TestApplication;
let admin: ApiClient;

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
});
afterAll(() => app.stop());

const CREATE = /* GraphQL */ `
  mutation ($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      secret
      replayed
      apiKey {
        id
        prefix
        scopes
        expiresAt
        lastUsedAt
        principal {
          name
        }
      }
    }
  }
`;
const ROTATE = /* GraphQL */ `
  mutation ($input: RotateApiKeyInput!) {
    rotateApiKey(input: $input) {
      secret
      replayed
      apiKey {
        id
        name
        scopes
        expiresAt
      }
    }
  }
`;
const REVOKE = /* GraphQL */ `
  mutation ($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      apiKey {
        revokedAt
      }
    }
  }
`;
const VIEWER = '{ viewer { name kind permissions } }';

async function partner(): Promise<string> {
  const input = { idempotencyKey: newId(), name: `Partner ${newId()}`, kind: 'API_KEY', roles: ['PARTNER'] };
  const { upsertPrincipal } = await admin.run(
    'mutation ($input: UpsertPrincipalInput!) { upsertPrincipal(input: $input) { principal { id } } }',
    { input },
  );
  return upsertPrincipal.principal.id as string;
}

async function keyFor(principalId: string, values: object = {}) {
  const input = { idempotencyKey: newId(), name: 'Integration', principalId, ...values };
  return (await admin.run(CREATE, { input })).createApiKey;
}

const withKey = (secret: string): ApiClient => new ApiClient(app.url, secret);

describe('an API key', () => {
  it('is shown once, recognised by its start, and kept as a hash only', async () => {
    const principalId = await partner();
    const input = { idempotencyKey: newId(), name: 'Integration', principalId };
    const { createApiKey: made } = await admin.run(CREATE, { input });
    expect(made.secret).toMatch(/^owk_[\w-]{8}_[\w-]{43}$/);
    expect(made.secret.startsWith(`${made.apiKey.prefix}_`)).toBe(true);
    const { createApiKey: again } = await admin.run(CREATE, { input });
    expect([again.secret, again.replayed, again.apiKey.id]).toEqual([null, true, made.apiKey.id]);
    const { reader } = app.services.database;
    const stored = [];
    for (const table of ['api_keys', 'idempotency_records', 'audit_entries', 'events']) {
      stored.push(...(await reader.rows(`SELECT * FROM ${table}`)));
    }
    const text = JSON.stringify(stored, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).toContain(made.apiKey.prefix);
    expect(text).not.toContain(made.secret.slice(13));
  });

  it('calls the API as its principal, over HTTP and over a websocket', async () => {
    const { secret } = await keyFor(await partner());
    const { viewer } = await withKey(secret).run(VIEWER);
    expect([viewer.kind, viewer.permissions.includes('ORDER_PLACE')]).toEqual(['API_KEY', true]);
    const live = new LiveClient(app.url, secret);
    expect((await live.run(VIEWER)).viewer).toEqual(viewer);
    await live.close();
  });

  it('may do no more than its scopes say', async () => {
    const { secret } = await keyFor(await partner(), { scopes: ['ORDER_READ', 'PRICE_WRITE'] });
    expect((await withKey(secret).run(VIEWER)).viewer.permissions).toEqual(['ORDER_READ']);
    expect((await withKey(secret).fail('{ products { totalCount } }')).extensions.code).toBe('FORBIDDEN');
  });

  it('makes no key that could do more than itself', async () => {
    const { secret } = await keyFor(await partner(), { scopes: ['ORDER_READ'] });
    const input = { idempotencyKey: newId(), name: 'Wider' };
    expect((await withKey(secret).fail(CREATE, { input })).extensions.code).toBe('FORBIDDEN');
    const same = { ...input, scopes: ['ORDER_READ'] };
    expect((await withKey(secret).run(CREATE, { input: same })).createApiKey.secret).toMatch(/^owk_/);
  });

  it('ends when it expires', async () => {
    const { secret } = await keyFor(await partner(), {
      expiresAt: new Date(Date.now() + 3_000).toISOString(),
    });
    await until(async () => (await withKey(secret).send(VIEWER)).errors.length > 0);
    const { extensions, message } = await withKey(secret).fail(VIEWER);
    expect([extensions.code, message]).toEqual(['UNAUTHENTICATED', expect.stringContaining('expired')]);
  });

  it('cannot be made to end in the past', async () => {
    const input = { idempotencyKey: newId(), name: 'Old', expiresAt: '2020-01-01T00:00:00Z' };
    expect((await admin.fail(CREATE, { input })).extensions.details).toMatchObject({
      fields: [{ path: 'expiresAt', rule: 'future' }],
    });
  });

  it('is rotated by its own principal; the old one goes on for the overlap', async () => {
    const { secret, apiKey } = await keyFor(await partner(), { scopes: ['ORDER_READ'] });
    const rotate = { idempotencyKey: newId(), apiKeyId: apiKey.id, overlapHours: 1 };
    const { rotateApiKey: fresh } = await withKey(secret).run(ROTATE, { input: rotate });
    expect(fresh.apiKey).toMatchObject({ name: 'Integration', scopes: ['ORDER_READ'], expiresAt: null });
    await withKey(secret).run(VIEWER);
    await withKey(fresh.secret).run(VIEWER);
    const { apiKeys } = await withKey(fresh.secret).run(
      '{ apiKeys { nodes { id expiresAt replacedBy { id } } } }',
    );
    expect(apiKeys.nodes.map((key: { id: string }) => key.id)).toEqual([fresh.apiKey.id, apiKey.id]);
    expect(apiKeys.nodes[1].replacedBy).toEqual({ id: fresh.apiKey.id });
    const left = Date.parse(apiKeys.nodes[1].expiresAt as string) - Date.now();
    expect(left).toBeGreaterThan(3_600_000 - PATIENCE_MS);
    expect(left).toBeLessThanOrEqual(3_600_000);
  });

  it('ends at once when it is rotated without an overlap', async () => {
    const { secret, apiKey } = await keyFor(await partner());
    const rotate = { idempotencyKey: newId(), apiKeyId: apiKey.id, overlapHours: 0 };
    await admin.run(ROTATE, { input: rotate });
    expect((await withKey(secret).fail(VIEWER)).extensions.code).toBe('UNAUTHENTICATED');
    const again = { ...rotate, idempotencyKey: newId() };
    expect((await admin.fail(ROTATE, { input: again })).extensions).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { from: 'EXPIRED' },
    });
  });

  it('ends within seconds when it is revoked, and revoking it again changes nothing', async () => {
    const { secret, apiKey } = await keyFor(await partner());
    await withKey(secret).run(VIEWER);
    const revoke = () => admin.run(REVOKE, { input: { idempotencyKey: newId(), apiKeyId: apiKey.id } });
    const first = await revoke();
    expect(await revoke()).toEqual(first);
    await until(async () => (await withKey(secret).send(VIEWER)).errors.length > 0);
    expect((await withKey(secret).fail(VIEWER)).extensions.code).toBe('UNAUTHENTICATED');
  });

  it('of somebody else looks as if it did not exist', async () => {
    const { apiKey } = await keyFor(await partner());
    const { secret } = await keyFor(await partner());
    const stranger = withKey(secret);
    const id = toGlobalId('ApiKey', newId());
    for (const [operation, values] of [
      [REVOKE, {}],
      [ROTATE, { overlapHours: 1 }],
    ] as const) {
      const input = (apiKeyId: unknown) => ({ input: { idempotencyKey: newId(), apiKeyId, ...values } });
      const foreign = await stranger.fail(operation, input(apiKey.id));
      expect(foreign).toEqual(await stranger.fail(operation, input(id)));
      expect(foreign.extensions.code).toBe('NOT_FOUND');
    }
    const { node } = await stranger.run('query ($id: ID!) { node(id: $id) { id } }', { id: apiKey.id });
    expect(node).toBeNull();
  });

  it('that is only nearly right is refused', async () => {
    const { secret } = await keyFor(await partner());
    const wrong = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
    for (const text of [wrong, secret.slice(0, -1), `${secret}x`, 'owk_']) {
      expect((await withKey(text).fail(VIEWER)).extensions.code).toBe('UNAUTHENTICATED');
    }
  });
});

describe('the use of API keys', () => {
  it('is noted when the server stops, at the latest', async () => {
    const own = await startTestApplication();
    const client = await own.as('ADMIN');
    const { createApiKey } = await client.run(CREATE, { input: { idempotencyKey: newId(), name: 'Mine' } });
    await new ApiClient(own.url, createApiKey.secret).run(VIEWER);
    const { database } = own.services;
    const { reader } = database;
    const used: unknown[] = [];
    const close = database.close.bind(database);
    database.close = async () => {
      used.push(...(await reader.rows<{ at: unknown }>('SELECT last_used_at AS at FROM api_keys')));
      await close();
    };
    await own.stop();
    const [row] = used as { at: unknown }[];
    expect(Date.now() - Number(row!.at)).toBeLessThan(3_600_000);
  });
});
