import { Account } from '../../entities/accounts/account';
import type { AccountStatus, AccountType } from '../../entities/accounts/accounts.enums';
import { accountScope, inTree, type Scope } from '../auth/row-scope';
import {
  keysetPage,
  type PageRequest,
  type Slice,
  type Sort,
  type SortKey,
} from '../persistence/lists/keyset';
import type { Columns } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { allOf, anyOf, fragment, inList, startsWith, type SqlFragment } from '../persistence/sql-fragment';
import { num, type RawInteger } from '../persistence/values';
import { searchWords } from '../shared/text';

/** Conditions that hold together; an absent one says nothing. */
export interface AccountFilter {
  /** Words of the name, each of which may be cut short, or the start of the number. */
  text?: string | null;
  /** Accounts below this one, at any depth. */
  ancestorId?: string | null;
  territoryIds?: readonly string[] | null;
  ownerRepIds?: readonly string[] | null;
  status?: AccountStatus | null;
  type?: AccountType | null;
}

export type AccountSortField = 'NAME' | 'NUMBER';

export interface AccountQuery {
  filter: AccountFilter;
  sort: AccountSortField;
  descending: boolean;
  page: PageRequest;
}

const KEYS: Readonly<Record<AccountSortField, readonly SortKey<Account>[]>> = {
  NAME: [
    { column: 't.name_search', kind: 'text', value: ({ nameSearch }) => nameSearch },
    { column: 't.id', kind: 'text', value: ({ id }) => id },
  ],
  NUMBER: [{ column: 't.number', kind: 'text', value: ({ number }) => number }],
};

/** One account by id or by number, if the scope covers it. */
export async function findAccount(
  sql: Sql,
  scope: Scope,
  by: { id: string } | { number: string },
): Promise<Account | null> {
  const wanted = 'id' in by ? fragment('t.id = ?', [by.id]) : fragment('t.number = ?', [by.number]);
  const where = allOf([wanted, accountScope(scope, 't')]);
  const [account] = await sql.select(Account, `WHERE ${where.sql}`, where.params);
  return account ?? null;
}

/** Those of the accounts that the scope covers, in no particular order. */
export function findAccountsById(
  sql: Sql,
  scope: Scope,
  ids: readonly string[],
  part?: Columns<Account>,
): Promise<Account[]> {
  const where = allOf([inList('t.id', ids), accountScope(scope, 't')]);
  return sql.select(Account, `WHERE ${where.sql}`, where.params, part);
}

/** A page of accounts. */
export async function findAccounts(
  sql: Sql,
  scope: Scope,
  { filter, sort, descending, page }: AccountQuery,
): Promise<Slice<Account>> {
  const keyset = keysetPage(sortOf(sort, descending), page);
  const where = allOf([await condition(sql, scope, filter), keyset.where]);
  return keyset.cut(await sql.select(Account, `WHERE ${where.sql} ${keyset.tail}`, where.params));
}

/** How many accounts there are on all pages. */
export async function countAccounts(sql: Sql, scope: Scope, filter: AccountFilter): Promise<number> {
  const where = await condition(sql, scope, filter);
  const [row] = await sql.separately.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM accounts t WHERE ${where.sql}`,
    where.params,
  );
  return num(row?.n);
}

function sortOf(field: AccountSortField, descending: boolean): Sort<Account> {
  return {
    name: `accounts.${field}.${descending ? 'desc' : 'asc'}`,
    keys: KEYS[field].map((key) => ({ ...key, descending })),
  };
}

async function condition(sql: Sql, scope: Scope, filter: AccountFilter): Promise<SqlFragment> {
  const { text, ancestorId, territoryIds, ownerRepIds, status, type } = filter;
  return allOf([
    scope.all ? null : accountScope(scope, 't'),
    text?.trim() ? matches(text.trim()) : null,
    ancestorId ? await below(sql, ancestorId) : null,
    territoryIds ? inList('t.territory_id', territoryIds) : null,
    ownerRepIds ? inList('t.owner_rep_id', ownerRepIds) : null,
    status ? fragment('t.status = ?', [status]) : null,
    type ? fragment('t.type = ?', [type]) : null,
  ]);
}

/** More words than this narrow nothing that people look for. */
const MAX_WORDS = 8;

function matches(text: string): SqlFragment {
  const words = searchWords(text).slice(0, MAX_WORDS);
  const numbers = [...new Set([text, text.toUpperCase()])];
  return anyOf([
    ...numbers.map((number) => startsWith('t.number', number)),
    words.length > 0 ? allOf(words.map(hasWord)) : null,
  ]);
}

function hasWord(word: string): SqlFragment {
  const start = startsWith('w.word', word);
  return fragment(`t.id IN (SELECT w.account_id FROM account_name_words w WHERE ${start.sql})`, start.params);
}

/** Never true when the account does not exist. */
async function below(sql: Sql, ancestorId: string): Promise<SqlFragment> {
  const [ancestor] = await sql.select(Account, 'WHERE t.id = ?', [ancestorId]);
  if (!ancestor) return inList('t.id', []);
  return allOf([inTree('t', ancestor.path), fragment('t.id <> ?', [ancestorId])]);
}
