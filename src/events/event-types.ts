import type { EventContent } from './event-parts';
import type { Upcast } from './upcast';

/** A type of event. */
export interface EventTypeDefinition {
  /** Schema version of its data: 1, and one more with each change of what stored data of the type look like. */
  readonly version: number;
  /** What happened, for people; in the past tense. */
  readonly says: string;
  /**
   * What makes stored data of version 1 those of version 2, and so on, up to this version. A column that is younger than events needs
   * none: the definition of its document has its value of before (`younger`).
   */
  readonly upcasts?: readonly Upcast[];
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

const defined = new Map<string, EventTypeDefinition>();

/**
 * Says which events there are of a kind of object, and what their data hold. An area lists its definitions in its `area.ts`. Throws
 * when a type has been defined before, or its version is not one more than its upcasts.
 */
export function defineEvents<const A extends string, const T extends string>(
  aggregateType: A,
  types: Readonly<Record<T, EventTypeDefinition>>,
  content: EventContent,
): EventDefinitions<A, T> {
  for (const [type, definition] of Object.entries<EventTypeDefinition>(types)) {
    const { version, upcasts = [] } = definition;
    if (defined.has(type)) throw new Error(`The event type ${type} is defined twice`);
    if (version !== upcasts.length + 1)
      throw new Error(`Version ${version} of the event type ${type} needs ${version - 1} upcasts`);
    defined.set(type, definition);
  }
  return { aggregateType, types, content, of: (type) => ({ type, aggregateType }) };
}

/** The schema version of the data that events of a type are stored with. Throws for a type that nobody has defined. */
export function schemaVersionOf(type: string): number {
  const definition = defined.get(type);
  if (!definition) throw new Error(`The event type ${type} is not defined`);
  return definition.version;
}

/** What brings stored data of a type from version to version; nothing for a type that nobody defines any more. */
export function upcastsOf(type: string): readonly Upcast[] {
  return defined.get(type)?.upcasts ?? [];
}

export function eventsByAggregate(definitions: readonly EventDefinitions[]): EventsByAggregate {
  return new Map(definitions.map((each) => [each.aggregateType, each]));
}
