import {
  execute,
  getVariableValues,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
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

interface Known {
  uses: number;
  writer?: AnswerWriter;
}

/**
 * Compiling the page of 50 orders costs 0.2 to 5 ms of CPU, up to what executing it once costs: only operations that come again are
 * compiled.
 */
const COMPILE_AT = 3;

/**
 * Executes operations for answers over HTTP. Queries that come again are compiled to functions that write their answers as text
 * (`bench/README.md`); graphql-js executes everything else, and what these functions decline. The document is the key: Apollo keeps one
 * per text of a query.
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

/** Null when the answer cannot be written as text: it has errors, or the operation has parts that are not compiled. */
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
  return null;
}

/** The values of the variables, or what is wrong with them, as graphql-js says it. */
function readVariables(schema: GraphQLSchema, { document, operationName, variables }: Operation) {
  const operation = document.definitions.find(
    (definition) =>
      definition.kind === 'OperationDefinition' &&
      (operationName === null || definition.name?.value === operationName),
  );
  const definitions = operation?.kind === 'OperationDefinition' ? (operation.variableDefinitions ?? []) : [];
  return getVariableValues(schema, definitions, variables, { maxErrors: 50 });
}
