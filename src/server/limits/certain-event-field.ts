import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type ValidationContext,
} from 'graphql';

const CONDITIONS = new Set(['include', 'skip']);

/**
 * The one field of a subscription must not depend on a condition: without it there would be nothing to subscribe to (GraphQL, 5.2.4.1).
 * That there is only one, GraphQL.js sees to.
 */
export function certainEventFieldRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ operation, selectionSet }) {
      if (operation !== 'subscription') return;
      for (const node of rootSelections(context, selectionSet.selections)) {
        const condition = node.directives?.find(({ name }) => CONDITIONS.has(name.value));
        if (!condition) continue;
        const message = `The field of a subscription must not depend on @${condition.name.value}. Leave the directive out.`;
        context.reportError(new GraphQLError(message, { nodes: condition }));
      }
    },
  };
}

type Selection = FieldNode | FragmentSpreadNode | InlineFragmentNode;

/** What stands at the root, inside of fragments too; each fragment once. */
function* rootSelections(
  context: ValidationContext,
  selections: readonly Selection[],
  seen = new Set<FragmentDefinitionNode>(),
): Generator<Selection> {
  for (const selection of selections) {
    yield selection;
    if (selection.kind === Kind.INLINE_FRAGMENT)
      yield* rootSelections(context, selection.selectionSet.selections, seen);
    if (selection.kind !== Kind.FRAGMENT_SPREAD) continue;
    const fragment = context.getFragment(selection.name.value);
    if (!fragment || seen.has(fragment)) continue;
    seen.add(fragment);
    yield* rootSelections(context, fragment.selectionSet.selections, seen);
  }
}
