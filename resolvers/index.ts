import type { NonEmptyArray } from 'type-graphql';
import { NodeResolver } from './global/node.resolver';
import { ViewerResolver } from './global/viewer.resolver';

/** Every resolver class of the schema but the subscriptions. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- what type-graphql asks for
export const ALL_RESOLVERS: NonEmptyArray<Function> = [NodeResolver, ViewerResolver];
