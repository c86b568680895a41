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

/** Stores events in the order given. Their positions come after the commit, from the sequencer. */
export function storeEvents(sql: Sql, events: readonly RecordedEvent[], recordedAt: Date): Promise<void> {
  return sql.insert(
    DomainEvent,
    events.map((event) => ({
      ...event,
      schemaVersion: EVENT_SCHEMA_VERSION,
      recordedAt,
      data: exactJson(event.data),
    })),
  );
}
