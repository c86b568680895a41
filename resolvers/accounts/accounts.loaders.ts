import { Account } from '../../entities/accounts/account';
import { Address } from '../../entities/accounts/address';
import { AddressSnapshot } from '../../entities/accounts/address-snapshot';
import { BuyerIntentSignal } from '../../entities/accounts/buyer-intent-signal';
import { Contact } from '../../entities/accounts/contact';
import { ExternalId } from '../../entities/accounts/external-id';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { findAccountsById } from '../../src/accounts/find-accounts';
import { findChildren, findNewestSignals } from '../../src/accounts/find-account-parts';
import { Permission } from '../../src/auth/permissions';
import type { EntityClass } from '../../src/persistence/entity-mapping';
import { inList } from '../../src/persistence/sql-fragment';
import type { RequestContext } from '../context';
import { registerNode } from '../global/node-registry';
import { defineLoader, grouped, inOrder } from '../loader';

/** Accounts by id, within the caller's rows. */
export const accountById = defineLoader<string, Account>(async ({ actor, services }, ids) =>
  inOrder(ids, await findAccountsById(services.database.reader, actor.scope, ids), ({ id }) => id),
);

/** Rows by id. For callers that have reached them through something that they may see. */
function byId<E extends { id: string }>(entity: EntityClass<E>) {
  return defineLoader<string, E>(async ({ services }, ids) => {
    const where = inList('t.id', ids);
    const rows = await services.database.reader.select(entity, `WHERE ${where.sql}`, where.params);
    return inOrder(ids, rows, ({ id }) => id);
  });
}

export const territoryById = byId(Territory);
export const repById = byId(Rep);
export const contactById = byId(Contact);
const addressById = byId(Address);
export const addressSnapshotById = byId(AddressSnapshot);
const signalById = byId(BuyerIntentSignal);

/** Rows that belong to accounts, by the id of the account; whoever sees an account sees all of it. */
function ofAccounts<E extends { accountId: string }>(entity: EntityClass<E>, orderBy: string) {
  return defineLoader<string, E[]>(async ({ services }, accountIds) => {
    const where = inList('t.account_id', accountIds);
    const rows = await services.database.reader.select(
      entity,
      `WHERE ${where.sql} ORDER BY ${orderBy}`,
      where.params,
    );
    return grouped(accountIds, rows, ({ accountId }) => accountId);
  });
}

export const contactsOfAccount = ofAccounts(Contact, 't.account_id, t.name, t.id');
export const addressesOfAccount = ofAccounts(Address, 't.account_id, t.id');

/** The first visible sub-accounts of accounts, by number. */
export const childrenOfAccount = defineLoader<string, Account[]>(async ({ actor, services }, parentIds) =>
  grouped(
    parentIds,
    await findChildren(services.database.reader, actor.scope, parentIds),
    ({ parentId }) => parentId!,
  ),
);

/** The newest buyer-intent signals of accounts, newest first. */
export const signalsOfAccount = defineLoader<string, BuyerIntentSignal[]>(async ({ services }, accountIds) =>
  grouped(
    accountIds,
    await findNewestSignals(services.database.reader, accountIds),
    ({ accountId }) => accountId,
  ),
);

export const externalIdsOfAccount = defineLoader<string, ExternalId[]>(async ({ services }, accountIds) => {
  const where = inList('t.entity_id', accountIds);
  const rows = await services.database.reader.select(
    ExternalId,
    `WHERE t.entity_type = 'Account' AND ${where.sql} ORDER BY t.system_name, t.external_id`,
    where.params,
  );
  return grouped(accountIds, rows, ({ entityId }) => entityId);
});

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

/** A snapshot is reached by its id only as a part of an address; those written out for one order only through the order. */
async function visibleSnapshot(ctx: RequestContext, id: string): Promise<AddressSnapshot | null> {
  const snapshot = await addressSnapshotById(ctx).load(id);
  const address = snapshot?.addressId ? await addressById(ctx).load(snapshot.addressId) : null;
  return (await withinAccount(ctx, address)) && snapshot;
}

const { ACCOUNT_READ, ORGANIZATION_READ, SIGNAL_READ } = Permission;

registerNode('Account', { permission: ACCOUNT_READ, load: (ctx, id) => accountById(ctx).load(id) });
registerNode('Contact', { permission: ACCOUNT_READ, load: visibleContact });
registerNode('Address', { permission: ACCOUNT_READ, load: visibleAddress });
registerNode('AddressSnapshot', { permission: ACCOUNT_READ, load: visibleSnapshot });
registerNode('BuyerIntentSignal', { permission: SIGNAL_READ, load: visibleSignal });
registerNode('Territory', { permission: ORGANIZATION_READ, load: (ctx, id) => territoryById(ctx).load(id) });
registerNode('Rep', { permission: ORGANIZATION_READ, load: (ctx, id) => repById(ctx).load(id) });
