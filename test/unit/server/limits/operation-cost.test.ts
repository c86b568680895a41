import { getOperationAST, parse } from 'graphql';
import { operationCost } from '../../../../src/server/limits/operation-cost';
import { apiSchema } from '../../../support/schema-walk';

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  return operationCost(apiSchema, document, getOperationAST(document)!, variables);
}

describe('the cost of an operation', () => {
  it('is 1 for each object, and nothing for its values', () => {
    expect(cost('{ viewer { name id permissions } }')).toBe(1);
    expect(cost('{ order(number: "1") { number account { name } } }')).toBe(2);
  });

  it('multiplies what a page asks for, twenty when it says nothing', () => {
    expect(cost('{ orders(first: 50) { nodes { number } } }')).toBe(51);
    expect(cost('{ orders(last: 50) { nodes { number } } }')).toBe(51);
    expect(cost('{ orders { nodes { number } } }')).toBe(21);
    const bookings = (first: string) =>
      `{ bookings(window: { period: TODAY }${first}) { groups { rep { code } } } }`;
    expect(cost(bookings(', first: 300'))).toBe(1 + 100 + 300 * 2);
    expect(cost(bookings(''))).toBe(1 + 100 + 1_000 * 2);
    expect(cost('{ orders(first: 10) { edges { cursor node { number } } } }')).toBe(21);
  });

  it('takes page sizes from the variables of each request', () => {
    const query = 'query ($n: Int = 5) { orders(first: $n) { nodes { account { name } } } }';
    expect(cost(query)).toBe(11);
    expect(cost(query, { n: 100 })).toBe(201);
    expect(cost(query, { n: null })).toBe(11);
  });

  it('multiplies through nested lists; one without a page size counts as five', () => {
    const nested = '{ orders(first: 50) { nodes { account { name } lines { product { sku } } } } }';
    expect(cost(nested)).toBe(1 + 50 * (1 + 1 + 5 * 2));
  });

  it('counts fragments where they are used', () => {
    const inline = '{ a: orders(first: 3) { ... on OrderConnection { nodes { number } } } }';
    expect(cost(inline)).toBe(4);
    const spread = `query { a: orders(first: 3) { ...page } b: orders(first: 5) { ...page } }
      fragment page on OrderConnection { nodes { ...order } } fragment order on Order { number account { name } }`;
    expect(cost(spread)).toBe(1 + 3 * 2 + 1 + 5 * 2);
  });

  it('counts the objects that are asked for by id', () => {
    expect(cost('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] })).toBe(3);
    expect(cost('{ nodes(ids: ["a", "b"]) { id ... on Order { account { name } } } }')).toBe(4);
  });

  it('is more for what reads more than it answers', () => {
    expect(cost('{ orders(first: 1) { totalCount nodes { number } } }')).toBe(12);
    for (const check of ['invariants', 'inventoryInvariants'])
      expect(cost(`{ ${check} { kind } }`)).toBe(1_005);
    expect(cost('mutation { upsertCurrency(input: {}) { replayed } }')).toBe(11);
  });

  it.each([-5, 1e300, Number.NaN, '7', {}, [1], 0.5])('survives %p for a page size', (n) => {
    const query = 'query ($n: Int) { orders(first: $n) { nodes { number } } }';
    expect(cost(query, { n })).toBeGreaterThanOrEqual(1);
    expect(cost(query, { n })).toBeLessThanOrEqual(201);
  });

  it('of the introspection of the schema is nothing: that has bounds of its own', () => {
    expect(cost('{ __schema { types { name } } __typename }')).toBe(0);
  });
});
