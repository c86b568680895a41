import type { DomainEvent } from '../../entities/events/domain-event';

/** What an event carries, by entity and property; bigints are text, dates ISO 8601. */
export type EventData = Readonly<Record<string, unknown>>;

const parsed = new WeakMap<DomainEvent, EventData>();

/** The data of an event; read once, however many consumers look at it. Not to be changed. */
export function eventData(event: DomainEvent): EventData {
  let data = parsed.get(event);
  if (!data) {
    data = JSON.parse(event.data) as EventData;
    parsed.set(event, data);
  }
  return data;
}
