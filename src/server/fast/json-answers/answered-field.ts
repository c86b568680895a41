import {
  getArgumentValues,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

export type Args = Record<string, unknown>;

/** The operation that is answered. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** A field of the answer. */
export interface AnsweredField {
  readonly asked: Asked;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly name: string;
  /** The same array for all answers: what is known of a field's selection is kept by it (`resolvers/kit/selected-columns.ts`). */
  readonly nodes: readonly FieldNode[];
}

export function argsOf({ definition, nodes }: AnsweredField, variables: Args): Args {
  return getArgumentValues(definition, nodes[0]!, variables);
}

/** What resolvers are told. The path is that of the field alone: nobody asks for it, and it would be another one for each object. */
export function infoOf(
  { asked, parentType, definition, name, nodes }: AnsweredField,
  variableValues: Args,
): GraphQLResolveInfo {
  return {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType,
    path: { prev: undefined, key: name, typename: parentType.name },
    schema: asked.schema,
    fragments: asked.fragments,
    rootValue: undefined,
    operation: asked.operation,
    variableValues,
  };
}
