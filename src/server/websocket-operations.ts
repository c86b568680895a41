import {
  getOperationAST,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { ConnectionInitMessage, Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { RequestContext } from '../../resolvers/context';
import type { Services } from '../../resolvers/services';
import type { Actor } from '../auth/actor';
import type { Authenticator } from '../auth/authenticate';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import type { FormatError } from './format-error';
import { createOperationStore } from './operations';
import { subscribePerEvent } from './subscribe';
import type { WebSocketConnection } from './websocket-connection';

export interface OperationOptions {
  schema: GraphQLSchema;
  services: Services;
  authenticator: Authenticator;
  formatError: FormatError;
}

type Payload = ConnectionInitMessage['payload'];
type Connected = Context<Payload, WebSocketConnection>;

const INIT_WITHIN_MS = 3_000;
/** Operations that may run on one connection at the same time. */
export const MAX_OPERATIONS = 100;

/** What the connections of graphql-transport-ws do: authenticate, and run every operation in a context of its own. */
export function websocketOperations(options: OperationOptions): ServerOptions<Payload, WebSocketConnection> {
  const { formatError } = options;
  const prepare = createOperationStore(options.schema);
  return {
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    onConnect: (context) => connect(options.authenticator, context),
    onSubscribe: (context, id, payload) => begin(options, prepare, context, id, payload),
    subscribe: subscribePerEvent,
    onNext: (_context, _id, _payload, args, result) => formatted(formatError, args, result),
    onError({ extra }, _id, _payload, errors) {
      const told = errors.map((error) => formatError(error, extra.requestId));
      const behind = told.some(({ extensions }) => extensions.code === 'RESYNC_REQUIRED');
      if (behind && extra.outlet.backedUp) extra.cutOff('SLOW_CONSUMER');
      return told;
    },
    onComplete: ({ extra }, id) => void extra.unanswered.delete(id),
  };
}

/** Closes with 4401 when no token came, and with 4403 (by answering false) when it is not valid. */
async function connect(
  authenticator: Authenticator,
  { extra, connectionParams }: Connected,
): Promise<boolean> {
  extra.authorization = authorizationOf(connectionParams);
  const actor = await authenticateOrClose(authenticator, extra);
  extra.actor = actor;
  return actor !== null;
}

function authorizationOf(payload: Readonly<NonNullable<Payload>> | undefined): string | undefined {
  const entry = Object.entries(payload ?? {}).find(([key]) => key.toLowerCase() === 'authorization');
  return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}

/** The connection's actor as of now; null when the connection had to be closed. */
async function authenticateOrClose(
  authenticator: Authenticator,
  connection: WebSocketConnection,
): Promise<Actor | null> {
  try {
    const actor = await authenticator.authenticate(connection.authorization);
    if (!actor) connection.close('UNAUTHORIZED');
    return actor;
  } catch (error) {
    connection.close(error instanceof DomainError ? 'FORBIDDEN' : 'TRY_AGAIN_LATER');
    return null;
  }
}

async function begin(
  { schema, services, authenticator }: OperationOptions,
  prepare: ReturnType<typeof createOperationStore>,
  { extra, subscriptions }: Connected,
  id: string,
  { query, operationName, variables }: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  if (Object.keys(subscriptions).length > MAX_OPERATIONS) return [tooManyOperations()];
  const actor = await authenticateOrClose(authenticator, extra);
  if (!actor)
    return [new GraphQLError('The connection is closed.', { extensions: { code: 'UNAUTHENTICATED' } })];
  const prepared = prepare(query);
  if ('errors' in prepared) return prepared.errors;
  const operation = getOperationAST(prepared.document, operationName);
  if (operation && operation.operation !== 'subscription') extra.unanswered.add(id);
  const contextValue: RequestContext = { actor, services, requestId: newId() };
  return { schema, document: prepared.document, operationName, variableValues: variables, contextValue };
}

function tooManyOperations(): GraphQLError {
  const error = new DomainError(
    'TOO_MANY_SUBSCRIPTIONS',
    `The connection has ${MAX_OPERATIONS} operations already. End one, or open another connection.`,
    { limit: MAX_OPERATIONS },
  );
  return new GraphQLError(error.message, { originalError: error });
}

function formatted(formatError: FormatError, args: ExecutionArgs, result: ExecutionResult) {
  if (!result.errors) return;
  const { requestId } = args.contextValue as RequestContext;
  return { ...result, errors: result.errors.map((error) => formatError(error, requestId)) };
}
