import type { CommandContext } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import type { OrderAggregate } from './order-aggregate';

/** An order whose allocations grew, with the command that made them grow. */
export interface PlannedOrder {
  aggregate: OrderAggregate;
  /** Made in this unit of work: it has no fulfillment orders yet. */
  isNew: boolean;
  command: CommandContext;
  /** What was allocated now, by schedule line and location. */
  parts: { orderLineId: string; scheduleLineId: string; locationId: string; quantity: number }[];
}

/** Allocated quantities that an order gives up. */
export interface ReleasedOrder {
  aggregate: OrderAggregate;
  command: CommandContext;
  parts: { scheduleLineId: string; sku: string; locationId: string; quantity: number }[];
}

/** An imported order, with how it had shipped. */
export interface HistoryShipment {
  aggregate: OrderAggregate;
  command: CommandContext;
  /** In full, before it was imported; otherwise not at all. */
  isShipped: boolean;
  shippedAt: Date;
  carrier: string | null;
  trackingNumber: string | null;
}

/** What fulfillment does when orders change; it runs in the same unit of work. */
export interface FulfillmentPort {
  /** Quantities were allocated: they need fulfillment orders. Called once for a list of orders. */
  planned(uow: UnitOfWork, orders: readonly PlannedOrder[]): Promise<void>;
  /** Allocated quantities were given up: fulfillment orders and unshipped shipments must let go of them. */
  released(uow: UnitOfWork, orders: readonly ReleasedOrder[]): Promise<void>;
  /** Imported orders had shipped: each gets one delivered shipment without location, for its date and tracking number. */
  shippedInHistory(uow: UnitOfWork, shipments: readonly HistoryShipment[]): Promise<void>;
  /** Imported orders took other content: the shipment of each follows, comes into being, or is cancelled without lines. */
  replacedInHistory(uow: UnitOfWork, shipments: readonly HistoryShipment[]): Promise<void>;
}
