import { Address } from '../../../entities/accounts/address';
import { AddressSnapshot } from '../../../entities/accounts/address-snapshot';
import { Account } from '../../../entities/accounts/account';
import { Contact } from '../../../entities/accounts/contact';
import { loadOrderingAccounts } from '../../../src/accounts/ordering-accounts';
import type { UpsertAddressInput } from '../../../src/accounts/upsert-addresses';
import { accountUseCases } from '../../../src/accounts/use-cases';
import type { Scope } from '../../../src/auth/row-scope';
import { newId } from '../../../src/shared/ids';
import { CatalogWorld, clerk } from '../../support/catalog-world';

describe('contacts and addresses', () => {
  const useCases = accountUseCases({ settings: { reportingCurrency: 'USD' } });
  const place = { line1: '1 Main Street', city: 'Springfield', countryCode: 'US' };
  const outsider: Scope = { all: false, accountPaths: [], territoryIds: [], repIds: [newId()] };
  let world: CatalogWorld;
  let accountId: string;

  beforeAll(async () => {
    world = await CatalogWorld.create();
  });
  afterAll(() => world.drop());
  beforeEach(async () => {
    ({ id: accountId } = await world.run(useCases.upsertAccount, { number: newId(), name: 'Acme' }));
  });

  const saveAddress = (input: UpsertAddressInput) => world.run(useCases.upsertAddress, input);
  const addAddress = (input: UpsertAddressInput = {}) =>
    saveAddress({ accountId, kind: 'SHIP_TO', ...place, ...input });
  const readAddress = async (id: string): Promise<Address> =>
    (await world.database.reader.select(Address, 'WHERE t.id = ?', [id]))[0]!;
  const snapshotsOf = (id: string): Promise<AddressSnapshot[]> =>
    world.database.reader.select(AddressSnapshot, 'WHERE t.address_id = ? ORDER BY t.id', [id]);
  const accountVersion = async (): Promise<number> =>
    (await world.database.reader.select(Account, 'WHERE t.id = ?', [accountId]))[0]!.version;

  describe('upsertAddress', () => {
    it('stores the text as a snapshot and raises the version of the account', async () => {
      const { id } = await addAddress({ region: 'IL', latitudeE6: 39_799_999, longitudeE6: -89_640_000 });
      const address = await readAddress(id);
      expect(address).toMatchObject({ accountId, kind: 'SHIP_TO', isDefault: true, version: 1 });
      expect(await snapshotsOf(id)).toMatchObject([
        {
          id: address.snapshotId,
          ...place,
          region: 'IL',
          company: null,
          latitudeE6: 39_799_999,
          longitudeE6: -89_640_000,
        },
      ]);
      expect(await accountVersion()).toBe(2);
      const event = (await world.eventsOf(accountId)).at(-1)!;
      expect(event).toMatchObject({
        type: 'AccountSaved',
        aggregateVersion: 2,
        data: {
          account: { id: accountId, version: 2 },
          addresses: [{ id, version: 1, snapshotId: address.snapshotId }],
        },
      });
      expect(JSON.stringify(event.data)).not.toContain('Main Street');
    });

    it('makes a new snapshot when the content changes, and leaves the old one as it was', async () => {
      const { id } = await addAddress({ line2: 'Floor 2' });
      const before = await readAddress(id);
      await saveAddress({ id, line1: '2 Main Street', expectedVersion: 1 });
      const after = await readAddress(id);
      expect(after).toMatchObject({ version: 2 });
      expect(after.snapshotId).not.toBe(before.snapshotId);
      expect(await snapshotsOf(id)).toMatchObject([
        { id: before.snapshotId, line1: '1 Main Street', line2: 'Floor 2' },
        { id: after.snapshotId, line1: '2 Main Street', line2: 'Floor 2' },
      ]);
    });

    it('keeps the snapshot when only the kind changes, and everything when nothing does', async () => {
      const { id } = await addAddress();
      const { snapshotId } = await readAddress(id);
      await saveAddress({ id, kind: 'BOTH', ...place, expectedVersion: 1 });
      expect(await readAddress(id)).toMatchObject({ kind: 'BOTH', snapshotId, version: 2 });
      expect(await saveAddress({ id, ...place, expectedVersion: 2 })).toEqual({
        id,
        version: 2,
        changed: false,
      });
      expect(await accountVersion()).toBe(3);
    });

    it('keeps one default per account and kind', async () => {
      const { id: first } = await addAddress();
      const { id: second } = await addAddress();
      const { id: billing } = await addAddress({ kind: 'BILL_TO' });
      expect(await readAddress(first)).toMatchObject({ isDefault: true });
      expect(await readAddress(second)).toMatchObject({ isDefault: false });
      expect(await readAddress(billing)).toMatchObject({ isDefault: true });

      await saveAddress({ id: second, isDefault: true, expectedVersion: 1 });
      expect(await readAddress(first)).toMatchObject({ isDefault: false, version: 2 });
      expect(await readAddress(second)).toMatchObject({ isDefault: true, version: 2 });
      expect((await world.eventsOf(accountId)).at(-1)).toMatchObject({
        data: {
          addresses: [
            { id: second, isDefault: true },
            { id: first, isDefault: false },
          ],
        },
      });

      await saveAddress({ id: billing, kind: 'SHIP_TO', expectedVersion: 1 });
      expect(await readAddress(second)).toMatchObject({ isDefault: false });
      expect(await readAddress(billing)).toMatchObject({ isDefault: true, kind: 'SHIP_TO' });
    });

    it('keeps one default when a list of commands adds several', async () => {
      const answers = await world.load(
        useCases.upsertAddress,
        [1, 2, 3].map((i) => ({
          accountId,
          kind: 'SHIP_TO' as const,
          ...place,
          line1: `${i} Main Street`,
          isDefault: true,
          externalId: { system: 'crm', externalId: `${accountId}-${i}` },
        })),
      );
      const ids = answers.map((answer) => (answer.ok ? answer.result.id : ''));
      const rows = await Promise.all(ids.map(readAddress));
      expect(rows.map(({ isDefault }) => isDefault)).toEqual([false, false, true]);
      expect(await accountVersion()).toBe(4);
    });

    it('is found by its external id when an import repeats it', async () => {
      const input = {
        accountId,
        kind: 'BOTH' as const,
        ...place,
        externalId: { system: 'crm', externalId: newId() },
      };
      const [first] = await world.load(useCases.upsertAddress, [input]);
      const [second] = await world.load(useCases.upsertAddress, [input]);
      expect(second).toMatchObject({ ok: true, result: { ...(first!.ok && first!.result), changed: false } });
    });

    it.each([
      ['kind', { kind: undefined }],
      ['line1', { line1: '  ' }],
      ['city', { city: undefined }],
      ['countryCode', { countryCode: 'usa' }],
      ['postalCode', { postalCode: '1'.repeat(21) }],
      ['accountId', { accountId: undefined }],
    ])('refuses a new address without a proper %s', async (path, flaw) => {
      await expect(addAddress(flaw)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        details: { fields: [{ path }] },
      });
    });

    it('asks for the version that was read, and hides what the actor may not see', async () => {
      const { id } = await addAddress();
      await expect(saveAddress({ id, city: 'Shelbyville' })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
      const asOutsider = { actor: { ...clerk, scope: outsider } };
      await expect(
        world.run(useCases.upsertAddress, { id, city: 'X', expectedVersion: 1 }, asOutsider),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(
        world.run(useCases.upsertAddress, { accountId, kind: 'BOTH', ...place }, asOutsider),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(saveAddress({ id: newId(), city: 'X', expectedVersion: 1 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });

  describe('upsertContact', () => {
    it('creates and changes a contact; events name it by id only', async () => {
      const { id } = await world.run(useCases.upsertContact, {
        accountId,
        name: 'Jane Roe',
        email: 'jane@example.com',
      });
      await world.run(useCases.upsertContact, { id, email: null, title: 'Buyer', expectedVersion: 1 });
      const [contact] = await world.database.reader.select(Contact, 'WHERE t.id = ?', [id]);
      expect(contact).toMatchObject({ accountId, name: 'Jane Roe', email: null, title: 'Buyer', version: 2 });
      expect(await accountVersion()).toBe(3);
      const events = await world.eventsOf(accountId);
      expect(events.at(-1)).toMatchObject({ aggregateVersion: 3, data: { contacts: [{ id, version: 2 }] } });
      expect(JSON.stringify(events)).not.toContain('Jane');
    });

    it('stays with its account', async () => {
      const { id } = await world.run(useCases.upsertContact, { accountId, name: 'Jane Roe' });
      const { id: other } = await world.run(useCases.upsertAccount, { number: newId(), name: 'Other' });
      await expect(
        world.run(useCases.upsertContact, { id, accountId: other, expectedVersion: 1 }),
      ).rejects.toMatchObject({ details: { fields: [{ path: 'accountId', rule: 'immutable' }] } });
    });
  });

  describe('loadOrderingAccounts', () => {
    it('brings the default addresses: of the kind itself, else of kind BOTH', async () => {
      const { id: both } = await addAddress({ kind: 'BOTH', region: 'IL', latitudeE6: 1 });
      await addAddress({ kind: 'SHIP_TO', isDefault: false });
      const load = async () =>
        (await loadOrderingAccounts(world.database.reader, [accountId, newId()])).get(accountId)!;
      expect(await load()).toMatchObject({
        account: { id: accountId, name: 'Acme', taxExempt: false },
        billTo: { addressId: both, countryCode: 'US', region: 'IL', latitudeE6: 1, longitudeE6: null },
        shipTo: { addressId: both },
      });

      const { id: shipping } = await addAddress({ kind: 'SHIP_TO', isDefault: true });
      expect(await load()).toMatchObject({
        billTo: { addressId: both },
        shipTo: { addressId: shipping, snapshotId: (await readAddress(shipping)).snapshotId },
      });
    });

    it('finds accounts without addresses, and nothing for nothing', async () => {
      const found = await loadOrderingAccounts(world.database.reader, [accountId]);
      expect(found.get(accountId)).toMatchObject({ billTo: null, shipTo: null });
      expect(found.get(accountId)!.account).toBeInstanceOf(Account);
      expect((await loadOrderingAccounts(world.database.reader, [])).size).toBe(0);
    });
  });
});
