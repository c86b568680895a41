import { setFlagsFromString } from 'node:v8';
import {
  buildSchema,
  coerceInputValue,
  getIntrospectionQuery,
  graphqlSync,
  isInputObjectType,
  parse,
  printSchema,
  validate,
  type GraphQLInputObjectType,
  type GraphQLSchema,
} from 'graphql';
import { buildGraphQLSchema } from '../../../../src/server/schema';

setFlagsFromString('--allow-natives-syntax');
const isFast = new Function('object', 'return %HasFastProperties(object)') as (object: object) => boolean;

/** Ours, and one that graphql-js has made of its text. */
let schema: GraphQLSchema;
let plain: GraphQLSchema;
beforeAll(async () => {
  schema = await buildGraphQLSchema();
  plain = buildSchema(printSchema(schema));
});

const inputTypes = (of: GraphQLSchema): GraphQLInputObjectType[] =>
  Object.values(of.getTypeMap()).filter(isInputObjectType);

function problems(of: GraphQLSchema, value: unknown): string[] {
  const found: string[] = [];
  coerceInputValue(value, of.getType('OrderLineInput') as GraphQLInputObjectType, (path, _value, error) =>
    found.push(`${path.join('.')}: ${error.message}`),
  );
  return found;
}

describe('the fields of input types', () => {
  it('are those that graphql-js has', () => {
    expect(printSchema(schema)).toBe(printSchema(plain));
    const source = getIntrospectionQuery({ inputValueDeprecation: true });
    const { data } = graphqlSync({ schema, source });
    expect(inputTypes(schema).length).toBeGreaterThan(60);
    for (const type of inputTypes(schema)) {
      const { name } = type;
      const known = (
        data as { __schema: { types: { name: string; inputFields: { name: string }[] }[] } }
      ).__schema.types.find((one) => one.name === name)!.inputFields;
      expect(known.map((field) => field.name)).toEqual(Object.keys(type.getFields()));
      expect(type.getFields()).toBe(type.getFields());
    }
  });

  it('are quick to read', () => {
    expect(inputTypes(schema).filter((type) => !isFast(type.getFields()))).toEqual([]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'quantty', 'nothing'])(
    'do not include %s, in values or in documents',
    (name) => {
      const value = JSON.parse(`{ "sku": "A", "quantity": 1, "${name}": {} }`) as object;
      expect(problems(schema, value)).toEqual(problems(plain, value));
      expect(problems(schema, value)).toEqual([expect.stringContaining(`"${name}" is not defined`)]);
      const lines = `[{ sku: "A", quantity: 1, ${name}: {} }]`;
      const document = parse(
        `mutation { placeOrder(input: { idempotencyKey: "k", accountId: "a", lines: ${lines} }) { replayed } }`,
      );
      const messages = (of: GraphQLSchema) => validate(of, document).map(({ message }) => message);
      expect(messages(schema)).toEqual(messages(plain));
      expect(messages(schema)).toEqual([expect.stringContaining(`"${name}" is not defined`)]);
    },
  );

  it('that are missing or of another type are named as before', () => {
    const values = [{}, { sku: 1, quantity: '1' }, { sku: null, quantity: 1.5 }, [], 'text', null];
    for (const value of values) expect(problems(schema, value)).toEqual(problems(plain, value));
  });
});
