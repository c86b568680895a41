import {
  getOperationAST,
  GraphQLError,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { RequestContext } from '../../resolvers/kit/context';
import { servicesOf, type Services } from '../../resolvers/kit/services';
import type { Actor } from '../auth/actor';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import type { Guards } from './guards';
import type { OperationCost } from './limits/cost-limit';
import { requestSignal } from './limits/request-signal';
import { createOperationStore } from './operations';
import type { WebSocketConnection } from './websocket-connection';

export interface Admitted {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly contextValue: RequestContext;
  readonly cost: OperationCost;
}

/** Lets operations of websockets through under the same rules and limits as those over HTTP. */
export class WebSocketAdmission {
  private readonly prepare: ReturnType<typeof createOperationStore>;

  constructor(
    schema: GraphQLSchema,
    private readonly services: Services,
    private readonly guards: Guards,
  ) {
    this.prepare = createOperationStore(schema, guards.rules, guards.limits.maxTokens);
  }

  /** The operation that a message asks for, with a context of its own; or what is wrong with it. */
  async admit(
    connection: WebSocketConnection,
    id: string,
    actor: Actor,
    payload: SubscribePayload,
  ): Promise<Admitted | readonly GraphQLError[]> {
    try {
      const prepared = this.prepare(this.guards.documents.textOf({ ...payload }) ?? '');
      if ('errors' in prepared) return prepared.errors;
      const { document } = prepared;
      const operation = getOperationAST(document, payload.operationName || null);
      if (!operation) return [noOperation(payload.operationName)];
      const contextValue = this.contextOf(connection, id, actor, operation);
      const variables = payload.variables ?? {};
      const { costs } = this.guards;
      const cost = costs.costOf({ document, operation, variables });
      await costs.admit(cost, contextValue);
      return { document, operation, contextValue, cost };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [new GraphQLError(error.message, { originalError: error })];
    }
  }

  /** Queries and mutations are given up when their time is over or the connection is closed; subscriptions have an end of their own. */
  private contextOf(
    { origin, isOver, signals }: WebSocketConnection,
    id: string,
    actor: Actor,
    { operation }: OperationDefinitionNode,
  ): RequestContext {
    const requestId = newId();
    const logEpoch = this.services.hub.tenure.epoch;
    const context = { actor, requestId, logEpoch, origin: { ...origin, requestId } };
    if (operation === 'subscription') return { ...context, services: servicesOf(this.services) };
    const timed = requestSignal(this.guards.limits.requestTimeout);
    signals.set(id, timed);
    if (isOver) timed.gone();
    const { signal, endsAt } = timed;
    return { ...context, services: servicesOf(this.services, signal), signal, endsAt };
  }
}

function noOperation(name: string | null | undefined): GraphQLError {
  const message = name
    ? `The document has no operation named "${name}".`
    : 'The document has several operations; `operationName` must name one.';
  return new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}
