import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import { ApiClient } from '../../support/api-client';
import { startTestApplication } from '../../support/application';
import { TwoCustomers } from '../../support/two-customers';

let world: TwoCustomers;
let admin: ApiClient;

beforeAll(async () => {
  world = await TwoCustomers.open();
  admin = await world.app.as('ADMIN');
});
afterAll(() => world.stop());

const LOG = /* GraphQL */ `
  query ($filter: AuditFilterInput) {
    auditLog(first: 50, filter: $filter) {
      totalCount
      nodes {
        id
        at
        action
        outcome
        times
        channel
        ip
        userAgent
        requestId
        detail
        objectId
        principal {
          name
        }
        apiKey {
          prefix
        }
        changes {
          type
          objectId
          version
          before
          after
        }
      }
    }
  }
`;

const log = async (filter: object = {}) => (await admin.run(LOG, { filter })).auditLog.nodes;

const HOLD = 'mutation ($input: HoldOrderInput!) { holdOrder(input: $input) { order { version } replayed } }';

async function hold(client: ApiClient, key = newId()) {
  const orderId = world.globalId('Order', 'SOUTH', 'orderId');
  const { order } = await admin.run('query ($id: ID) { order(id: $id) { version } }', { id: orderId });
  const input = {
    idempotencyKey: key,
    orderId,
    expectedVersion: order.version,
    reason: 'CREDIT',
    scope: 'ORDER',
  };
  return { input, version: order.version as number, send: () => client.run(HOLD, { input }) };
}

describe('the audit log', () => {
  it('has who did what, when, from where, with which key, and before and after', async () => {
    const created = await admin.run(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { prefix } } }',
      { input: { idempotencyKey: newId(), name: 'Integration' } },
    );
    const { secret, apiKey } = created.createApiKey;
    const client = new ApiClient(world.app.url, secret, { 'user-agent': 'erp/1.0', 'x-request-id': 'req-1' });
    const { input, version, send } = await hold(client);
    await send();
    const [entry] = await log({ action: 'holdOrder' });
    expect(entry).toMatchObject({
      action: 'holdOrder',
      outcome: 'DONE',
      channel: 'HTTP',
      ip: expect.stringMatching(/127\.0\.0\.1|::1/) as string,
      userAgent: 'erp/1.0',
      requestId: 'req-1',
      objectId: input.orderId,
      principal: { name: expect.stringContaining('test-ADMIN') as string },
      apiKey: { prefix: apiKey.prefix as string },
    });
    expect(Date.now() - Date.parse(entry.at as string)).toBeLessThan(3_600_000);
    const [change] = entry.changes;
    expect(change).toMatchObject({ type: 'Order', objectId: input.orderId, version: version + 1 });
    expect(change.before).not.toBeNull();
    expect(change.after.order).toMatchObject({ version: version + 1 });
    expect(
      (await log({ objectId: input.orderId })).map(({ action }: { action: string }) => action),
    ).toContain('holdOrder');
  });

  it('has one entry for a request that is repeated, and none for one that fails', async () => {
    const before = (await log({ action: 'holdOrder' })).length;
    const { send, input } = await hold(admin);
    await send();
    expect((await send()).holdOrder.replayed).toBe(true);
    await admin.fail(HOLD, { input: { ...input, idempotencyKey: newId() } });
    expect(await log({ action: 'holdOrder' })).toHaveLength(before + 1);
  });

  it('has requests over a websocket', async () => {
    const live = await world.app.liveAs('ADMIN');
    const { input } = await hold(admin);
    await live.run(HOLD, { input });
    expect((await log({ action: 'holdOrder' }))[0]).toMatchObject({ channel: 'WEBSOCKET' });
  });

  it('has every change of rights with the values before and after, and no secret', async () => {
    const upsert =
      'mutation ($input: UpsertPrincipalInput!) { upsertPrincipal(input: $input) { principal { id } } }';
    const made = await admin.run(upsert, {
      input: { idempotencyKey: newId(), name: 'Jane', roles: ['VIEWER'] },
    });
    const { id } = made.upsertPrincipal.principal;
    await admin.run(upsert, {
      input: { idempotencyKey: newId(), id, roles: ['FINANCE'], expectedVersion: 1 },
    });
    const [changed, created] = await log({ action: 'upsertPrincipal', objectId: id });
    expect(created.changes).toMatchObject([
      { type: 'Principal', before: null, after: { roles: ['VIEWER'] } },
    ]);
    expect(changed.changes).toMatchObject([{ before: { roles: ['VIEWER'] }, after: { roles: ['FINANCE'] } }]);
    const [key] = await log({ action: 'createApiKey' });
    expect(key.changes).toMatchObject([{ type: 'ApiKey', after: { prefix: expect.any(String) as string } }]);
    expect(JSON.stringify(key)).not.toMatch(/secretHash|owk_[\w-]{8}_/);
  });

  it('leaves out what a principal may not see of the values', async () => {
    const accountId = world.globalId('Account', 'NORTH', 'accountId');
    const { account } = await admin.run('query ($id: ID) { account(id: $id) { version } }', {
      id: accountId,
    });
    await admin.run('mutation ($input: UpsertAccountInput!) { upsertAccount(input: $input) { replayed } }', {
      input: { idempotencyKey: newId(), id: accountId, name: 'New name', expectedVersion: account.version },
    });
    const [whole] = await log({ action: 'upsertAccount' });
    expect(whole.changes[0].after.account).toHaveProperty('creditLimit');
    const auditor = await world.app.as('ADMIN', {
      scopes: ['AUDIT_READ', 'PRINCIPAL_READ', 'ACCOUNT_READ'],
    });
    const { auditLog } = await auditor.run(LOG, { filter: { action: 'upsertAccount' } });
    expect(auditLog.nodes[0].changes[0].after.account).toMatchObject({ name: 'New name' });
    expect(auditLog.nodes[0].changes[0].after.account).not.toHaveProperty('creditLimit');
    const blind = await world.app.as('ADMIN', { scopes: ['AUDIT_READ', 'PRINCIPAL_READ'] });
    const seen = await blind.run(LOG, { filter: { action: 'upsertAccount' } });
    expect(seen.auditLog.nodes[0].changes[0].after).toEqual({});
  });

  it('is for those with the right who see all rows', async () => {
    expect((await (await world.app.as('SALES_MANAGER')).fail(LOG)).extensions.code).toBe('FORBIDDEN');
    const regional = await world.app.as('ADMIN', { accountIds: [world.of('NORTH').accountId] });
    expect((await regional.fail(LOG)).extensions.code).toBe('FORBIDDEN');
  });

  it('is found by principal, outcome and time', async () => {
    const principalId = toGlobalId('Principal', await world.app.principalId('ADMIN'));
    const all = await log({ principalId, outcome: 'DONE' });
    expect(all.length).toBeGreaterThan(3);
    expect(await log({ principalId, to: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await log({ principalId, from: '2020-01-01T00:00:00Z', outcome: 'DONE' })).toEqual(all);
  });
});

