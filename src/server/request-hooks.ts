import type {
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestContextDidEncounterErrors,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextWillSendResponse,
} from '@apollo/server';
import type { RequestContext } from '../../resolvers/context';

/** What happens beside an operation over HTTP, at Apollo's steps and by its names. */
export interface RequestHooks {
  requestDidStart?(request: GraphQLRequestContext<RequestContext>): void;
  /** What it throws is the answer; hooks after it do not run. */
  didResolveOperation?(
    request: GraphQLRequestContextDidResolveOperation<RequestContext>,
  ): void | Promise<void>;
  didEncounterErrors?(request: GraphQLRequestContextDidEncounterErrors<RequestContext>): void;
  willSendResponse?(request: GraphQLRequestContextWillSendResponse<RequestContext>): void;
}

/** Hooks as one plugin, which run in order: Apollo makes promises for each plugin at each of its steps, whether it takes part or not. */
export function pluginOf(all: readonly RequestHooks[]): ApolloServerPlugin<RequestContext> {
  const listener = {
    async didResolveOperation(request: GraphQLRequestContextDidResolveOperation<RequestContext>) {
      for (const hooks of all) await hooks.didResolveOperation?.(request);
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
