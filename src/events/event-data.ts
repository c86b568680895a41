import type { DomainEvent } from '../../entities/events/domain-event';
import { plainText } from './event-text';
import { upcastsOf } from './event-types';
import { upcast, type EventData } from './upcast';

export type { EventData };

/** What of an event says its data, and in which form they are. */
type StoredData = Pick<DomainEvent, 'type' | 'schemaVersion' | 'data'>;

/** The data of an event in the form of today, whatever the form in which they are stored. */
export function parsedData({ type, schemaVersion, data }: StoredData): EventData {
  return upcast(JSON.parse(plainText(data)) as EventData, schemaVersion, upcastsOf(type));
}

const parsed = new WeakMap<StoredData, EventData>();

/** As `parsedData`; read once, however many consumers look at the event. Not to be changed. */
export function eventData(event: StoredData): EventData {
  let data = parsed.get(event);
  if (!data) {
    data = parsedData(event);
    parsed.set(event, data);
  }
  return data;
}
