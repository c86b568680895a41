import { AccountType, AddressKind } from '../../../../entities/accounts/accounts.enums';
import { idsByExternalId } from '../../known-ids';
import type { LoadWork } from '../../source-import';
import type { SourceRow } from '../../source-row';
import { upsertStep } from '../../upsert-step';
import { countryOf } from './countries';
import { CURRENCY, NORTHWIND } from './source';

const customerId = (row: SourceRow): string => row.text('CustomerID');

const externalId = (row: SourceRow) => ({ system: NORTHWIND, externalId: customerId(row) });

/** A row of `Customers` is an account, its one contact and its one address, all under the customer's code. */
export async function importParties(work: LoadWork): Promise<void> {
  const { folder, session, services } = work;
  const { upsertAccount, upsertContact, upsertAddress } = services.useCases.accounts;
  const rows = await folder.load('Customers');
  await session.run(
    upsertStep('accounts', rows, upsertAccount, (row) => ({
      externalId: externalId(row),
      number: customerId(row),
      name: row.text('CompanyName'),
      type: AccountType.COMPANY,
      currencyCode: CURRENCY,
    })),
  );
  const accounts = await idsByExternalId(
    services.database.reader,
    NORTHWIND,
    'Account',
    rows.map(customerId),
  );
  await session.run(
    upsertStep('contacts', rows, upsertContact, (row) => ({
      externalId: externalId(row),
      accountId: accounts.of(customerId(row)),
      name: row.text('ContactName'),
      title: row.optional('ContactTitle'),
      phone: row.optional('Phone'),
    })),
  );
  await session.run(
    upsertStep('addresses', rows, upsertAddress, (row) => ({
      externalId: externalId(row),
      accountId: accounts.of(customerId(row)),
      kind: AddressKind.BOTH,
      company: row.text('CompanyName'),
      line1: row.text('Address'),
      city: row.text('City'),
      region: row.optional('Region'),
      postalCode: row.optional('PostalCode'),
      countryCode: countryOf(row, 'Country'),
    })),
  );
}
