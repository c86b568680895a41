import { graphqlEnum } from '../graphql-enum';

export const PrincipalKind = graphqlEnum('PrincipalKind', 'What kind of caller a principal is.', {
  USER: 'A person.',
  API_KEY: 'Another program.',
  SYSTEM: 'This program itself, as in imports and scheduled work.',
});
export type PrincipalKind = keyof typeof PrincipalKind;

export const PrincipalStatus = graphqlEnum('PrincipalStatus', 'Whether a principal may act.', {
  ACTIVE: 'May act.',
  SUSPENDED: 'May not act until it is made active again.',
});
export type PrincipalStatus = keyof typeof PrincipalStatus;
