import type { ClassType } from 'type-graphql';

/** What of type-graphql's records of a class is needed here. */
export interface FieldRecord {
  /** Of the property or method. */
  name: string;
  /** Of the field in the schema. */
  schemaName: string;
  target: ClassType;
  getType?: () => unknown;
  typeOptions?: { array?: boolean };
  middlewares?: unknown[];
}
export interface TypeRecord {
  name: string;
  target: ClassType;
  fields?: FieldRecord[];
  interfaceClasses?: unknown[];
}
export interface ParamRecord {
  kind: string;
  index: number;
  propertyName?: string;
}
export interface ResolverRecord {
  /** `external`: in a resolver class, `target`. */
  kind: 'internal' | 'external';
  methodName: string;
  schemaName: string;
  target: ClassType;
  params: readonly ParamRecord[];
  middlewares?: unknown[];
  getObjectType?: () => unknown;
}
interface Records {
  objectTypes: TypeRecord[];
  interfaceTypes: TypeRecord[];
  fieldResolvers: ResolverRecord[];
}

/** What the decorators have told type-graphql, complete once the schema has been built. */
export function typeRecords(): Records {
  return (globalThis as unknown as { TypeGraphQLMetadataStorage: Records }).TypeGraphQLMetadataStorage;
}

/** The fields of a type with those that it has from its interfaces and from the types that its class extends. */
export function fieldsOfType({ target, fields = [], interfaceClasses = [] }: TypeRecord): FieldRecord[] {
  const { interfaceTypes, objectTypes } = typeRecords();
  const extended = objectTypes.find((type) => type.target === Object.getPrototypeOf(target));
  const inherited = [
    ...interfaceTypes
      .filter((type) => interfaceClasses.includes(type.target))
      .flatMap((type) => type.fields ?? []),
    ...(extended ? fieldsOfType(extended) : []),
  ];
  const own = new Set(fields.map(({ schemaName }) => schemaName));
  return [...inherited.filter(({ schemaName }) => !own.has(schemaName)), ...fields];
}

/** The method of a resolver class that answers a field, if there is one. */
export function externalResolver({ name, target }: FieldRecord): ResolverRecord | undefined {
  return typeRecords().fieldResolvers.find(
    ({ kind, methodName, getObjectType }) =>
      kind === 'external' && methodName === name && getObjectType?.() === target,
  );
}
