import { Account } from '../../entities/accounts/account';
import { ExternalLinks } from '../accounts/external-ids';
import type { Actor } from '../auth/actor';
import { seesAccount } from '../auth/row-scope';
import type { Sql } from '../persistence/sql';
import { anyOf, inList } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DomainError } from '../shared/errors';
import type { AccountKey, CodeKey, OrderForm, ProductKey } from './order-form';

/** What has a code of its own, by table. */
const CODED = { reps: 'sales representative', territories: 'territory' } as const;
type Coded = keyof typeof CODED;

/** What a list of orders names, looked up: one statement for each kind of thing, and for each system of external ids. */
export class OrderReferences {
  private readonly accounts: ReadonlyMap<string, Account>;
  private readonly accountsByNumber: ReadonlyMap<string, Account>;

  private constructor(
    accounts: readonly Account[],
    private readonly accountLinks: ExternalLinks,
    private readonly codes: Readonly<Record<Coded, ReadonlyMap<string, string>>>,
    private readonly skus: ReadonlyMap<string, string>,
  ) {
    this.accounts = new Map(accounts.map((account) => [account.id, account]));
    this.accountsByNumber = new Map(accounts.map((account) => [account.number, account]));
  }

  static async load(
    uow: Pick<UnitOfWork, 'sql' | 'recordedAt'>,
    orders: readonly OrderForm[],
  ): Promise<OrderReferences> {
    const { sql } = uow;
    const keys = orders.map(({ account }) => account);
    const links = await ExternalLinks.load(
      uow,
      'Account',
      keys.map((key) => ('externalId' in key ? key.externalId : null)),
    );
    const codesOf = (keys: readonly (CodeKey | null)[]): string[] =>
      keys.flatMap((key) => (key && 'code' in key ? key.code : []));
    return new OrderReferences(
      await loadAccounts(sql, keys, links.ids()),
      links,
      {
        reps: await idsByCode(sql, 'reps', codesOf(orders.map(({ rep }) => rep))),
        territories: await idsByCode(sql, 'territories', codesOf(orders.map(({ territory }) => territory))),
      },
      await skusById(
        sql,
        orders.flatMap(({ lines }) => lines.flatMap(({ product }) => ('id' in product ? product.id : []))),
      ),
    );
  }

  /**
   * Throws `NOT_FOUND` when there is no such account, or the actor does not see it. An actor who sees an order sees that its account is
   * `own`, whatever else of it.
   */
  account(actor: Actor, key: AccountKey, own: string | null = null): Account {
    const account = this.find(key);
    if (account && (account.id === own || seesAccount(actor.scope, account))) return account;
    const { path, name } = described(key);
    throw new DomainError('NOT_FOUND', `There is no account ${name}, or you may not see it. Check ${path}.`, {
      type: 'Account',
      path,
    });
  }

  private find(key: AccountKey): Account | undefined {
    if ('number' in key) return this.accountsByNumber.get(key.number);
    const id = 'id' in key ? key.id : this.accountLinks.idOf(key.externalId);
    return id === null ? undefined : this.accounts.get(id);
  }

  /** The id of a key; null for none. Throws `INVALID_REFERENCE` for an unknown code; ids are taken as they are. */
  idOf(table: Coded, key: CodeKey | null): string | null {
    if (key === null) return null;
    if ('id' in key) return key.id;
    const id = this.codes[table].get(key.code);
    if (id !== undefined) return id;
    const path = table === 'reps' ? 'repCode' : 'territoryCode';
    throw new DomainError('INVALID_REFERENCE', `There is no ${CODED[table]} "${key.code}". Check ${path}.`, {
      path,
    });
  }

  /** The SKU of a key. Throws `INVALID_REFERENCE` for an unknown id; SKUs are taken as they are. */
  skuOf(key: ProductKey, path: string): string {
    if ('sku' in key) return key.sku;
    const sku = this.skus.get(key.id);
    if (sku !== undefined) return sku;
    throw new DomainError('INVALID_REFERENCE', `${path} names no product. Use an id that the API returned.`, {
      path,
    });
  }
}

/** The field that holds a key, and the account as the caller named it. */
function described(key: AccountKey): { path: string; name: string } {
  if ('id' in key) return { path: 'accountId', name: 'with this id' };
  if ('number' in key) return { path: 'accountNumber', name: `"${key.number}"` };
  const { system, externalId } = key.externalId;
  return { path: 'accountExternalId', name: `${system} "${externalId}"` };
}

async function loadAccounts(
  sql: Sql,
  keys: readonly AccountKey[],
  linked: readonly string[],
): Promise<Account[]> {
  const ids = distinct([...linked, ...keys.flatMap((key) => ('id' in key ? key.id : []))]);
  const numbers = distinct(keys.flatMap((key) => ('number' in key ? key.number : [])));
  if (ids.length + numbers.length === 0) return [];
  const where = anyOf([
    ids.length > 0 ? inList('t.id', ids) : null,
    numbers.length > 0 ? inList('t.number', numbers) : null,
  ]);
  return sql.select(Account, `WHERE ${where.sql}`, where.params);
}

async function idsByCode(sql: Sql, table: Coded, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const where = inList('code', distinct(codes));
  const rows = await sql.rows<{ id: string; code: string }>(
    `SELECT id, code FROM ${table} WHERE ${where.sql}`,
    where.params,
  );
  return new Map(rows.map(({ id, code }) => [code, id]));
}

async function skusById(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const where = inList('id', distinct(ids));
  const rows = await sql.rows<{ id: string; sku: string }>(
    `SELECT id, sku FROM products WHERE ${where.sql}`,
    where.params,
  );
  return new Map(rows.map(({ id, sku }) => [id, sku]));
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
