import { newId } from '../../../src/shared/ids';
import { ensurePrincipal } from '../../../src/principals/principals';
import { Authenticator } from '../../../src/auth/authenticate';
import {
  accountScope,
  documentScope,
  seesAccount,
  seesDocument,
  type Scope,
} from '../../../src/auth/row-scope';
import { signToken, type TokenClaims } from '../../../src/auth/tokens';
import type { Role } from '../../../src/auth/roles';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { until } from '../../support/until';

const SECRET = 's'.repeat(32);
const now = new Date('2026-01-01T00:00:00Z');
let test: TestDatabase;
let authenticator: Authenticator;
const ids = Object.fromEntries(
  ['parent', 'child', 'other', 'north', 'south', 'ann', 'bob'].map((name) => [name, newId()]),
);

beforeAll(async () => {
  test = await createTestDatabase();
  authenticator = new Authenticator({ reader: test.database.reader, secret: SECRET, freshFor: 50 });
  await test.database.transaction(async (sql) => {
    for (const [id, path, territory, rep] of ACCOUNTS) {
      await sql.execute(
        `INSERT INTO accounts (id, number, name, name_search, path, type, status, currency_code, payment_terms, territory_id,
          owner_rep_id, tax_exempt, version, created_at, updated_at)
          VALUES (?, ?, 'A', 'a', ?, 'COMPANY', 'ACTIVE', 'USD', 'NET_30', ?, ?, 0, 1, 0, 0)`,
        [id, id, path, territory, rep],
      );
    }
  });
});
afterAll(() => test.drop());

const ACCOUNTS: [string, string, string | null, string | null][] = [
  [ids.parent!, `/${ids.parent}/`, ids.north!, null],
  [ids.child!, `/${ids.parent}/${ids.child}/`, null, ids.ann!],
  [ids.other!, `/${ids.other}/`, ids.south!, ids.bob!],
];

async function principal(name: string, role: Role, grants: object = {}): Promise<string> {
  return (await ensurePrincipal(test.database, { name, kind: 'USER', roles: [role], ...grants }, now)).id;
}
async function actor(sub: string, claims: Omit<TokenClaims, 'sub'> = {}) {
  return (await authenticator.authenticate(`Bearer ${await signToken(SECRET, { sub, ...claims }, 3_600)}`))!;
}
const visible = async (scope: Scope) => {
  const { sql, params } = accountScope(scope, 'a');
  const rows = await test.database.reader.rows<{ id: string }>(
    `SELECT a.id FROM accounts a WHERE ${sql} ORDER BY a.id`,
    params,
  );
  return rows.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id)!);
};
const unauthenticated = expect.objectContaining({ code: 'UNAUTHENTICATED' }) as Error;

describe('authenticate', () => {
  it('answers null without a token', async () => {
    await expect(authenticator.authenticate(undefined)).resolves.toBeNull();
    await expect(authenticator.authenticate('')).resolves.toBeNull();
  });

  it('gives the permissions of the roles, and of these only the ones in the scopes', async () => {
    const id = await principal('scoped', 'BUYER');
    expect([...(await actor(id)).permissions]).toContain('ORDER_PLACE');
    await test.database.transaction((sql) =>
      sql.execute('UPDATE principals SET scopes = ? WHERE id = ?', ['["ORDER_READ","PRICE_WRITE"]', id]),
    );
    const { permissions } = await actor(id, { roles: ['BUYER'] });
    expect([...permissions]).toEqual(['ORDER_READ']);
  });

  it('lets claims take roles and accounts away, and never add any', async () => {
    const admin = await actor(await principal('admin', 'ADMIN'), { roles: ['BUYER'] });
    expect([admin.roles, admin.permissions.size, await visible(admin.scope)]).toEqual([[], 0, []]);
    const buyer = await principal('buyer', 'BUYER', { accountIds: [ids.parent] });
    expect(await visible((await actor(buyer)).scope)).toEqual(['parent', 'child']);
    expect(await visible((await actor(buyer, { accounts: [ids.child!] })).scope)).toEqual(['child']);
    expect(await visible((await actor(buyer, { accounts: [ids.other!] })).scope)).toEqual([]);
    expect((await actor(buyer, { roles: ['BUYER', 'ADMIN'] })).roles).toEqual(['BUYER']);
  });

  it('refuses a principal that is unknown, suspended or revoked, and notices soon', async () => {
    await expect(actor(newId())).rejects.toEqual(unauthenticated);
    for (const change of ["status = 'SUSPENDED'", 'revoked_at = 1']) {
      const id = await principal(change, 'ADMIN');
      const token = `Bearer ${await signToken(SECRET, { sub: id }, 3_600)}`;
      await expect(authenticator.authenticate(token)).resolves.toMatchObject({ principalId: id });
      await test.database.transaction((sql) =>
        sql.execute(`UPDATE principals SET ${change} WHERE id = ?`, [id]),
      );
      await until(() =>
        authenticator.authenticate(token).then(
          () => false,
          () => true,
        ),
      );
      await expect(authenticator.authenticate(token)).rejects.toEqual(unauthenticated);
    }
  });
});

describe('a row scope', () => {
  const scope = (part: Partial<Extract<Scope, { all: false }>>): Scope => ({
    all: false,
    accountPaths: [],
    territoryIds: [],
    repIds: [],
    ...part,
  });
  const scopes: Scope[] = [
    { all: true },
    scope({}),
    scope({ accountPaths: [`/${ids.parent}/`] }),
    scope({ accountPaths: [`/${ids.parent}/${ids.child}/`, `/${ids.other}/`] }),
    scope({ territoryIds: [ids.north!] }),
    scope({ repIds: [ids.ann!] }),
    scope({ territoryIds: [ids.south!], repIds: [ids.ann!, ids.bob!] }),
  ];

  it.each(scopes)('sees the same accounts in SQL and in memory: %j', async (each) => {
    const inMemory = ACCOUNTS.filter(([, path, territoryId, ownerRepId]) =>
      seesAccount(each, { path, territoryId, ownerRepId }),
    );
    expect(await visible(each)).toEqual(
      inMemory
        .map(([id]) => Object.keys(ids).find((name) => ids[name] === id)!)
        .sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1)),
    );
  });

  it.each(scopes)('sees the same orders in SQL and in memory: %j', async (each) => {
    const condition = documentScope(each, 'o');
    for (const [accountId, path, territory, rep] of [...ACCOUNTS, [newId(), '', null, null] as const]) {
      for (const territoryId of [null, ids.north!, ids.south!]) {
        for (const repId of [null, ids.ann!]) {
          const rows = await test.database.reader.rows(
            `SELECT 1 AS seen FROM (SELECT ? AS account_id, ? AS territory_id, ? AS rep_id) o WHERE ${condition.sql}`,
            [accountId, territoryId, repId, ...condition.params],
          );
          const account = path === '' ? null : { path, territoryId: territory, ownerRepId: rep };
          expect(rows.length === 1).toBe(seesDocument(each, { account, territoryId, repId }));
        }
      }
    }
  });
});
