import { graphqlEnum } from '../../entities/graphql-enum';

export const PERMISSION_DESCRIPTIONS = {
  ACCOUNT_READ:
    'See accounts with their contacts and addresses, within the row scope. E-mail and telephone need CONTACT_READ.',
  ACCOUNT_WRITE: 'Create and change accounts, contacts and addresses, within the row scope.',
  AUDIT_READ: 'Read the audit log: who did what, when, from where.',
  BOOKING_READ: 'See and watch bookings, within the row scope.',
  CATALOG_READ: 'See products and categories.',
  CATALOG_WRITE: 'Create and change products and categories.',
  CONTACT_READ: 'See the e-mail addresses and telephone numbers of contacts, within the row scope.',
  COST_READ: 'See what products cost the seller, and the margins of orders.',
  CREDIT_OVERRIDE: 'Release holds for CREDIT, AWAITING_PAYMENT and FRAUD_RISK.',
  CREDIT_READ:
    'See the credit limits of accounts, within the row scope. Credit limits are recorded only: nothing checks them.',
  CREDIT_WRITE:
    'Set the credit limits of accounts, within the row scope. Credit limits are recorded only: nothing checks them.',
  CURRENCY_WRITE: 'Set up currencies and exchange rates.',
  DISCOUNT_OVERRIDE:
    'Exceed discount limits, set those of accounts, and release holds for PRICE_REVIEW, within the row scope.',
  EVENT_READ: 'Read and watch the event log, within the row scope.',
  INTERNAL_READ:
    'See what is meant for the selling company alone: internal notes, reasons and notes of holds, tags, amounts in the reporting currency.',
  INVENTORY_AUDIT: 'Check that movements, levels, counters and allocations agree.',
  INVENTORY_READ:
    'See and watch the stock levels of every location, and allocations; see movements, within the row scope.',
  INVENTORY_WRITE: 'Adjust, receive and transfer stock.',
  LOCATION_WRITE: 'Create and change locations.',
  ORDER_CANCEL: 'Cancel orders, lines and quantities that are not shipped.',
  ORDER_CLOSE: 'Close a partly shipped order, which cancels its rest.',
  ORDER_HOLD: 'Put holds on orders and release them. Some reasons need a further permission to be released.',
  ORDER_IMPORT: 'Import orders of another system. To place them now (LIVE) needs ORDER_PLACE, too.',
  ORDER_PLACE: 'Place orders, change drafts and confirm them.',
  ORDER_READ: 'See and watch orders, within the row scope.',
  ORGANIZATION_READ: 'See locations, territories and sales representatives.',
  ORGANIZATION_WRITE: 'Create and change territories and sales representatives.',
  PERSONAL_DATA: 'Export and erase the personal data of contacts, within the row scope.',
  PO_OVERRIDE: 'Release holds for PO_MISMATCH.',
  POLICY_OVERRIDE: 'Choose the backorder and allocation policy of a single order.',
  PRICE_OVERRIDE: 'Give discounts by hand on an order, and see the discount limits of accounts.',
  PRICE_READ: 'See price lists, promotions and tax rates, and ask for prices.',
  PRICE_WRITE: 'Create and change price lists, promotions and tax rates.',
  PRINCIPAL_READ: 'See principals and their API keys.',
  PRINCIPAL_WRITE: 'Create, change and revoke principals and their API keys.',
  SHIPMENT_READ: 'See fulfillment orders and shipments, within the row scope.',
  SHIPMENT_WRITE: 'Create shipments and mark them shipped or delivered.',
  SIGNAL_READ: 'See the buyer-intent signals of accounts, within the row scope.',
  TERMS_OVERRIDE:
    "Set payment terms, incoterm, freight, quote number, channel and currency of an order other than by the account's terms.",
} as const;

/** What a principal may do. Every root field of the API asks for one of them. */
export const Permission = graphqlEnum(
  'Permission',
  'What a principal may do. Every root field asks for one of them.',
  PERMISSION_DESCRIPTIONS,
);
export type Permission = keyof typeof Permission;
