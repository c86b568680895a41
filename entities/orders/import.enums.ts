import { graphqlEnum } from '../graphql-enum';

export const OrderImportMode = graphqlEnum('OrderImportMode', 'How orders of another system are imported.', {
  LIVE: 'As new orders: priced, checked and allocated as by `placeOrder`.',
  HISTORY:
    'As history: with the given figures, dates and state; nothing is priced, checked or allocated, and no stock moves.',
});
export type OrderImportMode = keyof typeof OrderImportMode;

export const HistoryState = graphqlEnum('HistoryState', 'State of an order of the past.', {
  OPEN: 'Not shipped. It becomes a confirmed order that waits for stock.',
  SHIPPED: 'Shipped in full. It becomes a completed order.',
  CANCELLED: 'Cancelled before anything shipped. It is not booked.',
});
export type HistoryState = keyof typeof HistoryState;

export const OrderImportOutcome = graphqlEnum('OrderImportOutcome', 'Result of one order of a batch.', {
  IMPORTED: 'The order was imported.',
  REPLACED: 'An order of the past with the external id existed with other content, and was replaced.',
  EXISTING: 'An order with the external id exists with the same content; it is unchanged.',
  REJECTED: 'The order was rejected; the error says why.',
  WITHHELD: 'Nothing was wrong with it, but another order of an all-or-nothing batch was rejected.',
});
export type OrderImportOutcome = keyof typeof OrderImportOutcome;
