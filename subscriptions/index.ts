import { BookingsSubscription } from './bookings.subscription';
import { EventsSubscription } from './events.subscription';
import { InventoryLevelChangedSubscription } from './inventory-level-changed.subscription';
import { OrderEventsSubscription } from './order-events.subscription';
import { OrderStatusChangedSubscription } from './order-status-changed.subscription';

/** Every subscription class of the schema. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- what type-graphql asks for
export const ALL_SUBSCRIPTIONS: readonly Function[] = [
  EventsSubscription,
  OrderEventsSubscription,
  OrderStatusChangedSubscription,
  InventoryLevelChangedSubscription,
  BookingsSubscription,
];
