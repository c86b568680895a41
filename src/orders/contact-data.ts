import { Account } from '../../entities/accounts/account';
import { AddressSnapshot } from '../../entities/accounts/address-snapshot';
import { Contact } from '../../entities/accounts/contact';
import { findExternalIds } from '../accounts/external-ids';
import { seesAccount, type Scope } from '../auth/row-scope';
import type { Sql } from '../persistence/sql';
import { textsNaming } from './contact-texts';

const MAX_ORDERS = 10_000;

/** Everything that is kept of a contact; null when it does not exist or the scope does not see its account. */
export async function contactData(
  sql: Sql,
  scope: Scope,
  contactId: string,
): Promise<Record<string, unknown> | null> {
  const [contact] = await sql.select(Contact, 'WHERE t.id = ?', [contactId]);
  const [account] = contact ? await sql.select(Account, 'WHERE t.id = ?', [contact.accountId]) : [];
  if (!contact || !account || !seesAccount(scope, account)) return null;
  const texts = textsNaming(contact);
  const snapshots = await sql.select(
    AddressSnapshot,
    `WHERE t.id IN (SELECT id FROM address_snapshots WHERE ${texts.sql}) ORDER BY t.id`,
    texts.params,
  );
  const orders = await sql.rows<{ number: string; ordered_at: unknown }>(
    `SELECT number, ordered_at FROM orders WHERE account_id = ? AND contact_id = ? ORDER BY id LIMIT ${MAX_ORDERS}`,
    [contact.accountId, contact.id],
  );
  const { name, title, email, phone, erasedAt, createdAt, updatedAt } = contact;
  return {
    contact: { name, title, email, phone, erasedAt, createdAt, updatedAt },
    account: { number: account.number, name: account.name },
    externalIds: (await findExternalIds(sql, 'Contact', [contact.id])).map(({ system, externalId }) => ({
      system,
      externalId,
    })),
    addresses: snapshots.map(
      ({ company, attention, line1, line2, city, region, postalCode, countryCode }) => ({
        ...{ company, attention, line1, line2, city, region, postalCode, countryCode },
      }),
    ),
    orders: orders.map(({ number, ordered_at }) => ({ number, orderedAt: new Date(Number(ordered_at)) })),
  };
}
