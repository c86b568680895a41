/** Every code that can reach a client, with what it means and what the caller can do. */
export const ERROR_CODES = {
  UNAUTHENTICATED: 'No valid bearer token came with the request. Sign in again or get a new token.',
  FORBIDDEN: 'The principal lacks the permission named in the details.',
  VALIDATION_FAILED:
    'The input breaks a rule; `fields` lists each path, rule and message. Nothing was changed.',
  INVALID_ID: 'A text is not an id of the expected type.',
  INVALID_CURSOR: 'A page cursor does not belong to this list and sort order.',
  NOT_FOUND: 'The object does not exist, or the caller may not see it.',
  VERSION_CONFLICT:
    'The object has changed since it was read; `current` is its version now. Read it again and retry.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used before with another input. Use a new key.',
  INVALID_TRANSITION:
    'The object is in a state that does not allow this; `from` is the state, `allowed` what may be done.',
  ORDER_ON_HOLD: 'An open hold stops this; `holds` lists the reasons. Release them first.',
  INSUFFICIENT_STOCK: 'Too little is available; `lines` lists SKU, requested and available quantities.',
  INVALID_QUANTITY: 'A quantity is outside of its limits; the details say which limit.',
  CREDIT_LIMIT_EXCEEDED:
    'The order would exceed the credit limit of the account; `available` is what is left.',
  ACCOUNT_INACTIVE: 'The account may not order. Activate it first.',
  PRODUCT_NOT_SELLABLE: 'A product is discontinued or outside of its selling dates.',
  PRICE_MISSING: 'No price list has a price for the SKU, currency, quantity and date.',
  PRICE_OVERRIDE_FORBIDDEN: 'The principal may not set prices or manual discounts.',
  EXCHANGE_RATE_MISSING: 'There is no exchange rate on or before the day between the two currencies.',
  CURRENCY_UNKNOWN: 'The currency is not set up.',
  PO_DUPLICATE: 'Another order of the account carries this purchase order number; `orderNumber` names it.',
  DUPLICATE: 'Another object already has this code, number or external id.',
  INVALID_REFERENCE: 'An object that the input names does not exist or does not fit.',
  ADDRESS_REQUIRED: 'The order has no address to ship to. Give one, or set a default on the account.',
  FILTER_UNSUPPORTED:
    'No index serves this pair of filter and sort order; the message names one that is served.',
  WINDOW_TOO_LARGE:
    'The window holds more groups or days than the limit. Choose a shorter window or a coarser group.',
  POSITION_EXPIRED:
    'The position is older than a subscription may resume from; `oldest` is the first one available.',
  RESYNC_REQUIRED: 'The subscriber fell behind and was cut off; subscribe again after its last position.',
  TOO_MANY_SUBSCRIPTIONS: 'The connection has reached its limit of subscriptions.',
  CONFLICT: 'Other work kept changing the same data. Nothing was changed; try again.',
  UNAVAILABLE: 'The database cannot be reached at the moment. Try again.',
  OPERATION_LIMIT_EXCEEDED:
    'The operation asks for too much at a time; `measure` says of what, with its `value` and `limit`.',
  RATE_LIMITED: 'The caller has asked too often; `retryAfterSeconds` says when to try again.',
  TIMEOUT:
    'The operation took too long and was given up. A mutation may have been carried out: send it again with the same idempotency key.',
  PERSISTED_QUERY_NOT_FOUND:
    'No document has this hash. Send its text along, or publish it in the manifest of the server.',
  DOCUMENT_NOT_TRUSTED: 'The server runs only the documents of its manifest.',
  BAD_REQUEST: 'The request is not one of GraphQL: its method, content type, size or JSON is wrong.',
  GRAPHQL_PARSE_FAILED: 'The text of the operation is not GraphQL; `locations` says where.',
  GRAPHQL_VALIDATION_FAILED: 'The operation does not fit the schema; `locations` says where.',
  BAD_USER_INPUT: 'A value does not fit its type in the schema.',
  INTERNAL_SERVER_ERROR: 'Something failed on the server; `errorId` finds it in the log.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** A failure that callers can act on. The message says the value, the limit and the next step. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** What somebody came with is not valid; anything else may be the server's trouble. */
export function isUnauthenticated(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'UNAUTHENTICATED';
}
