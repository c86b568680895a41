import type { DomainEvent } from '../../entities/events/domain-event';
import { plainText } from './event-text';

/** What an event carries, by entity and property; bigints are text, dates ISO 8601. */
export type EventData = Readonly<Record<string, unknown>>;

/** The data that a stored text stands for. */
export function parsedData(stored: string): EventData {
  return JSON.parse(plainText(stored)) as EventData;
}

const parsed = new WeakMap<DomainEvent, EventData>();

/** The data of an event; read once, however many consumers look at it. Not to be changed. */
export function eventData(event: DomainEvent): EventData {
  let data = parsed.get(event);
  if (!data) {
    data = parsedData(event.data);
    parsed.set(event, data);
  }
  return data;
}
