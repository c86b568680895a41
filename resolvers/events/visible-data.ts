import type { DomainEvent } from '../../entities/events/domain-event';
import type { Actor } from '../../src/auth/actor';
import { EVENT_DATA_RIGHTS } from '../../src/auth/rights';
import { eventData, type EventData } from '../../src/events/event-data';

const RESTRICTED_PARTS = Object.entries(EVENT_DATA_RIGHTS);

/** The data of an event without the parts that the actor may not see. */
export function visibleData(event: DomainEvent, { permissions }: Actor): EventData {
  const data = eventData(event);
  const hidden = RESTRICTED_PARTS.filter(
    ([part, permission]) => part in data && !permissions.has(permission),
  );
  if (hidden.length === 0) return data;
  const parts = hidden.map(([part]) => part);
  return Object.fromEntries(Object.entries(data).filter(([part]) => !parts.includes(part)));
}