describe('failed sign-ins', () => {
  it('are in the audit log when the server stops, at the latest, alike ones together', async () => {
    const own = await startTestApplication();
    for (let i = 0; i < 3; i++) await new ApiClient(own.url, 'nonsense').send('{ __typename }');
    await new ApiClient(own.url, `owk_abcdefgh_${'x'.repeat(43)}`).send('{ __typename }');
    const { database } = own.services;
    const close = database.close.bind(database);
    let entries: { times: unknown; detail: string; outcome: string; ip: string }[] = [];
    database.close = async () => {
      entries = await database.reader.rows("SELECT * FROM audit_entries WHERE action = 'signIn' ORDER BY id");
      await close();
    };
    await own.stop();
    expect(
      entries.map(({ times, outcome, detail }) => [Number(times), outcome, detail.slice(0, 12)]),
    ).toEqual([
      [3, 'REFUSED', 'The token is'],
      [1, 'REFUSED', 'owk_abcdefgh'],
    ]);
  });
});

describe('an entry', () => {
  it('is neither changed nor deleted by anybody, whatever right to the database they have', async () => {
    const { database } = world.app.services;
    const count = async () => (await database.reader.rows('SELECT id FROM audit_entries')).length;
    const before = await count();
    expect(before).toBeGreaterThan(0);
    for (const statement of ['UPDATE audit_entries SET times = 2', 'DELETE FROM audit_entries']) {
      await expect(database.write(statement)).rejects.toThrow('The audit log is append-only');
      await expect(database.transaction((sql) => sql.execute(statement))).rejects.toThrow('append-only');
    }
    expect(await count()).toBe(before);
  });
});

