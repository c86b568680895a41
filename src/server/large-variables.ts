import {
  coerceInputValue,
  getNullableType,
  GraphQLScalarType,
  isInputObjectType,
  isListType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { breathe, mapInSteps } from '../shared/turns';

/** Values of variables, the lists' items counted, above which they are read in steps. */
const MANY = 1_000;
const READ = 'ValueAlreadyRead';

/** Of variables that have been read: takes their values as they are. */
const readAlready = new GraphQLScalarType({ name: READ, parseValue: (value) => value });

interface Asked {
  document: DocumentNode;
  operationName: string | null;
  variables: Record<string, unknown>;
}

type Execution = Omit<Asked, 'operationName'> & { schema: GraphQLSchema };

/**
 * What is to be executed for an operation with large variables, such as an order of 25,000 parts: graphql-js reads variables in one
 * piece, which would keep everybody else waiting. They are read here, list item by list item, and the operation declares them to be of a
 * type that takes them as they are. Null for operations whose variables are small or wrong: what is wrong with them, graphql-js says.
 */
export async function withVariablesRead(
  schema: GraphQLSchema,
  { document, operationName, variables }: Asked,
): Promise<Execution | null> {
  if (!isLarge(variables)) return null;
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === null || definition.name?.value === operationName),
  );
  if (!operation) return null;
  const read = { ...variables };
  const definitions: VariableDefinitionNode[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type) as GraphQLInputType | undefined;
    if (!type || !isLarge(variables[name])) {
      definitions.push(definition);
      continue;
    }
    try {
      read[name] = await coerceInSteps(variables[name], type);
    } catch {
      return null;
    }
    definitions.push({
      ...definition,
      type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: READ } },
    });
  }
  const changed = { ...operation, variableDefinitions: definitions };
  return {
    schema: knowing(schema),
    document: { ...document, definitions: document.definitions.map((d) => (d === operation ? changed : d)) },
    variables: read,
  };
}

function isLarge(value: unknown): boolean {
  let left = MANY;
  const count = (item: unknown): void => {
    if (--left < 0 || typeof item !== 'object' || item === null) return;
    if (Array.isArray(item)) item.some((inner) => (count(inner), left < 0));
    else Object.values(item).some((inner) => (count(inner), left < 0));
  };
  count(value);
  return left < 0;
}

/** As `coerceInputValue`. Throws for what it would throw for, not always with the same words. */
async function coerceInSteps(value: unknown, type: GraphQLInputType): Promise<unknown> {
  const nullable = getNullableType(type);
  if (Array.isArray(value) && isListType(nullable)) {
    const { ofType } = nullable;
    return mapInSteps(value, (item) => coerceInputValue(item, ofType));
  }
  if (!isInputObjectType(nullable) || !isObject(value)) return coerceInputValue(value, type);
  const fields = Object.values(nullable.getFields()).filter(
    (field) => Array.isArray(value[field.name]) && isListType(getNullableType(field.type)),
  );
  const without = Object.fromEntries(fields.map(({ name }) => [name, []]));
  const coerced = coerceInputValue({ ...value, ...without }, type) as Record<string, unknown>;
  for (const field of fields) {
    await breathe();
    coerced[field.name] = await coerceInSteps(value[field.name], field.type);
  }
  return coerced;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const knowingSchemas = new WeakMap<GraphQLSchema, GraphQLSchema>();

/** The schema with the type of variables that have been read; nothing else of it is asked anew. */
function knowing(schema: GraphQLSchema): GraphQLSchema {
  let known = knowingSchemas.get(schema);
  if (!known) {
    const getType = (name: string) => (name === READ ? readAlready : schema.getType(name));
    known = Object.create(schema, { getType: { value: getType } }) as GraphQLSchema;
    knowingSchemas.set(schema, known);
  }
  return known;
}
