import type { ErrorMeaning } from './error-meaning';

const PLACE = { path: 'where in the input' };

/** What is wrong with a request, its caller, its place in the log, or the server. */
export const REQUEST_ERROR_CODES = {
  UNAUTHENTICATED: {
    when: 'No valid bearer token or API key came with the request.',
    then: 'Sign in again, or get a new token.',
  },
  FORBIDDEN: {
    when: 'The principal may not do this.',
    details: { permission: 'the permission that it lacks', ...PLACE },
    then: 'Leave out what needs the permission, or ask an administrator for it.',
  },
  VALIDATION_FAILED: {
    when: 'The input breaks a rule. Nothing was changed.',
    details: {
      fields:
        'for each place its `path`, the `rule`, the `limit` that it compares with (`min`, `max`, `pattern`), if any, and a `message`',
    },
    then: 'Correct the input.',
  },
  INVALID_ID: {
    when: 'A text is not an id of the expected type.',
    details: { type: 'the type that was expected', value: 'the text' },
    then: 'Use ids as the API gave them.',
  },
  INVALID_CURSOR: {
    when: 'A page cursor does not belong to this list and sort order.',
    details: { cursor: 'the cursor' },
    then: 'Begin with the first page again, or keep the sort order.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    when: 'The idempotency key was used before with another input, which was carried out. Nothing was changed now.',
    details: { idempotencyKey: 'the key' },
    then: 'Use a new key for a new request.',
  },
  IDEMPOTENCY_KEY_IN_FLIGHT: {
    when: 'Another request with the same idempotency key has not ended yet. This one changed nothing.',
    details: { idempotencyKey: 'the key' },
    then: 'Wait a few seconds, then send the same request again with the same key.',
  },
  FILTER_UNSUPPORTED: {
    when: 'No index serves this pair of filter and sort order, and too many rows would have to be looked at.',
    details: {
      sort: 'the sort order',
      filters: 'what was filtered by',
      served: 'the filters that an index serves',
      maxRows: 'how many rows may be looked at',
      maxOrders: 'of orders, in its place: how many orders may be looked at',
    },
    then: 'Narrow the filter as the message says; see `orders-queries.md` and `lists.md`.',
  },
  WINDOW_TOO_LARGE: {
    when: 'The window holds more groups or days than the limit, or the question would read more entries.',
    details: {
      limit: 'the limit',
      estimatedRows: 'of entries: how many would be read at least',
      suggestion: 'of entries: what to ask instead',
    },
    then: 'Choose a shorter window, a longer period or fewer dimensions.',
  },
  POSITION_EXPIRED: {
    when: 'The position is older than a subscription may resume from.',
    details: { oldest: 'the first position available', logEpoch: 'the epoch of the log' },
    then: 'Subscribe after the one before `oldest`; read what lies before with a query.',
  },
  LOG_CHANGED: {
    when: 'The position is of another log: the epoch that was sent is not that of the log, or the log ends before the position. A backup was restored.',
    details: {
      logEpoch: 'the epoch of the log now',
      position: 'the last position of the log now',
    },
    then: 'Load anew, then subscribe after `position` with this `logEpoch`.',
  },
  RESYNC_REQUIRED: {
    when: 'The subscriber read too slowly and is cut off.',
    details: { position: 'the last position that it was sent', logEpoch: 'the epoch that it is of' },
    then: 'Connect again and subscribe after that position.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    when: 'The connection has reached its limit of subscriptions.',
    details: { limit: 'the limit' },
    then: 'End one first.',
  },
  CONFLICT: {
    when: 'Other work kept changing the same data. Nothing was changed.',
    then: 'Send the request again, with the same idempotency key.',
  },
  UNAVAILABLE: {
    when: 'The database, or the identity provider, cannot be reached at the moment, or the database takes no writes. Nothing was changed.',
    then: 'Wait, then send the request again, with the same idempotency key.',
  },
  OUTCOME_UNKNOWN: {
    when: 'The connection to the database failed while a change was committed, or before its answer could be read: it may have been carried out.',
    then: 'Send the same request again with the same idempotency key, until it answers: it is carried out once.',
  },
  NOT_YET: {
    when: 'The position is ahead of what this server sees of the log; another server may have seen more.',
    details: {
      position: 'the position that was asked for',
      last: 'the end of the log as this server sees it',
    },
    then: 'Wait a second, then send the request again.',
  },
  OPERATION_LIMIT_EXCEEDED: {
    when: 'The operation asks for too much at a time.',
    details: { measure: 'what there is too much of, such as `COST`', value: 'how much', limit: 'the limit' },
    then: 'Ask for smaller pages or fewer fields, in several operations.',
  },
  RATE_LIMITED: {
    when: 'The caller has asked too often.',
    details: { retryAfterSeconds: 'when to try again', limit: 'points a minute' },
    then: 'Wait, then send the request again.',
  },
  TIMEOUT: {
    when: 'The operation took too long and was given up. A mutation may have been carried out.',
    details: {
      seconds: 'the limit in seconds',
      checked: 'of a check: the rules that it has come through with',
      violations: 'of a check: what it has found so far',
      after: 'of a check: where to go on, as its argument `after`',
    },
    then: 'Ask for less; send a mutation again with the same idempotency key.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    when: 'No document has this hash.',
    then: 'Send the text along, or publish it in the manifest of the server.',
  },
  DOCUMENT_NOT_TRUSTED: {
    when: 'The server runs only the documents of its manifest.',
    then: 'Send the id of a document that is in it.',
  },
  BAD_REQUEST: {
    when: 'The request is not one of GraphQL over HTTP: its method, content type, size or JSON is wrong.',
    then: 'Correct the request.',
  },
  GRAPHQL_PARSE_FAILED: {
    when: 'The text of the operation is not GraphQL; `locations` says where.',
    then: 'Correct the operation.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    when: 'The operation does not fit the schema; `locations` says where.',
    then: 'Correct the operation.',
  },
  BAD_USER_INPUT: {
    when: 'A value does not fit its type in the schema.',
    then: 'Correct the variables.',
  },
  INTERNAL_SERVER_ERROR: {
    when: 'Something failed on the server.',
    details: { errorId: 'finds the cause in the log of the server' },
    then: 'Try again later; give the id to whoever runs the server.',
  },
} as const satisfies Record<string, ErrorMeaning>;
