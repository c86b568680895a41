import type {
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestContextDidEncounterErrors,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextResponseForOperation,
  GraphQLRequestContextWillSendResponse,
  GraphQLResponse,
} from '@apollo/server';
import type { RequestContext } from '../../resolvers/kit/context';

export type OperationToAnswer = GraphQLRequestContextResponseForOperation<RequestContext>;

/** What happens beside an operation over HTTP, at Apollo's steps and by its names. */
export interface RequestHooks {
  requestDidStart?(request: GraphQLRequestContext<RequestContext>): void;
  /** What it throws is the answer; hooks after it do not run. */
  didResolveOperation?(
    request: GraphQLRequestContextDidResolveOperation<RequestContext>,
  ): void | Promise<void>;
  /** The answer, or null to leave it to the next of them, and to Apollo. */
  responseForOperation?(request: OperationToAnswer): Promise<GraphQLResponse | null>;
  didEncounterErrors?(request: GraphQLRequestContextDidEncounterErrors<RequestContext>): void;
  willSendResponse?(request: GraphQLRequestContextWillSendResponse<RequestContext>): void;
}

/** Hooks as one plugin, which run in order: Apollo makes promises for each plugin at each of its steps, whether it takes part or not. */
export function pluginOf(all: readonly RequestHooks[]): ApolloServerPlugin<RequestContext> {
  const listener = {
    async didResolveOperation(request: GraphQLRequestContextDidResolveOperation<RequestContext>) {
      for (const hooks of all) await hooks.didResolveOperation?.(request);
    },
    async responseForOperation(request: OperationToAnswer) {
      for (const hooks of all) {
        const response = await hooks.responseForOperation?.(request);
        if (response) return response;
      }
      return null;
    },
    async didEncounterErrors(request: GraphQLRequestContextDidEncounterErrors<RequestContext>) {
      for (const hooks of all) hooks.didEncounterErrors?.(request);
    },
    async willSendResponse(request: GraphQLRequestContextWillSendResponse<RequestContext>) {
      for (const hooks of all) hooks.willSendResponse?.(request);
    },
  };
  return {
    async requestDidStart(request) {
      for (const hooks of all) hooks.requestDidStart?.(request);
      return listener;
    },
  };
}
