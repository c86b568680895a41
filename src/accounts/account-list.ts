import { Account } from '../../entities/accounts/account';
import type { AccountStatus, AccountType } from '../../entities/accounts/accounts.enums';
import { accountScope, inTree, type Scope } from '../auth/row-scope';
import { defineList } from '../persistence/lists/define-list';
import { filtersOf } from '../persistence/lists/list-filters';
import type { Sql } from '../persistence/sql';
import { allOf, anyOf, fragment, inList, startsWith, type SqlFragment } from '../persistence/sql-fragment';
import { searchWords } from '../shared/text';

/** Conditions that hold together; an absent one says nothing. */
export interface AccountFilter {
  /** Words of the name, each of which may be cut short, or the start of the number. */
  text?: string | null;
  /** Accounts below this one, at any depth: as `accountTree` finds it. */
  below?: AccountTree | null;
  territoryId?: string | null;
  ownerRepId?: string | null;
  status?: AccountStatus | null;
  type?: AccountType | null;
}

export interface AccountTree {
  readonly id: string;
  /** Null when the account does not exist: nothing is below it. */
  readonly path: string | null;
}

const { equals, given } = filtersOf<AccountFilter>();

/** The list of accounts. */
export const ACCOUNTS = defineList<Account, AccountFilter, 'NAME' | 'NUMBER', Scope>({
  name: 'accounts',
  entity: Account,
  filters: {
    text: given('text', (text) => (text.trim() ? matches(text.trim()) : null)),
    below: { ...given('below', isBelow), input: ['ancestorId'] },
    territoryId: equals('territory_id', 'territoryId'),
    ownerRepId: equals('owner_rep_id', 'ownerRepId'),
    status: equals('status', 'status'),
    type: equals('type', 'type'),
  },
  sorts: { NAME: ['nameSearch', 'id'], NUMBER: ['number'] },
  indexes: [['name_search', 'id'], ['number']],
  visible: (scope) => ({ condition: accountScope(scope, 't') }),
});

/** The account below which others are wanted. One statement. */
export async function accountTree(sql: Sql, id: string): Promise<AccountTree> {
  const [account] = await sql.select(Account, 'WHERE t.id = ?', [id]);
  return { id, path: account?.path ?? null };
}

function isBelow({ id, path }: AccountTree): SqlFragment {
  return path === null ? inList('t.id', []) : allOf([inTree('t', path), fragment('t.id <> ?', [id])]);
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
