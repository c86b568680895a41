import { isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';

/** Finds what a `Known` stands for, by preference something that is not `named` yet. */
interface Finder {
  find(wanted: Known, named: ReadonlySet<string>): string;
  /** The version of what such values name; null for what is not there yet. */
  versionBeside(values: Readonly<Record<string, unknown>>): number | null;
}

/** Stands for something of the database that a case begins with: the same case names the same place in another run. */
export class Known {
  constructor(
    readonly type: string,
    readonly property: 'id' | 'key' | 'cursor',
    readonly nth: number,
  ) {}
}

/** Stands for the version of the object that the input beside it names. */
export class PresentVersion {}

/** Text that goes into JSON or GraphQL as it is. */
export class Raw {
  constructor(readonly text: string) {}
}

/** A value whose key is written twice. */
export class Twice {
  constructor(readonly value: unknown) {}
}

/** Puts what is known in its places; parts of an object that the input names come before others. */
export function settled(value: unknown, known: Finder, named: ReadonlySet<string> = new Set()): unknown {
  if (value instanceof Known) return known.find(value, named);
  if (value instanceof Twice) return new Twice(settled(value.value, known, named));
  if (Array.isArray(value)) return value.map((item) => settled(item, known, named));
  if (!isPlain(value)) return value;
  const own = new Set(named);
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    const found = item instanceof Known ? known.find(item, own) : item;
    if (typeof found === 'string' && found !== item) own.add(found);
    return [key, found];
  });
  const object = Object.fromEntries(entries.map(([key, item]) => [key, settled(item, known, own)]));
  for (const [key, item] of entries)
    if (item instanceof PresentVersion) object[key] = known.versionBeside(object);
  return object;
}

export function json(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (value instanceof Twice) return json(value.value);
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`;
  if (!isPlain(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const entry = `${JSON.stringify(key)}:${json(item)}`;
    return item instanceof Twice ? [entry, entry] : [entry];
  });
  return `{${entries.join(',')}}`;
}

/** A value as it stands in a GraphQL document; names of enums without quotes. */
export function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType as GraphQLInputType);
  if (value instanceof Twice) return literal(value.value, type);
  if (Array.isArray(value)) {
    const of = isListType(type) ? (type.ofType as GraphQLInputType) : type;
    return `[${value.map((item) => literal(item, of)).join(', ')}]`;
  }
  if (isListType(type)) return literal(value, type.ofType as GraphQLInputType);
  if (isPlain(value)) return objectLiteral(value, type);
  const isName = isEnumType(type) && typeof value === 'string' && type.getValue(value);
  return isName ? value : json(value);
}

function objectLiteral(value: Readonly<Record<string, unknown>>, type: GraphQLInputType): string {
  const fields = isInputObjectType(type) ? type.getFields() : {};
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const entry = `${key}: ${field ? literal(item, field.type) : json(item)}`;
    return item instanceof Twice ? [entry, entry] : [entry];
  });
  return `{ ${entries.join(', ')} }`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Raw) && !(value instanceof Known);
}
