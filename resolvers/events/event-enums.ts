import { registerEnumType } from 'type-graphql';
import type { EventsByAggregate } from '../../src/events/event-types';

/** Types of events, and of the objects that they are about. Empty until `declareEventEnums`. */
export const EventType: Record<string, string> = {};
export const AggregateType: Record<string, string> = {};

/** Fills the enums, before the schema is built. The same events again change nothing. */
export function declareEventEnums(events: EventsByAggregate): void {
  const definitions = [...events.values()];
  const types = Object.fromEntries(
    definitions.flatMap((each) => Object.entries(each.types).map(([type, { says }]) => [type, says])),
  );
  const aggregates = definitions.map(({ aggregateType }) => [
    aggregateType,
    `Objects of type ${aggregateType}.`,
  ]);
  declare(EventType, 'EventType', 'What can happen.', types);
  const about = 'Kinds of objects that have events, by the names of their types.';
  declare(AggregateType, 'AggregateType', about, Object.fromEntries(aggregates) as Record<string, string>);
}

function declare(
  values: Record<string, string>,
  name: string,
  description: string,
  descriptions: Readonly<Record<string, string>>,
): void {
  const names = Object.keys(descriptions);
  if (names.every((each) => each in values)) return;
  Object.assign(values, Object.fromEntries(names.map((each) => [each, each])));
  const valuesConfig = Object.fromEntries(names.map((each) => [each, { description: descriptions[each] }]));
  registerEnumType(values, { name, description, valuesConfig });
}
