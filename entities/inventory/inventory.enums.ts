import { graphqlEnum } from '../graphql-enum';

export const InventoryMovementType = graphqlEnum(
  'InventoryMovementType',
  'Why the buckets of an inventory level changed.',
  {
    RECEIPT: 'Goods arrived.',
    ADJUSTMENT: 'A count or correction.',
    RESERVE: 'A quantity was set aside for a quote or cart, for a time.',
    UNRESERVE: 'A reservation ended.',
    ALLOCATE: 'A quantity was committed to an order.',
    DEALLOCATE: 'An allocation was released.',
    SHIP: 'Allocated goods left the location.',
    RETURN: 'Goods came back from a customer.',
    TRANSFER_IN: 'Goods arrived from another location of ours.',
    TRANSFER_OUT: 'Goods left for another location of ours.',
    SCRAP: 'Goods were thrown away.',
    EXPECT: 'A supply was announced.',
    UNEXPECT: 'An announced supply will not come.',
    BLOCK: 'Goods became unavailable, as for inspection.',
    UNBLOCK: 'Unavailable goods became available again.',
  },
);
export type InventoryMovementType = keyof typeof InventoryMovementType;

export const AllocationPolicy = graphqlEnum('AllocationPolicy', 'How locations are chosen for an order.', {
  PRIORITY: 'By the priority of the locations, lowest number first. The default.',
  HIGHEST_STOCK: 'The location with the most available first.',
  NEAREST:
    'By distance to the ship-to address; without coordinates the same region, then country, then priority.',
  SINGLE_LOCATION: 'Everything from one location.',
});
export type AllocationPolicy = keyof typeof AllocationPolicy;

export const AvailabilityStatus = graphqlEnum(
  'AvailabilityStatus',
  'Whether a product can be ordered now; a setting says from which quantity down stock is low.',
  {
    IN: 'Enough is available.',
    LOW: 'Little is available.',
    OUT: 'Nothing is available; it may be possible to backorder it.',
  },
);
export type AvailabilityStatus = keyof typeof AvailabilityStatus;
