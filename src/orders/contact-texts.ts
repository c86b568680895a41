import { fragment, type SqlFragment } from '../persistence/sql-fragment';

/** Condition on `address_snapshots`: texts that name a contact, on the addresses of its account and on the orders that it belongs to. */
export function textsNaming(contact: { id: string; accountId: string; name: string }): SqlFragment {
  const ofOrders = (column: string): string =>
    `id IN (SELECT ${column} FROM orders WHERE account_id = ? AND contact_id = ? AND ${column} IS NOT NULL)`;
  return fragment(
    `attention = ? AND (address_id IN (SELECT id FROM addresses WHERE account_id = ?)
      OR ${ofOrders('bill_to_snapshot_id')} OR ${ofOrders('ship_to_snapshot_id')})`,
    [contact.name, contact.accountId, contact.accountId, contact.id, contact.accountId, contact.id],
  );
}
