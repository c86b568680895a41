import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../resolvers/kit/context';
import { servicesOf, type Services } from '../../resolvers/kit/services';
import { anonymous, type Actor } from '../auth/actor';
import type { Authenticator } from '../auth/authenticate';
import { DomainError } from '../shared/errors';
import {
  emptyNameIsNone,
  rememberRequest,
  statusByOutcome,
  subscriptionsByWebsocketOnly,
  tellLogEpoch,
} from './apollo-plugins';
import { sendJson, sendText, type Exchange, type Handler } from './exchange';
import type { FormatError } from './format-error';
import type { Guards } from './guards';
import { executionOf, plainExecutionOf } from './execution';
import { stringifyAnswer } from './fast';
import { requestSignal } from './limits/request-signal';
import { namedDocument } from './named-document';
import { BodyError, readJsonBody } from './read-body';
import { pluginOf } from './request-hooks';
import { mistakesOnce } from './told-once';

export const GRAPHQL_PATH = '/graphql';

export interface GraphQLHandlerOptions {
  schema: GraphQLSchema;
  services: Services;
  authenticator: Authenticator;
  formatError: FormatError;
  guards: Guards;
  /** Operations are executed by Apollo and graphql-js alone. */
  plain: boolean;
}

/** GraphQL over HTTP: POST with a JSON body, GET for queries. */
export async function createGraphQLHandler(
  options: GraphQLHandlerOptions,
): Promise<{ handle: Handler; stop: () => Promise<void> }> {
  const apollo = createApollo(options);
  await apollo.start();
  return {
    stop: () => apollo.stop(),
    async handle(exchange) {
      if (exchange.path !== GRAPHQL_PATH) return false;
      try {
        await execute(apollo, options, exchange);
      } catch (error) {
        sendFailure(options.formatError, exchange, error);
      }
      return true;
    },
  };
}

function createApollo({
  schema,
  services,
  formatError,
  guards,
  plain,
}: GraphQLHandlerOptions): ApolloServer<RequestContext> {
  const requests = new WeakMap<object, RequestContext>();
  const { hooks, by } = plain ? plainExecutionOf(schema) : executionOf(schema);
  return new ApolloServer<RequestContext>({
    ...by,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: { cache: guards.documents.asCache() },
    parseOptions: { maxTokens: guards.limits.maxTokens },
    validationRules: [...guards.rules],
    stopOnTerminationSignals: false,
    logger: services.log,
    stringifyResult: stringifyAnswer,
    formatError: (_formatted, error) => formatError(error, requests.get(error as object)),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      pluginOf([
        emptyNameIsNone,
        subscriptionsByWebsocketOnly,
        ...guards.hooks,
        tellLogEpoch,
        mistakesOnce,
        statusByOutcome,
        rememberRequest(requests),
        hooks,
      ]),
    ],
  });
}

async function execute(
  apollo: ApolloServer<RequestContext>,
  { services, authenticator, guards }: GraphQLHandlerOptions,
  exchange: Exchange,
): Promise<void> {
  const { request, response, requestId, origin, logged } = exchange;
  const actor: Actor = (await authenticator.authenticate(request.headers.authorization, origin)) ?? anonymous;
  if (actor !== anonymous) logged.principalId = actor.principalId;
  const { limits } = guards;
  const sent = request.method === 'POST' ? await readJsonBody(request, limits.maxBodyBytes) : undefined;
  const { body, search } = namedDocument(sent, exchange.search);
  logged.operationName = operationNameOf(body);
  const { signal, endsAt, unlessAborted, gone, clear } = requestSignal(limits.requestTimeout);
  response.once('close', () => response.writableFinished || gone());
  const executed = apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? 'GET',
      headers: headerMap(request.headers),
      search,
      body,
    },
    context: async () => ({
      ...{ actor, requestId, origin, signal, endsAt },
      logEpoch: services.hub.tenure.epoch,
      services: servicesOf(services, signal),
    }),
  });
  const { status, headers, body: answer } = await unlessAborted(executed).finally(clear);
  if (answer.kind !== 'complete') throw new Error('The schema has no incremental delivery');
  for (const [name, value] of headers)
    if (name !== 'content-length') exchange.response.setHeader(name, value);
  sendText(
    exchange.response,
    status ?? 200,
    headers.get('content-type') ?? 'application/json',
    answer.string,
  );
}

function headerMap(headers: Exchange['request']['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function operationNameOf(body: unknown): string | undefined {
  const name: unknown =
    typeof body === 'object' && body !== null && 'operationName' in body ? body.operationName : null;
  return typeof name === 'string' ? name.slice(0, 100) : undefined;
}

/** A request that did not get as far as an operation, in the form of a GraphQL response. */
function sendFailure(formatError: FormatError, exchange: Exchange, error: unknown): void {
  const { response, requestId } = exchange;
  if (error instanceof BodyError) {
    if (error.status === 413) response.setHeader('connection', 'close');
    const named = new GraphQLError(error.message, { extensions: { code: 'BAD_REQUEST' } });
    return sendJson(exchange, error.status, { errors: [formatError(named, { requestId })] });
  }
  const formatted = formatError(error, { requestId });
  const status = STATUS[formatted.extensions.code] ?? 500;
  if (error instanceof DomainError && status === 401) {
    response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
  }
  const { retryAfterSeconds } = formatted.extensions.details;
  if (status === 429) response.setHeader('retry-after', String(retryAfterSeconds));
  sendJson(exchange, status, { errors: [formatted] });
}

const STATUS: Readonly<Record<string, number | undefined>> = {
  UNAUTHENTICATED: 401,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  TIMEOUT: 503,
};
