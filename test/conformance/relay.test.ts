import { getNullableType, isListType, isNonNullType, isObjectType, type GraphQLObjectType } from 'graphql';
import type { ApiClient } from '../support/api-client';
import { apiSchema, entityTypes, rootFields } from '../support/schema-walk';
import { TwoCustomers } from '../support/two-customers';

const connections = Object.values(apiSchema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => name.endsWith('Connection'));
const fieldType = (type: GraphQLObjectType, field: string): string => String(type.getFields()[field]?.type);

describe('the schema, by the GraphQL Cursor Connections specification', () => {
  it('has a PageInfo with the four fields', () => {
    const pageInfo = apiSchema.getType('PageInfo') as GraphQLObjectType;
    expect(
      ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'].map((name) => fieldType(pageInfo, name)),
    ).toEqual(['Boolean!', 'Boolean!', 'String', 'String']);
  });

  it.each(connections.map((type) => [type.name, type] as const))(
    '%s has edges with node and cursor, and pageInfo',
    (_name, type) => {
      expect(fieldType(type, 'pageInfo')).toBe('PageInfo!');
      const edges = getNullableType(type.getFields().edges!.type);
      expect(isListType(edges)).toBe(true);
      const edge = apiSchema.getType(type.name.replace(/Connection$/, 'Edge')) as GraphQLObjectType;
      expect(String(edges)).toContain(edge.name);
      expect(fieldType(edge, 'cursor')).toBe('String!');
      expect(isObjectType(getNullableType(edge.getFields().node!.type))).toBe(true);
    },
  );

  it('pages every connection by first, after, last and before', () => {
    for (const { name, field } of rootFields().filter(({ field }) =>
      String(field.type).includes('Connection'),
    )) {
      const types = Object.fromEntries(field.args.map((argument) => [argument.name, String(argument.type)]));
      expect([name, types]).toEqual([
        name,
        expect.objectContaining({ first: 'Int', after: 'String', last: 'Int', before: 'String' }),
      ]);
    }
  });
});

describe('the schema, by the Global Object Identification specification', () => {
  it('has an interface Node with an id, and node and nodes to fetch by it', () => {
    const query = apiSchema.getQueryType()!.getFields();
    expect(String(query.node!.type)).toBe('Node');
    expect(query.node!.args.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual(['id: ID!']);
    expect(String(query.nodes!.type)).toBe('[Node]!');
    for (const type of entityTypes()) expect([type.name, fieldType(type, 'id')]).toEqual([type.name, 'ID!']);
  });
});

describe('the server', () => {
  let world: TwoCustomers;
  let admin: ApiClient;

  beforeAll(async () => {
    world = await TwoCustomers.open();
    admin = await world.app.as('ADMIN');
  });
  afterAll(() => world.stop());

  const lists = rootFields().filter(
    ({ field }) =>
      String(field.type).includes('Connection') && field.args.every(({ type }) => !isNonNullType(type)),
  );

  const page = async (list: string, args: string) => {
    const text = `{ list: ${list}(${args}) { edges { cursor node { __typename id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`;
    return (await admin.run(text)).list as Page;
  };

  interface Page {
    edges: { cursor: string; node: { __typename: string; id: string } }[];
    nodes: { id: string }[];
    pageInfo: {
      hasNextPage: boolean;
      hasPreviousPage: boolean;
      startCursor: string | null;
      endCursor: string | null;
    };
    totalCount: number;
  }

  const idsOf = ({ edges }: Page): string[] => edges.map(({ node }) => node.id);

  it.each(lists.map(({ field }) => field.name))(
    'pages %s forward and backward over the same entries in the same order',
    async (list) => {
      const whole = await page(list, 'first: 200');
      expect(whole.nodes.map(({ id }) => id)).toEqual(idsOf(whole));
      expect(whole.totalCount).toBe(whole.edges.length);
      expect(whole.pageInfo).toEqual({
        hasNextPage: false,
        hasPreviousPage: false,
        startCursor: whole.edges[0]?.cursor ?? null,
        endCursor: whole.edges.at(-1)?.cursor ?? null,
      });
      const forward: string[] = [];
      for (let after = '', more = true; more && forward.length <= whole.edges.length;) {
        const next = await page(list, `first: 3${after && `, after: "${after}"`}`);
        forward.push(...idsOf(next));
        more = next.pageInfo.hasNextPage;
        after = next.pageInfo.endCursor ?? '';
      }
      expect(forward).toEqual(idsOf(whole));
      const backward: string[] = [];
      for (let before = '', more = true; more && backward.length <= whole.edges.length;) {
        const previous = await page(list, `last: 3${before && `, before: "${before}"`}`);
        backward.unshift(...idsOf(previous));
        more = previous.pageInfo.hasPreviousPage;
        before = previous.pageInfo.startCursor ?? '';
      }
      expect(backward).toEqual(idsOf(whole));
    },
  );

  it('fetches every object again by its id, as the same type', async () => {
    for (const { field } of lists) {
      const { edges } = await page(field.name, 'first: 5');
      const { nodes } = await admin.run('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
        ids: edges.map(({ node }) => node.id),
      });
      expect(nodes).toEqual(edges.map(({ node }) => node));
    }
  });

  it('answers null for ids of nothing', async () => {
    for (const id of [
      '',
      'x',
      'Tm9kZTox',
      Buffer.from('Order:01ARZ3NDEKTSV4RRFFQ69G5FAV').toString('base64url'),
    ]) {
      expect(await admin.run('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    }
  });
});
