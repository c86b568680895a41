import {
  getOperationAST,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../../../../resolvers/kit/context';
import type { Asked } from './answered-field';
import { compileAnswer, type WriteAnswer } from './compile-answer';

type Variables = Readonly<Record<string, unknown>>;

/** So many variables may decide what is skipped or included: there is code for every combination of their values. */
const MAX_CONDITIONS = 4;
/** At most so many times in a row an operation is not written after it was given up again and again. */
const MAX_PAUSE = 64;

/**
 * Writes the answers to one query. Whoever is told null executes the operation in the common way, which forms the errors: a query
 * changes nothing, so it may be executed again. As this costs twice, a query that is given up is left alone for a while, each time
 * for twice as long.
 */
export class AnswerWriter {
  private readonly variants = new Map<string, WriteAnswer | null>();
  private readonly conditions: readonly string[];
  private pause = 0;
  private nextPause = 1;

  constructor(private readonly asked: Asked) {
    this.conditions = conditionsIn(asked);
  }

  static for(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): AnswerWriter {
    const operation = getOperationAST(document, operationName)!;
    return new AnswerWriter({ schema, operation, fragments: fragmentsOf(document) });
  }

  /** The `data` of the answer as JSON text; null when the common way must be gone. */
  async write(variables: Variables, context: RequestContext): Promise<string | null> {
    if (this.pause > 0) {
      this.pause -= 1;
      return null;
    }
    const write = this.variantFor(variables);
    if (!write) return null;
    const text = await write(variables, context);
    if (text === null) this.pause = this.nextPause;
    this.nextPause = text === null ? Math.min(this.nextPause * 2, MAX_PAUSE) : 1;
    return text;
  }

  private variantFor(variables: Variables): WriteAnswer | null {
    if (this.conditions.length > MAX_CONDITIONS) return null;
    const values = this.conditions.map((name) => variables[name]);
    if (!values.every((value) => typeof value === 'boolean')) return null;
    const key = values.join();
    let variant = this.variants.get(key);
    if (variant === undefined) {
      const conditions = Object.fromEntries(this.conditions.map((name, i) => [name, values[i]]));
      this.variants.set(key, (variant = compileAnswer(this.asked, conditions)));
    }
    return variant;
  }
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of definitions) {
    if (definition.kind === 'FragmentDefinition') fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** The variables that decide what is skipped or included. */
function conditionsIn({ operation, fragments }: Asked): string[] {
  const names = new Set<string>();
  for (const definition of [operation, ...Object.values(fragments)]) {
    visit(definition, {
      Directive: ({ name, arguments: args = [] }) => {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of args) if (value.kind === 'Variable') names.add(value.name.value);
      },
    });
  }
  return [...names];
}
