import type { EventContent } from './event-parts';

/** A type of event. */
export interface EventTypeDefinition {
  /** Schema version of its data: 1, and one more with each change of what stored data of the type look like. */
  readonly version: number;
  /** What happened, for people; in the past tense. */
  readonly says: string;
}

/** The events of one kind of object. */
export interface EventDefinitions<A extends string = string, T extends string = string> {
  /** The kind of object, as the API names its type. */
  readonly aggregateType: A;
  readonly types: Readonly<Record<T, EventTypeDefinition>>;
  readonly content: EventContent;
  /** What a draft of an event says of its type. */
  of(type: T): { readonly type: T; readonly aggregateType: A };
}

/** The names of the events that some definitions have. */
export type EventTypeOf<D extends EventDefinitions> = keyof D['types'] & string;

/** The events of every kind of object, by its type. */
export type EventsByAggregate = ReadonlyMap<string, EventDefinitions>;

const versions = new Map<string, number>();

/**
 * Says which events there are of a kind of object, and what their data hold. An area lists its definitions in its `area.ts`. Throws
 * when a type has been defined before.
 */
export function defineEvents<const A extends string, const T extends string>(
  aggregateType: A,
  types: Readonly<Record<T, EventTypeDefinition>>,
  content: EventContent,
): EventDefinitions<A, T> {
  for (const [type, { version }] of Object.entries<EventTypeDefinition>(types)) {
    if (versions.has(type)) throw new Error(`The event type ${type} is defined twice`);
    versions.set(type, version);
  }
  return { aggregateType, types, content, of: (type) => ({ type, aggregateType }) };
}

/** The schema version of the data that events of a type are stored with. Throws for a type that nobody has defined. */
export function schemaVersionOf(type: string): number {
  const version = versions.get(type);
  if (version === undefined) throw new Error(`The event type ${type} is not defined`);
  return version;
}

export function eventsByAggregate(definitions: readonly EventDefinitions[]): EventsByAggregate {
  return new Map(definitions.map((each) => [each.aggregateType, each]));
}
