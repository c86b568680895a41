import { defaultFieldResolver, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../resolvers/kit/context';
import { requirePermission } from '../auth/actor';
import { FIELD_RIGHTS, type Right } from '../auth/rights';

type Field = GraphQLField<unknown, RequestContext>;

/** Puts the rights of `FIELD_RIGHTS` before the resolvers of their fields. Throws for one that the schema does not have. */
export function guardFields(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, right] of Object.entries(FIELD_RIGHTS)) {
    const [type, field] = name.split('.') as [string, string];
    const owner = schema.getType(type);
    const guarded = isObjectType(owner) ? owner.getFields()[field] : undefined;
    if (!guarded) throw new Error(`The table of rights names ${name}, which is not in the schema`);
    guard(guarded, right);
  }
  return schema;
}

function guard(field: Field, right: Right): void {
  const { resolve = defaultFieldResolver } = field;
  if (right.kind === 'NEEDS') {
    field.resolve = (source, args, context, info) => {
      requirePermission(context.actor, right.permission);
      return resolve(source, args, context, info) as unknown;
    };
  } else if (right.kind === 'NULL_WITHOUT') {
    field.resolve = (source, args, context, info) =>
      context.actor.permissions.has(right.permission)
        ? (resolve(source, args, context, info) as unknown)
        : null;
  }
}
