import { Account } from '../../entities/accounts/account';
import { Address } from '../../entities/accounts/address';
import { BuyerIntentSignal } from '../../entities/accounts/buyer-intent-signal';
import { Contact } from '../../entities/accounts/contact';
import { accountScope, type Scope } from '../auth/row-scope';
import { firstOfEach } from '../persistence/first-of-each';
import type { Sql } from '../persistence/sql';

/** The most sub-accounts, contacts, addresses and signals that an account shows of itself. */
export const MAX_CHILDREN = 200;
export const MAX_CONTACTS = 200;
export const MAX_ADDRESSES = 200;
export const MAX_SIGNALS = 100;

/** The first sub-accounts of each parent that the scope covers, by number. */
export function findChildren(sql: Sql, scope: Scope, parentIds: readonly string[]): Promise<Account[]> {
  return firstOfEach(sql, Account, {
    of: 't.parent_id',
    owners: parentIds,
    orderBy: 't.number',
    limit: MAX_CHILDREN,
    where: accountScope(scope, 't'),
  });
}

/** The first contacts of each account, by name. */
export function findContacts(sql: Sql, accountIds: readonly string[]): Promise<Contact[]> {
  const order = { orderBy: 't.name, t.id', limit: MAX_CONTACTS };
  return firstOfEach(sql, Contact, { of: 't.account_id', owners: accountIds, ...order });
}

/** The oldest addresses of each account. */
export function findAddresses(sql: Sql, accountIds: readonly string[]): Promise<Address[]> {
  const order = { orderBy: 't.id', limit: MAX_ADDRESSES };
  return firstOfEach(sql, Address, { of: 't.account_id', owners: accountIds, ...order });
}

/** The newest signals of each account, newest first. */
export function findNewestSignals(sql: Sql, accountIds: readonly string[]): Promise<BuyerIntentSignal[]> {
  const order = { orderBy: 't.occurred_at DESC, t.id DESC', limit: MAX_SIGNALS };
  return firstOfEach(sql, BuyerIntentSignal, { of: 't.account_id', owners: accountIds, ...order });
}
