import { graphqlEnum } from '../graphql-enum';

export const FulfillmentOrderStatus = graphqlEnum(
  'FulfillmentOrderStatus',
  'The state of the work that one location has to do for an order.',
  {
    OPEN: 'Ready to be worked on.',
    SCHEDULED: 'Waits for a later date.',
    IN_PROGRESS: 'Shipments have been made for some of it.',
    ON_HOLD: 'A hold stops it.',
    INCOMPLETE: 'Ended with less than planned.',
    CLOSED: 'Everything has shipped.',
    CANCELLED: 'Given up before anything shipped.',
  },
);
export type FulfillmentOrderStatus = keyof typeof FulfillmentOrderStatus;

export const ShipmentStatus = graphqlEnum('ShipmentStatus', 'The state of a shipment.', {
  PENDING: 'Planned.',
  READY: 'Packed and ready to be handed over.',
  SHIPPED: 'Handed over to the carrier; may be delivered in part.',
  DELIVERED: 'All of it reached the customer.',
  CANCELLED: 'Given up before it left.',
});
export type ShipmentStatus = keyof typeof ShipmentStatus;
