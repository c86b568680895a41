import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { anonymous, type Actor } from '../auth/actor';
import { inWords, unavailability } from '../persistence/unavailable';
import { DomainError, ERROR_CODES, type ErrorCode } from '../shared/errors';
import { newId } from '../shared/ids';
import { jsonSafe } from '../shared/json-safe';
import type { Logger } from '../shared/logger';

/** What clients see of a failure, always in this form. */
export interface ClientError extends GraphQLFormattedError {
  readonly extensions: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> };
}

/** The request that an error belongs to. */
export interface FailedRequest {
  readonly requestId: string;
  /** Who sent it; who came without a token is told no names of the schema. */
  readonly actor?: Actor;
  /** It has changed something by then: what fails is reading the answer. */
  readonly carriedOut?: boolean;
}

export type FormatError = (error: unknown, request?: FailedRequest) => ClientError;

/** Apollo's codes that mean the HTTP request rather than the operation. */
const REQUEST_CODES = new Set([
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
]);

/** What the state of the database is to blame for: clients may act on it, and whoever runs the server must know. */
const DATABASE_CODES = new Set<ErrorCode>(['UNAVAILABLE', 'OUTCOME_UNKNOWN']);

/** With which GraphQL.js ends a message about a name that the schema does not have. */
const SUGGESTION = / Did you mean [^?]*\?/g;

/**
 * The one error formatter, for HTTP and websocket alike. Expected failures and the client's own mistakes are named;
 * anything else is logged under an id and reaches the client as that id only. Without `suggestions`, and to those without a token, no
 * message names what the schema has.
 */
export function createErrorFormatter(log: Logger, { suggestions = true } = {}): FormatError {
  return (error, request) => {
    const { message: told, code, details } = publicPart(error, log, request);
    const message = suggestions && request?.actor !== anonymous ? told : told.replace(SUGGESTION, '');
    const { locations, path } = error instanceof GraphQLError ? error : {};
    return {
      message,
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: { code, details: jsonSafe(details) as Record<string, unknown> },
    };
  };
}

interface PublicPart {
  message: string;
  code: ErrorCode;
  details: Readonly<Record<string, unknown>>;
}

function publicPart(error: unknown, log: Logger, request: FailedRequest | undefined): PublicPart {
  const requestId = request?.requestId;
  for (const cause of causes(error)) {
    if (cause instanceof DomainError) {
      if (DATABASE_CODES.has(cause.code)) log.error({ err: cause.cause ?? cause, requestId }, cause.code);
      return cause;
    }
    const why = unavailability(cause);
    if (why) {
      log.error({ err: cause, requestId }, 'database unavailable');
      return request?.carriedOut ? answerUnread(inWords(why)) : readingFailed(inWords(why));
    }
  }
  if (error instanceof GraphQLError) {
    const code = graphqlCode(error);
    if (code) return { message: error.message, code, details: {} };
  }
  const errorId = newId();
  log.error({ err: innermost(error), errorId, requestId, path: pathOf(error) }, 'unexpected error');
  return {
    message: `Something failed on the server. Its log names the cause under ${errorId}.`,
    code: 'INTERNAL_SERVER_ERROR',
    details: { errorId },
  };
}

function readingFailed(reason: string): PublicPart {
  return { message: `${reason} Try again.`, code: 'UNAVAILABLE', details: {} };
}

function answerUnread(reason: string): PublicPart {
  return {
    message: `${reason} The change was carried out, but its result could not be read. Send the same request again with the same idempotency key to get it.`,
    code: 'OUTCOME_UNKNOWN',
    details: {},
  };
}

/** An error and what it wraps, outermost first. */
function* causes(error: unknown): Generator<unknown> {
  for (let cause = error; cause !== undefined && cause !== null;) {
    yield cause;
    cause = cause instanceof GraphQLError ? cause.originalError : undefined;
  }
}

function innermost(error: unknown): unknown {
  return [...causes(error)].at(-1);
}

function pathOf(error: unknown): string | undefined {
  return error instanceof GraphQLError ? error.path?.join('.') : undefined;
}

/**
 * The code of an error that GraphQL itself found in the client's request; null when the server is to blame. Errors that come from
 * running a field have a path; of those only the ones about a place in the document (an argument's value) are the client's.
 */
function graphqlCode(error: GraphQLError): ErrorCode | null {
  const given = error.extensions.code;
  if (typeof given === 'string' && REQUEST_CODES.has(given)) return 'BAD_REQUEST';
  if (typeof given === 'string' && given !== 'INTERNAL_SERVER_ERROR' && given in ERROR_CODES)
    return given as ErrorCode;
  const cause = innermost(error);
  if (!(cause instanceof GraphQLError)) return null;
  return error.path === undefined || cause.nodes?.length ? 'BAD_USER_INPUT' : null;
}
