import { execute, getOperationAST, getVariableValues, parse, validate } from 'graphql';
import type { RequestContext } from '../../../../../resolvers/kit/context';
import { createExecutor } from '../../../../../src/server/fast/compiled-operations';
import { AnswerWriter } from '../../../../../src/server/fast/json-answers/answer-writer';
import { JsonText, stringifyAnswer } from '../../../../../src/server/fast/json-answers/json-text';
import { shopSchema } from './shop-schema';

const schema = shopSchema;
const context = {} as RequestContext;

type Variables = Record<string, unknown>;

function prepared(text: string, variables: Variables) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const definitions = getOperationAST(document)!.variableDefinitions ?? [];
  const { coerced } = getVariableValues(schema, definitions, variables);
  return { document, coerced: coerced! };
}

async function written(text: string, variables: Variables = {}): Promise<string | null> {
  const { document, coerced } = prepared(text, variables);
  return AnswerWriter.for(schema, document, null).write(coerced, context);
}

async function byGraphQLJs(text: string, variables: Variables = {}): Promise<string> {
  const { document } = prepared(text, variables);
  const { data } = await execute({ schema, document, variableValues: variables, contextValue: context });
  return JSON.stringify(data);
}

const LEAVES =
  'id name int wholeFloat boolAsInt float yes no numberAsText size sizes moment big json texts optionalTexts none';

const SAME = (
  [
    ['leaves of every kind', `{ thing { ${LEAVES} } }`],
    ['the same within promises', `{ thingLater { selfLater { ${LEAVES} things { ${LEAVES} } } } }`],
    ['nothing at all', '{ nothing thing { none noneLater { id } empty { id } } }'],
    ['aliases', '{ a: thing { x: id y: id __z: name } b: thingLater { int } }'],
    ['type names', '{ __typename t: __typename thing { __typename self { __typename } } }'],
    ['type names alone', '{ thing { __typename } }'],
    [
      'fields that are merged',
      '{ thing { self { id } name self { int self { yes } } id self { self { no } } } thing { size } }',
    ],
    [
      'fragments',
      'query { ...Root thing { ... { id } ... on Thing { name ...F } } } fragment Root on Query { thing { size ...F } } fragment F on Thing { self { id } name }',
    ],
    ['fragments on an interface', '{ thing { ... on Named { name } id } }'],
    ['lists with nulls and promises', '{ thing { things { id things { name } } set { id } grid } }'],
    [
      'many promises beside each other',
      '{ thing { a: no b: big c: no d: selfLater { e: big f: no } g: id } }',
    ],
    ['arguments', '{ thing { echo a: echo(text: "\\"x") b: echo(text: null, size: SMALL) } }'],
    [
      'variables, given and by default',
      'query ($a: String, $b: String = "b", $c: Size) { thing { x: echo(text: $a) y: echo(text: $b, size: $c) } }',
      { c: 'LARGE' },
    ],
    ['info', 'query Named($v: Int = 4) { thing { told echo: method(by: $v) things { told } } }'],
  ] satisfies [string, string, Variables?][]
).map(([what, text, variables = {}]) => [what, text, variables] as const);

const CONDITIONAL =
  'query ($a: Boolean!, $b: Boolean = true) { thing { id @skip(if: $a) ...F @include(if: $b) int @include(if: false) name @skip(if: $b) @include(if: $a) self { id } self @include(if: $a) { name } } } fragment F on Thing { size yes @skip(if: $a) }';

describe('an answer that is written at once', () => {
  it.each(SAME)('has the text that graphql-js has for %s', async (_what, text, variables) => {
    expect(await written(text, variables)).toBe(await byGraphQLJs(text, variables));
  });

  it.each([{ a: true }, { a: false }, { a: true, b: false }, { a: false, b: false }, { a: true, b: true }])(
    'leaves out what is skipped: %o',
    async (variables) => {
      expect(await written(CONDITIONAL, variables)).toBe(await byGraphQLJs(CONDITIONAL, variables));
    },
  );

  it('has properties, methods and promises of an object whose fields have no resolver', async () => {
    const text = '{ thing { property promised method a: method(by: 5) } }';
    expect(await written(text)).toBe('{"thing":{"property":"read","promised":"kept","method":6,"a":15}}');
  });

  it('stands where Apollo has objects', () => {
    const answer = { data: new JsonText('{"a":1}'), errors: undefined };
    expect(stringifyAnswer(answer)).toBe('{"data":{"a":1}}\n');
    expect(stringifyAnswer({ ...answer, extensions: { cost: 2 } })).toBe(
      '{"data":{"a":1},"extensions":{"cost":2}}\n',
    );
    expect(JSON.stringify(answer)).toBe('{"data":{"a":1}}');
    expect(stringifyAnswer({ errors: [{ message: 'no' }], data: null })).toBe(
      '{"errors":[{"message":"no"}],"data":null}\n',
    );
  });
});

