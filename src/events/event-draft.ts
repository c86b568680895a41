/** An event as a use case states it; the log adds id, schema version, recordedAt and, after the commit, the position. */
export interface EventDraft {
  /** As an area has defined it (`event-types.ts`). */
  type: string;
  aggregateType: string;
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
