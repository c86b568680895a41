import {
  defaultFieldResolver,
  isInterfaceType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../../resolvers/kit/context';
import { registeredTypes } from '../../resolvers/node/node-registry';
import { requirePermission, requireToken, type Actor } from '../auth/actor';
import { NODE_RIGHTS, type NodeRight } from '../auth/node-rights';
import { FIELD_RIGHTS, ROOT_RIGHTS, type Right, type RootRight } from '../auth/rights';

type Field = GraphQLField<unknown, RequestContext>;
type Resolve = GraphQLFieldResolver<unknown, RequestContext>;

export interface Rights {
  readonly roots: Readonly<Record<string, RootRight>>;
  readonly fields: Readonly<Record<string, Right>>;
  readonly nodes: Readonly<Record<string, NodeRight>>;
}

export const RIGHTS: Rights = { roots: ROOT_RIGHTS, fields: FIELD_RIGHTS, nodes: NODE_RIGHTS };

/**
 * Puts the rights of the tables before the resolvers of their fields, whatever these are: the tables alone say who may call what.
 * Throws, before it changes anything, for a root field or a type with an id that the tables do not have, and for an entry that the
 * schema does not have. Fields without an entry, and those that come with their object, stay as they are.
 */
export function guardFields(schema: GraphQLSchema, rights: Rights = RIGHTS): GraphQLSchema {
  requireEntries(schema, rights);
  const entries = Object.entries({ ...rights.roots, ...rights.fields });
  const guarded = entries.map(([name, right]) => [fieldNamed(schema, name), right] as const);
  for (const [field, right] of guarded) guard(field, right);
  return schema;
}

function requireEntries(schema: GraphQLSchema, { roots, nodes }: Rights): void {
  for (const name of rootFields(schema)) {
    if (!Object.hasOwn(roots, name)) throw new Error(`${name} has no entry in ROOT_RIGHTS`);
  }
  const registered = registeredTypes();
  for (const type of new Set([...registered, ...typesWithId(schema)])) {
    if (!Object.hasOwn(nodes, type)) throw new Error(`The type ${type} has no entry in NODE_RIGHTS`);
  }
  for (const type of Object.keys(nodes)) {
    if (!registered.includes(type)) throw new Error(`NODE_RIGHTS names ${type}, which no registerNode knows`);
  }
}

function typesWithId(schema: GraphQLSchema): string[] {
  const node = schema.getType('Node');
  return isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
}

function rootFields(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots
    .filter((root): root is GraphQLObjectType => Boolean(root))
    .flatMap((root) => Object.keys(root.getFields()).map((field) => `${root.name}.${field}`));
}

function fieldNamed(schema: GraphQLSchema, name: string): Field {
  const [type, field] = name.split('.') as [string, string];
  const owner = schema.getType(type);
  const found = isObjectType(owner) ? owner.getFields()[field] : undefined;
  if (!found) throw new Error(`The tables of rights name ${name}, which is not in the schema`);
  return found;
}

function guard(field: Field, right: Right): void {
  const { resolve = defaultFieldResolver, subscribe } = field;
  if (right.kind === 'WITH_PARENT') return;
  if (right.kind === 'NULL_WITHOUT') {
    field.resolve = (source, args, context, info) =>
      context.actor.permissions.has(right.permission)
        ? (resolve(source, args, context, info) as unknown)
        : null;
    return;
  }
  const check = checkOf(right);
  field.resolve = subscribe ? checkedUnlessEvent(resolve, check) : checked(resolve, check);
  if (subscribe) field.subscribe = checked(subscribe, check);
}

type Check = (actor: Actor) => void;

function checkOf(right: RootRight): Check {
  if (right.kind === 'SIGNED_IN') return requireToken;
  return (actor) => requirePermission(actor, right.permission);
}

function checked(resolve: Resolve, check: Check): Resolve {
  return (source, args, context, info) => {
    check(context.actor);
    return resolve(source, args, context, info) as unknown;
  };
}

/** An event comes from a stream, whose subscriber was checked when it began. What changes its rights ends the stream. */
function checkedUnlessEvent(resolve: Resolve, check: Check): Resolve {
  return (event, args, context, info) => {
    if (event === undefined) check(context.actor);
    return resolve(event, args, context, info) as unknown;
  };
}