describe('left to others', () => {
  it.each([
    ['an interface', '{ thing { named { name } } }'],
    ['the schema', '{ __schema { queryType { name } } }'],
    ['a type', '{ __type(name: "Thing") { name } }'],
    [
      'many conditions',
      'query ($a: Boolean!, $b: Boolean!, $c: Boolean!, $d: Boolean!, $e: Boolean!) { thing { a: id @skip(if: $a) b: id @skip(if: $b) c: id @skip(if: $c) d: id @skip(if: $d) e: id @skip(if: $e) } }',
    ],
  ])('%s', async (_what, text) => {
    const variables = { a: true, b: true, c: true, d: true, e: false };
    expect(await written(text, text.includes('$') ? variables : {})).toBeNull();
  });
});

const FAILING = [
  'throws',
  'rejects',
  'throwsRequired',
  'rejectsRequired',
  'nullRequired',
  'nullRequiredLater { id }',
  'error',
  'errorThing { id }',
  'notInt',
  'tooBig',
  'notSize',
  'notList',
  'notThing { id }',
  'holeInRequired',
  'badItems',
];
const PLACES: readonly [string, (field: string) => string][] = [
  ['a field', (field) => `{ thing { id ${field} name } }`],
  ['a field of a promise', (field) => `{ thingLater { selfLater { big ${field} } } }`],
  ['an item of a list', (field) => `{ thing { id things { no ${field} } selfLater { id } } }`],
];

describe('an answer with errors', () => {
  const unhandled = jest.fn();
  beforeAll(() => process.on('unhandledRejection', unhandled));
  afterAll(() => process.off('unhandledRejection', unhandled));

  it.each(PLACES.flatMap(([place, query]) => FAILING.map((field) => [place, field, query(field)] as const)))(
    'is as graphql-js has it: %s, %s',
    async (_place, _field, text) => {
      expect(await written(text)).toBeNull();
      const document = parse(text);
      const run = createExecutor(schema, 1);
      const operation = { document, operationName: null, isQuery: true, variables: {}, context };
      const told = ({ data, errors = [] }: Awaited<ReturnType<typeof run>>) => ({
        data,
        errors: errors
          .map(({ message, path }) => `${path?.join('.')}: ${message.replaceAll('"', '')}`)
          .toSorted(),
      });
      expect(JSON.stringify(told(await run(operation)))).toBe(
        JSON.stringify(told(await execute({ schema, document, contextValue: context }))),
      );
    },
  );

  it('leaves no promise without somebody who hears that it failed', async () => {
    for (const [, query] of PLACES)
      for (const field of FAILING) await written(query(`a: ${field} b: rejects`));
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('is that of an argument without its value', async () => {
    const text = 'query ($text: String = "x") { thing { neededArgument(text: $text) } }';
    expect(await written(text, { text: null })).toBeNull();
    expect(await written(text)).toBe('{"thing":{"neededArgument":"got it"}}');
  });

  it('is not looked for once nobody waits for it', async () => {
    const document = parse('{ thing { rejects } }');
    const signal = AbortSignal.abort(new Error('gone'));
    const run = createExecutor(schema, 1);
    await expect(
      run({
        document,
        operationName: null,
        isQuery: true,
        variables: {},
        context: { signal } as unknown as RequestContext,
      }),
    ).rejects.toThrow('gone');
  });

  it('is tried again ever more seldom, until one comes without', async () => {
    let broken = true;
    const tried = jest.fn(() => (broken ? null : 'fine'));
    schema.getQueryType()!.getFields().nothing!.resolve = () => {
      const answer = tried();
      if (answer === null) throw new Error('broken');
      return answer;
    };
    const writer = AnswerWriter.for(schema, parse('{ nothing }'), null);
    const answers: boolean[] = [];
    for (let i = 0; i < 8; i++) answers.push((await writer.write({}, context)) !== null);
    expect(tried).toHaveBeenCalledTimes(3);
    broken = false;
    for (let i = 0; i < 6; i++) answers.push((await writer.write({}, context)) !== null);
    expect(answers.map(Number).join('')).toBe('00000000001111');
    delete schema.getQueryType()!.getFields().nothing!.resolve;
  });
});
