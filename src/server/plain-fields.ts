import { isObjectType, type GraphQLSchema } from 'graphql';
import type { ClassType } from 'type-graphql';

/** What of type-graphql's records of a class is needed here. */
interface FieldRecord {
  name: string;
  schemaName: string;
  target: ClassType;
  roles?: unknown[];
  middlewares?: unknown[];
}
interface TypeRecord {
  name: string;
  fields?: FieldRecord[];
  interfaceClasses?: unknown[];
}
interface ResolverRecord {
  kind: 'internal' | 'external';
  methodName: string;
  getObjectType?: () => unknown;
}
interface Records {
  objectTypes: TypeRecord[];
  interfaceTypes: (TypeRecord & { target: unknown })[];
  fieldResolvers: ResolverRecord[];
}

/**
 * Takes type-graphql's own resolver from fields that are nothing but a property or a getter of their object: compiled operations
 * read those without a call. With it, a page of 50 orders makes some 3,000 calls with an `info` object each (`bench/README.md`).
 */
export function readPlainFields(schema: GraphQLSchema): GraphQLSchema {
  const records = (globalThis as unknown as { TypeGraphQLMetadataStorage: Records })
    .TypeGraphQLMetadataStorage;
  for (const { name, fields = [], interfaceClasses = [] } of records.objectTypes) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    const inherited = records.interfaceTypes.filter(({ target }) => interfaceClasses.includes(target));
    for (const field of [...inherited.flatMap((parent) => parent.fields ?? []), ...fields]) {
      const built = type.getFields()[field.schemaName];
      if (built && isPlain(field, records.fieldResolvers)) built.resolve = readerOf(field);
    }
  }
  return schema;
}

/** Without rights or middleware of its own, and not a method, here or in a resolver class. */
function isPlain(
  { name, target, roles, middlewares }: FieldRecord,
  resolvers: readonly ResolverRecord[],
): boolean {
  if (roles?.length || middlewares?.length) return false;
  const own = resolvers.filter((record) => record.methodName === name && record.getObjectType?.() === target);
  if (own.some(({ kind }) => kind === 'external')) return false;
  return typeof Object.getOwnPropertyDescriptor(target.prototype, name)?.value !== 'function';
}

function readerOf({ name, schemaName }: FieldRecord) {
  if (name === schemaName) return undefined;
  return (source: unknown) => (source as Record<string, unknown>)[name];
}
