import { graphqlEnum } from '../graphql-enum';

export const InvariantKind = graphqlEnum('InvariantKind', 'An invariant of the stored numbers.', {
  LEVEL_EQUALS_MOVEMENTS: 'Every bucket of an inventory level is the sum of its movements.',
  NO_NEGATIVE_BUCKET: 'No bucket of an inventory level, nor its safety stock, is below zero.',
  ALLOCATED_EQUALS_ALLOCATIONS: 'What a level has allocated is the sum of the allocations there.',
  RESERVED_EQUALS_RESERVATIONS: 'What a level has reserved is the sum of the reservations there that hold.',
  LINE_QUANTITIES_ADD_UP:
    'On an order line: ordered = open + allocated + backordered + shipped + cancelled, none below zero, delivered ≤ shipped.',
  SCHEDULE_QUANTITIES_ADD_UP: 'The same on every schedule line.',
  LINE_EQUALS_SCHEDULE: "Every quantity of an order line is the sum of its schedule lines' quantities.",
  LINE_EQUALS_ALLOCATIONS: 'What an order line has allocated is the sum of its allocations.',
  ORDER_EQUALS_LINES: 'Every amount of an order is the sum of its lines; its total is net + tax + freight.',
  BOOKINGS_EQUAL_LINES:
    'The booking entries of a confirmed line add up to what is ordered and not cancelled; an unconfirmed one has none.',
  SHIPPED_ENTRIES_EQUAL_LINES: 'The shipped entries of a line add up to what of it has shipped.',
  BOOKING_SUMS_EQUAL_ENTRIES:
    'The sums that bookings are answered from are those of the booking and shipped entries, at their position of the log.',
  REFERENCES_EXIST:
    'Orders, lines, schedule lines, fulfillment orders, shipments, events and locations that other rows name by id exist. ' +
    'Left out: lines that entries name, as an import may have replaced them, and what a movement was for.',
});
export type InvariantKind = keyof typeof InvariantKind;

export const InvariantArea = graphqlEnum(
  'InvariantArea',
  'A part of the stored data whose invariants can be checked by themselves.',
  {
    INVENTORY: 'Levels against movements, allocations and reservations.',
    ORDERS: 'Orders, lines and schedule lines against each other and against what belongs to them.',
    FULFILLMENT: 'Fulfillment orders and shipments against what they name.',
    BOOKINGS:
      'Booking and shipped entries against what they name, and the sums of bookings against the entries.',
  },
);
export type InvariantArea = keyof typeof InvariantArea;
