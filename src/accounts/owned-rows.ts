import type { Account } from '../../entities/accounts/account';
import type { Actor } from '../auth/actor';
import { inList } from '../persistence/sql-fragment';
import type { UnitOfWork } from '../commands/unit-of-work';
import type { UpsertRows, VersionedRow } from '../commands/upsert-rows';
import { DomainError } from '../shared/errors';
import { toGlobalId } from '../shared/global-id';
import { invalidInput } from '../shared/invalid-input';
import { AccountRows } from './account-rows';
import { ExternalLinks, type ExternalRef } from './external-ids';

/** What an upsert of a contact or an address names: the row by id, else by external id; the account of a new one. */
export interface OwnedTarget {
  id?: string | null;
  /** Found by it, and linked to it. */
  externalId?: ExternalRef | null;
  /** Required for a new one; cannot be changed. */
  accountId?: string;
  expectedVersion?: number | null;
}

export interface OwnedUnit {
  uow: UnitOfWork;
  accounts: AccountRows;
  links: ExternalLinks;
}

type OwnedRow = VersionedRow & { accountId: string };

/** Locks the accounts that own the named rows, before these rows themselves. Two statements, one for each system named besides. */
export async function lockOwners(
  uow: UnitOfWork,
  type: 'Contact' | 'Address',
  targets: readonly OwnedTarget[],
): Promise<OwnedUnit & { ids: string[]; accountIds: string[] }> {
  const links = await ExternalLinks.load(
    uow,
    type,
    targets.map(({ externalId }) => externalId),
  );
  const ids = [...new Set([...links.ids(), ...targets.flatMap(({ id }) => id ?? [])])];
  const accountIds = new Set(targets.flatMap(({ accountId }) => accountId ?? []));
  if (ids.length > 0) {
    const where = inList('id', ids);
    const rows = await uow.sql.rows<{ account_id: string }>(
      `SELECT account_id FROM ${type === 'Contact' ? 'contacts' : 'addresses'} WHERE ${where.sql}`,
      where.params,
    );
    for (const row of rows) accountIds.add(row.account_id);
  }
  const accounts = new AccountRows(uow);
  await accounts.lock([...accountIds]);
  return { uow, accounts, links, ids, accountIds: [...accountIds] };
}

/** The row that an upsert means, or null when it is to be created, and its account. Hidden ones are `NOT_FOUND`. */
export function findOwned<E extends OwnedRow>(
  { accounts, links }: OwnedUnit,
  rows: UpsertRows<E>,
  type: 'Contact' | 'Address',
  target: OwnedTarget,
  actor: Actor,
): { existing: E | null; account: Account } {
  const isVisible = (found: string) => accounts.sees(actor, rows.get(found)?.accountId ?? '');
  links.refuseHidden(target.externalId, isVisible);
  const id = target.id ?? links.idOf(target.externalId);
  const owner = id === null ? null : accounts.withId(rows.get(id)?.accountId ?? '');
  if (id !== null && (!owner || !isVisible(id))) throw notFound(type, id);
  const existing = rows.find({ id, key: id ?? '', expectedVersion: target.expectedVersion }, actor);
  links.check(target.externalId, existing?.id ?? null);
  if (existing && target.accountId !== undefined && target.accountId !== existing.accountId) {
    throw invalidInput(
      'accountId',
      'immutable',
      `the ${type.toLowerCase()} belongs to another account and stays there`,
    );
  }
  if (owner) return { existing, account: owner };
  if (target.accountId === undefined) {
    throw invalidInput('accountId', 'required', `a new ${type.toLowerCase()} needs an account`);
  }
  return { existing, account: accounts.visible(target.accountId, actor) };
}

function notFound(type: 'Contact' | 'Address', id: string): DomainError {
  return new DomainError(
    'NOT_FOUND',
    `There is no such ${type.toLowerCase()}, or you may not see it. Check the id.`,
    {
      type,
      id: toGlobalId(type, id),
    },
  );
}
