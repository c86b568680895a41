import { AddressKind, AccountType } from '../../../../entities/accounts/accounts.enums';
import type { UpsertAccountInput } from '../../../accounts/account-input';
import type { UpsertAddressInput } from '../../../accounts/upsert-addresses';
import { idsByCode, idsByExternalId, type KnownIds } from '../../known-ids';
import type { LoadWork } from '../../source-import';
import type { SourceRow } from '../../source-row';
import type { Customer, Customers } from './customers';
import type { Person } from './persons';
import { ADVENTUREWORKS, codeOf, CURRENCY } from './source';

/** Stores and individuals. */
export async function importAccounts(
  { folder, session, services }: LoadWork,
  customers: Customers,
  persons: ReadonlyMap<string, Person>,
): Promise<void> {
  const stores = await folder.index('Store', 'BusinessEntityID');
  const { reader } = services.database;
  const territoryCodes = customers.all.map(({ territoryId }) => territoryId && codeOf(territoryId));
  const territories = await idsByCode(reader, 'territories', territoryCodes);
  const repCodes = [...stores.values()]
    .map((row) => row.optional('SalesPersonID'))
    .map((id) => id && codeOf(id));
  const reps = await idsByCode(reader, 'reps', repCodes);
  await session.run({
    name: 'accounts',
    source: customers.all,
    total: customers.all.length,
    useCase: services.useCases.accounts.upsertAccount,
    translate: () =>
      Promise.resolve((customer: Customer): UpsertAccountInput => {
        const { customerId, territoryId, storeId, personId, number } = customer;
        const store = storeId === null ? undefined : stores.get(storeId);
        const rep = store?.optional('SalesPersonID') ?? null;
        return {
          externalId: { system: ADVENTUREWORKS, externalId: customerId },
          number,
          name: store?.text('Name') ?? persons.get(personId ?? '')?.name,
          type: store ? AccountType.COMPANY : AccountType.PERSON,
          currencyCode: CURRENCY,
          territoryId: territories.optional(territoryId && codeOf(territoryId)),
          ownerRepId: reps.optional(rep && codeOf(rep)),
        };
      }),
    where: ({ where }) => where,
    changed: (result) => result.changed,
    needs: ({ number }) => [number],
  });
}

interface SourceContact {
  personId: string;
  customerId: string;
  title: string | null;
  where: string;
}

/** The people at stores with their positions, and individuals as their own contact. */
export async function importContacts(
  { folder, session, services }: LoadWork,
  customers: Customers,
  persons: ReadonlyMap<string, Person>,
): Promise<void> {
  const contacts = [...(await storeContacts({ folder }, customers)), ...individuals(customers)];
  const { reader } = services.database;
  await session.run({
    name: 'contacts',
    source: contacts,
    total: contacts.length,
    useCase: services.useCases.accounts.upsertContact,
    async translate(chunk) {
      const accounts = await accountsOf(reader, chunk);
      return ({ personId, customerId, title }) => ({
        externalId: { system: ADVENTUREWORKS, externalId: personId },
        accountId: accounts.of(customerId),
        ...persons.get(personId),
        title,
      });
    },
    where: ({ where }) => where,
    changed: (result) => result.changed,
    needs: ({ personId, customerId }) => [`person ${personId}`, `customer ${customerId}`],
  });
}

async function storeContacts(
  { folder }: Pick<LoadWork, 'folder'>,
  customers: Customers,
): Promise<SourceContact[]> {
  const positions = await folder.index('ContactType', 'ContactTypeID');
  const rows = await folder.load('BusinessEntityContact');
  return rows.flatMap((row) => {
    const customer = customers.ofEntity(row.text('BusinessEntityID'));
    if (!customer) return [];
    const title = positions.get(row.text('ContactTypeID'))?.text('Name') ?? null;
    return [{ personId: row.text('PersonID'), customerId: customer.customerId, title, where: row.where }];
  });
}

