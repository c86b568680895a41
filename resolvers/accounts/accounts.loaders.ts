import { Account } from '../../entities/accounts/account';
import { Address } from '../../entities/accounts/address';
import { AddressSnapshot } from '../../entities/accounts/address-snapshot';
import { BuyerIntentSignal } from '../../entities/accounts/buyer-intent-signal';
import { Contact } from '../../entities/accounts/contact';
import type { ExternalId } from '../../entities/accounts/external-id';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { findExternalIds } from '../../src/accounts/external-ids';
import { findAccountsById } from '../../src/accounts/find-accounts';
import {
  findAddresses,
  findChildren,
  findContacts,
  findNewestSignals,
} from '../../src/accounts/find-account-parts';
import type { Columns } from '../../src/persistence/mapping/entity-mapping';
import type { Sql } from '../../src/persistence/sql';
import type { RequestContext } from '../kit/context';
import { registerNode } from '../node/node-registry';
import { defineLoader, grouped, inOrder, rowById } from '../kit/loader';

/** Accounts by id, within the caller's rows. */
export const accountById = defineLoader<string, Account, Columns<Account>>(
  async ({ actor, services }, ids, part) =>
    inOrder(ids, await findAccountsById(services.database.reader, actor.scope, ids, part), ({ id }) => id),
);

export const territoryById = rowById(Territory);
export const repById = rowById(Rep);
export const contactById = rowById(Contact);
const addressById = rowById(Address);
export const addressSnapshotById = rowById(AddressSnapshot);
const signalById = rowById(BuyerIntentSignal);

/** Rows that belong to accounts, by the id of the account; whoever sees an account sees all of it. */
function ofAccounts<E extends { accountId: string }>(
  find: (sql: Sql, accountIds: readonly string[]) => Promise<E[]>,
) {
  return defineLoader<string, E[]>(async ({ services }, accountIds) =>
    grouped(accountIds, await find(services.database.reader, accountIds), ({ accountId }) => accountId),
  );
}

export const contactsOfAccount = ofAccounts(findContacts);
export const addressesOfAccount = ofAccounts(findAddresses);
export const signalsOfAccount = ofAccounts(findNewestSignals);

/** The first visible sub-accounts of accounts, by number. */
export const childrenOfAccount = defineLoader<string, Account[]>(async ({ actor, services }, parentIds) =>
  grouped(
    parentIds,
    await findChildren(services.database.reader, actor.scope, parentIds),
    ({ parentId }) => parentId!,
  ),
);

/** The first `MAX_EXTERNAL_IDS` external ids of each object of a type, by the id of the object. */
export function externalIdsOf(entityType: string) {
  return defineLoader<string, ExternalId[]>(async ({ services }, ids) =>
    grouped(
      ids,
      await findExternalIds(services.database.reader, entityType, ids),
      ({ entityId }) => entityId,
    ),
  );
}

export const externalIdsOfAccount = externalIdsOf('Account');

/** The row, if the caller may see the account that it belongs to. */
async function withinAccount<E extends { accountId: string }>(
  ctx: RequestContext,
  row: E | null,
): Promise<E | null> {
  return row && (await accountById(ctx).load(row.accountId)) ? row : null;
}

export const visibleContact = async (ctx: RequestContext, id: string): Promise<Contact | null> =>
  withinAccount(ctx, await contactById(ctx).load(id));

export const visibleAddress = async (ctx: RequestContext, id: string): Promise<Address | null> =>
  withinAccount(ctx, await addressById(ctx).load(id));

export const visibleSignal = async (ctx: RequestContext, id: string): Promise<BuyerIntentSignal | null> =>
  withinAccount(ctx, await signalById(ctx).load(id));

registerNode('Account', (ctx, id) => accountById(ctx).load(id));
registerNode('Contact', visibleContact);
registerNode('Address', visibleAddress);
registerNode('AddressSnapshot', async (ctx, id) =>
  withinAccount(ctx, await addressSnapshotById(ctx).load(id)),
);
registerNode('BuyerIntentSignal', visibleSignal);
registerNode('Territory', (ctx, id) => territoryById(ctx).load(id));
registerNode('Rep', (ctx, id) => repById(ctx).load(id));
