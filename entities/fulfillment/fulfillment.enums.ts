import { graphqlEnum } from '../graphql-enum';

export const FulfillmentOrderStatus = graphqlEnum('FulfillmentOrderStatus', 'State of a fulfillment order.', {
  OPEN: 'Ready to be picked.',
  SCHEDULED: 'Open for a later date.',
  IN_PROGRESS: 'Shipments exist for a part of it.',
  ON_HOLD: 'A hold stops it.',
  INCOMPLETE: 'Ended with less than planned.',
  CLOSED: 'Everything has shipped.',
  CANCELLED: 'Cancelled before anything shipped.',
});
export type FulfillmentOrderStatus = keyof typeof FulfillmentOrderStatus;

export const ShipmentStatus = graphqlEnum('ShipmentStatus', 'The state of a shipment.', {
  PENDING: 'Planned.',
  READY: 'Packed and ready to be handed over.',
  SHIPPED: 'Handed over to the carrier; may be delivered in part.',
  DELIVERED: 'All of it reached the customer.',
  CANCELLED: 'Cancelled before it left.',
});
export type ShipmentStatus = keyof typeof ShipmentStatus;
