import type { EventDefinitions } from '../events/event-types';
import type { EntityClass } from '../persistence/mapping/entity-mapping';
import type { Lifecycle } from './lifecycle';
import type { NumberSeries } from './numbers';

export interface DocumentRow {
  id: string;
}

/** The row of the document itself. */
export interface RootRow extends DocumentRow {
  version: number;
  updatedAt: Date;
}

/** A row that says who may see a document. */
export interface ScopedRow extends DocumentRow {
  accountId: string;
  territoryId: string | null;
  repId: string | null;
}

/** An aggregate has one property with its root, and one for each part with a list of rows. */
export type PartName<A extends object> = {
  [K in keyof A]: A[K] extends readonly DocumentRow[] ? K : never;
}[keyof A] &
  string;
export type RootName<A extends object> = Exclude<keyof A, PartName<A>> & string;
export type Root<A extends object> = A[RootName<A>] & RootRow;
type PartRow<A extends object, P extends PartName<A>> = A[P] extends readonly (infer E)[] ? E : never;

/** Rows of one table that belong to documents: where they hang, and which of them. */
export interface DocumentPart<E> {
  readonly entity: EntityClass<E & DocumentRow>;
  /** The property with the document's id; absent where rows have only the id of what they hang under. */
  readonly documentId?: keyof E & string;
  /** An earlier part whose rows these hang under, and the property that names the row. */
  readonly under?: { readonly part: string; readonly by: keyof E & string };
  /** The property by which the rows of one document, or those under one row, are ordered. */
  readonly orderedBy: keyof E & string;
  /** Only these rows are read into an aggregate: SQL on the table as `t`. */
  readonly where?: string;
  /** Free text, which may be personal: in no event. */
  readonly leftOut?: readonly (keyof E & string)[];
  /** What a row had in columns that are younger than the first events, by property, before they were there. */
  readonly younger?: Readonly<Partial<Record<keyof E, unknown>>>;
}

/**
 * What is true of every document of a type: its rows, who locks and sees it, its statuses and its events. `A` is its aggregate;
 * `Context` is what statuses follow from beside it.
 */
export interface DocumentDefinition<A extends object, Context = void, Type extends string = string> {
  readonly root: {
    readonly name: RootName<A>;
    readonly entity: EntityClass<Root<A>>;
    readonly younger?: Readonly<Partial<Record<keyof Root<A>, unknown>>>;
  };
  /** In the order in which they are read and stored. */
  readonly parts: { readonly [P in PartName<A>]: DocumentPart<PartRow<A, P>> };
  /** The series of its numbers; null for a document that people do not name. */
  readonly number: NumberSeries | null;
  /** Whose row says who may see the document: its own, or that of the document which `locking` names. */
  readonly scope: 'own' | 'through';
  /** Locked by itself, at its place in the order of locks, or safe while the document is locked that its root names by `by`. */
  readonly locking:
    { readonly rank: number } | { readonly under: string; readonly by: keyof Root<A> & string };
  /** Null while nobody asks for a step: its status follows from other documents. */
  readonly lifecycle: Lifecycle<A, string, string, Context> | null;
  readonly events: {
    /** Their types, and the type of the document. */
    readonly defined: EventDefinitions<string, Type>;
    /** The property with the order that its events concern. */
    readonly order?: keyof Root<A> & string;
    /** The property with the location that they concern. */
    readonly location?: keyof Root<A> & string;
    /** Parts of which an event of the type brings all rows, in place of those before. */
    readonly replacing?: Readonly<Partial<Record<Type, readonly PartName<A>[]>>>;
    /** There are documents from before the type had events, all of them under others: the next event of such a document carries every value. */
    readonly missing?: true;
  };
  /** Brings what follows from the content up to date, before an event is recorded. */
  readonly derive?: (aggregate: A, context: Context) => void;
}

/** A part as those see it who do the same with all parts. */
export interface NamedPart {
  readonly name: string;
  readonly entity: EntityClass<DocumentRow>;
  readonly documentId?: string;
  readonly under?: { readonly part: string; readonly by: string };
  readonly orderedBy: string;
  readonly where?: string;
  readonly leftOut: readonly string[];
  readonly younger?: Readonly<Record<string, unknown>>;
}

/** A checked definition. */
export interface Document<
  A extends object,
  Context = void,
  Type extends string = string,
> extends DocumentDefinition<A, Context, Type> {
  /** The type of object, as events and the API name it. */
  readonly type: string;
  readonly partList: readonly NamedPart[];
}

/** Throws when a part hangs nowhere, or under one that is not read before it. */
export function defineDocument<A extends object, Context = void, Type extends string = string>(
  definition: DocumentDefinition<A, Context, Type>,
): Document<A, Context, Type> {
  const type = definition.events.defined.aggregateType;
  const partList: NamedPart[] = [];
  for (const [name, part] of Object.entries(
    definition.parts as unknown as Record<string, DocumentPart<DocumentRow>>,
  )) {
    const { under, documentId, leftOut = [] } = part;
    if (under ? !partList.some((earlier) => earlier.name === under.part) : documentId === undefined)
      throw new Error(`${type}.${name} hangs under nothing that is read before it`);
    partList.push({ ...part, name, leftOut });
  }
  return { ...definition, type, partList };
}

/** The aggregate's own row. */
export function rootOf<A extends object>(
  { root }: Pick<DocumentDefinition<A>, 'root'>,
  aggregate: A,
): Root<A> {
  return aggregate[root.name] as Root<A>;
}

/** The rows of a part of an aggregate, or of some parts of one. */
export function rowsOf(aggregate: object, { name }: Pick<NamedPart, 'name'>): DocumentRow[] {
  return (aggregate as Record<string, DocumentRow[] | undefined>)[name] ?? [];
}

/** The value of a property that is known by its name alone. */
export function valueOf(row: object, property: string): unknown {
  return (row as Record<string, unknown>)[property];
}
