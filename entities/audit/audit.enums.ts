import { graphqlEnum } from '../graphql-enum';

export const AuditOutcome = graphqlEnum('AuditOutcome', 'Result of an audited action.', {
  DONE: 'The action was carried out.',
  REFUSED: 'The action was refused, and nothing was changed.',
});
export type AuditOutcome = keyof typeof AuditOutcome;

export const Channel = graphqlEnum('Channel', 'The way in which a request came.', {
  HTTP: 'An HTTP request.',
  WEBSOCKET: 'A message on a websocket.',
});
export type Channel = keyof typeof Channel;
