import type { AccessPath, IdSelect } from '../persistence/lists/access-paths';
import { allOf, anyOf, fragment, startsWith, type SqlFragment } from '../persistence/sql-fragment';
import { searchWords } from '../shared/text';
import { ordersWhere } from './order-paths';

/** Condition on an order `t`: start of its number or PO number, or words of its account's name. */
export function textCondition(text: string): SqlFragment {
  const accounts = accountsNamed(text);
  return anyOf([
    ...startsOfNumber('t.number', text),
    ...startsOfNumber('t.po_number', text),
    accounts && fragment(`t.account_id IN (${accounts.sql})`, accounts.params),
  ]);
}

/** What finds the orders of a text; a range of dates shortens the path through accounts. */
export function ordersWithText(text: string, ordered: SqlFragment | null): AccessPath {
  const accounts = accountsNamed(text);
  const parts = [
    ...startsOfNumber('t.number', text).map(ordersWhere),
    ...startsOfNumber('t.po_number', text).map(ordersWhere),
    ...(accounts ? [ordersOfNamed(accounts, ordered)] : []),
  ];
  return { parts };
}

function ordersOfNamed(accounts: SqlFragment, ordered: SqlFragment | null): IdSelect {
  const where = ordered ?? fragment('1 = 1');
  return (limit) =>
    fragment(
      `SELECT t.id FROM (${accounts.sql}) named JOIN orders t ON t.account_id = named.account_id WHERE ${where.sql} LIMIT ${limit}`,
      [...accounts.params, ...where.params],
    );
}

/** Numbers are compared as they are written; what is typed may be in lower case. */
function startsOfNumber(column: string, text: string): SqlFragment[] {
  const typed = text.trim();
  return [...new Set([typed, typed.toUpperCase()])].map((start) => startsWith(column, start));
}

/** More words than this narrow nothing that people look for. */
const MAX_WORDS = 5;

/** SELECT of the ids of accounts whose names have all of the words; null for a text without words. */
function accountsNamed(text: string): SqlFragment | null {
  const [first, ...others] = searchWords(text).slice(0, MAX_WORDS);
  if (first === undefined) return null;
  const where = allOf([
    startsWith('w0.word', first),
    ...others.map((word, i) => {
      const alias = `w${i + 1}`;
      const start = startsWith(`${alias}.word`, word);
      const same = `${alias}.account_id = w0.account_id`;
      return fragment(
        `EXISTS (SELECT 1 FROM account_name_words ${alias} WHERE ${same} AND ${start.sql})`,
        start.params,
      );
    }),
  ]);
  return fragment(
    `SELECT DISTINCT w0.account_id FROM account_name_words w0 WHERE ${where.sql}`,
    where.params,
  );
}
