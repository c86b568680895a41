import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getOperationAST, getVariableValues, parse, validate } from 'graphql';
import {
  type Example,
  examples,
  SAMPLE_ACCOUNT_QUERY,
  SAMPLE_PRODUCTS_QUERY,
} from '../../playground/examples';

const schema = buildSchema(readFileSync(join(__dirname, '../../schema.graphql'), 'utf8'));
const EXAMPLES = examples({ accountId: 'an-account', sku: 'SKU-1' }, 'key-1');

/** What the server would say to it before running it. */
function problemsOf({ query, variables = '{}' }: Example): string[] {
  const document = parse(query);
  const problems = validate(schema, document);
  const definitions = getOperationAST(document)?.variableDefinitions ?? [];
  const { errors = [] } = getVariableValues(schema, definitions, JSON.parse(variables));
  return [...problems, ...errors].map(({ message }) => message);
}

test('the examples fit the schema', () => {
  expect(EXAMPLES.flatMap(problemsOf)).toEqual([]);
});

test('the queries that fill in the example order fit the schema', () => {
  expect(problemsOf({ query: SAMPLE_ACCOUNT_QUERY })).toEqual([]);
  expect(problemsOf({ query: SAMPLE_PRODUCTS_QUERY })).toEqual([]);
});

test('each example has a name, which becomes the title of its tab', () => {
  const names = EXAMPLES.map(({ query }) => getOperationAST(parse(query))?.name?.value);
  expect(names).toEqual(['OrdersPage', 'LiveOrderEvents', 'PlaceOrder', 'LiveEvents']);
});

test('the example order says what to fill in where nothing is known', () => {
  const [, , order] = examples(null, 'key-1');
  expect(problemsOf(order!)).toEqual([]);
  expect(order!.variables).toContain('ID OF AN ACCOUNT');
});

test('no line is cut off in an editor of ordinary width', () => {
  const lines = EXAMPLES.flatMap(({ query }) => query.split('\n'));
  expect(lines.filter((line) => line.length > 55)).toEqual([]);
});
