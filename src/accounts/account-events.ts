import { Account } from '../../entities/accounts/account';
import { Address } from '../../entities/accounts/address';
import { Contact } from '../../entities/accounts/contact';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { defineEvents } from '../events/event-types';

/** The events of accounts, with those of their contacts and addresses. */
export const accountEvents = defineEvents(
  'Account',
  {
    AccountSaved: {
      version: 1,
      says: 'An account, or one of its contacts or addresses, was created or changed.',
    },
  },
  {
    parts: {
      account: { entity: Account, root: true, withParts: ['accountCredit', 'accountDiscount'] },
      contacts: { entity: Contact },
      addresses: { entity: Address },
    },
  },
);

/** The events of territories. */
export const territoryEvents = defineEvents(
  'Territory',
  { TerritorySaved: { version: 1, says: 'A territory was created or changed.' } },
  { parts: { territory: { entity: Territory, root: true } } },
);

/** The events of sales representatives. */
export const repEvents = defineEvents(
  'Rep',
  { RepSaved: { version: 1, says: 'A sales representative was created or changed.' } },
  { parts: { rep: { entity: Rep, root: true } } },
);
