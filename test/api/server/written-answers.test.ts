import { getNamedType, isLeafType, isObjectType, isRequiredArgument, type GraphQLOutputType } from 'graphql';
import { examples } from '../../../playground/examples';
import { startTestApplication, type TestApplication } from '../../support/application';
import { BusyCompany } from '../../support/busy-company';
import { apiSchema } from '../../support/schema-walk';

/** From here on a query has been compiled. */
const TIMES = 4;
const DEPTH = 3;

let app: TestApplication;

beforeAll(async () => {
  app = await startTestApplication();
  await BusyCompany.behind(app, 5);
});
afterAll(() => app.stop());

/** Everything that a type has, without going round in circles. */
function everything(type: GraphQLOutputType, depth = DEPTH, above: readonly string[] = []): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    const below = getNamedType(field.type);
    if (isLeafType(below)) return [field.name];
    if (!isObjectType(below) || depth === 0 || above.includes(below.name)) return [];
    return [`${field.name} ${everything(below, depth - 1, [...above, named.name])}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** Each field of the root that can be asked without knowing anything. */
const QUERIES = Object.values(apiSchema.getQueryType()!.getFields())
  .filter(({ args, type }) => !args.some(isRequiredArgument) && isObjectType(getNamedType(type)))
  .map(({ name, args, type }) => {
    const page = args.some((arg) => arg.name === 'first') ? '(first: 3)' : '';
    return [name, `query Everything { ${name}${page} ${everything(type)} }`] as const;
  });

/** The bodies of the same request, sent again and again. */
async function bodies(token: string, query: string, variables = {}): Promise<string[]> {
  const texts: string[] = [];
  for (let i = 0; i < TIMES; i++) {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    texts.push(await response.text());
  }
  return texts;
}

/** Errors come in the order in which they were found, which is not always the same. */
function withErrorsInOrder(text: string): string {
  const { errors = [], ...rest } = JSON.parse(text) as { errors?: unknown[] };
  if (errors.length === 0) return text;
  return JSON.stringify({ errors: errors.map((error) => JSON.stringify(error)).toSorted(), ...rest });
}

describe.each(['ADMIN', 'ANALYST', 'VIEWER'] as const)('the answer to a query of %s', (role) => {
  it.each(QUERIES)('is the same text when it comes again: %s', async (_name, query) => {
    const [first, ...others] = (await bodies(await app.token(role), query)).map(withErrorsInOrder);
    expect(JSON.parse(first!)).toHaveProperty('data');
    expect(others).toEqual(others.map(() => first));
  });
});

it('tells what the operation costs, over GET as well', async () => {
  const { query, variables = '{}' } = examples(null, 'key')[0]!;
  const token = await app.token('ADMIN');
  const [first, ...others] = await bodies(token, query, JSON.parse(variables));
  expect(JSON.parse(first!)).toMatchObject({ data: { orders: {} }, extensions: { cost: {} } });
  const response = await fetch(`${app.url}/graphql?${new URLSearchParams({ query, variables }).toString()}`, {
    headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' },
  });
  expect([...others, await response.text()]).toEqual(Array<string>(TIMES).fill(first!));
});