describe('the personal data of a contact', () => {
  const ERASE = /* GraphQL */ `
    mutation ($input: EraseContactInput!) {
      eraseContact(input: $input) {
        replayed
        contact {
          name
          email
          erasedAt
          version
        }
      }
    }
  `;

  it('can be handed out and erased, and its orders stay as they are', async () => {
    const contactId = world.globalId('Contact', 'NORTH-SUB', 'contactId');
    const accountId = world.globalId('Account', 'NORTH-SUB', 'accountId');
    await admin.run('mutation ($input: UpsertContactInput!) { upsertContact(input: $input) { replayed } }', {
      input: {
        ...{ idempotencyKey: newId(), id: contactId, expectedVersion: 1, phone: '555' },
        externalId: { system: 'crm', externalId: 'jane-1' },
      },
    });
    const shipTo = {
      line1: '2 Side St',
      city: 'New York',
      countryCode: 'US',
      attention: 'Person of NORTH-SUB',
    };
    const order = { accountId, contactId, confirm: true, lines: [{ sku: 'A', quantity: 1 }] };
    const placed = await admin.run(
      'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id number } } }',
      { input: { idempotencyKey: newId(), ...order, shipTo: { address: shipTo } } },
    );
    const { contactData } = await admin.run('query ($id: ID!) { contactData(id: $id) }', { id: contactId });
    expect(contactData).toMatchObject({
      contact: { name: 'Person of NORTH-SUB', email: 'north-sub@example.com', phone: '555' },
      account: { number: 'NORTH-SUB' },
      externalIds: [{ system: 'crm', externalId: 'jane-1' }],
      addresses: [{ attention: 'Person of NORTH-SUB', line1: '2 Side St' }],
    });
    expect(contactData.orders).toHaveLength(2);
    const { id } = placed.placeOrder.order;
    const read =
      'query ($id: ID) { order(id: $id) { number status contact { name } shipTo { attention line1 } events: lines { sku } } }';
    const before = await admin.run(read, { id });
    const input = { idempotencyKey: newId(), contactId, expectedVersion: 2 };
    const { eraseContact } = await admin.run(ERASE, { input });
    expect(eraseContact).toMatchObject({
      replayed: false,
      contact: { name: '', email: null, erasedAt: expect.any(String) as string, version: 3 },
    });
    const after = await admin.run(read, { id });
    expect(after.order).toEqual({
      ...before.order,
      contact: { name: '' },
      shipTo: { attention: null, line1: '2 Side St' },
    });
    await expectNoTrace(['Person of NORTH-SUB', 'north-sub@example.com', 'jane-1']);
    const again = await admin.run(ERASE, {
      input: { ...input, idempotencyKey: newId(), expectedVersion: 3 },
    });
    expect(again.eraseContact.contact.version).toBe(3);
  });

  /** In no table that keeps anything about people. */
  async function expectNoTrace(texts: readonly string[]): Promise<void> {
    const { reader } = world.app.services.database;
    const tables = [
      ...['contacts', 'external_ids', 'address_snapshots', 'events', 'orders', 'audit_entries'],
      ...['idempotency_records', 'accounts', 'order_notes', 'shipments'],
    ];
    for (const table of tables) {
      const rows = await reader.rows(`SELECT * FROM ${table}`);
      const text = JSON.stringify(rows, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      for (const trace of texts) expect([table, text.includes(trace)]).toEqual([table, false]);
    }
  }

  it('is not given back to a contact that was erased', async () => {
    const contactId = world.globalId('Contact', 'SOUTH-SUB', 'contactId');
    await admin.run(ERASE, { input: { idempotencyKey: newId(), contactId, expectedVersion: 1 } });
    const { extensions } = await admin.fail(
      'mutation ($input: UpsertContactInput!) { upsertContact(input: $input) { replayed } }',
      { input: { idempotencyKey: newId(), id: contactId, name: 'Back', expectedVersion: 2 } },
    );
    expect(extensions.details).toMatchObject({ fields: [{ path: 'id', rule: 'erased' }] });
  });

  it('of a hidden contact is that of none', async () => {
    const client = await world.app.as('ADMIN', { accountIds: [world.of('NORTH').accountId] });
    const id = world.globalId('Contact', 'SOUTH', 'contactId');
    expect(await client.run('query ($id: ID!) { contactData(id: $id) }', { id })).toEqual({
      contactData: null,
    });
  });
});
