import type { EventType } from './event-types';

/** An event as a use case states it; the log adds id, schema version, recordedAt and, after the commit, the position. */
export interface EventDraft {
  type: EventType;
  aggregateType:
    | 'Order'
    | 'Shipment'
    | 'InventoryLevel'
    | 'Account'
    | 'Product'
    | 'ProductCategory'
    | 'PriceList'
    | 'Promotion'
    | 'TaxRate'
    | 'Location'
    | 'Territory'
    | 'Rep';
  aggregateId: string;
  /** The aggregate's version after the event: one more than that of the event before. */
  aggregateVersion: number;
  /** Business time. */
  occurredAt: Date;
  actorId: string;
  commandId: string;
  /** Routing: who may see the event, and which filters match it. */
  orderId?: string | null;
  accountId?: string | null;
  territoryId?: string | null;
  repId?: string | null;
  sku?: string | null;
  locationId?: string | null;
  /** Full values after the change, by entity and property. No personal data. */
  data: Readonly<Record<string, unknown>>;
}
