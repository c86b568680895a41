import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../resolvers/context';
import { createExecutor } from './compiled-operations';

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/** Apollo leaves the execution of operations to a gateway where there is one, and still formats its errors. Ours is in this process. */
export function gatewayTo(schema: GraphQLSchema): Gateway {
  const execute = createExecutor(schema);
  return {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: ({ document, operationName, operation, request, context }) =>
        execute({
          document,
          // Apollo knows the name of an operation that it has found; a name that is in vain stands in the request only.
          operationName: operationName ?? request.operationName ?? null,
          isQuery: (operation as OperationDefinitionNode | undefined)?.operation === 'query',
          variables: request.variables ?? {},
          context: context as RequestContext,
        }),
    }),
    stop: async () => undefined,
  };
}
