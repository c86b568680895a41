import { isObjectType, type GraphQLSchema } from 'graphql';
import { NODE_RIGHTS } from '../../../src/auth/node-rights';
import { FIELD_RIGHTS, ROOT_RIGHTS } from '../../../src/auth/rights';
import { guardFields, RIGHTS, type Rights } from '../../../src/server/guard-fields';
import { buildGraphQLSchema } from '../../../src/server/schema';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildGraphQLSchema();
});

type Table = keyof Rights;

/** The tables without one entry. */
function without(table: Table, name: string): Rights {
  const { [name]: _entry, ...rest } = RIGHTS[table] as Record<string, never>;
  return { ...RIGHTS, [table]: rest };
}

/** The tables with one entry more. */
function withEntry(table: Table, name: string, entry: object): Rights {
  return { ...RIGHTS, [table]: { ...RIGHTS[table], [name]: entry } };
}

/** Every resolver of the schema, to see whether one has changed. */
function resolvers(): unknown[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap(({ resolve, subscribe }) => [resolve, subscribe]),
    );
}

describe('a schema is not served', () => {
  it.each(Object.keys(ROOT_RIGHTS))('without the right of %s', (name) => {
    const before = resolvers();
    expect(() => guardFields(schema, without('roots', name))).toThrow(`${name} has no entry in ROOT_RIGHTS`);
    expect(resolvers()).toEqual(before);
  });

  it.each(Object.keys(NODE_RIGHTS))('without the right to the node %s', (name) => {
    expect(() => guardFields(schema, without('nodes', name))).toThrow(
      `The type ${name} has no entry in NODE_RIGHTS`,
    );
  });

  it.each([
    ['roots', 'Query.ordersOfYore', 'The tables of rights name Query.ordersOfYore'],
    ['roots', 'Queries.orders', 'The tables of rights name Queries.orders'],
    ['fields', 'Order.nothing', 'The tables of rights name Order.nothing'],
    ['fields', 'Nothing.order', 'The tables of rights name Nothing.order'],
    ['nodes', 'Nothing', 'NODE_RIGHTS names Nothing'],
  ] as const)('with an entry in %s for %s, which does not exist', (table, name, message) => {
    const before = resolvers();
    const entry = table === 'nodes' ? { needs: null, rows: 'ALL' } : { kind: 'SIGNED_IN' };
    expect(() => guardFields(schema, withEntry(table, name, entry))).toThrow(message);
    expect(resolvers()).toEqual(before);
  });

  it('by a server whose table lacks a root: it does not start', async () => {
    const table = ROOT_RIGHTS as Record<string, unknown>;
    const entry = table['Mutation.placeOrder'];
    delete table['Mutation.placeOrder'];
    try {
      await expect(buildGraphQLSchema()).rejects.toThrow('Mutation.placeOrder has no entry in ROOT_RIGHTS');
    } finally {
      table['Mutation.placeOrder'] = entry;
    }
  });
});

describe('a field without a right', () => {
  it('costs nothing: it keeps its resolver', async () => {
    const own = await buildGraphQLSchema();
    const before = new Map<string, unknown>();
    const each = (visit: (name: string, resolve: unknown) => void) => {
      for (const type of Object.values(own.getTypeMap()).filter(isObjectType))
        for (const { name, resolve } of Object.values(type.getFields()))
          visit(`${type.name}.${name}`, resolve);
    };
    each((name, resolve) => before.set(name, resolve));
    guardFields(own);
    const wrapped: string[] = [];
    each((name, resolve) => {
      if (resolve !== before.get(name)) wrapped.push(name);
    });
    const entries = Object.entries({ ...ROOT_RIGHTS, ...FIELD_RIGHTS });
    const guarded = entries.filter(([, { kind }]) => kind !== 'WITH_PARENT').map(([name]) => name);
    expect(wrapped.sort()).toEqual(guarded.sort());
  });
});
