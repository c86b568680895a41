import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../../resolvers/kit/context';
import { inputConverter, inputMaker } from '../../../resolvers/kit/input-instance';
import {
  typeRecords,
  type ParamRecord,
  type ResolverRecord,
} from '../../../resolvers/kit/type-graphql-metadata';
import { validateArgument } from '../../../resolvers/kit/validate-input';

type Args = Record<string, unknown>;
type Resolve = GraphQLFieldResolver<unknown, RequestContext, Args>;
type Method = (...values: unknown[]) => unknown;
/** What a method gets for one of its parameters. */
type Read = (source: unknown, args: Args, context: RequestContext, info: unknown) => unknown;

/** Takes type-graphql's own resolvers from the fields of `Query` and `Mutation`, so far as `directOperation` can stand for them. */
export function operateDirectly(schema: GraphQLSchema): void {
  const { queries, mutations } = typeRecords();
  const roots = [
    [schema.getQueryType(), queries],
    [schema.getMutationType(), mutations],
  ] as const;
  for (const [type, records] of roots) {
    for (const record of records) {
      const field = type?.getFields()[record.schemaName];
      if (field) field.resolve = directOperation(record) ?? field.resolve;
    }
  }
}

/**
 * Calls the method of a resolver class as type-graphql does: makes its arguments instances of their classes, then has them
 * validated, all at once. What its decorators say is read once, where type-graphql reads it at every call. Undefined for
 * a method with a parameter or a middleware of a kind that is not known here.
 */
export function directOperation(record: ResolverRecord): Resolve | undefined {
  const { target, methodName, middlewares } = record;
  const params = record.params.toSorted((a, b) => a.index - b.index);
  const reads = params.map(readerOf);
  if (middlewares?.length || !reads.every((read) => read !== undefined)) return undefined;
  const given = params.flatMap(({ kind }, i) => (kind === 'arg' || kind === 'args' ? [i] : []));
  const instance = new target() as Record<string, Method>;
  return async (source, args, context, info) => {
    const values = reads.map((read) => read(source, args, context, info));
    await Promise.all(given.map((i) => validateArgument(values[i], args)));
    return instance[methodName]!(...values);
  };
}

function readerOf({ kind, name, propertyName, validateFn, getType }: ParamRecord): Read | undefined {
  if (propertyName || validateFn) return undefined;
  if (kind === 'args') {
    const make = inputMaker(getType!() as new () => object);
    return (_source, args) => make(args);
  }
  if (kind === 'arg') {
    const convert = inputConverter(getType!());
    return convert ? (_source, args) => convert(args[name!]) : (_source, args) => args[name!];
  }
  return OTHERS[kind];
}

const OTHERS: Readonly<Record<string, Read>> = {
  root: (source) => source,
  context: (_source, _args, context) => context,
  info: (_source, _args, _context, info) => info,
};
