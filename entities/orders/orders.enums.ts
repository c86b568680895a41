import { graphqlEnum } from '../graphql-enum';

export const OrderChannel = graphqlEnum('OrderChannel', 'Sales channel of an order.', {
  DIRECT: 'Taken by a sales representative.',
  ECOMMERCE: 'Placed by the buyer in a shop or app.',
  PARTNER: 'Placed by a partner on behalf of an account.',
  CRM: 'Handed over by a customer relationship system.',
  CPQ: 'Handed over by a configure-price-quote system.',
  EDI: 'Received as an electronic business document.',
  IMPORT: 'Taken over from files of another system.',
});
export type OrderChannel = keyof typeof OrderChannel;

export const OrderStatus = graphqlEnum(
  'OrderStatus',
  'The state of an order as a document. Being on hold, shipped or delivered are separate axes.',
  {
    DRAFT: 'Not binding yet; takes no stock.',
    PENDING_APPROVAL:
      'Waiting for an approval before it can be confirmed. Reserved: no order comes into this state yet.',
    CONFIRMED: 'Binding: priced, allocated or backordered, and booked.',
    COMPLETED: 'Every line is delivered or cancelled and no obligation is open.',
    CLOSED: 'Closed short: what had not shipped was cancelled.',
    CANCELLED: 'Cancelled before anything shipped.',
  },
);
export type OrderStatus = keyof typeof OrderStatus;

export const OrderFulfillmentStatus = graphqlEnum(
  'OrderFulfillmentStatus',
  'How much of an order has left our locations; derived from the quantities of its lines.',
  {
    NOT_REQUIRED: 'No line needs goods to move.',
    UNFULFILLED: 'Nothing has shipped.',
    PARTIALLY_FULFILLED: 'Some has shipped.',
    FULFILLED: 'Everything that was not cancelled has shipped.',
  },
);
export type OrderFulfillmentStatus = keyof typeof OrderFulfillmentStatus;

export const OrderDeliveryStatus = graphqlEnum(
  'OrderDeliveryStatus',
  'How much of an order has reached the customer; derived from the quantities of its lines.',
  {
    NOT_DELIVERED: 'Nothing has been delivered.',
    PARTIALLY_DELIVERED: 'Some has been delivered.',
    DELIVERED: 'Everything that was not cancelled has been delivered.',
  },
);
export type OrderDeliveryStatus = keyof typeof OrderDeliveryStatus;

export const OrderLineStatus = graphqlEnum(
  'OrderLineStatus',
  'The state of a line; derived from its quantities.',
  {
    OPEN: 'Not planned yet, or planned in part.',
    ALLOCATED: 'Stock is allocated for everything that was not cancelled.',
    BACKORDERED: 'Some of it waits for stock to arrive; nothing has shipped.',
    PARTIALLY_SHIPPED: 'Some of it has shipped.',
    SHIPPED: 'Everything that was not cancelled has shipped.',
    DELIVERED: 'Everything that was not cancelled has been delivered.',
    CANCELLED: 'All of it was cancelled.',
  },
);
export type OrderLineStatus = keyof typeof OrderLineStatus;

export const OrderTransition = graphqlEnum('OrderTransition', 'A step that an order can take next.', {
  UPDATE: 'Change the draft (`updateDraftOrder`).',
  CONFIRM: 'Make it binding (`confirmOrder`).',
  HOLD: 'Put it, a line or its fulfillment on hold (`holdOrder`).',
  RELEASE_HOLD: 'Release one of its holds (`releaseHold`).',
  CANCEL: 'Cancel it, or lines and quantities that have not shipped (`cancelOrder`).',
  CLOSE: 'Cancel what has not shipped of a partly shipped order (`closeOrder`).',
  SHIP: 'Ship allocated quantities (`createShipment`, `markShipped`).',
  DELIVER: 'Report shipped quantities as delivered (`markDelivered`).',
});
export type OrderTransition = keyof typeof OrderTransition;

export const HoldScope = graphqlEnum('HoldScope', 'What a hold stops.', {
  ORDER: 'The whole order.',
  LINE: 'One line.',
  FULFILLMENT: 'Shipping: one fulfillment order, or all of the order.',
});
export type HoldScope = keyof typeof HoldScope;

export const HoldReason = graphqlEnum('HoldReason', 'Why a hold was placed.', {
  CREDIT: 'The credit of the account is under review. Placed by people alone; released with CREDIT_OVERRIDE.',
  AWAITING_PAYMENT: 'A payment must come first; released with CREDIT_OVERRIDE.',
  PO_MISMATCH: 'The order differs from the purchase order of the buyer; released with PO_OVERRIDE.',
  PRICE_REVIEW: 'A price or discount is under review; released with DISCOUNT_OVERRIDE.',
  FRAUD_RISK: 'The order may be fraudulent; released with CREDIT_OVERRIDE.',
  INCORRECT_ADDRESS: 'An address is wrong or incomplete.',
  INVENTORY_SHORTAGE: 'Stock is short.',
  CUSTOMER_REQUEST: 'The customer asked to wait.',
  OTHER: 'Another reason; the note says which.',
});
export type HoldReason = keyof typeof HoldReason;

export const NoteVisibility = graphqlEnum('NoteVisibility', 'Who may read a note on an order.', {
  INTERNAL: 'The selling company alone: who has INTERNAL_READ.',
  PUBLIC: 'Everybody who may see the order, its customer included.',
});
export type NoteVisibility = keyof typeof NoteVisibility;

export const RoundingMode = graphqlEnum(
  'RoundingMode',
  'How an amount halfway between two minor units is rounded. Other amounts go to the nearer one.',
  {
    HALF_EVEN: 'To the even one. The default.',
    HALF_UP: 'Away from zero.',
    HALF_DOWN: 'Towards zero.',
  },
);
export type RoundingMode = keyof typeof RoundingMode;

export const TaxRoundingLevel = graphqlEnum('TaxRoundingLevel', 'Where tax is rounded to the minor unit.', {
  UNIT: 'For each piece, then multiplied by the quantity.',
  LINE: 'Once per line. The default.',
  DOCUMENT: 'Once for each tax rate over the whole order, then split over the lines.',
});
export type TaxRoundingLevel = keyof typeof TaxRoundingLevel;

export const PriceStepKind = graphqlEnum(
  'PriceStepKind',
  'Kind of a step from the list price to the price to pay, in the order of application.',
  {
    LIST: 'The list price.',
    CONTRACT: 'The price of the price list agreed with the account.',
    VOLUME_BREAK: 'A lower price for a larger quantity.',
    PROMOTION: 'A promotion.',
    MANUAL: 'A manual discount.',
    PRORATION: 'The share of a discount on the whole order.',
    TAX: 'Tax.',
    ROUNDING: 'Rounding to the minor unit.',
  },
);
export type PriceStepKind = keyof typeof PriceStepKind;

export const BookingKind = graphqlEnum('BookingKind', 'What brought about a booking entry.', {
  CONFIRMATION: 'An order was confirmed.',
  AMENDMENT: 'A confirmed order was changed.',
  CANCELLATION: 'Quantities of a confirmed order were cancelled.',
  SHORT_CLOSE: 'The rest of a partly shipped order was cancelled.',
  REVERSAL:
    'An imported order was replaced: takes back what a confirmation of its earlier content had booked.',
});
export type BookingKind = keyof typeof BookingKind;
