import { GraphQLError, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { ConnectionInitMessage, Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { RequestContext } from '../../resolvers/kit/context';
import type { Services } from '../../resolvers/kit/services';
import type { Actor } from '../auth/actor';
import type { Authenticator } from '../auth/authenticate';
import type { LiveLimits } from '../config/config';
import { LiveSource } from '../events/live-source';
import { DomainError, isUnauthenticated } from '../shared/errors';
import type { CloseReason } from './close-codes';
import type { FormatError } from './format-error';
import type { Guards } from './guards';
import type { OperationCost } from './limits/cost-limit';
import { LiveSubscriber } from './live-subscriber';
import { PrincipalUsage } from './principal-usage';
import { subscribePerEvent } from './subscribe';
import { SubscriptionGroups } from './subscription-groups';
import { WebSocketAdmission } from './websocket-admission';
import type { WebSocketConnection } from './websocket-connection';

export interface OperationOptions {
  schema: GraphQLSchema;
  services: Services;
  authenticator: Authenticator;
  formatError: FormatError;
  liveLimits: LiveLimits;
  guards: Guards;
  trustedProxies?: number;
}

type Payload = ConnectionInitMessage['payload'];
type Connected = Context<Payload, WebSocketConnection>;

const INIT_WITHIN_MS = 3_000;

/** What the connections of graphql-transport-ws do: authenticate, and run every operation in a context of its own. */
export function websocketOperations(options: OperationOptions): ServerOptions<Payload, WebSocketConnection> {
  return new WebSocketOperations(options).hooks();
}

class WebSocketOperations {
  private readonly admission: WebSocketAdmission;
  private readonly groups: SubscriptionGroups;
  private readonly usage = new PrincipalUsage();
  /** Of queries and mutations, by their contexts. */
  private readonly costs = new WeakMap<object, OperationCost>();

  constructor(private readonly options: OperationOptions) {
    this.admission = new WebSocketAdmission(options.schema, options.services, options.guards);
    this.groups = new SubscriptionGroups(options.formatError);
  }

  hooks(): ServerOptions<Payload, WebSocketConnection> {
    const { formatError } = this.options;
    return {
      connectionInitWaitTimeout: INIT_WITHIN_MS,
      onConnect: (context) => this.connect(context),
      onClose: ({ extra }) => this.disconnected(extra),
      onSubscribe: (context, id, payload) => this.begin(context, id, payload),
      subscribe: subscribePerEvent,
      onOperation: ({ extra }, id, _payload, args, result) => this.share(extra, id, args, result),
      onNext: (_context, _id, _payload, args, result) => this.told(args, result),
      onError: ({ extra }, _id, _payload, errors) =>
        errors.map((error) => formatError(error, { requestId: extra.requestId })),
      onComplete: ({ extra }, id) => this.completed(extra, id),
    };
  }

  /** Closes with 4401 when no token came, with 4421 when its principal has too many, and with 4403 (by answering false) when it is not valid. */
  private async connect(context: Connected): Promise<boolean> {
    const { extra, connectionParams } = context;
    extra.authorization = authorizationOf(connectionParams);
    extra.waitsFor = (id) => id in context.subscriptions;
    const actor = await this.authenticateOrClose(extra);
    if (!actor || extra.isOver) return false;
    if (this.usage.connections(actor.principalId) >= this.options.liveLimits.connectionsPerPrincipal) {
      extra.close('TOO_MANY_CONNECTIONS');
      return false;
    }
    extra.actor = actor;
    this.usage.add(actor.principalId, 'connections', 1);
    return true;
  }

  private disconnected({ actor, operations }: WebSocketConnection): void {
    if (!actor) return;
    this.usage.add(actor.principalId, 'connections', -1);
    for (const id of operations) this.ended(actor, operations, id);
  }

  /** The connection's actor as of now; null when the connection had to be closed. */
  private async authenticateOrClose(connection: WebSocketConnection): Promise<Actor | null> {
    try {
      const actor = await this.options.authenticator.authenticate(
        connection.authorization,
        connection.origin,
      );
      if (!actor) connection.close('UNAUTHORIZED');
      return actor;
    } catch (error) {
      connection.close(isUnauthenticated(error) ? 'FORBIDDEN' : 'TRY_AGAIN_LATER');
      return null;
    }
  }

  private async begin(
    { extra }: Connected,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const refusal = this.refuseOneMore(extra) ?? refuseSameId(extra, id);
    if (refusal) return [refusal];
    extra.beginning.add(id);
    this.begun(extra, id);
    const actor = await this.authenticateOrClose(extra);
    if (!actor)
      return [new GraphQLError('The connection is closed.', { extensions: { code: 'UNAUTHENTICATED' } })];
    const admitted = await this.admission.admit(extra, id, actor, payload);
    if (!('document' in admitted)) {
      extra.release(id);
      return this.refused(extra, id, admitted);
    }
    const { document, operation, contextValue, cost } = admitted;
    if (operation.operation !== 'subscription') {
      extra.unanswered.add(id);
      this.costs.set(contextValue, cost);
    }
    const { variables: variableValues } = payload;
    const operationName = payload.operationName || null;
    return { schema: this.options.schema, document, operationName, variableValues, contextValue };
  }

  /** Says that there is one operation too many, and ends the connection: a client that does not count would go on asking. */
  private refuseOneMore(connection: WebSocketConnection): GraphQLError | null {
    const { operationsPerConnection, operationsPerPrincipal } = this.options.liveLimits;
    if (connection.operations.size >= operationsPerConnection) {
      return tooMany(
        connection,
        'TOO_MANY_OPERATIONS',
        `The connection has ${operationsPerConnection}`,
        operationsPerConnection,
      );
    }
    if (this.usage.operations(connection.actor!.principalId) < operationsPerPrincipal) return null;
    const has = `"${connection.actor!.name}" has ${operationsPerPrincipal}`;
    return tooMany(connection, 'TOO_MANY_OPERATIONS_OF_PRINCIPAL', has, operationsPerPrincipal);
  }

  /** A live source is read in a group with all who see the same; it writes to the connection by itself. */
  private share(
    connection: WebSocketConnection,
    id: string,
    args: ExecutionArgs,
    source: unknown,
  ): AsyncIterableIterator<ExecutionResult, void, void> | undefined {
    connection.beginning.delete(id);
    if (!(source instanceof LiveSource)) return undefined;
    return new LiveSubscriber({ connection, id, source, groups: this.groups, args }).results();
  }

  /** A result as its client gets it: errors in their form, the epoch of the log, and of a query or mutation the cost. */
  private told(args: ExecutionArgs, result: ExecutionResult): ExecutionResult {
    const context = args.contextValue as RequestContext;
    const { logEpoch } = context;
    const cost = this.costs.get(context);
    const errors = result.errors?.map((error) => this.options.formatError(error, context)) as
      readonly GraphQLError[] | undefined;
    const extensions = { ...(cost && { cost }), ...('data' in result && { logEpoch }) };
    const tells = Object.keys(extensions).length > 0;
    return { ...result, ...(errors && { errors }), ...(tells && { extensions }) };
  }

  private begun({ actor, operations }: WebSocketConnection, id: string): void {
    operations.add(id);
    this.usage.add(actor!.principalId, 'operations', 1);
  }

  private completed(connection: WebSocketConnection, id: string): void {
    connection.release(id);
    this.ended(connection.actor!, connection.operations, id);
  }

  /** Operations that are refused before they run do not complete. */
  private refused(
    { actor, operations, beginning }: WebSocketConnection,
    id: string,
    errors: readonly GraphQLError[],
  ): readonly GraphQLError[] {
    beginning.delete(id);
    this.ended(actor!, operations, id);
    return errors;
  }

  private ended({ principalId }: Actor, operations: Set<string>, id: string): void {
    if (operations.delete(id)) this.usage.add(principalId, 'operations', -1);
  }
}

function authorizationOf(payload: Readonly<NonNullable<Payload>> | undefined): string | undefined {
  const entry = Object.entries(payload ?? {}).find(([key]) => key.toLowerCase() === 'authorization');
  return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}

/**
 * An id that is used again while its first operation has not begun to answer, although its client has completed that: from then on
 * nobody could tell the two apart.
 */
function refuseSameId(connection: WebSocketConnection, id: string): GraphQLError | null {
  if (!connection.beginning.has(id)) return null;
  connection.close('SUBSCRIBER_ALREADY_EXISTS');
  return new GraphQLError(`The operation "${id.slice(0, 100)}" has not ended.`, {
    extensions: { code: 'BAD_REQUEST' },
  });
}

/** The error for the operation; the connection is closed once it has been sent. */
function tooMany(
  connection: WebSocketConnection,
  reason: CloseReason,
  has: string,
  limit: number,
): GraphQLError {
  setImmediate(() => connection.cutOff(reason));
  const error = new DomainError(
    'TOO_MANY_SUBSCRIPTIONS',
    `${has} operations already, as many as it may have. End some, then connect again.`,
    { limit },
  );
  return new GraphQLError(error.message, { originalError: error });
}
