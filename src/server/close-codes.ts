/**
 * Every code with which the server closes a websocket. Those of the websocket and graphql-transport-ws protocols keep their meaning;
 * the other ones from 4410 on are ours.
 */
export const CLOSE_CODES = {
  GOING_AWAY: {
    code: 1001,
    reason: 'Going away',
    meaning: 'The server stops. Connect again; resume after your last position.',
  },
  MESSAGE_TOO_BIG: {
    code: 1009,
    reason: 'Message too big',
    meaning: 'A message of the client has more than a million bytes.',
  },
  TRY_AGAIN_LATER: {
    code: 1013,
    reason: 'Try again later',
    meaning: 'The database cannot be reached. Connect again later.',
  },
  BAD_REQUEST: { code: 4400, reason: 'Invalid message', meaning: 'A message is not of the protocol.' },
  UNAUTHORIZED: {
    code: 4401,
    reason: 'Unauthorized',
    meaning: 'connection_init came without `authorization`, or an operation came before it.',
  },
  FORBIDDEN: {
    code: 4403,
    reason: 'Forbidden',
    meaning: 'The token is not valid, has expired, or its principal was suspended or revoked.',
  },
  SUBPROTOCOL_NOT_ACCEPTABLE: {
    code: 4406,
    reason: 'Subprotocol not acceptable',
    meaning: 'The client did not offer the subprotocol graphql-transport-ws.',
  },
  CONNECTION_INIT_TIMEOUT: {
    code: 4408,
    reason: 'Connection initialisation timeout',
    meaning: 'No connection_init came within three seconds.',
  },
  SUBSCRIBER_ALREADY_EXISTS: {
    code: 4409,
    reason: 'Subscriber already exists',
    meaning: 'Two running operations have the same id.',
  },
  ACCESS_CHANGED: {
    code: 4410,
    reason: 'Access changed',
    meaning: 'What the principal may do or see has changed. Connect again; resume after your last position.',
  },
  SLOW_CONSUMER: {
    code: 4413,
    reason: 'Slow consumer',
    meaning:
      'The client reads too slowly, or has stopped reading. Connect again; resume after your last position, which the error RESYNC_REQUIRED of each subscription names.',
  },
  PING_UNANSWERED: {
    code: 4414,
    reason: 'Ping unanswered',
    meaning: 'The client left a ping unanswered. Connect again; resume after your last position.',
  },
  TOO_MANY_OPERATIONS: {
    code: 4420,
    reason: 'Too many operations',
    meaning: 'The connection asked for more operations at the same time than it may have.',
  },
  TOO_MANY_CONNECTIONS: {
    code: 4421,
    reason: 'Too many connections',
    meaning: 'The principal has as many websockets to this server as it may have.',
  },
  TOO_MANY_OPERATIONS_OF_PRINCIPAL: {
    code: 4422,
    reason: 'Too many operations of the principal',
    meaning:
      'The principal asked for more operations at the same time, over all of its websockets to this server, than it may have.',
  },
  TOO_MANY_INIT_REQUESTS: {
    code: 4429,
    reason: 'Too many initialisation requests',
    meaning: 'connection_init came twice.',
  },
  INTERNAL_SERVER_ERROR: {
    code: 4500,
    reason: 'Internal server error',
    meaning: 'Something failed on the server.',
  },
} as const;

export type CloseReason = keyof typeof CLOSE_CODES;
