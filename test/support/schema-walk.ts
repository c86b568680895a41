import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { toGlobalId } from '../../src/shared/global-id';

export const ROOTS = ['Query', 'Mutation', 'Subscription'] as const;

/** The committed schema; that it is the one the server has, another check says. */
export const apiSchema: GraphQLSchema = buildSchema(
  readFileSync(path.join(__dirname, '..', '..', 'schema.graphql'), 'utf8'),
);

export interface SchemaField {
  /** `Type.field`. */
  name: string;
  owner: GraphQLObjectType;
  field: GraphQLField<unknown, unknown>;
}

function objectTypes(): GraphQLObjectType[] {
  return Object.values(apiSchema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'));
}

const fieldsOf = (owner: GraphQLObjectType): SchemaField[] =>
  Object.values(owner.getFields()).map((field) => ({ name: `${owner.name}.${field.name}`, owner, field }));

/** The definition of `Type.field`. */
export function fieldNamed(name: string): GraphQLField<unknown, unknown> {
  const [type, field] = name.split('.') as [string, string];
  return (apiSchema.getType(type) as GraphQLObjectType).getFields()[field]!;
}

/** The names of the fields of an input type; none when there is no such type. */
export function inputFields(name: string): string[] {
  const type = apiSchema.getType(name);
  return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

/** Every field of the entity types that needs no arguments. */
export function entityFields(): SchemaField[] {
  return entityTypes()
    .flatMap(fieldsOf)
    .filter(({ field }) => !field.args.some(isRequiredArgument));
}

/** The whole of a value: every field of every object in it, but of objects with an id only that. */
export function wholeSelection(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return named.name === 'Node' ? ' { __typename id }' : '';
  if (isEntity(named)) return selectionOf(type);
  if (named.name.endsWith('Connection')) return ` { nodes${wholeSelection(named.getFields().nodes!.type)} }`;
  const fields = Object.values(named.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
  return ` { ${fields.map(({ name, type: of }) => `${name}${wholeSelection(of)}`).join(' ')} }`;
}

/** Every field of `Query`, `Mutation` and `Subscription`. */
export function rootFields(): SchemaField[] {
  return ROOTS.flatMap((root) => fieldsOf(apiSchema.getType(root) as GraphQLObjectType));
}

export function isEntity(type: unknown): boolean {
  return isObjectType(type)
    ? type.getInterfaces().some(({ name }) => name === 'Node')
    : (type as { name?: string }).name === 'Node';
}

export function entityTypes(): GraphQLObjectType[] {
  return objectTypes().filter(isEntity);
}

/** The name of the entity that a field leads to, directly, in a list or in a connection; null for any other field. */
export function entityOf(type: GraphQLOutputType): string | null {
  const named = getNamedType(type);
  if (isEntity(named)) return named.name;
  if (!isObjectType(named) || !named.name.endsWith('Connection')) return null;
  return entityOf(named.getFields().nodes!.type);
}

/** Every field outside of the roots, the connections and what mutations answer that leads to an entity. */
export function entityEdges(): SchemaField[] {
  const own = objectTypes().filter(
    ({ name }) =>
      !(ROOTS as readonly string[]).includes(name) &&
      !/(Connection|Edge|Result)$/.test(name) &&
      !isPayload(name),
  );
  return own.flatMap(fieldsOf).filter(({ field }) => entityOf(field.type) !== null);
}

function isPayload(name: string): boolean {
  const type = apiSchema.getType(name) as GraphQLObjectType;
  return type.getInterfaces().some((known) => known.name === 'MutationPayload');
}

/** The selection that a field needs: its ids where it leads to entities, else what it is. */
export function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isObjectType(named) && named.name.endsWith('Connection')) return ' { nodes { __typename id } }';
  if (isEntity(named)) return ' { __typename id }';
  return isObjectType(named) ? ' { __typename }' : '';
}

/** `(a: $a, …)` for the required arguments of a field, with values that fit their types and mean nothing. */
export function minimalCall({ field }: SchemaField): { call: string; declared: string; variables: object } {
  const required = field.args.filter(isRequiredArgument);
  if (required.length === 0) return { call: field.name, declared: '', variables: {} };
  return {
    call: `${field.name}(${required.map(({ name }) => `${name}: $${name}`).join(', ')})`,
    declared: `(${required.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')})`,
    variables: Object.fromEntries(required.map(({ name, type }) => [name, minimalValue(type)])),
  };
}

const SCALARS: Readonly<Record<string, unknown>> = {
  Boolean: false,
  Date: '2026-03-01',
  DateTime: '2026-03-01T00:00:00Z',
  Float: 1.5,
  ID: toGlobalId('Nothing', '01ARZ3NDEKTSV4RRFFQ69G5FAV'),
  Int: 1,
  JSONObject: {},
  Position: '0',
  BigInt: '1',
  String: 'x',
};

export function minimalValue(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return minimalValue(type.ofType as GraphQLInputType);
  if (isListType(type)) return [minimalValue(type.ofType as GraphQLInputType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map(({ name, type: of }) => [name, minimalValue(of)]));
  }
  const value = SCALARS[(type as { name: string }).name];
  if (value === undefined) throw new Error(`No value is known for the scalar ${String(type)}`);
  return value;
}
