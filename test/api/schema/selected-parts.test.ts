import {
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { BusyCompany } from '../../support/busy-company';
import { statementsOf } from '../../support/statements';
import { apiSchema, entityOf, selectionOf } from '../../support/schema-walk';

/** Ways to the types whose rows are read in parts. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  Order: ['orders(first: 5)', 'nodes'],
  OrderLine: ['orders(first: 5)', 'edges', 'node', 'lines'],
  Account: ['orders(first: 5)', 'nodes', 'account'],
  Product: ['orders(first: 5)', 'nodes', 'lines', 'product'],
};

let app: TestApplication;
let admin: ApiClient;

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  await BusyCompany.behind(app, 5);
});
afterAll(() => app.stop());

type Field = GraphQLField<unknown, unknown>;

/** Ids of entities, and all that other objects say of themselves. */
function selected({ name, type }: Field): string {
  const named = getNamedType(type);
  if (entityOf(type) || !isObjectType(named)) return name + selectionOf(type);
  const leaves = Object.values(named.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
  return `${name} { ${leaves.map((leaf) => leaf.name).join(' ')} }`;
}

function queryOf(type: string, selections: readonly string[]): string {
  const way = WAYS[type]!;
  return `{ ${way.join(' { ')} { ${selections.join(' ')} ${'} '.repeat(way.length)} }`;
}

/** The objects at the end of a way. */
function objectsAt(type: string, data: unknown): Record<string, unknown>[] {
  let objects: unknown[] = [data];
  for (const step of WAYS[type]!) {
    const name = step.replace(/\(.*/, '');
    objects = objects.flatMap((object) => (object as Record<string, unknown>)[name] as unknown);
  }
  return objects as Record<string, unknown>[];
}

const fieldsOf = (type: string): Field[] =>
  Object.values((apiSchema.getType(type) as GraphQLObjectType).getFields()).filter(
    ({ args }) => !args.some(isRequiredArgument),
  );

describe.each(Object.keys(WAYS))('the fields of %s', (type) => {
  it('answer the same whichever of them are asked for together', async () => {
    const fields = fieldsOf(type);
    const whole = objectsAt(type, await admin.run(queryOf(type, fields.map(selected))));
    expect(whole.length).toBeGreaterThanOrEqual(5);
    for (const field of fields) {
      const part = objectsAt(type, await admin.run(queryOf(type, [selected(field)])));
      expect(part).toEqual(whole.map((object) => ({ [field.name]: object[field.name] })));
    }
  });
});

describe('a page of orders', () => {
  const columnsOf = async (query: string): Promise<string[]> => {
    const statements = await statementsOf(app.services, () => admin.run(query));
    const [orders] = statements.map(({ sql }) => sql).filter((sql) => sql.includes('FROM orders t'));
    return orders!.slice('SELECT '.length, orders!.indexOf(' FROM ')).split(', ');
  };

  it('reads the columns of what is selected, and of its cursors', async () => {
    const columns = await columnsOf(
      '{ orders(first: 3) { nodes { status total { amount } contact { id } } } }',
    );
    expect(columns.toSorted()).toEqual(
      [
        'account_name',
        'contact_id',
        'currency_code',
        'id',
        'number',
        'ordered_at',
        'reporting_total_minor',
        'status',
        'total_minor',
      ].map((column) => `t.${column}`),
    );
  });

  it('reads the columns of fragments too, and of both ways to the orders', async () => {
    const columns = await columnsOf(
      '{ orders(first: 3) { nodes { ...a } edges { node { ... on Order { incoterm } } } } } fragment a on Order { channel }',
    );
    expect(columns).toEqual(expect.arrayContaining(['t.channel', 't.incoterm']));
    expect(columns).not.toContain('t.status');
  });

  it('reads all columns for a field that depends on most of them', async () => {
    expect(await columnsOf('{ orders(first: 3) { nodes { availableTransitions } } }')).toContain(
      't.incoterm',
    );
  });
});
