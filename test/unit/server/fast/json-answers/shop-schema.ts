import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfigMap,
  type GraphQLOutputType,
} from 'graphql';
import { BigIntString, DateTime, JSONObject } from '../../../../../entities/scalars';

const nonNull = (type: GraphQLOutputType) => new GraphQLNonNull(type);
const list = (type: GraphQLOutputType) => new GraphQLList(type);
const later = <T>(value: T): Promise<T> => Promise.resolve(value);
const fail = (message: string): never => {
  throw new Error(message);
};

const Size = new GraphQLEnumType({ name: 'Size', values: { SMALL: { value: 's' }, LARGE: { value: 7 } } });
const Named = new GraphQLInterfaceType({
  name: 'Named',
  fields: { name: { type: GraphQLString } },
  resolveType: () => 'Thing',
});

/** Texts in which something must be escaped, or looks as if it had to be, or not. */
export const TEXTS = [
  '',
  'plain',
  'a "quoted" \\ word',
  '\u0000\u0001\b\f\n\r\t\u001f\u007f',
  'Zürich, 東京, 🚚',
  'half a truck: \ud83d',
  '\u2028 and \u2029',
  '\0 0\0 and a text of more than twenty-four characters',
  'a long text that ends with a quote, and needs it escaped: "',
  'x'.repeat(10_000),
];

/** An object with a value of each kind; what is asked of it comes at once or later, and may be missing or fail. */
const Thing: GraphQLObjectType = new GraphQLObjectType({
  name: 'Thing',
  interfaces: [Named],
  fields: (): GraphQLFieldConfigMap<unknown, unknown> => ({
    id: { type: nonNull(GraphQLID), resolve: () => 12 },
    name: { type: GraphQLString, resolve: () => 'a thing' },
    int: { type: nonNull(GraphQLInt), resolve: () => -2_147_483_648 },
    wholeFloat: { type: GraphQLInt, resolve: () => -0 },
    boolAsInt: { type: GraphQLInt, resolve: () => true },
    float: { type: GraphQLFloat, resolve: () => 1e21 },
    yes: { type: nonNull(GraphQLBoolean), resolve: () => true },
    no: { type: GraphQLBoolean, resolve: () => later(false) },
    numberAsText: { type: nonNull(GraphQLString), resolve: () => 1.5 },
    size: { type: Size, resolve: () => 7 },
    sizes: { type: nonNull(list(nonNull(Size))), resolve: () => later(['s', later(7), 's']) },
    moment: { type: DateTime, resolve: () => new Date(0) },
    big: { type: nonNull(BigIntString), resolve: () => later(9_223_372_036_854_775_807n) },
    json: { type: JSONObject, resolve: () => ({ a: [1, null, '"\0'], b: { c: undefined } }) },
    texts: { type: list(nonNull(GraphQLString)), resolve: () => TEXTS },
    optionalTexts: { type: list(GraphQLString), resolve: () => [null, ...TEXTS.map(later), undefined] },
    none: { type: GraphQLString, resolve: () => null },
    noneLater: { type: Thing, resolve: () => later(undefined) },
    empty: { type: list(Thing), resolve: () => [] },
    property: { type: GraphQLString },
    method: { type: GraphQLInt, args: { by: { type: GraphQLInt, defaultValue: 2 } } },
    promised: { type: GraphQLString },
    echo: {
      type: GraphQLString,
      args: { text: { type: GraphQLString, defaultValue: 'nothing' }, size: { type: Size } },
      resolve: (_source, args) => JSON.stringify(args),
    },
    self: { type: nonNull(Thing), resolve: thing },
    selfLater: { type: Thing, resolve: () => later(thing()) },
    things: { type: list(Thing), resolve: () => [thing(), null, later(thing()), later(null)] },
    set: { type: nonNull(list(nonNull(Thing))), resolve: () => later(new Set([thing(), thing()])) },
    grid: { type: list(list(GraphQLInt)), resolve: () => [[1, 2], null, later([later(3)])] },
    named: { type: Named, resolve: thing },
    told: {
      type: GraphQLString,
      resolve: (_source, _args, _context, { fieldName, parentType, returnType, operation, variableValues }) =>
        [fieldName, parentType, returnType, operation.name?.value, JSON.stringify(variableValues)].join(),
    },
    throws: { type: GraphQLString, resolve: () => fail('thrown') },
    rejects: { type: GraphQLString, resolve: async () => fail('rejected') },
    throwsRequired: { type: nonNull(GraphQLString), resolve: () => fail('thrown') },
    rejectsRequired: { type: nonNull(GraphQLString), resolve: async () => fail('rejected') },
    nullRequired: { type: nonNull(GraphQLString), resolve: () => null },
    nullRequiredLater: { type: nonNull(Thing), resolve: () => later(null) },
    error: { type: GraphQLString, resolve: () => new Error('answered') },
    errorThing: { type: Thing, resolve: () => later(new Error('answered')) },
    notInt: { type: GraphQLInt, resolve: () => 'many' },
    tooBig: { type: GraphQLInt, resolve: () => 2_147_483_648 },
    notSize: { type: Size, resolve: () => 'XL' },
    notList: { type: list(GraphQLString), resolve: () => 'text' },
    notThing: { type: nonNull(list(Thing)), resolve: () => later(17) },
    holeInRequired: { type: list(nonNull(GraphQLInt)), resolve: () => [1, null, 3] },
    badItems: { type: list(GraphQLInt), resolve: () => [later(1), 'x', rejected(), rejected()] },
    neededArgument: {
      type: GraphQLString,
      args: { text: { type: new GraphQLNonNull(GraphQLString) } },
      resolve: () => 'got it',
    },
  }),
});

function rejected(): Promise<never> {
  return Promise.reject(new Error('rejected'));
}

function thing(): object {
  return {
    property: 'read',
    promised: later('kept'),
    factor: 3,
    method(this: { factor: number }, { by }: { by: number }) {
      return this.factor * by;
    },
  };
}

export const shopSchema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      thing: { type: nonNull(Thing), resolve: thing },
      thingLater: { type: Thing, resolve: () => later(thing()) },
      nothing: { type: GraphQLString },
    },
  }),
  types: [Thing],
});
