import { graphqlEnum } from '../graphql-enum';

export const AccountType = graphqlEnum('AccountType', 'What kind of customer an account is.', {
  COMPANY: 'A company, or a part of one.',
  PERSON: 'A single person.',
});
export type AccountType = keyof typeof AccountType;

export const AccountStatus = graphqlEnum('AccountStatus', 'Whether an account may order.', {
  ACTIVE: 'May order.',
  INACTIVE: 'May not order; what was ordered before goes on.',
});
export type AccountStatus = keyof typeof AccountStatus;

export const AddressKind = graphqlEnum('AddressKind', 'What an address of an account is used for.', {
  BILL_TO: 'Invoices go there.',
  SHIP_TO: 'Goods go there.',
  BOTH: 'Invoices and goods go there.',
});
export type AddressKind = keyof typeof AddressKind;

export const BuyerIntentKind = graphqlEnum('BuyerIntentKind', 'What a prospective buyer did.', {
  CONTENT_DOWNLOADED: 'Downloaded a document.',
  DEMO_ATTENDED: 'Attended a demonstration.',
  COMPETITOR_COMPARED: 'Compared us with a competitor.',
  PRICING_VIEWED: 'Looked at prices.',
});
export type BuyerIntentKind = keyof typeof BuyerIntentKind;
