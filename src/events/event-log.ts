import { randomBytes } from 'node:crypto';
import { DomainEvent } from '../../entities/events/domain-event';
import type { Sql } from '../persistence/sql';
import { newId } from '../shared/ids';
import { exactJson } from '../shared/json-safe';
import type { EventDraft } from './event-draft';
import { EVENT_SCHEMA_VERSION } from './event-types';

/** An event that has its id and waits for its transaction. */
export interface RecordedEvent extends EventDraft {
  id: string;
}

export function recordedEvent(draft: EventDraft): RecordedEvent {
  return { ...draft, id: newId() };
}

/**
 * What tells an event without a position; by way of the index on positions, in which there are few such. Beside it `seq` is written
 * `+seq`, so that SQLite does not go through the whole log in its order instead.
 */
export const WAITS_FOR_POSITION = 'position < 0';

/** Positions are unique, and so are these: each process counts down from a place of its own among 2^62. */
let lastPlaceholder = -(randomBytes(8).readBigUInt64LE() >> 2n) - 1n;

/** Stores events in the order given. Their positions come after the commit, from the sequencer. */
export function storeEvents(sql: Sql, events: readonly RecordedEvent[], recordedAt: Date): Promise<void> {
  return sql.insert(
    DomainEvent,
    events.map((event) => ({
      ...event,
      position: --lastPlaceholder,
      schemaVersion: EVENT_SCHEMA_VERSION,
      recordedAt,
      data: exactJson(event.data),
    })),
  );
}
