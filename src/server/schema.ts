import type { GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { DateTime } from '../../entities/scalars';
import { ALL_RESOLVERS } from '../../resolvers';
import { declareEventEnums } from '../../resolvers/events/event-enums';
import { keepRulesOfClasses } from '../../resolvers/kit/cached-validation-metadata';
import { validateArgument } from '../../resolvers/kit/validate-input';
import { ALL_SUBSCRIPTIONS } from '../../subscriptions';
import { EVENTS } from './areas';
import { resolveDirectly } from './fast';
import { guardFields } from './guard-fields';

/**
 * The schema, made from the classes of `entities/`, `resolvers/` and `subscriptions/`. `plain`: its fields are resolved as type-graphql has
 * it, and arguments validated as class-validator does, which gives the same results.
 */
export async function buildGraphQLSchema({ plain = false } = {}): Promise<GraphQLSchema> {
  declareEventEnums(EVENTS);
  const schema = await buildSchema({
    resolvers: [...ALL_RESOLVERS, ...ALL_SUBSCRIPTIONS],
    validateFn: (value: unknown, _type, { args }) => validateArgument(value, args, plain),
    scalarsMap: [{ type: Date, scalar: DateTime }],
    pubSub: unusedPubSub,
  });
  describeRoots(schema);
  if (!plain) {
    keepRulesOfClasses();
    resolveDirectly(schema);
  }
  return guardFields(schema);
}

/** The root types are not classes of ours, which would carry their description. */
function describeRoots(schema: GraphQLSchema): void {
  schema.getQueryType()!.description = 'Queries. Every field except `node` and `viewer` needs a permission.';
  schema.getMutationType()!.description =
    'Mutations. Each is atomic, and safe to send again with the same `idempotencyKey`.';
  schema.getSubscriptionType()!.description =
    'Subscriptions, over a websocket. All messages come from the event log, after the commit.';
}

/** Asked for by type-graphql, used by none: every subscription reads the event log with a `subscribe` of its own. */
const unusedPubSub: PubSub = {
  publish: () => {
    throw new Error('Events come from the log, after the commit');
  },
  subscribe: () => {
    throw new Error('Events come from the log, after the commit');
  },
};
