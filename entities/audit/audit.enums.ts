import { graphqlEnum } from '../graphql-enum';

export const AuditOutcome = graphqlEnum('AuditOutcome', 'What came of an audited action.', {
  DONE: 'It was carried out.',
  REFUSED: 'It was refused, and nothing was changed.',
});
export type AuditOutcome = keyof typeof AuditOutcome;

export const Channel = graphqlEnum('Channel', 'The way in which a request came.', {
  HTTP: 'An HTTP request.',
  WEBSOCKET: 'A message on a websocket.',
});
export type Channel = keyof typeof Channel;
