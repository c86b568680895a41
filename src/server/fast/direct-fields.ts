import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../../resolvers/kit/context';
import {
  externalResolver,
  fieldsOfType,
  typeRecords,
  type FieldRecord,
  type ResolverRecord,
} from '../../../resolvers/kit/type-graphql-metadata';

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;
type Method = (source: unknown, context: RequestContext, info: unknown) => unknown;

/**
 * Takes type-graphql's own resolver from fields that need nothing of it: a property or a getter of their object is read, a method
 * that wants the object, the context and the info is called. A page of 50 orders makes some 3,000 of its calls otherwise, each of
 * which sorts the method's parameters (`bench/README.md`). Methods that want arguments are left to type-graphql.
 */
export function resolveDirectly(schema: GraphQLSchema): void {
  for (const record of typeRecords().objectTypes) {
    const type = schema.getType(record.name);
    if (!isObjectType(type)) continue;
    for (const field of fieldsOfType(record)) {
      const built = type.getFields()[field.schemaName];
      if (!built || hasMore(field)) continue;
      const resolver = externalResolver(field);
      if (resolver) built.resolve = callOf(resolver) ?? built.resolve;
      else if (!isMethod(field)) built.resolve = readerOf(field);
    }
  }
}

const hasMore = ({ middlewares }: { middlewares?: unknown[] }): boolean => Boolean(middlewares?.length);

function isMethod({ name, target }: FieldRecord): boolean {
  return typeof Object.getOwnPropertyDescriptor(target.prototype, name)?.value === 'function';
}

const ORDER = ['root', 'context', 'info'];

/** The object, the context and the info as a whole, in this order, and nothing after those that it wants. */
function isPlainCall(resolver: ResolverRecord): boolean {
  const params = resolver.params.toSorted((a, b) => a.index - b.index);
  return (
    !hasMore(resolver) && params.every(({ kind, propertyName }, i) => kind === ORDER[i] && !propertyName)
  );
}

/** Resolver classes have no state: one instance serves all calls. */
function callOf(resolver: ResolverRecord): Resolve | undefined {
  if (!isPlainCall(resolver)) return undefined;
  const { target, methodName } = resolver;
  const instance = new target() as Record<string, Method>;
  return (source, _args, context, info) => instance[methodName]!(source, context, info);
}

function readerOf({ name, schemaName }: FieldRecord): Resolve | undefined {
  if (name === schemaName) return undefined;
  const read: Resolve = (source) => (source as Record<string, unknown>)[name];
  propertiesRead.set(read, name);
  return read;
}

const propertiesRead = new WeakMap<object, string>();

/** The property of its object that a resolver reads, when it does nothing else. */
export function propertyReadBy(resolve: object): string | undefined {
  return propertiesRead.get(resolve);
}
