import {
  execute,
  getVariableValues,
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { RequestContext } from '../../../resolvers/kit/context';
import { withVariablesRead } from '../large-variables';
import { AnswerWriter } from './json-answers/answer-writer';
import { JsonText } from './json-answers/json-text';

export interface Operation {
  document: DocumentNode;
  operationName: string | null;
  /** False as well when the document has several operations and none is named. */
  isQuery: boolean;
  variables: Record<string, unknown>;
  context: RequestContext;
}

type Compiled = (
  variables: Record<string, unknown>,
  context: RequestContext,
) => ExecutionResult | Promise<ExecutionResult>;

interface Known {
  uses: number;
  writer?: AnswerWriter;
  compiled?: Compiled | null;
}

/**
 * Compiling the page of 50 orders costs 0.2 to 5 ms of CPU, for graphql-jit 0.7 to 6, up to what executing it once costs: only
 * operations that come again are compiled, and for graphql-jit only those that cannot be written at once.
 */
const COMPILE_AT = 3;

/**
 * Executes operations for answers over HTTP. Queries that come again and again are compiled to functions that write their answers as
 * text, and those that these cannot write to functions which answer as graphql-js does for a fraction of its CPU (`bench/README.md`).
 * The document is the key: Apollo keeps one per text of a query.
 */
export function createExecutor(
  schema: GraphQLSchema,
  compileAt = COMPILE_AT,
): (operation: Operation) => Promise<ExecutionResult> {
  const documents = new WeakMap<DocumentNode, Map<string | null, Known>>();
  return async (operation) => {
    const { document, operationName, variables, context } = operation;
    const known = operation.isQuery ? knownOperation(documents, operation) : null;
    if (known && ++known.uses >= compileAt) {
      const answer = await answerKnown(schema, operation, known);
      if (answer) return answer;
    }
    const execution = (await withVariablesRead(schema, operation)) ?? { schema, document, variables };
    return execute({
      schema: execution.schema,
      document: execution.document,
      operationName,
      variableValues: execution.variables,
      contextValue: context,
    });
  };
}

function knownOperation(
  documents: WeakMap<DocumentNode, Map<string | null, Known>>,
  { document, operationName }: Operation,
): Known {
  let operations = documents.get(document);
  if (!operations) documents.set(document, (operations = new Map<string | null, Known>()));
  let known = operations.get(operationName);
  if (!known) operations.set(operationName, (known = { uses: 0 }));
  return known;
}

/** Null when the operation cannot be compiled. */
async function answerKnown(
  schema: GraphQLSchema,
  operation: Operation,
  known: Known,
): Promise<ExecutionResult | null> {
  const { document, operationName, context } = operation;
  const { errors, coerced } = readVariables(schema, operation);
  if (errors) return { errors };
  known.writer ??= AnswerWriter.for(schema, document, operationName);
  const text = await known.writer.write(coerced, context);
  if (text !== null) return { data: new JsonText(text) };
  context.signal?.throwIfAborted();
  if (known.compiled === undefined) known.compiled = compile(schema, document, operationName);
  return known.compiled && withOwnErrors(await known.compiled(coerced, context));
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): Compiled | null {
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  if (!isCompiledQuery(compiled)) return null;
  return (variables, context) =>
    compiled.query(undefined, context, variables) as ExecutionResult | Promise<ExecutionResult>;
}

/** The compiled code makes errors of a class of its own, without `extensions`. */
function withOwnErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map(({ message, path, originalError, locations }) =>
    Object.assign(new GraphQLError(message, { path, originalError }), { locations }),
  );
  return { ...result, errors };
}

/**
 * The values of the variables, or what is wrong with them, as graphql-js says it. The compiled code looks at them once more, but
 * with words of its own and without the defaults of input fields; it finds nothing to do in values that are complete. They pass a
 * second time unchanged: scalars take what they have read, and the values of enums are their names.
 */
function readVariables(schema: GraphQLSchema, { document, operationName, variables }: Operation) {
  const operation = document.definitions.find(
    (definition) =>
      definition.kind === 'OperationDefinition' &&
      (operationName === null || definition.name?.value === operationName),
  );
  const definitions = operation?.kind === 'OperationDefinition' ? (operation.variableDefinitions ?? []) : [];
  return getVariableValues(schema, definitions, variables, { maxErrors: 50 });
}
