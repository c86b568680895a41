import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import { signToken } from '../../../src/auth/tokens';
import { ApiClient } from '../../support/api-client';
import { startTestApplication, TEST_SECRET, type TestApplication } from '../../support/application';
import { until } from '../../support/until';

let app: TestApplication;
let admin: ApiClient;

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
});
afterAll(() => app.stop());

const UPSERT = /* GraphQL */ `
  mutation ($input: UpsertPrincipalInput!) {
    upsertPrincipal(input: $input) {
      principal {
        id
        name
        kind
        roles
        scopes
        status
        version
        revokedAt
      }
    }
  }
`;
const REVOKE = /* GraphQL */ `
  mutation ($input: RevokePrincipalInput!) {
    revokePrincipal(input: $input) {
      principal {
        revokedAt
        version
      }
    }
  }
`;

const upsert = async (values: object) =>
  (await admin.run(UPSERT, { input: { idempotencyKey: newId(), ...values } })).upsertPrincipal.principal;
const refusal = (client: ApiClient, values: object) =>
  client.fail(UPSERT, { input: { idempotencyKey: newId(), ...values } });

async function clientOf(globalId: string): Promise<ApiClient> {
  const id = Buffer.from(globalId, 'base64url').toString().split(':')[1]!;
  return new ApiClient(app.url, await signToken(TEST_SECRET, { sub: id }, 3_600));
}

describe('a principal', () => {
  it('is made, found, changed and revoked by an administrator', async () => {
    const made = await upsert({ name: 'Jane', roles: ['VIEWER'] });
    expect(made).toMatchObject({
      name: 'Jane',
      kind: 'USER',
      roles: ['VIEWER'],
      status: 'ACTIVE',
      version: 1,
    });
    const jane = await clientOf(made.id);
    expect((await jane.run('{ viewer { name roles } }')).viewer).toEqual({ name: 'Jane', roles: ['VIEWER'] });
    const changed = await upsert({ id: made.id, roles: ['FINANCE'], expectedVersion: 1 });
    expect(changed).toMatchObject({ name: 'Jane', roles: ['FINANCE'], version: 2 });
    await until(async () => (await jane.run('{ viewer { roles } }')).viewer.roles[0] === 'FINANCE');
    const { principals } = await admin.run(
      '{ principals(filter: { kind: USER }) { totalCount nodes { name } } }',
    );
    expect(principals.nodes).toContainEqual({ name: 'Jane' });
    await admin.run(REVOKE, { input: { idempotencyKey: newId(), principalId: made.id } });
    await until(async () => (await jane.send('{ viewer { name } }')).errors.length > 0);
    expect((await jane.fail('{ viewer { name } }')).extensions.code).toBe('UNAUTHENTICATED');
    expect(
      (await refusal(admin, { id: made.id, name: 'J', expectedVersion: 3 })).extensions.details,
    ).toMatchObject({
      fields: [{ path: 'id', rule: 'revoked' }],
    });
  });

  it('that is suspended comes back when it is made active again', async () => {
    const made = await upsert({ name: 'Max', roles: ['VIEWER'] });
    const max = await clientOf(made.id);
    await upsert({ id: made.id, status: 'SUSPENDED', expectedVersion: 1 });
    expect((await max.fail('{ viewer { name } }')).extensions.code).toBe('UNAUTHENTICATED');
    await upsert({ id: made.id, status: 'ACTIVE', expectedVersion: 2 });
    await max.run('{ viewer { name } }');
  });

  it('is changed only by those who have read it', async () => {
    const made = await upsert({ name: 'Eve', roles: ['VIEWER'] });
    const { extensions } = await refusal(admin, { id: made.id, name: 'Eva', expectedVersion: 7 });
    expect(extensions).toMatchObject({ code: 'VERSION_CONFLICT', details: { current: 1 } });
  });

  it('needs a name and a role, and is not the server itself', async () => {
    for (const [values, path] of [
      [{ roles: ['VIEWER'] }, 'name'],
      [{ name: 'Nobody' }, 'roles'],
      [{ name: 'Nobody', roles: [] }, 'roles'],
      [{ name: 'Nobody', roles: ['VIEWER'], kind: 'SYSTEM' }, 'kind'],
    ] as const) {
      expect((await refusal(admin, values)).extensions.details).toMatchObject({ fields: [{ path }] });
    }
  });

  it('names only what exists', async () => {
    const values = { name: 'Lost', roles: ['BUYER'] };
    for (const [path, value] of [
      ['accountIds', [toGlobalId('Account', newId())]],
      ['territoryIds', [toGlobalId('Territory', newId())]],
      ['repId', toGlobalId('Rep', newId())],
    ] as const) {
      const { extensions } = await refusal(admin, { ...values, [path]: value });
      expect(extensions).toMatchObject({ code: 'INVALID_REFERENCE', details: { path } });
    }
  });

  it('has a subject of its own', async () => {
    const subject = `google|${newId()}`;
    const made = await upsert({ name: 'First', roles: ['VIEWER'], subject });
    const { extensions } = await refusal(admin, { name: 'Second', roles: ['VIEWER'], subject });
    expect(extensions.code).toBe('DUPLICATE');
    await upsert({ id: made.id, subject: null, expectedVersion: 1 });
    await upsert({ name: 'Second', roles: ['VIEWER'], subject });
  });
});

describe('nobody', () => {
  it('gives rights without the right to do so', async () => {
    const manager = await app.as('SALES_MANAGER');
    expect((await refusal(manager, { name: 'Friend', roles: ['ADMIN'] })).extensions.code).toBe('FORBIDDEN');
  });

  it('gives a permission that they do not have', async () => {
    const narrow = await app.as('ADMIN', { scopes: ['PRINCIPAL_READ', 'PRINCIPAL_WRITE', 'ORDER_READ'] });
    const { extensions } = await refusal(narrow, { name: 'Friend', roles: ['VIEWER'] });
    expect(extensions).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: expect.any(String) as string },
    });
    await narrow.run(UPSERT, {
      input: { idempotencyKey: newId(), name: 'Reader', roles: ['VIEWER'], scopes: ['ORDER_READ'] },
    });
  });

  it('lets others see more rows than they see', async () => {
    const territory = await admin.run(
      `mutation { upsertTerritory(input: { idempotencyKey: "t", code: "T" }) { territory { id } } }`,
    );
    const id = Buffer.from(territory.upsertTerritory.territory.id as string, 'base64url')
      .toString()
      .split(':')[1]!;
    const regional = await app.as('ADMIN', { territoryIds: [id] });
    expect((await refusal(regional, { name: 'Friend', roles: ['VIEWER'] })).extensions.code).toBe(
      'FORBIDDEN',
    );
    const narrowed = new ApiClient(app.url, await app.token('ADMIN', {}, { territories: [id] }));
    const key = await narrowed.fail(
      'mutation { createApiKey(input: { idempotencyKey: "k", name: "K" }) { secret } }',
    );
    expect(key.extensions.code).toBe('FORBIDDEN');
  });

  it('locks themselves out', async () => {
    const id = toGlobalId('Principal', await app.principalId('ADMIN'));
    const own = { expectedVersion: 1, id };
    expect((await refusal(admin, { ...own, status: 'SUSPENDED' })).extensions.code).toBe('VALIDATION_FAILED');
    expect((await refusal(admin, { ...own, roles: ['VIEWER'] })).extensions.code).toBe('VALIDATION_FAILED');
    const revoke = await admin.fail(REVOKE, { input: { idempotencyKey: newId(), principalId: id } });
    expect(revoke.extensions.code).toBe('VALIDATION_FAILED');
  });
});
