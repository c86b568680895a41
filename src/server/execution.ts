import { HeaderMap, type ApolloServerOptionsWithGateway, type GraphQLResponse } from '@apollo/server';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../resolvers/kit/context';
import { createExecutor, type Operation } from './fast';
import type { OperationToAnswer, RequestHooks } from './request-hooks';

type Gateway = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;

/** How Apollo comes to the result of an operation. */
export interface Execution {
  hooks: RequestHooks;
  by: { gateway: Gateway } | { schema: GraphQLSchema };
}

/** Apollo executes by itself, with graphql-js. */
export function plainExecutionOf(schema: GraphQLSchema): Execution {
  return { hooks: {}, by: { schema } };
}

/**
 * Executes operations of a schema for Apollo. What has no error is its answer at once; anything else Apollo asks its gateway for, which
 * is told, and formats its errors. Not all goes by way of the gateway: Apollo makes accessors for each of its requests, which V8 keeps
 * in a hidden class of its own, and with it the request and all that it has read, until it goes through the whole heap.
 */
export function executionOf(schema: GraphQLSchema): Execution {
  const execute = createExecutor(schema);
  const withErrors = new WeakMap<RequestContext, Promise<ExecutionResult>>();
  return {
    hooks: {
      async responseForOperation(asked) {
        const executed = execute(operationOf(asked));
        const result = await executed.catch(() => null);
        if (result && !result.errors) return responseOf(result);
        withErrors.set(asked.contextValue, executed);
        return null;
      },
    },
    by: { gateway: gatewayTo(schema, (context) => withErrors.get(context)!) },
  };
}

function operationOf({
  document,
  operation,
  operationName,
  request,
  contextValue,
}: OperationToAnswer): Operation {
  return {
    document,
    // Apollo knows the name of an operation that it has found; a name that is in vain stands in the request only.
    operationName: operationName ?? request.operationName ?? null,
    isQuery: operation?.operation === 'query',
    variables: request.variables ?? {},
    context: contextValue,
  };
}

function responseOf(singleResult: ExecutionResult): GraphQLResponse {
  return {
    http: { status: undefined, headers: new HeaderMap() },
    body: { kind: 'single', singleResult: singleResult as ExecutionResult & { errors?: undefined } },
  };
}

function gatewayTo(
  schema: GraphQLSchema,
  executed: (context: RequestContext) => Promise<ExecutionResult>,
): Gateway {
  return {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({ executor: ({ context }) => executed(context as RequestContext) }),
    stop: async () => undefined,
  };
}
