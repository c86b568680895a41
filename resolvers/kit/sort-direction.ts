import { graphqlEnum } from '../../entities/graphql-enum';

export const SortDirection = graphqlEnum('SortDirection', 'Which way a list is sorted.', {
  ASC: 'Smallest, oldest or first letter first.',
  DESC: 'Greatest, newest or last letter first.',
});
export type SortDirection = keyof typeof SortDirection;
