import { buildSchema, getVariableValues, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { createExecutor, type Operation } from '../../../src/server/fast';
import { withVariablesRead } from '../../../src/server/large-variables';

const schema = buildSchema(/* GraphQL */ `
  enum Channel {
    DIRECT
    PARTNER
  }
  input Part {
    quantity: Int!
    day: String = "someday"
  }
  input Line {
    sku: String!
    schedule: [Part!]
  }
  input Order {
    channel: Channel = DIRECT
    confirm: Boolean = true
    lines: [Line!]!
    tags: [String]
    grid: [[Int!]!]
  }
  type Query {
    orders: Int
  }
  type Mutation {
    place(input: Order!, note: String): String
    placeAll(inputs: [Order!]): String
  }
`);
schema.getMutationType()!.getFields().place!.resolve = (_source, args) => JSON.stringify(args);
schema.getMutationType()!.getFields().placeAll!.resolve = (_source, args) => JSON.stringify(args);

const PLACE = 'mutation Place($i: Order!, $note: String = "none") { place(input: $i, note: $note) }';
const lines = (count: number, line: object = { sku: 'A', schedule: [{ quantity: 1 }, { quantity: 2 }] }) =>
  Array.from({ length: count }, () => line);

function operation(text: string, variables: Record<string, unknown>): Operation {
  return {
    document: parse(text),
    operationName: null,
    isQuery: false,
    variables,
    context: {} as Operation['context'],
  };
}

function readAtOnce({ document, variables }: Operation) {
  const [definition] = document.definitions as OperationDefinitionNode[];
  return getVariableValues(schema, definition!.variableDefinitions ?? [], variables, { maxErrors: 50 });
}

describe('large variables', () => {
  it.each([
    ['lists in lists', PLACE, { i: { lines: lines(500), tags: ['x', null] }, note: null }],
    ['a single item in place of a list', PLACE, { i: { lines: lines(1_000), tags: 'x', grid: [1, [2, 3]] } }],
    [
      'values given instead of defaults',
      PLACE,
      { i: { lines: lines(800), channel: 'PARTNER', confirm: false } },
    ],
    [
      'lists of inputs',
      'mutation($all: [Order!]) { placeAll(inputs: $all) }',
      { all: [{ lines: lines(600) }, { lines: [] }] },
    ],
  ])('are what graphql-js makes of them: %s', async (_name, text, variables: Record<string, unknown>) => {
    const asked = operation(text, variables);
    const read = await withVariablesRead(schema, asked);
    const { coerced } = readAtOnce(asked);
    expect(read).not.toBeNull();
    expect(readAtOnce(asked).errors).toBeUndefined();
    const args = text === PLACE ? { input: coerced!.i, note: coerced!.note } : { inputs: coerced!.all };
    const answer = await createExecutor(schema)(asked);
    expect(answer.errors).toBeUndefined();
    expect(JSON.parse(Object.values(answer.data!)[0] as string)).toEqual(JSON.parse(JSON.stringify(args)));
  });

  it.each([
    ['a value of another type', { i: { lines: lines(1_000, { sku: 7 }) } }],
    ['an unknown field', { i: { lines: lines(1_000), colour: 'red' } }],
    ['a missing field', { i: { lines: lines(1_000, {}) } }],
    ['null in a list that takes none', { i: { lines: [...lines(1_000), null] } }],
    ['null for a list that must be there', { i: { lines: null, grid: lines(1_500, [1]) } }],
  ])('are refused in the words of graphql-js: %s', async (_name, variables) => {
    const asked = operation(PLACE, variables);
    const { errors } = readAtOnce(asked);
    const answer = await createExecutor(schema)(asked);
    expect(answer.data).toBeUndefined();
    expect(answer.errors!.map(({ message }) => message)).toEqual(errors!.map(({ message }) => message));
  });

  it('leave the operation as it is when they are small', async () => {
    expect(await withVariablesRead(schema, operation(PLACE, { i: { lines: lines(50) } }))).toBeNull();
  });

  it('leave the other variables to graphql-js', async () => {
    const read = await withVariablesRead(schema, operation(PLACE, { i: { lines: lines(1_000) } }));
    const [definition] = read!.document.definitions as OperationDefinitionNode[];
    expect(definition!.variableDefinitions!.map(({ type }) => type)).toMatchObject([
      { kind: Kind.NAMED_TYPE, name: { value: 'ValueAlreadyRead' } },
      { kind: Kind.NAMED_TYPE, name: { value: 'String' } },
    ]);
  });
});
