import { graphqlEnum } from '../../entities/graphql-enum';

export const SortDirection = graphqlEnum('SortDirection', 'Direction of a sort order.', {
  ASC: 'Smallest, oldest or first letter first.',
  DESC: 'Greatest, newest or last letter first.',
});
export type SortDirection = keyof typeof SortDirection;
