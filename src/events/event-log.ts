import { randomBytes } from 'node:crypto';
import { DomainEvent } from '../../entities/events/domain-event';
import { newRow } from '../persistence/entity-mapping';
import type { Sql } from '../persistence/sql';
import { newId } from '../shared/ids';
import { exactJson } from '../shared/json-safe';
import type { EventDraft } from './event-draft';
import { EVENT_SCHEMA_VERSION } from './event-types';

/**
 * What tells an event without a position; by way of the index on positions, in which there are few such. Beside it `seq` is written
 * `+seq`, so that SQLite does not go through the whole log in its order instead.
 */
export const WAITS_FOR_POSITION = 'position < 0';

/** Positions are unique, and so are these: each process counts down from a place of its own among 2^62. */
let lastPlaceholder = -(randomBytes(8).readBigUInt64LE() >> 2n) - 1n;

/** An event that waits for its transaction; its data are taken down as they are now. */
export function recordedEvent(draft: EventDraft, recordedAt: Date): DomainEvent {
  return newRow(DomainEvent, {
    id: newId(),
    position: --lastPlaceholder,
    type: draft.type,
    schemaVersion: EVENT_SCHEMA_VERSION,
    aggregateType: draft.aggregateType,
    aggregateId: draft.aggregateId,
    aggregateVersion: draft.aggregateVersion,
    occurredAt: draft.occurredAt,
    recordedAt,
    actorId: draft.actorId,
    commandId: draft.commandId,
    orderId: draft.orderId ?? null,
    accountId: draft.accountId ?? null,
    territoryId: draft.territoryId ?? null,
    repId: draft.repId ?? null,
    sku: draft.sku ?? null,
    locationId: draft.locationId ?? null,
    data: exactJson(draft.data),
  });
}

/** Stores events in the order given. Their positions come after the commit, from the sequencer. */
export function storeEvents(sql: Sql, events: readonly DomainEvent[]): Promise<void> {
  return sql.insert(DomainEvent, events);
}
