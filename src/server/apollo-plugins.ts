import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../resolvers/kit/context';
import { anonymous } from '../auth/actor';
import type { ErrorCode } from '../shared/errors';
import type { RequestHooks } from './request-hooks';

type Sent = GraphQLRequestContextWillSendResponse<RequestContext>;

const GRAPHQL_MEDIA_TYPE = 'application/graphql-response+json';
/** Mistakes in a well-formed request: 4xx in GraphQL's own media type, 200 in plain JSON (GraphQL over HTTP, 6.4.1). */
const OPERATION_MISTAKES = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_LIMIT_EXCEEDED',
  'DOCUMENT_NOT_TRUSTED',
] satisfies ErrorCode[]);

/** An empty `operationName` is none, wherever it stands (GraphQL over HTTP says so of the URL's). */
export const emptyNameIsNone: RequestHooks = {
  requestDidStart({ request }) {
    if (request.operationName === '') delete request.operationName;
  },
};

/** Subscriptions have no place in one HTTP response. */
export const subscriptionsByWebsocketOnly: RequestHooks = {
  didResolveOperation({ operation }) {
    if (operation?.operation !== 'subscription') return;
    throw new GraphQLError('Subscriptions come over a websocket at the same path (graphql-transport-ws).', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  },
};

/** HTTP status by what the response says: 401 when all of it failed for want of a token, 200 for mistakes told in plain JSON. */
export const statusByOutcome: RequestHooks = {
  willSendResponse(sent) {
    const { http } = sent.response;
    if (failedUnauthenticated(sent)) {
      http.status = 401;
      http.headers.set('www-authenticate', 'Bearer');
    } else if (http.status === 400 && onlyMistakes(sent) && !accepts(sent, GRAPHQL_MEDIA_TYPE)) {
      http.status = 200;
    }
  },
};

/** What was executed says which log the positions in its answer are of. */
export const tellLogEpoch: RequestHooks = {
  willSendResponse({ response: { body }, contextValue: { logEpoch } }) {
    if (body.kind !== 'single' || !('data' in body.singleResult)) return;
    body.singleResult.extensions = { ...body.singleResult.extensions, logEpoch };
  },
};

function errorCodes({ response }: Sent): unknown[] {
  if (response.body.kind !== 'single') return [];
  return (response.body.singleResult.errors ?? []).map(({ extensions }) => extensions?.code);
}

function failedUnauthenticated(sent: Sent): boolean {
  if (sent.contextValue.actor !== anonymous || sent.response.body.kind !== 'single') return false;
  const { data } = sent.response.body.singleResult;
  const nothing = !data || Object.values(data).every((value) => value === null);
  return nothing && errorCodes(sent).includes('UNAUTHENTICATED');
}

function onlyMistakes(sent: Sent): boolean {
  const codes = errorCodes(sent);
  return codes.length > 0 && codes.every((code) => OPERATION_MISTAKES.has(code));
}

function accepts({ request }: Sent, mediaType: string): boolean {
  return request.http?.headers.get('accept')?.includes(mediaType) ?? false;
}

/** Remembers which request an error belongs to, for the formatter that Apollo gives the error alone. */
export function rememberRequest(requests: WeakMap<object, RequestContext>): RequestHooks {
  return {
    didEncounterErrors({ errors, contextValue }) {
      for (const error of errors) requests.set(error, contextValue);
    },
  };
}
