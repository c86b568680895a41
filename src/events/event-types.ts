/** Every type of event and what it says. Past tense; the schema version of all is 1 so far. */
export const EVENT_TYPES = {
  OrderPlaced: 'An order was created, as a draft or on its way to confirmation. Carries every value.',
  OrderDraftUpdated: 'A draft was changed. Carries the changed values and all of its lines.',
  OrderConfirmed: 'The order became binding: priced, allocated or backordered, and booked.',
  OrderHeld: 'A hold was put on the order, a line, or its fulfillment.',
  OrderHoldReleased: 'A hold was released.',
  LineAllocated: 'Backordered quantities of the order were allocated to stock that arrived.',
  OrderCancelled: 'The order, or some of its lines and quantities, was cancelled.',
  OrderClosed: 'What had not shipped of a partly shipped order was cancelled, and the order was closed.',
  OrderShipped: 'Quantities of the order left a location.',
  OrderDelivered: 'Quantities of the order reached the customer.',
  OrderCompleted: 'Every line is delivered or cancelled and no obligation is open.',
  OrderImported: 'An order from another system was imported as history. Carries every value.',
  OrderReplaced:
    'The content of an imported order of history was replaced by that of a corrected file. Carries the changed values and all of its lines.',
  ShipmentCreated: 'A shipment was planned for a fulfillment order.',
  ShipmentShipped: 'A shipment left its location.',
  ShipmentDelivered: 'A shipment, or a part of it, reached the customer.',
  ShipmentCancelled: 'A shipment was cancelled before it left.',
  ShipmentReplaced:
    'The shipment of an order of history was corrected, or taken back, together with the order. Carries all of its lines.',
  InventoryLevelChanged: 'The buckets or the safety stock of one SKU at one location changed.',
  AccountSaved: 'An account, or one of its contacts or addresses, was created or changed.',
  ProductSaved: 'A product was created or changed.',
  ProductCategorySaved: 'A product category was created, changed or moved.',
  PriceListSaved: 'A price list or its entries were created or changed.',
  PromotionSaved: 'A promotion or its products were created or changed.',
  TaxRateSaved: 'A tax rate was created or changed.',
  LocationSaved: 'A location was created or changed.',
  TerritorySaved: 'A territory was created or changed.',
  RepSaved: 'A sales representative was created or changed.',
} as const;

export type EventType = keyof typeof EVENT_TYPES;

export const EVENT_SCHEMA_VERSION = 1;
