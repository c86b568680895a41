import { Role } from '../../../src/auth/roles';
import { fromGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { ApiClient, Untyped } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { statementsOf } from '../../support/statements';

const SAVE_ACCOUNT = `mutation ($input: UpsertAccountInput!) {
  upsertAccount(input: $input) {
    replayed
    account { id number name version status currencyCode parent { id } ownerRep { id code } territory { id code } externalIds { system externalId } }
  }
}`;
const SAVE_CONTACT = `mutation ($input: UpsertContactInput!) {
  upsertContact(input: $input) { replayed contact { id name email version account { id version } } }
}`;
const SAVE_ADDRESS = `mutation ($input: UpsertAddressInput!) {
  upsertAddress(input: $input) { replayed address { id kind isDefault version content { line1 city } account { id version } } }
}`;
const SAVE_TERRITORY = `mutation ($input: UpsertTerritoryInput!) {
  upsertTerritory(input: $input) { replayed territory { id code name groupName version } }
}`;
const SAVE_REP = `mutation ($input: UpsertRepInput!) {
  upsertRep(input: $input) { replayed rep { id code name active version territory { code } } }
}`;
const SIGNAL = `mutation ($input: RecordBuyerIntentSignalInput!) {
  recordBuyerIntentSignal(input: $input) { replayed signal { id kind source occurredAt account { number } } }
}`;
const ACCOUNT = `query ($id: ID, $number: String) { account(id: $id, number: $number) { id number name } }`;
const ACCOUNTS = `query ($filter: AccountFilterInput, $sort: AccountSortInput, $first: Int, $after: String, $last: Int, $before: String) {
  accounts(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { number name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

let app: TestApplication;
let admin: ApiClient;
let west: string;
let rosa: string;

const withKey = (input: object) => ({ input: { idempotencyKey: newId(), ...input } });

async function save(input: object, client = admin): Promise<Untyped> {
  return (await client.run(SAVE_ACCOUNT, withKey(input))).upsertAccount.account;
}

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as(Role.ADMIN);
  for (const code of ['USD', 'EUR', 'JPY']) {
    await admin.run(
      `mutation ($input: UpsertCurrencyInput!) { upsertCurrency(input: $input) { currency { code } } }`,
      withKey({ code, name: code }),
    );
  }
  west = (await admin.run(SAVE_TERRITORY, withKey({ code: 'WEST', groupName: 'America' }))).upsertTerritory
    .territory.id;
  rosa = (await admin.run(SAVE_REP, withKey({ code: 'ROSA', name: 'Rosa Rep', territoryId: west }))).upsertRep
    .rep.id;
});

afterAll(() => app.stop());

describe('upsertAccount', () => {
  it('creates an account with everything around it and repeats its answer', async () => {
    const variables = withKey({
      number: ' ACME ',
      name: 'Acme Inc.',
      ownerRepId: rosa,
      territoryId: west,
      creditLimit: { currencyCode: 'USD', amount: '1000.50' },
      externalId: { system: 'crm', externalId: 'acme-1' },
    });
    const first = (await admin.run(SAVE_ACCOUNT, variables)).upsertAccount;
    expect(first).toMatchObject({
      replayed: false,
      account: {
        number: 'ACME',
        version: 1,
        currencyCode: 'USD',
        ownerRep: { code: 'ROSA' },
        territory: { code: 'WEST' },
        externalIds: [{ system: 'crm', externalId: 'acme-1' }],
      },
    });
    const again = (await admin.run(SAVE_ACCOUNT, variables)).upsertAccount;
    expect(again).toEqual({ ...first, replayed: true });
    const other = { input: { ...variables.input, name: 'Another' } };
    expect((await admin.fail(SAVE_ACCOUNT, other)).extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('leaves values that null cannot clear, and clears those that it can', async () => {
    const { id } = await save({ number: newId(), name: 'Keeps', ownerRepId: rosa });
    const after = await save({ id, name: null, status: 'INACTIVE', ownerRepId: null, expectedVersion: 1 });
    expect(after).toMatchObject({ name: 'Keeps', status: 'INACTIVE', ownerRep: null, version: 2 });
  });

  it.each([
    ['a new account without a name', { name: null }, 'VALIDATION_FAILED'],
    ['an id that is none', { territoryId: 'nonsense' }, 'INVALID_ID'],
    ['a currency that is not set up', { currencyCode: 'XXX' }, 'CURRENCY_UNKNOWN'],
    ['a currency that is no code', { currencyCode: 'usd' }, 'VALIDATION_FAILED'],
    ['superfluous decimals', { creditLimit: { currencyCode: 'USD', amount: '0.001' } }, 'VALIDATION_FAILED'],
    ['a negative credit limit', { creditLimit: { currencyCode: 'USD', amount: '-1' } }, 'VALIDATION_FAILED'],
    ['a parent that does not exist', { parentNumber: 'no such' }, 'INVALID_REFERENCE'],
    ['a version of something new', { expectedVersion: 3 }, 'VERSION_CONFLICT'],
  ])('refuses %s', async (_what, flaw, code) => {
    const input = { number: newId(), name: 'X', ...flaw };
    expect((await admin.fail(SAVE_ACCOUNT, withKey(input))).extensions.code).toBe(code);
  });

  it('names the current version to someone who has seen another', async () => {
    const { id } = await save({ number: newId(), name: 'Moving' });
    await save({ id, name: 'Moved', expectedVersion: 1 });
    expect(
      (await admin.fail(SAVE_ACCOUNT, withKey({ id, name: 'Late', expectedVersion: 1 }))).extensions,
    ).toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current: 2 },
    });
  });

  it('answers each of several changes in one operation with the account as it is after it', async () => {
    const { id } = await save({ number: newId(), name: 'One' });
    const change = (alias: string, name: string, version: number) =>
      `${alias}: upsertAccount(input: { idempotencyKey: "${newId()}", id: "${id}", name: "${name}", expectedVersion: ${version} }) { account { name version } }`;
    const data = await admin.run(`mutation { ${change('a', 'Two', 1)} ${change('b', 'Three', 2)} }`);
    expect(data).toEqual({
      a: { account: { name: 'Two', version: 2 } },
      b: { account: { name: 'Three', version: 3 } },
    });
  });
});

describe('contacts, addresses and signals', () => {
  it('belong to an account, whose version rises with theirs', async () => {
    const { id: accountId } = await save({ number: newId(), name: 'Parts' });
    const { contact } = (
      await admin.run(SAVE_CONTACT, withKey({ accountId, name: 'Jane', email: 'jane@example.com' }))
    ).upsertContact;
    expect(contact).toMatchObject({ name: 'Jane', version: 1, account: { id: accountId, version: 2 } });
    const place = { kind: 'BOTH', line1: '1 Main Street', city: 'Springfield', countryCode: 'US' };
    const { address } = (await admin.run(SAVE_ADDRESS, withKey({ accountId, ...place }))).upsertAddress;
    expect(address).toMatchObject({
      isDefault: true,
      content: { line1: '1 Main Street' },
      account: { version: 3 },
    });
    const moved = (
      await admin.run(SAVE_ADDRESS, withKey({ id: address.id, city: 'Shelbyville', expectedVersion: 1 }))
    ).upsertAddress;
    expect(moved.address).toMatchObject({
      version: 2,
      content: { line1: '1 Main Street', city: 'Shelbyville' },
    });
    const { signal } = (
      await admin.run(
        SIGNAL,
        withKey({ accountId, kind: 'PRICING_VIEWED', occurredAt: '2026-01-02T03:04:05Z' }),
      )
    ).recordBuyerIntentSignal;
    expect(signal).toMatchObject({
      kind: 'PRICING_VIEWED',
      source: null,
      occurredAt: '2026-01-02T03:04:05.000Z',
    });

    const read = await admin.run(
      `query ($id: ID!, $nodes: [ID!]!) {
        account(id: $id) { contacts { id } addresses { id } buyerIntentSignals { id } }
        nodes(ids: $nodes) { __typename id }
      }`,
      { id: accountId, nodes: [contact.id, address.id, signal.id] },
    );
    expect(read.account).toEqual({
      contacts: [{ id: contact.id }],
      addresses: [{ id: address.id }],
      buyerIntentSignals: [{ id: signal.id }],
    });
    expect(read.nodes.map((node: Untyped) => node.__typename)).toEqual([
      'Contact',
      'Address',
      'BuyerIntentSignal',
    ]);
  });

  it.each([
    [SAVE_CONTACT, { name: 'Jane', email: 'not an address' }],
    [SAVE_ADDRESS, { kind: 'BOTH', line1: 'x', city: 'y', countryCode: 'us' }],
    [SAVE_ADDRESS, { kind: 'BOTH', line1: 'x', city: 'y', countryCode: 'US', latitudeE6: 91_000_000 }],
  ])('inputs are checked: %#', async (mutation, input) => {
    const { id: accountId } = await save({ number: newId(), name: 'Checked' });
    expect((await admin.fail(mutation, withKey({ accountId, ...input }))).extensions.code).toBe(
      'VALIDATION_FAILED',
    );
  });
});

describe('accounts', () => {
  const prefix = 'LIST';
  let root: Untyped;

  const list = (variables: object = {}, client = admin): Promise<Untyped> =>
    client.run(ACCOUNTS, variables).then((d) => d.accounts);
  const names = async (filter: object, sort?: object): Promise<string[]> =>
    (await list({ filter, sort })).nodes.map(({ name }: Untyped) => name);

  beforeAll(async () => {
    root = await save({ number: `${prefix}-1`, name: 'Überseehandel Müller', territoryId: west });
    const child = await save({ number: `${prefix}-2`, name: 'Zebra Müller Tochter', parentId: root.id });
    await save({ number: `${prefix}-3`, name: 'Alpha Enkel', parentId: child.id, status: 'INACTIVE' });
    await save({ number: `${prefix}-4`, name: 'Jane Roe', type: 'PERSON', ownerRepId: rosa });
  });

  it('are found by the starts of words, whatever case and accents, and by the start of the number', async () => {
    expect(await names({ text: 'MULLER' })).toEqual(['Überseehandel Müller', 'Zebra Müller Tochter']);
    expect(await names({ text: 'mül toch' })).toEqual(['Zebra Müller Tochter']);
    expect(await names({ text: 'nothing like it' })).toEqual([]);
    expect(await names({ text: 'list-' })).toHaveLength(4);
    expect(await names({ text: '%' })).toEqual([]);
  });

  it('are filtered by tree, territory, owner, status and type', async () => {
    expect(await names({ ancestorId: root.id })).toEqual(['Alpha Enkel', 'Zebra Müller Tochter']);
    expect(await names({ ancestorId: root.id, status: 'ACTIVE' })).toEqual(['Zebra Müller Tochter']);
    expect(await names({ text: prefix, territoryId: west })).toEqual(['Überseehandel Müller']);
    expect(await names({ text: prefix, ownerRepId: rosa })).toEqual(['Jane Roe']);
    expect(await names({ text: prefix, type: 'PERSON' })).toEqual(['Jane Roe']);
  });

  it('are sorted by name or number, both ways', async () => {
    const byName = ['Alpha Enkel', 'Jane Roe', 'Überseehandel Müller', 'Zebra Müller Tochter'];
    expect(await names({ text: prefix })).toEqual(byName);
    expect(await names({ text: prefix }, { direction: 'DESC' })).toEqual([...byName].reverse());
    const byNumber = ['Überseehandel Müller', 'Zebra Müller Tochter', 'Alpha Enkel', 'Jane Roe'];
    expect(await names({ text: prefix }, { field: 'NUMBER' })).toEqual(byNumber);
  });

  it('come in pages, forward and backward, by cursors of this list only', async () => {
    const filter = { text: prefix };
    const first = await list({ filter, first: 3 });
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const second = await list({ filter, first: 3, after: first.pageInfo.endCursor });
    expect(second.nodes).toMatchObject([{ name: 'Zebra Müller Tochter' }]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = await list({ filter, last: 2, before: second.pageInfo.startCursor });
    expect(back.nodes).toMatchObject([{ name: 'Jane Roe' }, { name: 'Überseehandel Müller' }]);
    const other = { filter, sort: { field: 'NUMBER' }, after: first.pageInfo.endCursor };
    expect((await admin.fail(ACCOUNTS, other)).extensions.code).toBe('INVALID_CURSOR');
  });

  it('one is read by id or by number, exactly one of them', async () => {
    expect((await admin.run(ACCOUNT, { id: root.id })).account).toMatchObject({ number: 'LIST-1' });
    expect((await admin.run(ACCOUNT, { number: 'LIST-1' })).account).toMatchObject({ id: root.id });
    expect((await admin.run(ACCOUNT, { number: 'no such' })).account).toBeNull();
    expect((await admin.fail(ACCOUNT, {})).extensions.code).toBe('VALIDATION_FAILED');
    expect((await admin.fail(ACCOUNT, { id: root.id, number: 'LIST-1' })).extensions.code).toBe(
      'VALIDATION_FAILED',
    );
  });

  it('cost a constant number of statements, however many there are', async () => {
    const query = `query ($first: Int) { accounts(filter: { text: "${prefix}" }, first: $first) { nodes {
      parent { name } children { name } contacts { name } addresses { content { city } } ownerRep { territory { code } }
      territory { code } priceList { code } creditLimit { amount } buyerIntentSignals { kind } externalIds { externalId }
    } } }`;
    const count = async (first: number): Promise<number> =>
      (await statementsOf(app.services, () => admin.run(query, { first }))).length;
    await count(1);
    const few = await count(2);
    expect(few).toBeGreaterThan(5);
    expect(await count(4)).toBeLessThanOrEqual(few + 3);
  });
});

describe('access', () => {
  it('a representative works within the accounts that it owns', async () => {
    const rep = await app.as(Role.SALES_REP, { repId: fromGlobalId('Rep', rosa) });
    const mine = await save({ number: newId(), name: 'Mine' }, rep);
    expect(mine).toMatchObject({ ownerRep: { code: 'ROSA' } });
    const foreign = await save({ number: newId(), name: 'Foreign' });
    expect((await rep.run(ACCOUNT, { id: foreign.id })).account).toBeNull();
    const change = withKey({ id: foreign.id, name: 'Taken', expectedVersion: 1 });
    expect((await rep.fail(SAVE_ACCOUNT, change)).extensions.code).toBe('NOT_FOUND');
    const contact = withKey({ accountId: foreign.id, name: 'Spy' });
    expect((await rep.fail(SAVE_CONTACT, contact)).extensions.code).toBe('NOT_FOUND');
    const limit = withKey({
      id: mine.id,
      creditLimit: { currencyCode: 'USD', amount: '1' },
      expectedVersion: 1,
    });
    expect((await rep.fail(SAVE_ACCOUNT, limit)).extensions).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'CREDIT_WRITE' },
    });
  });

  it('a buyer sees its tree, neither the credit limit nor the signals, and changes nothing', async () => {
    const top = await save({ number: newId(), name: 'Top' });
    const own = await save({
      number: newId(),
      name: 'Own',
      parentId: top.id,
      creditLimit: { currencyCode: 'USD', amount: '5' },
    });
    await save({ number: newId(), name: 'Below', parentId: own.id });
    const buyer = await app.as(Role.BUYER, { accountIds: [fromGlobalId('Account', own.id)] });
    const seen = await buyer.run(
      `{ accounts { totalCount nodes { name parent { name } children { name } } } }`,
    );
    expect(seen.accounts).toEqual({
      totalCount: 2,
      nodes: [
        { name: 'Below', parent: { name: 'Own' }, children: [] },
        { name: 'Own', parent: null, children: [{ name: 'Below' }] },
      ],
    });
    for (const [field, permission] of [
      ['creditLimit { amount }', 'CREDIT_READ'],
      ['buyerIntentSignals { id }', 'SIGNAL_READ'],
    ]) {
      const error = await buyer.fail(`query ($id: ID) { account(id: $id) { name ${field} } }`, {
        id: own.id,
      });
      expect(error.extensions).toMatchObject({ code: 'FORBIDDEN', details: { permission } });
    }
    expect((await buyer.fail(SAVE_ACCOUNT, withKey({ number: newId(), name: 'X' }))).extensions.code).toBe(
      'FORBIDDEN',
    );
    const hidden = await buyer.run(`query ($id: ID!) { node(id: $id) { id } }`, { id: top.id });
    expect(hidden.node).toBeNull();
  });
});

describe('territories, representatives, currencies and rates', () => {
  it('are changed by the version that was read and listed by code', async () => {
    const { territory } = (
      await admin.run(SAVE_TERRITORY, withKey({ code: 'EAST', name: 'East', groupName: 'America' }))
    ).upsertTerritory;
    const stale = withKey({ code: 'EAST', name: 'Far East' });
    expect((await admin.fail(SAVE_TERRITORY, stale)).extensions).toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current: 1 },
    });
    await admin.run(SAVE_TERRITORY, withKey({ id: territory.id, code: 'FAR-EAST', expectedVersion: 1 }));
    const rep = withKey({ code: 'ROSA', name: null, active: false, expectedVersion: 1 });
    expect((await admin.run(SAVE_REP, rep)).upsertRep.rep).toMatchObject({
      name: 'Rosa Rep',
      active: false,
      version: 2,
    });

    const read = await admin.run(`{
      territories(filter: { groupName: "America" }) { totalCount nodes { code } }
      reps(filter: { active: false }) { totalCount nodes { code territory { code } } }
      currencies { code fractionDigits }
    }`);
    expect(read.territories).toEqual({ totalCount: 2, nodes: [{ code: 'FAR-EAST' }, { code: 'WEST' }] });
    expect(read.reps).toEqual({ totalCount: 1, nodes: [{ code: 'ROSA', territory: { code: 'WEST' } }] });
    expect(read.currencies).toContainEqual({ code: 'JPY', fractionDigits: 0 });
  });

  it('exchange rates keep ten decimals', async () => {
    const mutation = `mutation ($input: UpsertExchangeRateInput!) {
      upsertExchangeRate(input: $input) { exchangeRate { fromCurrency toCurrency day rate } }
    }`;
    const pair = { fromCurrency: 'USD', toCurrency: 'JPY', day: '2026-02-01' };
    const { exchangeRate } = (await admin.run(mutation, withKey({ ...pair, rate: '151.1234567891' })))
      .upsertExchangeRate;
    expect(exchangeRate).toEqual({ ...pair, rate: '151.1234567891' });
    for (const rate of ['0', '-1', '1.12345678901', '1e3']) {
      expect((await admin.fail(mutation, withKey({ ...pair, rate }))).extensions.code).toBe(
        'VALIDATION_FAILED',
      );
    }
    const finance = await app.as(Role.FINANCE);
    await finance.run(mutation, withKey({ ...pair, rate: '150' }));
    const rep = await app.as(Role.SALES_REP);
    expect((await rep.fail(mutation, withKey({ ...pair, rate: '1' }))).extensions.code).toBe('FORBIDDEN');
  });
});