function individuals(customers: Customers): SourceContact[] {
  return customers
    .individuals()
    .map(({ personId, customerId, where }) => ({ personId: personId!, customerId, title: null, where }));
}

function accountsOf(
  sql: Parameters<typeof idsByExternalId>[0],
  chunk: readonly { customerId: string }[],
): Promise<KnownIds> {
  return idsByExternalId(
    sql,
    ADVENTUREWORKS,
    'Account',
    chunk.map(({ customerId }) => customerId),
  );
}

interface SourceAddress {
  link: SourceRow;
  customer: Customer;
}

/** The addresses of stores and individuals: a main or home address for everything, and some to ship to. */
export async function importAddresses(
  { folder, session, services }: LoadWork,
  customers: Customers,
  persons: ReadonlyMap<string, Person>,
): Promise<void> {
  const { reader } = services.database;
  const [kinds, provinces] = [
    await folder.index('AddressType', 'AddressTypeID'),
    await folder.index('StateProvince', 'StateProvinceID'),
  ];
  const stores = await folder.index('Store', 'BusinessEntityID');
  const contents = await loadContents({ folder }, provinces);
  await session.run({
    name: 'addresses',
    source: customerAddresses({ folder }, customers),
    total: await folder.count('BusinessEntityAddress'),
    useCase: services.useCases.accounts.upsertAddress,
    async translate(chunk: readonly SourceAddress[]) {
      const accounts = await accountsOf(
        reader,
        chunk.map(({ customer }) => customer),
      );
      return ({ link, customer }: SourceAddress): UpsertAddressInput => {
        const addressId = link.text('AddressID');
        const isShipping = kinds.get(link.text('AddressTypeID'))?.text('Name') === 'Shipping';
        return {
          externalId: { system: ADVENTUREWORKS, externalId: addressId },
          accountId: accounts.of(customer.customerId),
          kind: isShipping ? AddressKind.SHIP_TO : AddressKind.BOTH,
          ...contents.get(addressId),
          company: stores.get(customer.storeId ?? '')?.text('Name') ?? null,
          attention: customer.storeId === null ? (persons.get(customer.personId ?? '')?.name ?? null) : null,
        };
      };
    },
    where: ({ link }) => link.where,
    changed: (result) => result.changed,
    needs: ({ link, customer }) => [
      `address ${link.optional('AddressID')}`,
      `customer ${customer.customerId}`,
    ],
  });
}

async function* customerAddresses(
  { folder }: Pick<LoadWork, 'folder'>,
  customers: Customers,
): AsyncGenerator<SourceAddress> {
  for await (const link of folder.rows('BusinessEntityAddress')) {
    const customer = customers.ofEntity(link.text('BusinessEntityID'));
    if (customer) yield { link, customer };
  }
}

type Content = Pick<
  UpsertAddressInput,
  'line1' | 'line2' | 'city' | 'region' | 'postalCode' | 'countryCode' | 'latitudeE6' | 'longitudeE6'
>;

/** Texts and coordinates of all addresses by id. */
async function loadContents(
  { folder }: Pick<LoadWork, 'folder'>,
  provinces: ReadonlyMap<string, SourceRow>,
): Promise<Map<string, Content>> {
  const contents = new Map<string, Content>();
  for await (const row of folder.rows('Address')) {
    const province = provinces.get(row.text('StateProvinceID'));
    contents.set(row.text('AddressID'), {
      line1: row.text('AddressLine1'),
      line2: row.optional('AddressLine2'),
      city: row.text('City'),
      region: province?.text('StateProvinceCode') ?? null,
      postalCode: row.optional('PostalCode'),
      countryCode: province?.text('CountryRegionCode'),
      latitudeE6: degreesE6(row.optional('Latitude')),
      longitudeE6: degreesE6(row.optional('Longitude')),
    });
  }
  return contents;
}

function degreesE6(text: string | null): number | null {
  return text === null ? null : Math.round(Number(text) * 1e6);
}
