import type { EntityClass } from '../persistence/mapping/entity-mapping';
import type { EventData } from './upcast';

type Values = Readonly<Record<string, unknown>>;

/** What the stored data of an event hold under a name: an object, or a list of them. */
export interface EventPart {
  /** By whose fields in the API the values are told. */
  readonly entity: EntityClass<object>;
  /** The object that the event is about, whose id not every event repeats. */
  readonly root?: true;
  /** Names under which stored data hold further values of the same object. */
  readonly withParts?: readonly string[];
  /** What an object is nested in, where the API says it by its place: types by name, ids by property. */
  readonly nestedIn?: Readonly<Record<string, { readonly type: string; readonly property: string }>>;
  /** A type that is no node of its own: the type whose right it takes. */
  readonly seenWith?: string;
  /** Stored values by the names of columns, where they have others. */
  columns?(values: Values): Values;
  /** What the API says of an object by means of another one that the same event carries. */
  beside?(values: Values, data: EventData): Values;
}

/** What stored data say besides objects. */
export interface EventExtra {
  /** The type that it takes the right of. */
  readonly seenWith: string;
  /** It is the id of an object of a type, told under another name. */
  readonly reference?: { readonly name: string; readonly type: string };
  /** It is a list of which the API tells the length, under this name. */
  readonly countAs?: string;
}

/** What the stored data of the events of an object hold, by name; anything else in them is shown to nobody. */
export interface EventContent {
  readonly parts: Readonly<Record<string, EventPart>>;
  readonly extras?: Readonly<Record<string, EventExtra>>;
}
