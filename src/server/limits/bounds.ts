import {
  GraphQLError,
  Kind,
  visit,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Limits } from '../../config/request-limits';
import { limitExceeded, type Measure } from './limit-exceeded';

type Bounds = Pick<Limits, 'maxAliases' | 'maxDepth' | 'maxDirectives' | 'maxRootFields'>;

/** Fields of an operation with every fragment written out. */
const MAX_FIELDS = 5_000;
const INTROSPECTION = /^__(schema|type)$/;

/** A rule that bounds what a document can hold, whatever its variables. Looked at once for each document. */
export function boundsRule(bounds: Bounds): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document(document) {
      for (const [measure, value, limit] of measured(document, bounds)) {
        if (value <= limit) continue;
        const error = limitExceeded(measure, value, limit);
        context.reportError(
          new GraphQLError(error.message, { nodes: document.definitions[0], originalError: error }),
        );
        return;
      }
    },
  });
}

function measured(document: DocumentNode, bounds: Bounds): [Measure, value: number, limit: number][] {
  const { aliases, directives } = countNodes(document);
  const shapes = operationShapes(document);
  const most = (key: keyof Shape): number => Math.max(0, ...shapes.map((shape) => shape[key]));
  return [
    ['ALIASES', aliases, bounds.maxAliases],
    ['DIRECTIVES', directives, bounds.maxDirectives],
    ['ROOT_FIELDS', most('rootFields'), bounds.maxRootFields],
    ['DEPTH', most('depth'), bounds.maxDepth],
    ['FIELDS', most('fields'), MAX_FIELDS],
  ];
}

function countNodes(document: DocumentNode): { aliases: number; directives: number } {
  const counts = { aliases: 0, directives: 0 };
  visit(document, {
    Field: ({ alias }) => void (alias && (counts.aliases += 1)),
    Directive: () => void (counts.directives += 1),
  });
  return counts;
}

interface Shape {
  depth: number;
  fields: number;
  rootFields: number;
}

/** Depth and size of every operation, its fragments written out. Introspection has a bound of its own in GraphQL.js. */
function operationShapes(document: DocumentNode): Shape[] {
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const known = new Map<string, Shape>();
  const ofFragment = (name: string): Shape => {
    const shape = known.get(name);
    if (shape) return shape;
    known.set(name, { depth: 0, fields: 0, rootFields: 0 });
    const fragment = fragments.get(name);
    const found = fragment ? ofSelections(fragment.selectionSet) : { depth: 0, fields: 0, rootFields: 0 };
    known.set(name, found);
    return found;
  };
  const ofSelections = ({ selections }: SelectionSetNode): Shape => {
    const sum: Shape = { depth: 0, fields: 0, rootFields: 0 };
    for (const selection of selections) {
      const part =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSelections(selection.selectionSet)
            : INTROSPECTION.test(selection.name.value)
              ? { depth: 1, fields: 1, rootFields: 1 }
              : nested(selection.selectionSet ? ofSelections(selection.selectionSet) : null);
      sum.depth = Math.max(sum.depth, part.depth);
      sum.fields += part.fields;
      sum.rootFields += part.rootFields;
    }
    return sum;
  };
  return document.definitions
    .filter(
      (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
    )
    .map(({ selectionSet }) => ofSelections(selectionSet));
}

function nested(inner: Shape | null): Shape {
  return { depth: (inner?.depth ?? 0) + 1, fields: (inner?.fields ?? 0) + 1, rootFields: 1 };
}
