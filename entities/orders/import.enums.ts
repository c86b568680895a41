import { graphqlEnum } from '../graphql-enum';

export const OrderImportMode = graphqlEnum('OrderImportMode', 'How orders of another system come in.', {
  LIVE: 'As new orders: priced, checked and allocated as `placeOrder` does it.',
  HISTORY:
    'As they were: with the figures, dates and state that are given; nothing is priced, checked or allocated, and no stock moves.',
});
export type OrderImportMode = keyof typeof OrderImportMode;

export const HistoryState = graphqlEnum('HistoryState', 'How far an order of the past had come.', {
  OPEN: 'Not shipped. It becomes a confirmed order that waits for stock.',
  SHIPPED: 'Shipped in full. It becomes a completed order.',
  CANCELLED: 'Cancelled before anything shipped. It is not booked.',
});
export type HistoryState = keyof typeof HistoryState;

export const OrderImportOutcome = graphqlEnum('OrderImportOutcome', 'What became of one order of a batch.', {
  IMPORTED: 'It went in.',
  REPLACED: 'An order of the past with its external id was here with other content, and took this one.',
  EXISTING: 'An order with its external id was here already, with the same content; it was left as it is.',
  REJECTED: 'It did not go in; the error says why.',
  WITHHELD: 'Nothing was wrong with it, but another order of an all-or-nothing batch was rejected.',
});
export type OrderImportOutcome = keyof typeof OrderImportOutcome;
