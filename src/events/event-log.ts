import { randomBytes } from 'node:crypto';
import { DomainEvent } from '../../entities/events/domain-event';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { newId } from '../shared/ids';
import { exactJson } from '../shared/json-safe';
import type { EventDraft } from './event-draft';
import { isLarge, packedText } from './event-text';
import { schemaVersionOf } from './event-types';

/**
 * What tells an event without a position; by way of the index on positions, in which there are few such. Beside it `seq` is written
 * `+seq`, so that SQLite does not go through the whole log in its order instead.
 */
export const WAITS_FOR_POSITION = 'position < 0';

/** Positions are unique, and so are these: each process counts down from a place of its own among 2^62. */
let lastPlaceholder = -(randomBytes(8).readBigUInt64LE() >> 2n) - 1n;

/** The data of events whose text is made when they are stored. */
const untold = new WeakMap<DomainEvent, EventDraft['data']>();

/** An event that waits for its transaction; its data are taken down as they are now, and large ones must stay as they are. */
export function recordedEvent(draft: EventDraft, recordedAt: Date): DomainEvent {
  const large = isLarge(draft.data);
  const event = newRow(DomainEvent, {
    id: newId(),
    position: --lastPlaceholder,
    type: draft.type,
    schemaVersion: schemaVersionOf(draft.type),
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
    data: large ? '' : exactJson(draft.data),
  });
  if (large) untold.set(event, draft.data);
  return event;
}

/** Stores events in the order given. Their positions come after the commit, from the sequencer. */
export async function storeEvents(sql: Sql, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) {
    const data = untold.get(event);
    if (data) event.data = await packedText(data);
  }
  await sql.insert(DomainEvent, events);
}
