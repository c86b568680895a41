/** What a code says, for people: when it comes, what its details may hold, and what the caller can do then. */
interface ErrorMeaning {
  when: string;
  details?: Readonly<Record<string, string>>;
  then: string;
}

const TYPE_AND_ID = { type: 'the type of the object', id: 'its id, if it was given' };
const PLACE = { path: 'where in the input' };

/** Every code that can reach a client. */
export const ERROR_CODES = {
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
  NOT_FOUND: {
    when: 'The object does not exist, or the caller may not see it.',
    details: {
      ...TYPE_AND_ID,
      ...PLACE,
      number: 'its number',
      sku: 'its SKU',
      minQuantity: 'of a price: from which quantity it holds',
      validFrom: 'of a price: from which day it holds',
    },
    then: 'Check the id.',
  },
  VERSION_CONFLICT: {
    when: 'The object has changed since the caller has seen it.',
    details: {
      expected: 'the version that was sent',
      current: 'the version now',
      orderNumber: 'of an order: its number',
      sku: 'of a level: its SKU',
      locationId: 'of a level: its location',
    },
    then: 'Read the object again, and send the change with its present version if it still makes sense.',
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
  INVALID_TRANSITION: {
    when: 'The object is in a state that does not allow this.',
    details: {
      from: 'the state',
      allowed: 'what may be done, or which states it could be in',
      requested: 'what was asked for',
      orderNumber: 'of an order: its number',
      shipmentNumber: 'of a shipment: its number',
    },
    then: 'Do one of what is allowed.',
  },
  ORDER_ON_HOLD: {
    when: 'An open hold stops this.',
    details: {
      orderNumber: 'number of the order',
      holds: 'the `scope` and, with INTERNAL_READ, the `reason` of each hold',
    },
    then: 'Release the holds first.',
  },
  INSUFFICIENT_STOCK: {
    when: 'Less is available than is needed, and it may not be backordered.',
    details: {
      lines:
        'for each line `sku`, `requested` and `available` (null for who may not see quantities), with its `lineNumber` or `locationId`',
    },
    then: 'Order less, wait for stock, or let it be backordered.',
  },
  INVALID_QUANTITY: {
    when: 'A quantity is outside of its limits.',
    details: {
      quantity: 'the quantity',
      min: 'the least that it may be',
      max: 'the most that it may be',
      sku: 'its SKU',
      lineNumber: 'its order line',
      ...PLACE,
    },
    then: 'Send a quantity within the limits.',
  },
  ACCOUNT_INACTIVE: {
    when: 'The account may not order.',
    details: { account: 'its number', status: 'its status' },
    then: 'Activate it first.',
  },
  PRODUCT_NOT_SELLABLE: {
    when: 'A product is discontinued, or outside of its selling dates.',
    details: { sku: 'its SKU' },
    then: 'Order something else.',
  },
  PRICE_MISSING: {
    when: 'No price list has a price for the SKU, currency, quantity and day.',
    details: { sku: 'the SKU', quantity: 'the quantity', day: 'the day', currencyCode: 'the currency' },
    then: 'Add a price, or order in another currency or quantity.',
  },
  DISCOUNT_LIMIT_EXCEEDED: {
    when: 'Discounts by hand take more off a line than the account allows the caller to give.',
    details: {
      limit: 'the most, in percent; null for those who may not see it',
      asked: 'what they come to, in percent',
      lineNumber: 'the order line',
    },
    then: 'Give less, or ask somebody with the permission DISCOUNT_OVERRIDE.',
  },
  EXCHANGE_RATE_MISSING: {
    when: 'There is no exchange rate between two currencies on the day or before.',
    details: { from: 'one currency', to: 'the other', day: 'the day' },
    then: 'Add a rate.',
  },
  CURRENCY_UNKNOWN: {
    when: 'The currency is not set up.',
    details: { currencyCode: 'the currency' },
    then: 'Set it up, or use one of `currencies`.',
  },
  PO_DUPLICATE: {
    when: 'Another order of the account that is not cancelled carries this purchase order number.',
    details: { poNumber: 'the number', orderNumber: 'the other order' },
    then: 'Look at the other order; it may be the same one.',
  },
  DUPLICATE: {
    when: 'Another object has this code, number or external id already.',
    details: {
      code: 'the code',
      sku: 'the SKU',
      number: 'the number',
      currencyCode: 'of a price list: the currency that has a default already',
      system: 'of an external id: the system',
      externalId: 'of an external id: the id in it',
      index: 'of a list: where in it',
      ...PLACE,
    },
    then: 'Change the other object, or use another code, number or id.',
  },
  EXISTING_DIFFERS: {
    when: 'An order with this external id is here already, and came in with other content.',
    details: {
      system: 'the system',
      externalId: 'the id in it',
      fields:
        'for each place that differs, the first 20, its `path`, the `rule` `differs` and a `message` with both values',
    },
    then: 'Correct what is sent, change the order here, or, for HISTORY, import it with `replace`.',
  },
  INVALID_REFERENCE: {
    when: 'An object that the input names does not exist or does not fit.',
    details: {
      ...PLACE,
      key: 'what it was called',
      sku: 'the SKU',
      skus: 'the SKUs',
      parentCode: 'code of the category above',
      locationId: 'the location',
      addressId: 'the address',
      orderLineId: 'the order line',
      shipmentLineId: 'the line of the shipment',
      scope: 'of a hold: its scope',
    },
    then: 'Name one that exists and fits.',
  },
  ADDRESS_REQUIRED: {
    when: 'The order has no address to ship to.',
    details: { account: 'number of the account' },
    then: 'Give one, or set a default on the account.',
  },
  FILTER_UNSUPPORTED: {
    when: 'No index serves this pair of filter and sort order, and too many rows would have to be looked at.',
    details: {
      sort: 'the sort order',
      filters: 'what was filtered by',
      served: 'the filters that an index serves',
      maxOrders: 'how many orders may be looked at',
    },
    then: 'Narrow the filter as the message says; see `orders-queries.md`.',
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
